import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.core import clock
from pga.core.database import db, transaction
from pga.core.errors import AlreadyDone, Invalid
from pga.partners.labels.proposal import PROPOSAL
from pga.partners.models import SharingApproval, SharingVersion
from pga.partners.reading.sharing import edition_today, get_sharing_table, get_waiting
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import Cell, CellGiven, Phase, SharingAnswer, SharingFault, cell_at
from pga.partners.services.sharing import approve_version, begin_table, draft_change
from pga.privacy import once
from pga.privacy.disclosure_codes import Category
from pga.privacy.events import Event
from tests.builders import a_sharing_table, a_user
from tests.support.pages import text_of
from tests.support.rows import fingerprint, lines, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
CELL = Cell(SharingAnswer.YES, "Reglement, artikel 3", "We vertellen het.", why="Besproken.")
CHANGE = CellGiven(PartnerKind.DOCTOR, Category.SAFETY, frozenset({Phase.PLAN}), CELL)
PLACE = (PartnerKind.DOCTOR, Phase.PLAN, Category.SAFETY)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN, name="Noor Rietorchis")


@pytest.fixture
def dpo(stopped):
    return a_user(Role.DPO, name="Tjeerd Boomvalk")


def begin(actor):
    begin_table(actor, PROPOSAL, reason="Het voorstel.")


def draft(actor, made_from=1, given=CHANGE):
    draft_change(actor, made_from, given)


def approve(actor, number=1, from_on=TODAY):
    approve_version(actor, number, from_on=from_on, reason="Gelezen.")


def today():
    with transaction() as session:
        return edition_today(session, "LAR")


def test_a_version_counts_from_the_day_the_fg_says(admin, dpo):
    assert today() is None
    begin(admin.actor)
    assert today().approved_from is None

    approve(dpo.actor, from_on=TODAY + A_DAY)

    assert today().approved_from is None
    with clock.stopped_at(NOW + A_DAY):
        assert (today().number, today().approved_from) == (1, TODAY + A_DAY)


def test_a_draft_changes_nothing_until_it_is_approved(admin, dpo):
    begin(admin.actor)
    approve(dpo.actor)
    draft(admin.actor)
    assert (today().number, cell_at(today().table, *PLACE).answer) == (1, SharingAnswer.NO)

    approve(dpo.actor, 2)

    assert (today().number, cell_at(today().table, *PLACE)) == (2, CELL)


@pytest.mark.both
def test_older_versions_stay_to_be_read_with_who_and_why(admin, dpo):
    begin(admin.actor)
    draft(admin.actor)
    approve(dpo.actor, 2)

    told = get_sharing_table(dpo.actor)

    assert [(one.number, one.made_by, one.reason, one.counts) for one in told.versions] == [
        (2, admin.name, "Besproken.", True),
        (1, admin.name, "Het voorstel.", False),
    ]
    assert (told.line.approved_by, told.line.approved_because) == (dpo.name, "Gelezen.")
    assert get_sharing_table(dpo.actor, 1).table == PROPOSAL
    assert get_sharing_table(dpo.actor, 3).line is None
    assert told.newest == told.counting == told.line


def test_what_nobody_approved_is_told_cell_by_cell(admin, dpo):
    begin(admin.actor)
    other = (PartnerKind.POLICE, Phase.PLAN, Category.ACTIONS)
    assert get_sharing_table(admin.actor).unconfirmed(*other)
    approve(dpo.actor)
    draft(admin.actor)

    told = get_sharing_table(admin.actor, 2)

    assert told.unconfirmed(*PLACE)
    assert not told.unconfirmed(*other)
    assert not get_sharing_table(admin.actor, 1).unconfirmed(*PLACE)


def test_the_fg_sees_was_is_and_why(admin, dpo):
    assert get_waiting(dpo.actor) is None
    begin(admin.actor)
    assert len(get_waiting(dpo.actor).differences) > 100
    approve(dpo.actor)
    assert get_waiting(dpo.actor) is None
    draft(admin.actor)

    waiting = get_waiting(dpo.actor)

    told = get_sharing_table(dpo.actor)
    assert (told.newest.number, told.counting.number, told.line.number) == (2, 1, 1)
    (one,) = waiting.differences
    assert (one.kind, one.category, one.phases) == (CHANGE.kind, CHANGE.category, (Phase.PLAN,))
    assert (one.was.answer, one.now, waiting.counting.number) == (SharingAnswer.NO, CELL, 1)
    assert not waiting.mine


def test_each_change_and_approval_is_in_the_trail(admin, dpo):
    begin(admin.actor)
    draft(admin.actor)
    approve(dpo.actor, 2)

    changed = [one.object_id for one in lines(Event.SETTING_CHANGED)]
    versions = {row.number: row.id for row in rows_of(SharingVersion)}
    assert changed == [versions[1], versions[2]]
    assert [one.object_id for one in lines(Event.SHARING_APPROVED)] == [versions[2]]


@pytest.mark.parametrize(
    ("role", "act", "problems"),
    [
        (Role.ADMIN, begin, {"": SharingFault.NEWER}),
        (Role.ADMIN, lambda who: draft(who, 2), {"": SharingFault.NEWER}),
        (
            Role.ADMIN,
            lambda who: draft(who, 1, replace(CHANGE, phases=frozenset())),
            {"phases": SharingFault.NO_PHASE},
        ),
        (Role.DPO, lambda who: approve(who, 2), {"": SharingFault.NEWER}),
        (Role.DPO, lambda who: approve(who, 1, TODAY - A_DAY), {"from_on": SharingFault.PAST}),
    ],
)
def test_what_cannot_be_writes_nothing(admin, role, act, problems):
    begin(admin.actor)
    who = a_user(role).actor
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        act(who)

    assert caught.value.problems == problems
    assert fingerprint() == before


@pytest.mark.both
def test_a_version_is_approved_once_and_not_by_who_drafted_it(admin, dpo):
    both = a_user(Role.ADMIN)
    begin(both.actor)
    with pytest.raises(Invalid) as caught:
        approve(replace(both.actor, role=Role.DPO))
    assert caught.value.problems == {"": SharingFault.OWN}
    assert get_waiting(replace(both.actor, role=Role.DPO)).mine

    approve(dpo.actor)
    with pytest.raises(Invalid) as caught:
        approve(dpo.actor)
    assert caught.value.problems == {"": SharingFault.SETTLED}


def test_a_form_that_comes_twice_makes_one(admin, dpo):
    for who, act in (
        (admin, lambda: begin(admin.actor)),
        (admin, lambda: draft(admin.actor)),
        (dpo, lambda: approve(dpo.actor, 2)),
    ):
        key = secrets.token_hex()[:40]
        with once.handing_in(who.id, key):
            act()
        with pytest.raises(AlreadyDone), once.handing_in(who.id, key):
            act()

    assert len(rows_of(SharingVersion)) == 2
    assert len(rows_of(SharingApproval)) == 1


@pytest.mark.parametrize("role", Role)
def test_the_beheerder_drafts_the_fg_approves_and_the_bestuur_reads_nothing(role):
    a_sharing_table(approved=False)
    who = a_user(role).actor
    before = fingerprint()
    refused = {
        name
        for name, act in (
            ("read", lambda: get_sharing_table(who)),
            ("begin", lambda: begin(who)),
            ("draft", lambda: draft(who, 9)),
            ("waiting", lambda: get_waiting(who)),
            ("approve", lambda: approve(who, 9)),
        )
        if raises_refused(act)
    }

    everything = {"read", "begin", "draft", "waiting", "approve"}
    may = {
        Role.ADMIN: {"read", "begin", "draft"},
        Role.DPO: {"read", "waiting", "approve"},
        Role.BOARD: set(),
    }
    assert refused == everything - may.get(role, {"read"})
    assert fingerprint() == before


def raises_refused(act):
    try:
        act()
    except Refused:
        return True
    except Invalid:
        return False
    return False


def test_each_municipality_has_its_own_table(admin):
    a_sharing_table("EEM")

    assert today() is None
    assert get_sharing_table(admin.actor).versions == ()
    assert get_sharing_table(admin.actor, 1).line is None


@pytest.mark.both
@pytest.mark.parametrize("table", ["sharing_version", "sharing_approval"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_nothing_of_it_is_overwritten(table, statement):
    a_sharing_table()

    says = f"{table} is append-only|permission denied for table {table}"
    with pytest.raises(DatabaseError, match=says), db.engine.begin() as connection:
        connection.exec_driver_sql(statement.format(table))

    with transaction() as session:
        assert session.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 1  # noqa: S608 - ours


# --- the pages


pages = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pages
def test_the_beheerder_begins_changes_and_the_fg_approves(app, page, admin, dpo):
    page.log_in(admin)
    assert "Er is nog geen deeltabel." in text_of(page.get("/deeltabel"))
    assert "Er is nog geen deeltabel." in text_of(page.get("/deeltabel/housing"))
    page.get("/beheer/deeltabel/housing/social", status=302)
    begins = "/beheer/deeltabel/beginnen"
    assert "Schrijf op waarom." in text_of(page.post(begins, {}, status=200))
    page.post(begins, {"reason": "Het voorstel."})
    shown = text_of(page.get("/deeltabel/housing"))
    assert "nog niet bevestigd door de FG" in shown
    change = "/beheer/deeltabel/housing/social?fase=plan"
    assert "alleen wat over wonen gaat" in page.get(change).text
    lacks = {"answer": "if", "condition": ""}
    assert "onder welke voorwaarde" in text_of(
        page.post(change, {**lacks, "reason": "Zomaar."}, status=200)
    )
    page.post(change, {"condition": "alleen de huur", "reason": "Meer is niet nodig."})

    page.log_in(dpo)
    waiting = text_of(page.get("/toezicht/deeltabel"))
    assert "alleen de huur" in waiting
    assert "Meer is niet nodig." in waiting
    late = page.post("/toezicht/deeltabel", {"from_on": "23-11-2026", "reason": "x"}, status=200)
    assert "Kies vandaag of een latere dag." in text_of(late)
    page.post("/toezicht/deeltabel", {"reason": "Gelezen."})
    assert "Er wacht geen nieuwe versie." in text_of(page.get("/toezicht/deeltabel"))
    shown = text_of(page.get("/deeltabel/housing"))
    assert "alleen de huur" in shown
    assert "nog niet bevestigd" not in shown


@pages
def test_who_works_on_cases_reads_the_table_and_each_version(app, page, admin):
    a_sharing_table()
    draft(admin.actor)
    page.log_in(a_user(Role.INTERVENTION_TEAM))

    shown = text_of(page.get("/deeltabel"))
    assert "Geldt nu" in shown
    assert "Concept, wacht op de FG" in shown
    assert "Deze versie geldt nu niet." in text_of(page.get("/deeltabel/doctor?versie=2"))
    assert "Wijzig" not in text_of(page.get("/deeltabel/doctor"))
    for nothing in ("/deeltabel/bakker", "/deeltabel?versie=9", "/deeltabel?versie=een"):
        page.get(nothing, status=404)


@pages
def test_the_beheerder_is_led_to_the_newest_draft(app, page, admin):
    a_sharing_table()
    draft(admin.actor)
    page.log_in(admin)

    assert "Wijzig verder in versie 2" in text_of(page.get("/deeltabel/doctor"))
    page.get("/beheer/deeltabel/doctor/niets", status=404)
    old = {"version": "1", "answer": "no", "source": "Niets", "sentence": "Nee.", "reason": "x"}
    url = "/beheer/deeltabel/doctor/safety?fase=plan"
    shown = page.post(url, old, status=200)
    assert "Dit is veranderd sinds u dit opende." in text_of(shown)
    assert 'value="Niets"' in shown.text
    page.send(url, page.form(shown.text, url))
    assert len(rows_of(SharingVersion)) == 3


@pages
def test_the_fg_hears_that_a_newer_version_came_meanwhile(app, page, admin, dpo):
    begin(admin.actor)
    url = "/toezicht/deeltabel"
    page.log_in(dpo)
    typed = page.form(page.get(url).text, url)
    draft(admin.actor)

    sent = [(name, "Gelezen." if name == "reason" else value) for name, value in typed]
    shown = page.send(url, sent, status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(shown)
    assert "Gelezen." in shown.text
    assert rows_of(SharingApproval) == []
    page.send(url, page.form(shown.text, url))
    assert get_sharing_table(dpo.actor).counting.number == 2
