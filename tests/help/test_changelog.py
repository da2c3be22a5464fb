from pga.help import reading
from pga.help.reading import NEWEST, ROOT, get_version, get_versions
from pga.help.rules.changelog import ChangeKind, ChangePart, Piece, Version, pieces_of, versions_in

TEXT = """# Wat er verandert

Voor de beheerder.

## 0.2.0

Een kleine versie.

### Nieuw

- Eén regel die
  doorloopt.
- Nog een regel.

Een losse zin
over twee regels.
## 0.1.0
- De eerste.
"""


def line(text):
    return (Piece(text),)


def test_the_versions_come_in_their_order_with_their_parts():
    newest, oldest = versions_in(TEXT)

    assert newest == Version(
        "0.2.0",
        [
            ChangePart("", [line("Een kleine versie.")]),
            ChangePart(
                "Nieuw",
                [line("Een losse zin over twee regels.")],
                [line("Eén regel die doorloopt."), line("Nog een regel.")],
            ),
        ],
    )
    assert oldest == Version("0.1.0", [ChangePart("", [], [line("De eerste.")])])


def test_what_stands_before_the_first_version_is_left_out():
    assert versions_in("# Kop\n\nWoorden.\n\n### Deel\n\n- Regel") == ()


def test_code_and_names_of_screens_are_pieces():
    assert pieces_of("Kies *Toezicht* of `pga audit verify`.") == (
        Piece("Kies "),
        Piece("Toezicht", ChangeKind.NAME),
        Piece(" of "),
        Piece("pga audit verify", ChangeKind.CODE),
        Piece("."),
    )


def test_a_mark_that_is_not_closed_stays_as_it_is():
    assert pieces_of("2 * 3") == line("2 * 3")


def test_our_own_changelog_is_read_and_holds_nothing_that_the_reader_does_not_know():
    versions = get_versions()
    lines = [
        line
        for version in versions
        for part in version.parts
        for line in (*part.words, *part.lines)
    ]

    assert 1 <= len(versions) <= NEWEST
    assert len(lines) > 10
    plain = "".join(
        piece.text for line in lines for piece in line if piece.kind is ChangeKind.PLAIN
    )
    assert not set("`*#[]") & set(plain)


def test_a_wheel_takes_the_changelog_along():
    project = (ROOT / "pyproject.toml").read_text("utf-8")

    assert '"CHANGELOG.md" = "pga/CHANGELOG.md"' in project


def test_the_version_is_that_of_the_package():
    project = (ROOT / "pyproject.toml").read_text("utf-8")

    assert f'version = "{get_version()}"' in project


def test_without_a_checkout_the_version_is_what_was_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "ROOT", tmp_path)
    monkeypatch.setattr(reading, "version", {"pga": "7.8.9"}.get)

    assert get_version() == "7.8.9"


def test_a_line_that_is_all_code_is_one_piece():
    assert pieces_of("`pga demo`") == (Piece("pga demo", ChangeKind.CODE),)
    assert pieces_of("`pga`*Acties*") == (
        Piece("pga", ChangeKind.CODE),
        Piece("Acties", ChangeKind.NAME),
    )
