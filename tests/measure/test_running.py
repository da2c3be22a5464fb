import json
import os
import subprocess
import sys
from pathlib import Path

from coverage import CoverageData

from tests.measure.__main__ import arcs_of, read, write
from tests.measure.marks import Mark, Turn

ROOT = Path(__file__).parents[2]


def test_a_run_writes_down_what_it_reached_and_what_it_starts_does_not(tmp_path):
    small = "tests/core/test_errors.py"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", small],
        check=True,
        cwd=ROOT,
        env=os.environ | {"MEASURE": str(tmp_path / "reached")},
        stdout=subprocess.DEVNULL,
    )

    reached = {Path(path).relative_to(ROOT).as_posix() for path in read(tmp_path / "reached")}

    assert {small, "pga/core/errors.py", "tests/support/stores.py"} <= reached
    assert {path.partition("/")[0] for path in reached} == {"pga", "tests"}


def test_what_several_processes_reached_is_put_together(tmp_path):
    for name, line in (("1", 1), ("2", 3)):
        (tmp_path / f"{name}.json").write_text(json.dumps([["x.py", [line], [[1, 2, True]]]]))

    marks = read(tmp_path)["x.py"]

    assert marks == [Mark("x.py", (line,), (Turn(1, 2, into=True),)) for line in (1, 3)]
    assert arcs_of("if __name__:\n    a = 1\nb = 2\n", marks) == {(1, 1), (3, 3), (1, 2)}


def test_coverage_is_told_what_was_reached_and_what_nobody_imported(tmp_path):
    here = str(ROOT / "pga/core/errors.py")
    (tmp_path / "1.json").write_text(json.dumps([[here, [1], []]]))

    write(tmp_path, tmp_path / "data")

    told = CoverageData(str(tmp_path / "data"))
    told.read()
    assert told.lines(here) == [1]
    assert told.lines(str(ROOT / "pga/core/clock.py")) == []
