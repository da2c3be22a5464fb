import pytest

from tests.mutants.shelves import ALL, files_of, shelf_of
from tests.reach.reads import ROOT


@pytest.mark.parametrize(
    ("path", "shelf"),
    [
        ("pga/cases/services/working.py", "services"),
        ("pga/settings/services.py", "services"),
        ("pga/partners/rules/sharing.py", "rules"),
        ("pga/access/policy.py", "access"),
        ("pga/privacy/trail.py", "privacy"),
        ("pga/core/clock.py", "core"),
        ("pga/app/gate.py", "gate"),
        ("pga/accounts/handshake.py", "gate"),
        ("pga/app/frame.py", ""),
        ("templates/base.html", "templates"),
        ("pga/cases/models/case.py", ""),
        ("pga/demo/seed.py", ""),
        ("pga/__init__.py", ""),
        ("config.py", ""),
    ],
)
def test_a_file_stands_on_its_shelf(path, shelf):
    assert shelf_of(ROOT / path) == shelf


@pytest.mark.parametrize("shelf", ALL)
def test_each_shelf_has_files_of_its_own(shelf):
    found = list(files_of(shelf))

    assert found
    assert {shelf_of(path) for path in found} == {shelf}
