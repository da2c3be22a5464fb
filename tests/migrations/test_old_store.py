"""The store of an older version, brought to the shape and the rows of today."""

import hashlib
import os
import signal
from dataclasses import replace

import pytest
import sqlalchemy as sa

from pga import cli
from pga.access.permissions import Role
from pga.accounts.models import RoleGrant
from pga.app import create_app, old_rows
from pga.app.stores import close_stores, make_stores, opened_for_rows
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.referral import Referral
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import schema
from pga.core.database import glance, table_of, transaction
from pga.core.schema import Store
from pga.dossiers.reading.changes import get_changes
from pga.privacy import heads, keys, migrating
from pga.privacy.columns import opened
from pga.privacy.drafts import FormDraft
from pga.privacy.events import Event
from pga.privacy.history import RowVersion
from pga.privacy.migrating import RowMigration, RowsDone, bring_over
from pga.privacy.rows import verify_rows
from pga.privacy.trail import AuditEvent
from pga.privacy.verify import verify
from tests.builders import an_actor
from tests.support.old_store import KEPT, REVISION
from tests.support.some import some
from tests.support.system import SYSTEM


def make_urgent(_session, case, _context):
    case.urgent = True


def tell_why(_session, referral, context):
    referral.urgent_reason = context.open(referral, "occasion")


def end(_session, term, _context):
    term.ended_on = term.due_on


PLAIN = RowMigration("all_urgent", Case, Case.urgent.is_(False), make_urgent)
SEALED = RowMigration(
    "why_urgent", Referral, table_of(Referral).c.urgent_reason.is_(None), tell_why
)
LONG = RowMigration("terms_end", CaseTerm, CaseTerm.ended_on.is_(None), end)
BOTH = (PLAIN, SEALED)


@pytest.fixture
def two(monkeypatch):
    """A version that brings a plain and a sealed column of old rows over."""
    monkeypatch.setattr(old_rows, "ROW_MIGRATIONS", BOTH)


def as_(monkeypatch, environment):
    for name in ("PGA_ROOT_KEY_FILE", "PGA_DATABASE", "PGA_KEYSTORE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def shaped(old_store):
    """The kept store in the shape of today, its rows still old."""
    make_stores(replace(old_store.settings, **addresses(old_store.owner)))
    return old_store


def addresses(environment):
    return {"database": environment["PGA_DATABASE"], "keystore": environment["PGA_KEYSTORE"]}


def silent(_over, _of):
    pass


def migrated():
    """Return the lines of the migration, by code: what each is about and the row it covers."""
    with glance() as session:
        question = sa.select(*table_of(AuditEvent).columns)
        lines = session.execute(question.where(AuditEvent.event == Event.MIGRATED)).all()
    found = {}
    for line in lines:
        found.setdefault(line.purpose, []).append((line, line.row_digest.split()[1]))
    return found


def whole(settings):
    with glance() as session:
        report = verify(session, heads.read(settings.heads))
        rows = verify_rows(session)
    assert report.findings == rows.findings == ()
    assert sum(report.lines.values()) > 200
    assert rows.rows["pga_case"] == 15


def test_the_kept_store_is_as_it_was_made():
    found = sorted(path for path in KEPT.iterdir() if path.suffix not in {".md", ".txt"})
    sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}" for one in found]

    assert len(sums) == 6
    assert (KEPT / "sums.txt").read_text("ascii").splitlines() == sums


def test_the_kept_store_has_the_shape_of_its_day(old_store):
    engine = sa.create_engine(old_store.owner["PGA_DATABASE"])

    assert schema.revision_of(engine, Store.DATA) == REVISION
    engine.dispose()


def test_the_command_brings_shape_and_rows_and_all_of_it_can_be_read(
    old_store, two, monkeypatch, capsys
):
    as_(monkeypatch, old_store.owner)
    assert cli.main(["sweep"]) == 2
    assert cli.main(["migrate"]) == 0
    told = capsys.readouterr().out
    if old_store.two_roles:
        assert "Oude rijen wachten nog (all_urgent, why_urgent)." in told
        assert "pga migrate --rows" in told
        as_(monkeypatch, old_store.app)
        assert cli.main(["sweep"]) == 2
        assert "dragen nog geen kenmerk van hun installatie" in capsys.readouterr().err
        assert cli.main(["migrate", "--rows"]) == 0
        told = capsys.readouterr().out
    assert "all_urgent: 14 rijen overgezet; 1 van een vernietigd dossier bleven zo." in told
    assert "why_urgent: 14 rijen overgezet." in told
    assert cli.main(["migrate", "--rows"]) == 0
    assert capsys.readouterr().out == "Er zijn geen oude rijen.\n"
    assert cli.main(["audit", "verify", "--rows"]) == 0

    app = create_app(old_store.settings)
    with app.app_context():
        reads_everything()
        whole(old_store.settings)
    close_stores(app)


@pytest.mark.parametrize("old_store", ["postgresql"], indirect=True)
def test_the_owner_gives_the_shape_and_brings_no_row_over(old_store, two, monkeypatch, capsys):
    key = {"PGA_ROOT_KEY_FILE": old_store.app["PGA_ROOT_KEY_FILE"]}
    as_(monkeypatch, {**old_store.owner, **key})

    assert cli.main(["migrate", "--rows"]) == 2
    assert "keys: 0002, not 0003" in capsys.readouterr().err
    assert cli.main(["migrate"]) == 0
    assert "Zet de twee adressen op de rol van de app (pga_app)" in capsys.readouterr().out
    assert cli.main(["migrate", "--rows"]) == 2
    assert "Deze rol mag meer dan de app" in capsys.readouterr().err

    as_(monkeypatch, old_store.app)
    assert cli.main(["migrate"]) == 0
    assert "why_urgent: 14 rijen overgezet." in capsys.readouterr().out


def reads_everything():
    """Open each case as the coördinator of its municipality."""
    with glance() as session:
        grants = session.scalars(sa.select(RoleGrant).filter_by(role=Role.COORDINATOR))
        here = {grant.municipality: grant.user_id for grant in grants}
        cases = session.execute(sa.select(Case.municipality, Case.number, Case.state)).all()
    states = set()
    for municipality, number, state in some(cases):
        actor = an_actor(Role.COORDINATOR, municipality, id=here[municipality])
        sheet = get_sheet(actor, number)
        states.add(state)
        if state is State.DESTROYED:
            continue
        assert sheet.head.name
        acts = [act for act in get_changes(actor, CASES, number).acts if act.who == ""]
        fields = {change.field for act in acts for change in act.changed}
        assert {"urgent", "urgent_reason"} <= fields
    assert states == set(State)


def test_each_row_has_its_own_line_by_the_system_with_what_was_opened(shaped):
    with opened_for_rows(shaped.settings):
        done = bring_over(SYSTEM, BOTH, silent)
        lines = migrated()
        whole(shaped.settings)
        with transaction() as session:
            found = session.scalars(sa.select(Referral)).all()
            referrals = {str(row.id): row.case_id for row in found}
            assert all(
                opened(session, row, "urgent_reason") == opened(session, row, "occasion")
                for row in some(found)
            )
            versions = session.scalars(
                sa.select(RowVersion).where(RowVersion.fields == "urgent_reason")
            ).all()
            assert {str(one.row_id) for one in versions} >= referrals.keys()
            assert {opened(session, one, "former")["urgent_reason"] for one in versions} == {None}
            assert {one.by for one in versions} == {None}

    assert [(one.rows, one.destroyed) for one in done] == [(14, 1), (14, 0)]
    assert {row for _, row in lines["why_urgent"]} == referrals.keys()
    for line, row in some(lines["why_urgent"]):
        assert (line.actor_id, line.actor_role) == (None, "system")
        assert (line.object_kind, line.object_id) == ("case", referrals[row])
        assert line.fields == "referral.occasion,referral.urgent_reason"
        assert len(line.row_digest.splitlines()) == 1
    assert {line.municipality for line, _ in lines["all_urgent"]} == {"LAR", "EEM"}


def test_a_second_run_does_nothing(shaped):
    with opened_for_rows(shaped.settings):
        bring_over(SYSTEM, BOTH, silent)
        before = count(AuditEvent), count(RowVersion)

        assert bring_over(SYSTEM, BOTH, silent) == []
        assert (count(AuditEvent), count(RowVersion)) == before


def count(model):
    with glance() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table_of(model)))


def test_what_was_destroyed_stays_so(shaped):
    with opened_for_rows(shaped.settings):
        bring_over(SYSTEM, BOTH, silent)
        with transaction() as session:
            case = session.scalars(sa.select(Case).filter_by(state=State.DESTROYED)).one()
            assert not case.urgent
            assert keys.store_of(session).fetch([case.id]) == {}
            people = session.scalars(sa.select(Person).filter_by(case_id=case.id)).all()
            assert people == []


def test_the_drafts_that_were_kept_still_open(shaped):
    with opened_for_rows(shaped.settings), transaction() as session:
        drafts = session.scalars(sa.select(FormDraft)).all()

        assert [opened(session, one, "fields")[0] for one in drafts] == [
            ["surname", "Van Zonnedauw"]
        ] * 2


# --- killed on the way


def terms(session):
    """Return the terms that are old."""
    return set(map(str, session.scalars(sa.select(CaseTerm.id).where(LONG.wants))))


class Killed(BaseException):
    """As if somebody pulled the plug."""


POINTS = [
    *(("before", place) for place in (10, 20, 30)),
    *(("at", place) for place in (10, 20, 30)),
    *(("after", place) for place in (10, 20, 30)),
    ("before the note", 0),
]


def killed_at(point, place, monkeypatch):
    """Return the migration of the terms as it dies at a place, and who hears how far it is."""
    seen = 0

    def change(session, term, context):
        nonlocal seen
        seen += 1
        if (point, place) == ("before", seen):
            raise Killed
        end(session, term, context)
        if (point, place) == ("at", seen):
            raise Killed

    def told(over, _of):
        if (point, place) == ("after", over):
            raise Killed

    def note(*_):
        raise Killed

    if point == "before the note":
        monkeypatch.setattr(migrating, "_done", note)
    return replace(LONG, change=change), told


@pytest.mark.parametrize(("point", "place"), POINTS)
def test_killed_anywhere_it_goes_on_and_no_row_goes_twice(shaped, monkeypatch, point, place):
    with opened_for_rows(shaped.settings):
        with glance() as session:
            old = terms(session)
        assert len(old) > 30
        dying, told = killed_at(point, place, monkeypatch)
        with pytest.raises(Killed):
            bring_over(SYSTEM, (dying,), told)
        monkeypatch.undo()
        over = {"before": place - 10, "at": place - 10, "after": place}.get(point, len(old))
        assert len(migrated().get("terms_end", ())) == over
        whole(shaped.settings)

        (done,) = bring_over(SYSTEM, (LONG,), silent)

        assert done.rows == len(old) - over
        all_over_once(shaped.settings, old)


def all_over_once(settings, old):
    """Hold the end of two runs against what one would have left."""
    whole(settings)
    rows = [row for _, row in migrated()["terms_end"]]
    assert sorted(rows) == sorted(old)
    assert count(RowsDone) == 1
    with glance() as session:
        assert terms(session) == set()
        versions = session.scalars(
            sa.select(RowVersion.row_id).where(
                RowVersion.by.is_(None), RowVersion.fields == "ended_on"
            )
        ).all()
    assert sorted(map(str, versions)) == sorted(old)


class Dying:
    """Kills the process that it is in, once it comes to its place."""

    def __init__(self, point, place):
        self.point, self.place, self.seen = point, place, 0

    def change(self, session, term, context):  # pragma: no cover - in a fork
        self.seen += 1
        self.die_at("before", self.seen)
        end(session, term, context)
        session.flush()
        self.die_at("at", self.seen)

    def told(self, over, _of):  # pragma: no cover - in a fork
        self.die_at("after", over)

    def die_at(self, point, place):  # pragma: no cover - in a fork
        if (self.point, self.place) == (point, place):
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("point", "place"),
    [
        ("at", 20),
        *(
            pytest.param(*one, marks=pytest.mark.torture)
            for one in POINTS[:-1]
            if one != ("at", 20)
        ),
    ],
)
def test_a_process_that_is_killed_leaves_nothing_half(shaped, point, place):
    dying = Dying(point, place)
    child = os.fork()
    if not child:  # pragma: no cover - in a fork
        with opened_for_rows(shaped.settings):
            bring_over(SYSTEM, (replace(LONG, change=dying.change),), dying.told)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    with opened_for_rows(shaped.settings):
        over = place if point == "after" else place - 10
        assert len(migrated().get("terms_end", ())) == over
        whole(shaped.settings)
        old = {row for _, row in migrated().get("terms_end", ())}
        with glance() as session:
            old |= terms(session)
        bring_over(SYSTEM, (LONG,), silent)
        all_over_once(shaped.settings, old)
