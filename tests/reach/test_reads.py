import pytest

from tests.reach.marks import Mark
from tests.reach.reads import PROGRAM, ROOT, imports, place_of


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (ROOT / "docs" / "glossary.md", "docs/glossary.md"),
        (str(ROOT / "templates/base.html"), "templates/base.html"),
        (
            str(ROOT / "migrations/keys/__pycache__/0001_x.cpython-311.pyc"),
            "migrations/keys/0001_x.py",
        ),
        (bytes(ROOT / "CHANGELOG.md"), "CHANGELOG.md"),
        (ROOT / ".ci/run", ".ci/run"),
    ],
)
def test_a_file_of_the_house_that_is_read_is_told(given, path):
    assert place_of("open", (given, "r", 0)) == Mark(path)


@pytest.mark.parametrize(
    "given",
    [
        "/etc/hostname",
        7,
        str(ROOT),
        ROOT / ".venv/lib/x.py",
        ROOT / ".git/HEAD",
        ROOT / "var/x.db",
        ROOT / "build/x",
    ],
)
def test_what_is_not_of_the_house_is_not_told(given):
    assert place_of("open", (given, "r", 0)) is None


@pytest.mark.parametrize("event", ["os.listdir", "os.scandir"])
def test_a_folder_that_is_listed_is_told_as_a_folder(event):
    assert place_of(event, (ROOT / "docs",)) == Mark("docs/")


def test_a_program_that_is_started_is_told():
    assert place_of("subprocess.Popen", ("git", ["git"], None, None)) == PROGRAM


@pytest.mark.parametrize("program", ["/opt/postgres", "initdb", "chromium"])
def test_the_stores_and_the_browser_of_the_tests_are_no_programs_of_the_house(program):
    assert place_of("subprocess.Popen", (program, [], None, None)) is None


def test_another_event_tells_nothing():
    assert place_of("import", ("os",)) is None


def test_code_that_is_read_to_be_run_tells_nothing():
    def get_data(mark):
        return imports(mark)

    assert get_data(Mark("pga/core/clock.py"))
    assert not imports(Mark("pga/core/clock.py"))


@pytest.mark.parametrize("path", ["docs/glossary.md", "migrations/keys/0001_x.py"])
def test_what_is_not_imported_by_name_is_always_told(path):
    def get_data(mark):
        return imports(mark)

    assert not get_data(Mark(path))
