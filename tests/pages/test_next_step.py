"""Who reads what is next can do it where that leads, or reads who can (decision 5)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases import labels
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.contact import ContactMoment
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate
from pga.cases.rules.states import ACTIVE, State
from pga.cases.rules.terms import KEEPING, TermKind
from pga.core import clock
from tests.builders import (
    UNTOLD,
    Member,
    a_case,
    a_meeting,
    a_person,
    a_plan,
    a_referral,
    a_request,
    a_user,
    an_organisation,
    id_of,
)
from tests.pages.pressing import forms_behind, press, step_of
from tests.pages.whole_case import held
from tests.support.inspector import PageInspector
from tests.support.pages import Page
from tests.support.rows import row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

RESTS: Final = "Voer het plan uit"
"""The title of what a working case says when nothing lacks."""
MOST: Final = 16
WHO: Final = (
    "Alleen ",
    "Dat doen ",
    "Vraag ",
    "kan nog niet in PGA",
    RESTS,
    "Wacht ",
    "Het ZVH heeft de procesregie",
)
"""How a step begins that says who takes it, or what it waits for."""


def read(page: Page, who: Member, number: str) -> tuple[str, str]:
    """Return the next step as somebody reads it, on the browser of that person."""
    return step_of(Page(page.app).log_in(who), number)


def life(page: Page, who: Member, number: str, others: tuple[Member, ...]) -> list[str]:
    """Press the next step until a case rests, and return each title; ``others`` look along."""
    told: list[str] = []
    sent: list[str] = []
    page.log_in(who)
    while len(told) < MOST:
        words, url = step_of(page, number)
        told.append(words)
        if RESTS in words:
            break
        assert url, f"{who.actor.role} cannot do: {words}"
        for other in others:
            looks_along(page, other, number)
        sent += press(page, who, url, went_on(page, number), sent)
    return told


def went_on(page: Page, number: str) -> Callable[[], bool]:
    """Return what tells whether something else is next than now."""
    before = step_of(page, number)
    return lambda: step_of(page, number) != before


def looks_along(page: Page, who: Member, number: str) -> tuple[str, str]:
    """Return what a colleague reads; fails unless a form can be sent there, or it says who can."""
    theirs, url = read(page, who, number)
    if url:
        its = Page(page.app).log_in(who)
        assert list(forms_behind(its, url, who)), f"{who.actor.role} finds no form for: {theirs}"
    else:
        assert any(one in theirs for one in some(WHO)), f"{who.actor.role} reads: {theirs}"
    return theirs, url


@pytest.mark.both
def test_a_case_is_led_from_its_aanmelding_to_its_work_by_what_is_next(page):
    who = a_user(Role.SAFETY_TEAM)
    colleague, coordinator = a_user(Role.INTERVENTION_TEAM), a_user(Role.COORDINATOR)
    an_organisation(name="Wijkteam Roerdomp")
    number = a_case(by=who.actor, linked=[colleague.id])

    told = life(page, who, number, (colleague, coordinator))

    assert RESTS in told[-1], told
    assert row_of(Case, number=number).state is State.IN_EXECUTION


def test_who_must_be_told_first_is_told_on_the_way(page):
    who = a_user(Role.SAFETY_TEAM)
    child = a_person(call_name="Kiki", birth=BirthDate(2014, 3, 1))
    mother = GuardianGiven(name="Ilse Zonnedauw", relation="moeder", phone="06 55 50 02 01")
    given = a_referral(persons=(child,), guardians=(mother,), **UNTOLD)
    an_organisation(name="Wijkteam Roerdomp")
    number = a_case(by=who.actor, given=given)

    told = life(page, who, number, ())

    assert RESTS in told[-1], told
    assert [one for one in told if one.startswith("Informeer betrokkene")] != [], told


NOT_HERE: Final = frozenset(
    {
        TermKind.SIGNAL_DELETION,
        TermKind.MEETING,
        TermKind.ZVH_ANSWER,
        TermKind.AFTERCARE_CHECK,
        TermKind.RIGHTS_REQUEST,
        TermKind.RIGHTS_REQUEST_EXTENDED,
        TermKind.RETENTION_LOG,
        *KEEPING,
    }
)
"""What ends by itself, ends as another meeting does, or has no screen in this version."""
TEAM, STREET, COORDINATOR = Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.COORDINATOR
NOT_LED: Final = {
    State.REFERRED: {
        STREET: "Alleen team Veiligheid kan dit doen.",
        COORDINATOR: "Alleen team Veiligheid kan dit doen.",
    },
    State.IN_TRIAGE: {
        STREET: "Alleen team Veiligheid kan dit doen.",
        COORDINATOR: "Alleen team Veiligheid kan dit doen.",
    },
    State.INFORMATION_ROUND: {COORDINATOR: "Dat doen team Veiligheid en het interventieteam."},
    State.PLANNING: {STREET: "Dat doen team Veiligheid en de coördinator."},
    State.IN_EXECUTION: {STREET: "Dat doen team Veiligheid en de coördinator."},
    State.ON_HOLD: {COORDINATOR: "Alleen team Veiligheid of het interventieteam kan dit doen."},
    State.SCALE_UP_REQUESTED: dict.fromkeys(
        (TEAM, STREET, COORDINATOR), "De aanvraag ligt bij het Zorg- en Veiligheidshuis."
    ),
    State.TOP_X: dict.fromkeys((TEAM, STREET, COORDINATOR), "Het ZVH heeft de procesregie."),
    State.SCALE_DOWN_PROPOSED: dict.fromkeys(
        (TEAM, STREET, COORDINATOR), "Deze stap kan nog niet in PGA."
    ),
    State.AFTERCARE: dict.fromkeys((TEAM, STREET, COORDINATOR), "Deze stap kan nog niet in PGA."),
}
"""Where a reader of a case in that state is not led on, and the words that say who is."""


def test_in_each_state_each_reader_is_led_on_or_reads_who_is(page):
    readers = {role: a_user(role) for role in (TEAM, STREET, COORDINATOR)}
    found = {}
    for state in NOT_LED:
        number = a_case(state, by=readers[TEAM].actor, linked=[readers[STREET].id])
        read = {role: looks_along(page, who, number) for role, who in readers.items()}
        found[state] = {
            role: next((end for end in NOT_LED[state].values() if words.endswith(end)), words)
            for role, (words, url) in read.items()
            if not url
        }
    assert found == NOT_LED
    assert NOT_LED.keys() == set(ACTIVE)


LATER: Final = frozenset(
    {
        TermKind.FROZEN,
        TermKind.RETRACTION,
        TermKind.PROPOSAL,
        TermKind.SCALE_UP_PROPOSAL,
        TermKind.END_TOLD,
        TermKind.LETTER_SENDING,
    }
)
"""What the tests of its own page end: a row that only those make."""


def lives(by: Actor) -> Iterator[str]:
    """Yield cases that together run each term that somebody ends by working."""
    child = a_person(call_name="Kiki", birth=BirthDate(2014, 3, 1))
    by_day = clock.today() + timedelta(days=5)
    untold = a_referral(persons=(child,), authority_by=by_day, **UNTOLD)
    yield a_case(State.IN_TRIAGE, by=by, given=untold)
    asked = a_case(State.INFORMATION_ROUND, by=by)
    a_request(by, asked)
    yield asked
    told = a_case(State.PLANNING, by=by)
    a_meeting(by, told)
    yield told
    ready = a_case(State.PLANNING, by=by)
    a_plan(by, ready, adopt=False)
    yield ready
    for then in (lambda number: number, lambda number: held(by, number)):
        working = a_case(State.PLANNING, by=by)
        a_plan(by, working)
        yield then(working)


def running(number: str) -> dict[TermKind, UUID]:
    rows = [row for row in rows_of(CaseTerm, case_id=id_of(number)) if row.ended_on is None]
    return {row.kind: row.id for row in rows}


def test_each_term_is_ended_from_its_line_by_who_directs(page):
    who = a_user(Role.SAFETY_TEAM)
    an_organisation(name="Wijkteam Roerdomp")
    page.log_in(who)
    ended = set()
    for number in lives(who.actor):
        before = running(number)
        for kind, term in before.items():
            if kind in ended | LATER or kind not in running(number):
                continue
            url = line_of(page, number, labels.TERM[kind])
            press(page, who, url, lambda t=term, k=kind: seen_to(t, k))
            ended |= {kind} | (before.keys() - running(number).keys())
    assert ended == set(TermKind) - NOT_HERE - LATER


def seen_to(term: UUID, kind: TermKind) -> bool:
    """Tell whether a term ended; a talk on the day that it began leaves it as it is."""
    talked = kind is TermKind.CONTACT and rows_of(ContactMoment, spoken=True) != []
    return talked or row_of(CaseTerm, id=term).ended_on is not None


def line_of(page: Page, number: str, words: str) -> str:
    """Return where the line of a duty leads, on the casusblad."""
    nodes = PageInspector(page.get(f"/casussen/{number}").text).nodes
    found = [n.attrs["href"] for n in nodes if n.tag == "a" and n.text().strip() == words]
    assert found, f"no line {words}"
    return found[0]
