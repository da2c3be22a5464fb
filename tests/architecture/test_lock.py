import re
import tomllib
from pathlib import Path

import pytest

from tests.support.some import some

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)(\[[a-z,-]+\])?==(?P<version>\S+)( ; .+)?")


def blocks(lock):
    """Give each requirement as its first line and its hashes."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", "")
    return [line.split("--hash=") for line in text.splitlines()]


def pins(lock):
    found = (PIN.fullmatch(first.strip()) for first, *_ in blocks(lock))
    return {match["name"]: match["version"] for match in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_place_to_get_things_from(lock):
    places = re.findall(
        r"\S*(?:://|find-links|index-url|file:)\S*", (ROOT / lock).read_text("utf-8")
    )

    assert places == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_requirement_is_pinned_with_its_hashes(lock):
    loose = [
        first
        for first, *hashes in some(blocks(lock))
        if not (
            PIN.fullmatch(first.strip())
            and hashes
            and all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", each) for each in hashes)
        )
    ]

    assert loose == []


def test_development_runs_on_the_same_versions_as_the_product():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_the_project_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["dependencies"]
    asked_dev = project["dependency-groups"]["dev"]

    def names(requirements):
        return {re.match(r"[a-z0-9-]+", each)[0] for each in requirements}

    assert names(asked) <= pins("requirements.lock").keys()
    assert names(asked_dev) <= pins("requirements-dev.lock").keys()
