import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import a_case, a_user, name_casusregisseur, version_of
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WHY = "Kent de buurt het best."


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def colleague(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


@pytest.fixture
def url(page, member, number):
    page.log_in(member)
    return f"/casussen/{number}/betrokken"


def test_a_tick_names_the_colleague_who_is_linked(page, number, url, colleague):
    page.post(url, {"user_id": str(colleague.id), "directs": "y", "reason": WHY})

    assert "De collega is gekoppeld en casusregisseur." in text_of(page.get(url))
    assert row_of(Case, number=number).casusregisseur_id == colleague.id


def test_without_the_tick_nobody_is_named(page, number, url, colleague):
    page.post(url, {"user_id": str(colleague.id), "reason": WHY})

    shown = text_of(page.get(url))
    assert "De collega is gekoppeld." in shown
    assert "Wordt casusregisseur" in shown
    assert row_of(Case, number=number).casusregisseur_id is None


def test_what_the_tick_forbids_stands_beside_its_field(page, number, url, colleague):
    tomorrow = clock.today().replace(year=clock.today().year + 1).strftime("%d-%m-%Y")
    typed = {"user_id": str(colleague.id), "directs": "y", "reason": WHY, "from_on": tomorrow}

    told = text_of(page.post(url, typed | {"last_on": tomorrow}, status=200))

    assert "Een casusregisseur begint vandaag." in told
    assert "Laat de laatste dag leeg" in told
    assert number
    assert rows_of(CaseLink, user_id=colleague.id) == []


def test_who_ticks_on_an_old_page_sees_who_directs_now(page, number, url, colleague, member):
    old = page.form(page.get(url).text, url)
    now = {"user_id": member.id, "reason": "Neemt het over."}
    name_casusregisseur(member.actor, number, version_of(number), **now)
    typed = [("user_id", str(colleague.id)), ("directs", "y"), ("reason", WHY)]
    sent = [pair for pair in old if pair[0] not in {"user_id", "reason"}] + typed

    told = page.send(url, sent, status=200)

    assert f"Nu is dat {member.name}." in text_of(told)
    assert rows_of(CaseLink, user_id=colleague.id) == []
    page.send(url, page.form(told.text, url))
    assert row_of(Case, number=number).casusregisseur_id == colleague.id


def test_who_only_links_does_not_mind_what_else_became_of_the_case(
    page, number, url, colleague, member
):
    old = page.form(page.get(url).text, url)
    now = {"user_id": member.id, "reason": "Neemt het over."}
    name_casusregisseur(member.actor, number, version_of(number), **now)
    sent = [pair for pair in old if pair[0] not in {"user_id", "reason"}]

    page.send(url, [*sent, ("user_id", str(colleague.id)), ("reason", WHY)])

    assert row_of(CaseLink, user_id=colleague.id).from_on == clock.today()
