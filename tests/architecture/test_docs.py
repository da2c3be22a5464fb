import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").iterdir())
SHOTS = sorted((ROOT / "docs" / "screenshots").iterdir())
PAPERS = [
    README,
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
LARGEST = 300_000
"""Of one picture, in bytes."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
PARSER = re.compile(r'add_parser\(\s*"([a-z]+)"')
CODE = re.compile(r"`([^`\n]+)`")
PLACE = re.compile(r"(?:pga|tests|migrations|templates|static|docs|\.ci)/[\w./-]*[\w/]")
MACHINE = re.compile(r"(?<![\w.)])/(?:work|tmp|home|root|Users|mnt)\b|\b[A-Z]:\\")
ADDRESS = re.compile(r"\b[a-z+]+://\S+")
LOOPBACK = ("http://127.0.0.1",)
STORES = ("postgresql+psycopg://pga_app@/", "sqlite:///")

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))


def read(path):
    return path.read_text("utf-8")


def targets(text):
    return set(re.findall(r"^([a-z-]+):", text, flags=re.MULTILINE))


def asked_of_make(text):
    """Return the targets in code: ``make test`` in a block or between backticks."""
    code = [*CODE.findall(text), *re.findall(r"^make .*$", text, flags=re.MULTILINE)]
    return {word for part in code for word in re.findall(r"\bmake ([a-z][a-z-]*)", part)}


def anchors(text):
    """Return what a heading can be linked by."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def broken(paper):
    """Return the links of a paper that lead nowhere."""
    for link in LINK.findall(read(paper)):
        name, _, anchor = link.partition("#")
        path = paper.parent / name if name else paper
        if not path.exists() or (anchor and anchor not in anchors(read(path))):
            yield link


def gone_from(text):
    """Return the files that are named and not there."""
    named = [code for code in CODE.findall(text) if PLACE.fullmatch(code)]
    return [name for name in named if not (ROOT / name).exists()]


def elsewhere_in(text):
    return [each for each in ADDRESS.findall(text) if not each.startswith((*LOOPBACK, *STORES))]


def packages(requirements):
    return {re.match(r"[a-z0-9-]+", each)[0] for each in requirements}


def test_the_readme_names_the_two_commands():
    assert {"demo", "test"} <= asked_of_make(read(README))


@each_paper
def test_each_make_target_that_is_named_is_there(paper):
    assert asked_of_make(read(paper)) - targets(read(ROOT / "Makefile")) == set()


@each_paper
def test_each_command_of_pga_that_is_named_is_there(paper):
    known = {name for path in ROOT.glob("pga/cli/*.py") for name in PARSER.findall(read(path))}
    lines = [*CODE.findall(read(paper)), *read(paper).splitlines()]

    asked = {word for line in lines for word in re.findall(r"^pga ([a-z]+)", line)}

    assert {"demo", "serve"} <= known
    assert asked - known == set()


@each_paper
def test_each_setting_that_is_named_is_there(paper):
    known = set(re.findall(r"PGA_[A-Z_]+", read(ROOT / "config.py")))

    assert set(re.findall(r"\bPGA_[A-Z_]+", read(paper))) - known == set()


@each_paper
def test_each_link_leads_somewhere(paper):
    assert list(broken(paper)) == []


@each_paper
def test_each_file_that_is_named_is_there(paper):
    assert gone_from(read(paper)) == []


@each_paper
def test_no_paper_names_a_place_on_one_machine(paper):
    assert MACHINE.findall(read(paper)) == []


@each_paper
def test_no_paper_names_an_address_elsewhere(paper):
    assert elsewhere_in(read(paper)) == []


@pytest.mark.parametrize("text", ["in /mnt/disk", "see /tmp/x", "`/home/jan`", r"C:\pga"])
def test_a_place_on_one_machine_would_be_seen(text):
    assert MACHINE.search(text)


@pytest.mark.parametrize(
    "text", ["what waits for work/play", "`templates/home/x`", "the tmp folder"]
)
def test_a_word_is_no_place_on_a_machine(text):
    assert not MACHINE.search(text)


def test_a_file_and_an_address_elsewhere_would_be_seen():
    text = "`docs/gone.md`, `docs/glossary.md`, https://voorbeeld.example, http://127.0.0.1:8000"

    assert gone_from(text) == ["docs/gone.md"]
    assert elsewhere_in(text) == ["https://voorbeeld.example,"]


def test_a_broken_link_would_be_seen(tmp_path):
    paper = tmp_path / "paper.md"
    paper.write_text("# One\n[a](#one) [b](#two) [c](gone.md) [d](paper.md#one)", "utf-8")

    assert list(broken(paper)) == ["#two", "gone.md"]


def test_each_dependency_has_its_reason_and_each_reason_its_dependency():
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    rows = re.findall(
        r"^\| `([^`]+)` \| (.+?) \| .+ \|$", read(ROOT / "docs/dependencies.md"), re.MULTILINE
    )

    assert packages(name for name, _ in rows) == packages(asked)
    assert len(rows) == len(asked)
    assert min(len(reason) for _, reason in rows) > 20


def test_decisions_are_numbered_without_a_gap():
    names = [re.fullmatch(r"(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md", path.name) for path in DECISIONS]

    assert all(names)
    assert [int(name[1]) for name in names] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path):
    text = read(path)

    assert text.startswith(f"# {path.stem[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Status",
        "Consequences",
    ]
    assert "We will" in text.split("## Decision")[1].split("## Status")[0]


def test_each_picture_is_shown_and_none_is_heavy():
    shown = {
        (paper.parent / link).resolve()
        for paper in PAPERS
        for link in LINK.findall(read(paper))
        if link.endswith(".png")
    }

    assert SHOTS
    assert set(SHOTS) == shown
    assert [path.name for path in SHOTS if path.stat().st_size > LARGEST] == []
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in SHOTS)
