import getpass
import io
import re
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from config import Addresses, Kind, Settings, make_root_key
from pga import cli
from pga.access.permissions import Role
from pga.accounts.models import RoleGrant, User
from pga.accounts.rules.password import weakness
from pga.app import create_app, old_rows
from pga.app.stores import close_stores, waiting_in
from pga.cli import tending
from pga.cli.waiting import ProgressBar
from pga.core import clock, schema
from pga.core.columns import Moment
from pga.core.database import Base, db, glance, transaction
from pga.demo import folder as demo_folder
from pga.demo.seed import Made
from pga.demo.town import TOWNS
from pga.partners.models import Organisation
from pga.privacy import drafts, keys
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.migrating import Brought, RowMigration, ShutRows
from pga.privacy.trail import Line, record
from pga.settings.services import found
from pga.signals.reading.signals import list_signals
from pga.signals.rules.codes import SignalKind, SignalSource
from pga.signals.rules.life import SignalGiven
from pga.signals.services import note_signal
from tests.builders import an_actor, an_organisation
from tests.cli.conftest import LAREN, PASSWORD


@pytest.fixture
def quick(monkeypatch):
    def only_found(rules, told):
        told(1, 1)
        found(Kind.DEMO, TOWNS)
        with transaction() as session:
            record(session, None, Line(Event.SEEDED))
        return Made((), ())

    monkeypatch.setattr(demo_folder, "seed", only_found)


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def test_a_new_installation_is_founded_with_its_municipalities(place, capsys):
    assert cli.main(LAREN) == 0

    assert "Laren, Blaricum" in capsys.readouterr().out
    assert (place / "root.key").stat().st_mode & 0o777 == 0o600


def test_an_installation_is_founded_once(founded, capsys):
    assert cli.main(LAREN) == 1
    assert "al gesticht" in capsys.readouterr().err


@pytest.mark.parametrize("town", ["LAR", "laren=Laren", "LAR=", "LARE=Laren"])
def test_a_municipality_has_a_code_and_a_name(place, town, capsys):
    assert cli.main(["found", "--municipality", town]) == 2
    assert "LAR=Laren" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        LAREN,
        ["migrate"],
        ["sweep"],
        ["serve"],
        ["audit", "verify"],
        "user add --username a --name b --municipality LAR --role admin".split(),
    ],
)
def test_without_an_installation_no_command_can_try(nowhere, argv, capsys):
    assert cli.main(argv) == 2
    assert "PGA_" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["unknown"], ["audit"], ["user", "add"], ["migration"]])
def test_what_is_no_command_leaves_with_two(argv, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(argv)

    assert left.value.code == 2
    assert "usage: pga" in capsys.readouterr().err


def test_the_first_beheerder_comes_from_the_command_line(inside, user_add, capsys):
    assert user_add() == 0

    assert "beheerder" in capsys.readouterr().out
    with glance() as session:
        user = session.scalars(sa.select(User)).one()
        grant = session.scalars(sa.select(RoleGrant)).one()
        assert (user.username, grant.role, grant.municipality) == ("beheer", Role.ADMIN, "LAR")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("kort\n", "minstens 15 tekens"), ("wachtwoordwachtwoord\n", "te raden"), ("", "minstens 15")],
)
def test_a_weak_password_is_refused_in_dutch(founded, user_add, typed, says, capsys):
    assert user_add(typed=typed) == 1
    assert says in capsys.readouterr().err


def test_a_username_is_given_once(founded, user_add, capsys):
    user_add()

    assert user_add() == 1
    assert "al in gebruik" in capsys.readouterr().err


def test_a_municipality_that_is_not_here_is_named(founded, user_add, capsys):
    assert user_add("--municipality", "XYZ") == 1
    assert "XYZ" in capsys.readouterr().err


@pytest.mark.parametrize(("second", "code"), [(PASSWORD, 0), (PASSWORD + "!", 1)])
def test_at_a_keyboard_the_password_is_typed_twice(founded, monkeypatch, second, code):
    answers = iter([PASSWORD, second])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))
    monkeypatch.setattr(sys, "stdin", Keyboard())
    argv = "user add --username fg --municipality LAR --role dpo --name Greet".split()

    assert cli.main(argv) == code


def test_the_password_of_these_tests_would_be_taken():
    assert weakness(PASSWORD) is None


def test_a_store_of_an_older_shape_is_refused_until_it_is_migrated(place, capsys):
    make_root_key(place / "root.key")

    assert cli.main(["sweep"]) == 2
    assert cli.main(["migrate"]) == 0
    assert cli.main(["sweep"]) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "pga.example", "::"])  # noqa: S104 - it must be refused
def test_an_open_address_without_https_is_refused(founded, started, host, capsys):
    assert cli.main(["serve", "--host", host]) == 2
    assert "https" in capsys.readouterr().err
    assert started == []


@pytest.mark.parametrize(("host", "bound"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")])
def test_a_loopback_address_is_served(founded, started, host, bound):
    assert cli.main(["serve", "--host", host, "--port", "8124", "--workers", "3"]) == 0

    [(program, argv)] = started
    assert program == sys.executable
    assert "pga.app:create_app()" in argv
    assert f"{bound}:8124" in argv
    assert argv[argv.index("--workers") + 1] == "3"


def test_with_a_certificate_any_address_is_served(founded, started):
    argv = "serve --host localhost --certificate c.pem --key k.pem".split()

    assert cli.main(argv) == 0
    assert "--certfile" in started[0][1]
    assert cli.main(["serve", "--host", "pga.example", *argv[3:]]) == 0


def test_a_certificate_without_its_key_is_refused(founded, started):
    assert cli.main(["serve", "--certificate", "c.pem"]) == 2
    assert started == []


def test_a_migration_without_a_change_is_not_made(capsys):
    assert cli.main(["migration", "Nothing"]) == 1
    assert "niets te veranderen" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "..."])
def test_a_migration_says_what_it_changes(text, capsys):
    assert cli.main(["migration", text]) == 2


def test_a_migration_gets_the_next_number_and_knows_no_type_of_ours(monkeypatch, tmp_path, capsys):
    copied = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, copied)
    monkeypatch.setattr(schema, "MIGRATIONS", copied)
    before = {path.name for path in (copied / "data").glob("*.py")}
    kite = sa.Table(
        "kite", Base.metadata, sa.Column("id", sa.Uuid, primary_key=True), sa.Column("at", Moment)
    )
    try:
        assert cli.main(["migration", "Add a kite"]) == 0
    finally:
        Base.metadata.remove(kite)

    [made] = {path.name for path in (copied / "data").glob("*.py")} - before
    newest = max(int(name[:4]) for name in before)
    text = (copied / "data" / made).read_text()
    assert made == f"{newest + 1:04}_add_a_kite.py"
    assert made in capsys.readouterr().out
    assert "sa.DateTime(timezone=True)" in text
    assert "pga" not in text


def test_a_sweep_takes_late_drafts_and_keys_without_anything(inside, user_add, capsys):
    user_add()
    with glance() as session:
        user_id = session.scalars(sa.select(User.id)).one()
    long_ago = clock.now() - timedelta(days=2)
    with clock.stopped_at(long_ago), transaction() as session:
        keys.store_of(session).create("LAR", Scope.CASE, uuid4())
        keys.store_of(session).create("LAR", Scope.DRAFT, uuid4())
    late = drafts.DraftPlace(user_id, "LAR", "cases.register")
    lasting = drafts.DraftPlace(user_id, "LAR", "cases.correct", "LAR-2026-0001")
    with clock.stopped_at(long_ago):
        drafts.save(late, [["surname", "Kwartelstaart"]])
    drafts.save(lasting, [["a", "b"]])
    capsys.readouterr()

    assert cli.main(["sweep"]) == 0
    told = capsys.readouterr().out
    assert "1 verlopen concepten en 2 sleutels zonder inhoud, en 0 regels" in told
    assert drafts.load(lasting)


def test_a_sweep_takes_a_signaal_that_is_past_its_day_and_no_other(inside, user_add, capsys):
    user_add()
    with glance() as session:
        actor = an_actor(id=session.scalars(sa.select(User.id)).one())
    for days in (43, 42):
        with clock.stopped_at(clock.now() - timedelta(days=days)):
            told = SignalGiven("Een zorg.", SignalSource.GP, SignalKind.OTHER, clock.today())
            lasting = note_signal(actor, told)
    capsys.readouterr()

    assert cli.main(["sweep"]) == 0
    told = capsys.readouterr().out
    log = Path(f"{db.engine.url.database}-wal")
    assert (log.stat().st_size if log.exists() else 0) == 0
    assert "Signalen na hun laatste dag verwijderd, met hun sleutel: 1." in told
    assert [one.id for one in list_signals(actor).lines] == [lasting]
    assert cli.main(["sweep"]) == 0
    assert "Signalen" not in capsys.readouterr().out


def test_a_demo_is_made_shown_and_served(tmp_path, quick, started, capsys):
    folder = tmp_path / "demo"

    assert cli.main(["demo", "--folder", str(folder), "--port", "8125"]) == 0

    told = capsys.readouterr().out
    assert "http://127.0.0.1:8125" in told
    assert "veiligheid2" in told
    assert "Zij heeft 0 casussen." in told
    [(_, argv)] = started
    assert f"pga.demo.folder:demo_app('{folder}')" in argv
    assert "127.0.0.1:8125" in argv
    assert "--access-logfile" not in argv


def test_a_second_demo_keeps_the_first_and_a_fresh_one_does_not(tmp_path, quick, started):
    argv = ["demo", "--no-serve", "--folder", str(tmp_path / "demo")]
    cli.main(argv)
    key = (tmp_path / "demo" / "root.key").read_bytes()

    assert cli.main(argv) == 0
    kept = (tmp_path / "demo" / "root.key").read_bytes()
    assert cli.main([*argv, "--fresh"]) == 0
    fresh = (tmp_path / "demo" / "root.key").read_bytes()

    assert key == kept != fresh
    assert started == []


def test_the_trail_of_a_demo_can_be_checked(tmp_path, nowhere, quick, capsys):
    folder = str(tmp_path / "demo")
    cli.main(["demo", "--no-serve", "--folder", folder])

    assert cli.main(["audit", "verify", "--demo", folder]) == 0


def test_a_folder_of_something_else_becomes_no_demo(tmp_path, quick, capsys):
    (tmp_path / "letter.txt").touch()

    assert cli.main(["demo", "--no-serve", "--folder", str(tmp_path)]) == 2
    assert cli.main(["demo", "--fresh", "--no-serve", "--folder", str(tmp_path)]) == 2
    assert (tmp_path / "letter.txt").exists()


def test_a_command_that_is_broken_off_says_so(tmp_path, monkeypatch):
    def break_off(rules, told):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo_folder, "seed", break_off)

    assert cli.main(["demo", "--no-serve", "--folder", str(tmp_path / "demo")]) == 130


def test_each_command_says_what_it_is_for_and_how_it_leaves(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])

    told = capsys.readouterr().out
    assert left.value.code == 0
    assert "Eindigt met 0" in told
    for story in (
        "demo",
        "serve",
        "found",
        "user",
        "audit",
        "policy",
        "workflow",
        "columns",
        "spans",
    ):
        assert re.search(rf"^ +{story} +\w", told, re.MULTILINE)


def test_on_a_terminal_long_work_has_a_bar(monkeypatch):
    screen = Keyboard()
    monkeypatch.setattr(sys, "stderr", screen)

    bar = ProgressBar("regels", 64)
    bar.more(32)
    bar.more(32)

    half, full = screen.getvalue().split("\r")[1:]
    assert half.count("=") * 2 == full.count("=")
    assert full.endswith("64/64 regels\n")


def test_elsewhere_long_work_is_silent(capsys):
    ProgressBar("casussen").at(3, 4)

    assert capsys.readouterr() == ("", "")


# --- old rows


def make_shown(_session, town, _context):
    town.name = "Rietkraag"


RENAMED = RowMigration(
    "renamed", Organisation, Organisation.name != "Rietkraag", make_shown, about="organisation"
)


@pytest.fixture
def old(founded, monkeypatch):
    """A founded installation with a row of an older version."""
    app = create_app(Settings.from_environment())
    with app.app_context():
        an_organisation()
    close_stores(app)
    monkeypatch.setattr(old_rows, "ROW_MIGRATIONS", (RENAMED,))
    return founded


def test_old_rows_are_brought_over_by_the_same_command(old, capsys):
    assert cli.main(["sweep"]) == 2
    assert "Er staan rijen van een oudere versie (renamed)." in capsys.readouterr().err
    assert cli.main(["migrate"]) == 0
    assert "renamed: 1 rij overgezet.\n" in capsys.readouterr().out
    assert cli.main(["migrate"]) == 0
    assert capsys.readouterr().out == "Beide opslagplaatsen hebben de nieuwste vorm.\n"
    assert cli.main(["audit", "verify", "--rows"]) == 0


def test_without_the_root_key_it_gives_the_shape_and_says_what_is_left(old, monkeypatch, capsys):
    monkeypatch.delenv("PGA_ROOT_KEY_FILE")

    assert cli.main(["migrate"]) == 0
    told = capsys.readouterr().out
    assert "Oude rijen wachten nog (renamed)." in told
    assert "PGA_ROOT_KEY_FILE" in told
    assert "pga migrate --rows" in told
    assert cli.main(["migrate", "--rows"]) == 2


def test_another_root_key_stops_it_in_a_sentence(old, capsys):
    (old / "root.key").write_bytes(b"\1" * 32)

    assert cli.main(["migrate"]) == 2
    assert "Deze hoofdsleutel hoort niet bij deze opslag" in capsys.readouterr().err
    assert waiting_in(Addresses.from_environment()) == ["renamed"]


def test_rows_without_a_key_are_named_and_nothing_is_half_done(old, monkeypatch, capsys):
    row_id = uuid4()
    shut = ShutRows([("person", row_id)])

    def stop(*_):
        raise shut

    monkeypatch.setattr(tending, "bring_over", stop)

    assert cli.main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert "Bij 1 rij ontbreekt de sleutel, of hij past niet." in told
    assert f"person {row_id}" in told


def test_what_stays_of_a_destroyed_dossier_is_counted(old, monkeypatch, capsys):
    done = [Brought("renamed", 3, 2)]
    monkeypatch.setattr(tending, "bring_over", lambda *_: done)

    assert cli.main(["migrate", "--rows"]) == 0
    assert capsys.readouterr().out == (
        "renamed: 3 rijen overgezet; 2 van een vernietigd dossier bleven zo.\n"
    )


def test_a_new_installation_has_no_old_rows(place, monkeypatch, capsys):
    monkeypatch.setattr(old_rows, "ROW_MIGRATIONS", (RENAMED,))

    assert cli.main(LAREN) == 0
    assert cli.main(["migrate", "--rows"]) == 0
    assert "Er zijn geen oude rijen." in capsys.readouterr().out


def test_a_demo_of_an_older_version_is_brought_over_when_it_is_shown(
    tmp_path, quick, monkeypatch, capsys
):
    argv = ["demo", "--no-serve", "--folder", str(tmp_path / "demo")]
    assert cli.main(argv) == 0
    monkeypatch.setattr(old_rows, "ROW_MIGRATIONS", (RENAMED,))
    capsys.readouterr()

    assert cli.main(argv) == 0
    assert "renamed: 0 rijen overgezet." in capsys.readouterr().out


def test_who_works_for_an_organisation_says_so_at_the_command_line(inside, user_add, capsys):
    of_the_team = ("--username", "bas", "--role", "intervention_team")
    assert user_add(*of_the_team) == 1
    assert "Kies voor welke organisatie" in capsys.readouterr().err
    assert user_add(*of_the_team, "--organisation", "Nergens") == 1
    assert "Nergens" in capsys.readouterr().err
    team = an_organisation(name="Interventieteam Veenpad")
    assert user_add("--organisation", "Interventieteam Veenpad") == 1
    assert "van de gemeente zelf" in capsys.readouterr().err

    assert user_add(*of_the_team, "--organisation", "Interventieteam Veenpad") == 0
    with glance() as session:
        grant = session.scalars(sa.select(RoleGrant).filter_by(role=Role.INTERVENTION_TEAM)).one()
        assert grant.organisation_id == team
