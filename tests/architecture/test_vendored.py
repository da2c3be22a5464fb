import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ["static/vendor", "tests/vendor", "pga/letters/fonts"]
ROW = re.compile(r"\| (\S+) \| (\S+) \| (\S+)[^|]* \| ([0-9a-f]{64}) \|")


def listed(folder):
    return {row[3]: row[4] for row in ROW.finditer((folder / "VENDORED.md").read_text("utf-8"))}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_vendored_file_is_what_it_was(name):
    folder = ROOT / name

    sums = {
        file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in listed(folder)
    }

    assert sums == listed(folder)


@pytest.mark.parametrize("name", FOLDERS)
def test_each_vendored_file_is_listed(name):
    folder = ROOT / name
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert there - {"VENDORED.md"} <= listed(folder).keys()


@pytest.mark.parametrize("name", FOLDERS)
def test_each_package_brought_its_licence(name):
    rows = ROW.findall((ROOT / name / "VENDORED.md").read_text("utf-8"))
    packages = {package for package, *_ in rows}

    assert packages
    assert packages == {package for package, _, file, _ in rows if "LICENSE" in file}
