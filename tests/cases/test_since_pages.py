from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.case import CaseTerm
from pga.cases.models.doors import LastSeen
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.routes.news import news_shown
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.news import CaseNews
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services.referral import correct
from pga.cases.services.safety import check_safety
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.dossiers.reading.since import NewsItem
from pga.dossiers.rules.forecast import Happening
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.services import flags
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_referral,
    a_user,
    id_of,
    name_casusregisseur,
    name_procesregisseur,
    version_of,
)
from tests.pages.test_queries import cost, opened  # noqa: F401 - a fixture
from tests.support.desk import desk_of
from tests.support.pages import text_of
from tests.support.rows import rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

A_DAY = timedelta(days=1)
FACTS = ("pga_case.urgent", "person.phone", "guardian.address")


@pytest.fixture
def member(app):
    return a_user(name="Joost van Zonnedauw")


@pytest.fixture
def director(app):
    return a_user(name="Mirre Lisdodde")


@pytest.fixture
def number(director, member):
    return a_case(State.IN_EXECUTION, by=director.actor, linked=[member.id])


def looked(member, number, ago):
    """Let somebody have looked some time ago."""
    seen, then, case_id = table_of(LastSeen), clock.now() - ago, id_of(number)
    get_sheet(member.actor, number)
    with transaction() as session, direct_write():
        session.execute(
            sa.update(seen)
            .where(seen.c.user_id == member.id, seen.c.case_id == case_id)
            .values(looked_at=then, sheet_at=then)
        )


def put_flag(by, number, text="Bel de corporatie."):
    flags.flag(by.actor, CASES, number, text=text, due_on=clock.today() + 9 * A_DAY)


def test_the_strip_says_in_words_what_is_new(page, director, member, number):
    taker = a_user(name="Noor Rietorchis")
    looked(member, number, 8 * A_DAY)
    put_flag(director, number)
    act = name_casusregisseur
    act(director.actor, number, version_of(number), user_id=taker.id, reason="Kent de wijk.")

    told = text_of(page.log_in(member).get(f"/casussen/{number}"))

    assert "Sinds u laatst keek (" in told
    assert "Vlag gezet: kijk hiernaar vóór" in told
    assert "Nieuwe casusregisseur: Noor Rietorchis" in told
    assert "Noor Rietorchis werkt mee" in told
    assert "Mirre Lisdodde" in told
    again = text_of(page.get(f"/casussen/{number}"))
    assert "Sinds u laatst keek (" in again


@pytest.mark.parametrize("kind", [*NewsKind, *CaseNews])
def test_each_kind_of_news_is_a_line(page, member, number, kind):
    sheet = get_sheet(member.actor, number)
    whole = NewsItem(
        kind,
        clock.now(),
        member.id,
        about=member.id,
        move=MoveCode.HOLD,
        term=TermKind.TRIAGE,
        day=clock.today(),
        fields=("casusregisseur_id",) if kind is NewsKind.DIRECTED else FACTS,
    )

    with page.app.test_request_context():
        for item in (whole, NewsItem(kind, clock.now(), None, fields=whole.fields)):
            line = news_shown(item, sheet)
            assert line["title"]
            assert line["url"]


def test_what_a_colleague_corrected_stands_on_the_casusblad(page, director, member, number):
    looked(member, number, A_DAY)
    held = get_correcting(director.actor, number)
    given = replace(held.given, urgent=True, urgent_reason="Er is een kind in huis.")
    who = {"organisation_id": held.organisation_id, "reason": "Nagevraagd."}
    correct(director.actor, number, held.token, given, **who)
    check_safety(director.actor, number, version_of(number), "Ga met twee.")

    told = text_of(page.log_in(member).get(f"/casussen/{number}"))

    assert "Gewijzigd: " in told
    assert "Veiligheid nagekeken op" not in told.partition("Gewijzigd: ")[2]
    for name in some(("Spoed", "Reden van spoed", "Veiligheid")):
        assert name in told
    looked(member, number, timedelta(0))
    with clock.stopped_at(clock.now() + A_DAY):
        check_safety(director.actor, number, version_of(number), "Ga met twee.")
        told = text_of(page.log_in(member).get(f"/casussen/{number}"))
    assert "De veiligheid is nagekeken" in told


def test_a_first_visit_has_no_strip(page, director, member, number):
    put_flag(director, number)

    assert "Sinds u laatst keek" not in text_of(page.log_in(member).get(f"/casussen/{number}"))


def test_the_card_on_the_start_page_goes_when_the_case_is_opened(page, director, member, number):
    looked(member, number, A_DAY)
    put_flag(director, number)
    page.never = ("Zichtbaar", "corporatie")
    page.log_in(member)

    told = text_of(page.get("/werk"))
    page.never = ()
    page.get(f"/casussen/{number}/wijzigingen")

    assert "Nieuw sinds u keek" in told
    assert "1 nieuwe vlag" in told
    assert "Nieuw sinds u keek" not in text_of(page.get("/werk"))


def test_news_costs_as_much_after_a_long_absence_as_after_a_short_one(
    page, director, member, number
):
    page.log_in(member)

    def at_cost():
        looked(member, number, A_DAY)
        path = f"/casussen/{number}"
        found = cost(page, path)
        looked(member, number, A_DAY)
        return found, cost(page, "/werk")

    put_flag(director, number)
    few = at_cost()
    for at in range(12):
        put_flag(director, number, f"Bel nummer {at}.")

    assert at_cost() == few


def test_news_opens_no_cell_that_is_not_shown(page, director, member, number, opened):  # noqa: F811 - a fixture of another file
    looked(member, number, A_DAY)
    act = name_procesregisseur
    taker = a_user().id
    act(director.actor, number, version_of(number), user_id=taker, reason="Kent de wijk.")
    page.log_in(member)
    opened.clear()

    page.get(f"/casussen/{number}")

    kinds = {f"{table}.{column}" for _, table, column, *_ in opened}
    assert kinds == {"person.call_name", "person.surname", "person.residence"}


# --- als niemand iets doet


def test_the_sheet_tells_what_becomes_of_the_case(page, member):
    received = clock.today() - 2 * A_DAY
    number = a_case(by=member.actor, given=a_referral(received_on=received))

    told = text_of(page.log_in(member).get(f"/casussen/{number}"))

    assert "Als niemand iets doet" in told
    assert "“Weging afronden” is te laat" in told
    assert "Zonder uitkomst begint de informatieronde niet." in told


def test_a_setting_that_changes_counts_from_its_day(member):
    set_values(
        member.id,
        "LAR",
        {"retention_rejected_months": "12"},
        from_on=clock.today(),
        reason="Besluit",
    )
    number = a_case(State.REJECTED, by=member.actor)
    from_on = clock.today() + 40 * A_DAY
    shorter = {"retention_rejected_months": "1"}
    set_values(member.id, "LAR", shorter, from_on=from_on, reason="Besluit")

    found = get_sheet(member.actor, number).ahead

    assert [(one.on, one.what) for one in found if one.what is Happening.RETENTION_OVER] == [
        (from_on, Happening.RETENTION_OVER)
    ]


def test_the_start_page_counts_what_the_sheets_foretell(page, member):
    numbers = [a_case(by=member.actor) for _ in range(3)]
    today = clock.today()
    foretold = [
        one.on
        for number in numbers
        for one in get_sheet(member.actor, number).ahead
        if one.what is Happening.TERM_LATE
    ]

    ahead = desk_of(member.actor).work.ahead

    assert ahead == tuple(
        (days, sum(on <= today + days * A_DAY for on in foretold)) for days in (0, 30, 60, 90)
    )
    assert "Over 90 dagen" in text_of(page.log_in(member).get("/werk"))


def test_the_coordinator_sees_the_whole_municipality_ahead(page):
    a_case()

    told = text_of(page.log_in(a_user(Role.COORDINATOR)).get("/werk"))

    assert "Van wat nu loopt in de hele gemeente." in told


# --- before saving


def hold_page(page, number, **typed):
    address = f"/casussen/{number}/aanhouden"
    pairs = [
        (name, value)
        for name, value in page.form(page.get(address).text, address)
        if name not in typed
    ]
    return text_of(page.send(address, [*pairs, *typed.items()], status=200))


def test_a_pause_tells_before_saving_which_terms_move(page, member):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    meeting = a_meeting(number)
    with transaction() as session, direct_write():
        session.execute(sa.insert(table_of(CaseTerm)), [meeting])
    before = version_of(number)

    day = (clock.today() + 60 * A_DAY).strftime("%d-%m-%Y")
    told = hold_page(page.log_in(member), number, review_on=day, look="1")

    assert "Met deze pauze schuiven deze termijnen." in told
    assert "Casusoverleg: van " in told
    assert version_of(number) == before
    assert MoveCode.HOLD in {move.code for move in get_sheet(member.actor, number).moves}


def a_meeting(number):
    (some, *_) = rows_of(CaseTerm, case_id=id_of(number))
    day = clock.today()
    return {
        "id": id_of(number),
        "case_id": some.case_id,
        "kind": "meeting",
        "started_on": day,
        "due_on": day + 9 * A_DAY,
        "ended_on": None,
    }


@pytest.mark.parametrize("day", ["", "31-02-2027"])
def test_a_pause_without_a_day_is_asked_for_one(page, member, day):
    number = a_case(State.IN_EXECUTION, by=member.actor)

    told = hold_page(page.log_in(member), number, review_on=day, look="1")

    assert "Met deze pauze schuiven" not in told
    assert "Deze stap kan nog niet" in told
