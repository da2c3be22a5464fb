import re
from pathlib import Path

import pytest

from tests.support.some import some

ROOT = Path(__file__).parents[2]
PLACES = ["pga", "templates", "static/css", "static/js", "tests", "migrations", ".ci", "benchmarks"]
FILES = [ROOT / "config.py", ROOT / "Makefile"]
FILES += [path for place in PLACES for path in (ROOT / place).rglob("*") if path.is_file()]
KINDS = {"", ".css", ".html", ".js", ".py", ".sh", ".sql"}
PUT_OFF = re.compile(
    r"\b(TODO|FIXME|XXX|HACK)\b|\bpytest\.(skip|xfail)|\bmark\.(skip|xfail)|\bimportorskip\b"
)


def read(path):
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def test_nothing_is_put_off():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in some(FILES)
        if path.suffix in KINDS and "vendor" not in path.parts and path != Path(__file__)
        for number, line in enumerate(read(path), 1)
        if PUT_OFF.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("line", ["# TODO later", "@pytest.mark.skip", "pytest.skip()", "# FIXME"])
def test_what_is_put_off_would_be_seen(line):
    assert PUT_OFF.search(line)
