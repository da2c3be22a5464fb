import ast
import inspect
import pkgutil
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest

import pga
from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.disclosures import get_disclosures, get_disclosures_by_partner
from pga.dossiers.rules.disclosures import DisclosureGiven, DisclosureProblem
from pga.dossiers.services.disclosures import book
from pga.privacy.disclosure_codes import Category, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from tests.builders import a_case, a_recusal, a_request, a_user, an_organisation
from tests.support.rows import fingerprint, lines

TODAY = date(2026, 11, 24)
SENDING = {
    "pga.cases.services.ending.end_case": "tells the referrer and partners that it ended",
    "pga.cases.services.ending.tell_end": "tells who did not hear it yet that it ended",
    "pga.cases.services.ending.end_decided": "books what stood on the screen at the end",
    "pga.cases.services.ending.end_all": "is that booking, within another act",
    "pga.cases.services.feedback.give_feedback": "tells the referrer the outcome of the weging",
    "pga.cases.services.feedback.feed_back": "books what the referrer heard, within another act",
    "pga.cases.services.information.ask": "asks a partner, so tells who it is about",
    "pga.cases.services.information.remind": "names the case to a partner again",
    "pga.cases.services.sharing.share": "tells a partner what the table allows",
    "pga.cases.services.letters.settle_sending": "says that an approved letter went to somebody",
    "pga.cases.services.meetings.note_invited": "names the case to a guest",
    "pga.cases.services.showing.show": "books what stood on a screen on an earlier day",
    "pga.cases.services.closing_item.close": "books what stood on the screen to who sat there",
    "pga.cases.services.booking_shown.book_shown": "is that booking, within another act",
    "pga.cases.services.booking_shown.book_forgotten": "books what never left a screen",
    "pga.cases.services.action_list.hand_action_list": "gives a partner its actions on paper",
    "pga.dossiers.services.disclosures.book": "writes down what went by another way",
}
"""Each use case that sends something outside: the register has no other way in."""


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)


def a_supply(organisation=None, **changes):
    usual = DisclosureGiven(
        organisation_id=organisation,
        recipient="De huisbaas van de Lisdoddepad",
        categories=(Category.SAFETY,),
        purpose=Purpose.SAFETY,
        means=Means.SPOKEN,
        on=TODAY,
        secrecy_on=TODAY,
    )
    return replace(usual, **changes)


def test_a_third_party_stands_in_the_register_and_nowhere_else(member, number):
    before = fingerprint()

    book(member.actor, CASES, number, a_supply())

    changed = {name for name, digest in fingerprint().items() if before[name] != digest}
    assert changed == {"disclosure", "row_birth"}
    told = get_disclosures(member.actor, CASES, number).lines
    newest = next(one for one in told if one.purpose is Purpose.SAFETY)
    assert (newest.kind, newest.secrecy_on) == (RecipientKind.INCIDENTAL, TODAY)
    assert newest.recipient.startswith("De huisbaas")
    assert len(lines(Event.DISCLOSED)) == 1


def test_what_cannot_be_is_not_booked(member, number):
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        book(member.actor, CASES, number, a_supply(uuid4(), categories=()))

    assert caught.value.problems == {
        "categories": DisclosureProblem.NO_CATEGORY,
        "partner": DisclosureProblem.NOT_A_PARTNER,
    }
    assert fingerprint() == before


def test_who_does_not_work_on_the_case_books_and_reads_nothing(member, number):
    for other in (a_user(), a_user(Role.INTERVENTION_TEAM), a_user(municipality="EEM")):
        with pytest.raises(Refused):
            book(other.actor, CASES, number, a_supply())
        with pytest.raises(Refused):
            get_disclosures(other.actor, CASES, number)


def test_a_partner_is_told_by_case_number_without_a_name(member, number):
    organisation = an_organisation(name="Stichting Rietkraag")
    a_request(member.actor, number, organisation)
    fg = a_user(Role.DPO)

    told = get_disclosures_by_partner(fg.actor, CASES, organisation)

    assert (organisation, "Stichting Rietkraag", 1) in told.counts
    assert [line.number for line in told.lines] == [number]
    assert "Wietske" not in repr(told)
    assert "Waterhoen" not in repr(told)


@pytest.mark.both
def test_each_sees_the_supplies_of_cases_one_may_ask_after(member, number):
    organisation, other = an_organisation(), a_user()
    a_request(member.actor, number, organisation)
    knows = a_user(Role.COORDINATOR)
    a_recusal(knows.actor, number)

    assert len(get_disclosures_by_partner(member.actor, CASES, organisation).lines) == 1
    assert (
        len(get_disclosures_by_partner(a_user(Role.COORDINATOR).actor, CASES, organisation).lines)
        == 1
    )
    for nobody in (other, knows, a_user(Role.DPO, "EEM")):
        assert get_disclosures_by_partner(nobody.actor, CASES, organisation).lines == ()
    with pytest.raises(Refused):
        get_disclosures_by_partner(a_user(Role.INTERVENTION_TEAM).actor, CASES, organisation)


@pytest.mark.both
def test_third_parties_have_a_line_of_their_own(member, number):
    book(member.actor, CASES, number, a_supply())

    told = get_disclosures_by_partner(member.actor, CASES, None, incidental=True)

    assert told.counts[-1] == (None, "", 1)
    assert [line.number for line in told.lines] == [number]


# --- no way around it


def services():
    for found in pkgutil.walk_packages(pga.__path__, "pga."):
        parts = found.name.split(".")
        if parts[2:3] == ["services"]:
            yield import_module(found.name)


def calls(function):
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def discloses(module):
    """Return the functions of a module that reach ``disclose``, by whatever helper."""
    tree = ast.parse(inspect.getsource(module))
    functions = {n.name: calls(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    reach = {"disclose", "disclose_by", "book_shown", "feed_back"}
    while more := {name for name, called in functions.items() if called & reach} - reach:
        reach |= more
    return reach & functions.keys()


def test_exactly_the_use_cases_that_send_write_the_register():
    found = {
        f"{module.__name__}.{name}"
        for module in services()
        for name in discloses(module)
        if not name.startswith("_")
    }

    assert found == SENDING.keys()


def test_nobody_else_makes_a_line_of_the_register():
    root = Path(pga.__file__).parent
    makers = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "Disclosure" in calls(ast.parse(path.read_text("utf-8")))
    ]

    assert makers == ["privacy/disclosure.py"]
