"""Whose eyes does a condition of a supplier bind: everybody's, on every page that there is."""

# ruff: noqa: S311 - dice of a test, seeded
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.information import Contribution
from pga.cases.models.visibility import contributions_shown, kept_from
from pga.cases.reading.information import get_round
from pga.cases.reading.sharing import get_sharing
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.contributions import (
    ColleagueViewer,
    Condition,
    Conditions,
    ContributionProblem,
    InfoClass,
    Status,
    Terms,
    Visibility,
    barred_by,
    may_see,
)
from pga.cases.rules.information import RequestProblem
from pga.cases.rules.news import CaseNews
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.sharing import Question
from pga.cases.rules.states import State
from pga.cases.services import information, showing
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.dossiers.services import people
from pga.partners.rules import AgreementKind, PartnerKind, Standing
from pga.privacy.disclosure_codes import Category, Purpose
from pga.privacy.events import Event
from pga.privacy.migrating import bring_over
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_goal,
    a_meeting,
    a_plan,
    a_request,
    a_user,
    an_action,
    an_actor,
    an_agreement_of,
    an_organisation,
    given_by_a_partner,
    prepared,
    seats,
    ticked,
)
from tests.support.desk import desk_of
from tests.support.pages import outside, text_of
from tests.support.some import some
from tests.support.system import SYSTEM

MARK = "Purperkoet"
"""A word that stands in each text of a contribution with a condition, and nowhere else."""
PLAIN = "Waterral"
"""And one of a contribution without."""
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def _from_monday(app):
    with clock.stopped_at(MONDAY):
        yield


@pytest.fixture
def safety(_from_monday):
    return a_user(Role.SAFETY_TEAM, name="Mirre Lisdodde")


@pytest.fixture
def team():
    return an_organisation(
        name="Interventieteam Veenpad", kind=PartnerKind.INTERVENTION, standing=Standing.PRIVATE
    )


def texts(word):
    """Return the texts of a contribution, each with a word that a page can be searched for."""
    return {
        "fact": f"{word} zag twee keer brand. {word} belde.",
        "opinion": f"{word} verwacht meer.",
        "source": f"{word}, wijkagent",
        "other": ThirdPartyRelation.NEIGHBOUR,
        "passage": f"{word} belde.",
    }


@pytest.fixture
def case(safety, team):
    """A case in which all is there, with a contribution kept from one kind of partner."""
    number = a_case(State.PLANNING, by=safety.actor)
    a_plan(safety.actor, number)
    supplier = an_organisation(name="Politie Eemstreek", kind=PartnerKind.POLICE)
    an_agreement_of(supplier, AgreementKind.POLICE_DECISION)
    with clock.stopped_at(MONDAY + timedelta(hours=1)):
        a_goal(safety.actor, number)
        an_action(safety.actor, number)
        a_contribution(safety.actor, number, **texts(PLAIN))
        request = a_request(safety.actor, number, supplier)
        known = {"number": number, "request_id": request}
    return known, supplier


def kept(team):
    """Return each way in which a supplier keeps something from the interventieteam."""
    return {
        "kind": Conditions(kinds=frozenset({PartnerKind.INTERVENTION}), words=f"{MARK} zei nee."),
        "partner": Conditions(partners=frozenset({team}), words=f"{MARK} zei nee."),
        "private": Conditions(codes=frozenset({Condition.NOT_TO_PRIVATE}), words=f"{MARK} nee."),
    }


def told_under(safety, case, conditions):
    known, supplier = case
    with clock.stopped_at(MONDAY + timedelta(hours=2)):
        one = a_contribution(
            safety.actor,
            known["number"],
            supplier,
            about=InfoClass.SOCIAL,
            visibility=Visibility.KERNTEAM,
            conditions=conditions,
            **texts(MARK),
        )
    return known | {"contribution_id": one}


def pages_of(app, page, known):
    """Get each address that can be made of what is known; yield where and what came."""
    ids = {name: str(value) for name, value in known.items()}
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or not rule.arguments <= set(ids) or rule.endpoint == "static":
            continue
        with app.test_request_context():
            url = rule.build({name: ids[name] for name in rule.arguments}, append_unknown=False)[1]
        answer = outside(lambda url=url: page.client.get(url))
        yield rule.endpoint, answer.status_code, answer.text


@pytest.fixture
def walk(app, page):
    """Let somebody open all that there is of a case; the pages on which a word stands."""

    def where(who, known, word):
        page.log_in(who)
        came = list(pages_of(app, page, known))
        assert sum(status == 200 for _, status, _ in came) > 15
        return {endpoint for endpoint, _, text in came if word in text}

    return where


WAYS = ["kind", "partner", "private"]


def link(safety, number, worker):
    with clock.stopped_at(MONDAY + timedelta(minutes=30)):
        people.link(
            safety.actor,
            CASES,
            number,
            user_id=worker.id,
            from_on=clock.today(),
            last_on=None,
            reason="Werkt mee.",
        )


def a_worker(organisation=None):
    return a_user(Role.INTERVENTION_TEAM, name="Noor Rietorchis", organisation=organisation)


@pytest.mark.parametrize("way", [*WAYS, "nobody knows for whom"])
def test_on_no_page_a_colleague_reads_what_is_kept_from_the_organisation(
    walk, page, safety, case, team, way
):
    placed = way in WAYS
    worker = a_worker(team if placed else None)
    known = told_under(safety, case, kept(team)[way if placed else "kind"])
    link(safety, known["number"], worker)

    assert walk(worker, known, MARK) == set()
    assert "cases.information" in walk(worker, known, PLAIN)
    round_page = text_of(page.get(f"/casussen/{known['number']}/informatieronde"))
    assert "1 bijdrage niet te zien" in round_page
    assert ("Vraag de beheerder" in round_page) is not placed


@pytest.mark.parametrize("way", WAYS)
def test_a_colleague_of_another_organisation_reads_it(walk, page, safety, case, team, way):
    other = an_organisation(kind=PartnerKind.COMMUNITY_TEAM, standing=Standing.PUBLIC)
    worker, known = a_worker(other), told_under(safety, case, kept(team)[way])
    link(safety, known["number"], worker)

    assert walk(worker, known, MARK) == {"cases.information"}
    round_page = page.get(f"/casussen/{known['number']}/informatieronde")
    assert "niet te zien" not in text_of(round_page)


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.COORDINATOR])
@pytest.mark.parametrize("way", WAYS)
def test_the_municipality_itself_reads_what_is_kept_from_a_partner(
    walk, safety, case, team, way, role
):
    reader, known = a_user(role), told_under(safety, case, kept(team)[way])
    if role is Role.SAFETY_TEAM:
        link(safety, known["number"], reader)

    assert "cases.information" in walk(reader, known, MARK)


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_opens_no_case_reads_nothing_of_a_contribution(app, page, safety, case, team, role):
    known = told_under(safety, case, kept(team)["kind"])
    page.log_in(a_user(role))

    came = list(pages_of(app, page, known))
    assert {endpoint for endpoint, _, text in some(came) if MARK in text or PLAIN in text} == set()
    assert any(status == 200 for _, status, _ in came)


def test_who_typed_it_reads_it_whatever_the_supplier_asked(page, safety, case, team):
    known, supplier = case
    worker = a_worker(team)
    link(safety, known["number"], worker)
    a_contribution(
        worker.actor,
        known["number"],
        supplier,
        visibility=Visibility.KERNTEAM,
        conditions=kept(team)["partner"],
        **texts(MARK),
    )

    page.log_in(worker)
    assert MARK in page.get(f"/casussen/{known['number']}/informatieronde").text


def test_what_it_cannot_read_a_colleague_cannot_freeze_or_share(safety, case, team):
    worker, known = a_worker(team), told_under(safety, case, kept(team)["partner"])
    number, one = known["number"], known["contribution_id"]
    link(safety, number, worker)
    an_agreement_of(team)

    with pytest.raises(Invalid) as refused:
        information.freeze(worker.actor, number, one, word="Fout.")
    assert refused.value.problems == {"contribution": RequestProblem.NOT_THERE}
    question = Question(organisation_id=team, purpose=Purpose.ACTION, wanted=frozenset(Category))
    answered = get_sharing(worker.actor, number, question).answered
    assert MARK not in repr(answered)


def test_what_is_kept_back_is_no_news_and_what_is_frozen_later_is_not_either(safety, case, team):
    known, _ = case
    number = known["number"]
    shut, open_to = a_worker(team), a_worker(an_organisation(kind=PartnerKind.SCHOOL))
    for one in (shut, open_to):
        link(safety, number, one)
    with clock.stopped_at(MONDAY + timedelta(hours=1, minutes=30)):
        for one in (shut, open_to):
            get_sheet(one.actor, number)
    known = told_under(safety, case, kept(team)["kind"])

    with clock.stopped_at(MONDAY + timedelta(hours=3)):
        assert CaseNews.CONTRIBUTED in news(open_to, number)
        assert CaseNews.CONTRIBUTED not in news(shut, number)
        information.freeze(safety.actor, number, known["contribution_id"], word=MARK)
    with clock.stopped_at(MONDAY + timedelta(hours=4)):
        found = get_round(shut.actor, number)
        assert MARK not in repr(found.contributions)
        assert found.withheld == 0


def news(who, number):
    """Return what is told on Werk, and then on the casusblad."""
    desk = {kind for card in desk_of(who.actor).news.lines for kind, _ in card.kinds}
    sheet = get_sheet(who.actor, number)
    return desk | {item.kind for item in (sheet.news.items if sheet.news else ())}


# --- the shared screen


@pytest.mark.parametrize("placed", [True, False], ids=["of the team", "of nobody knows whom"])
def test_a_colleague_at_the_table_takes_off_the_screen_what_is_kept_from_the_organisation(
    safety, case, team, placed
):
    worker, known = a_worker(team if placed else None), told_under(safety, case, kept(team)["kind"])
    number = known["number"]
    link(safety, number, worker)
    meeting = a_meeting(safety.actor, number)

    ticked(safety.actor, number, meeting)
    screen = showing.show(safety.actor, number, meeting, everything=True).screen
    assert MARK not in repr(screen)
    assert screen.hidden == 1
    away = seats(safety.actor, number, meeting)[worker.name]
    ticked(safety.actor, number, meeting, away)
    assert MARK in repr(showing.show(safety.actor, number, meeting, everything=True).screen)


def test_before_a_guest_the_screen_says_only_how_many_it_keeps_for_the_kernteam(safety, case, team):
    known = told_under(safety, case, kept(team)["kind"])
    number = known["number"]
    meeting = a_meeting(safety.actor, number)
    school = an_organisation(kind=PartnerKind.SCHOOL)
    prepared(safety.actor, number, meeting, f"c:{a_contact(school)}")

    ticked(safety.actor, number, meeting)
    screen = showing.show(safety.actor, number, meeting, everything=True).screen
    assert MARK not in repr(screen)
    assert screen.hidden == 1


# --- entry


def test_nobody_excludes_the_municipality_itself(safety, case, team):
    known, _ = case
    given = given_by_a_partner(conditions=Conditions(kinds=frozenset({PartnerKind.MUNICIPALITY})))

    with pytest.raises(Invalid) as refused:
        information.contribute(safety.actor, known["number"], known["request_id"], given)

    assert refused.value.problems == {"kinds": ContributionProblem.EXCLUDES_US}


# --- one rule, and its twin in the store


@pytest.mark.both
def test_the_clause_lets_in_exactly_whom_the_rule_lets_in(safety, case):
    known, _ = case
    dice = random.Random(1894)
    places = [an_organisation(kind=kind, standing=standing) for kind, standing in SORTS]
    an_agreement_of(places[0], AgreementKind.POLICE_DECISION)
    one = a_contribution(safety.actor, known["number"], places[0])
    both = set()
    for _ in range(60):
        terms = replace(random_terms(dice, places), by=safety.id)
        put(one, terms)
        for viewer in [viewer_at(dice, role, places, safety) for role in Role for _ in range(3)]:
            shown = may_see(terms, viewer)
            assert stands_in_lists(one, viewer) is shown, (terms, viewer)
            both.add((viewer.role, shown))
    assert len(both) == len(Role) + 3


SORTS = [
    (PartnerKind.POLICE, Standing.PUBLIC),
    (PartnerKind.INTERVENTION, Standing.PRIVATE),
    (PartnerKind.MENTAL_HEALTH, Standing.PRIVATE),
    (PartnerKind.MUNICIPALITY, Standing.PUBLIC),
    (None, Standing.PUBLIC),
]


def random_terms(dice, places):
    def some_of(those, chance=0.2):
        return frozenset(one for one in those if dice.random() < chance)

    return Terms(
        supplier=places[0],
        status=dice.choice((Status.ACTIVE, Status.ACTIVE, *Status)),
        visibility=dice.choice((*Visibility, Visibility.OVERLEG)),
        conditions=Conditions(
            codes=some_of(Condition),
            partners=some_of(places),
            kinds=some_of((kind for kind, _ in SORTS if kind)),
            words=dice.choice(("", "", "Niet zonder ons.")),
        ),
    )


def viewer_at(dice, role, places, typist):
    at = dice.choice((None, *range(len(places))))
    kind, standing = SORTS[at] if at is not None else (None, None)
    who = dice.choice((typist.id, uuid4(), uuid4()))
    return ColleagueViewer(role, who, places[at] if at is not None else None, kind, standing)


def put(one, terms):
    with transaction() as session:
        row = session.get_one(Contribution, one)
        row.status, row.visibility = terms.status, terms.visibility
        row.conditions, row.barred = (
            information.written(terms.conditions),
            barred_by(terms.conditions),
        )
        record(session, None, Line(Event.SEEDED, Object("case", row.case_id)))


def stands_in_lists(one, viewer):
    actor = an_actor(viewer.role, id=viewer.id, organisation=viewer.organisation_id)
    with glance() as session:
        seen = session.scalar(sa.select(contributions_shown(actor)).where(Contribution.id == one))
        kept = session.scalar(sa.select(kept_from(actor, sa.literal(one, sa.Uuid()))))
    assert bool(seen) is not bool(kept)
    return bool(seen)


@pytest.mark.both
def test_a_row_of_before_is_in_nobodys_list_until_it_is_brought_over(safety, case, team):
    known = told_under(safety, case, Conditions())
    one, worker = known["contribution_id"], a_worker(team)
    viewer = ColleagueViewer(Role.INTERVENTION_TEAM, worker.id, team)
    with transaction() as session:
        row = session.get_one(Contribution, one)
        row.barred = None
        record(session, None, Line(Event.SEEDED, Object("case", row.case_id)))

    assert not stands_in_lists(one, viewer)
    bring_over(SYSTEM, [replace(information.BARRED, code="anew")], lambda _over, _of: None)
    assert stands_in_lists(one, viewer)
