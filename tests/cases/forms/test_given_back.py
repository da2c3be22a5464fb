"""A form that begins with a value gives that value back when nobody changes anything."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pga.cases.forms.information import ContributionForm, SettleForm
from pga.cases.forms.measuring import MeasureForm
from pga.cases.forms.meetings import MoveMeetingForm, PrepareForm
from pga.cases.forms.plan import ActionForm, GoalForm, PlanTextsForm
from pga.cases.forms.referral import STORIES, ReferralForm, filled_with
from pga.cases.rules.actions import NO_PASSAGE, ActionGiven, ActionKind, Passage
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    ContributionGiven,
    InfoClass,
    Manner,
    Onward,
    Visibility,
)
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.informing import Topic
from pga.cases.rules.intake import AboutOther, GuardianGiven, PersonGiven, ReferralGiven
from pga.cases.rules.measuring import MeasurementGiven, MeasurementKind, Scored
from pga.cases.rules.meetings import Planned, Prepared
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalGiven, GoalStatus, PlanText, TextsGiven
from pga.cases.rules.referral import (
    BirthDate,
    CaseKind,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
)
from pga.core import clock
from pga.partners.rules import PartnerKind
from pga.settings.rules.lists import Wording
from pga.web.forms import BaseForm, clean
from tests.support.inspector import PageInspector
from tests.support.pages import sent_by

APP = Flask(__name__)
APP.config.update(SECRET_KEY="a test", WTF_CSRF_ENABLED=False)

LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\t <>&\"'\u200b\u0301eë")
TEXTS = st.text(LETTERS, max_size=40).map(clean)
LINES = TEXTS.map(lambda text: clean(text.replace("\n", " ")))
SOME_TEXT, SOME_LINE = TEXTS.filter(bool), LINES.filter(bool)
DAYS = st.integers(-366, 366).map(lambda days: clock.today() + timedelta(days=days))
"""What lies within the span of each day of a form."""
MAYBE = st.none() | DAYS
RELATIONS = st.sampled_from(ThirdPartyRelation)
IDS = [UUID(int=n) for n in range(1, 5)]
SOME_IDS = st.frozensets(st.sampled_from(IDS))
MARKS = st.just(NO_PASSAGE) | st.builds(Passage, SOME_LINE, RELATIONS)
OWNERS = [
    *(Owner(kind, IDS[0]) for kind in OwnerKind if kind is not OwnerKind.SEAT),
    Owner(OwnerKind.ORGANISATION, IDS[0], IDS[1]),
]


def some(kind: Any) -> Any:
    return st.sampled_from(list(kind))


def sent_on(form: BaseForm) -> MultiDict[str, str]:
    """Return what a browser sends of a form as it stands; a break in a text is sent as two."""
    page = PageInspector(f"<form>{''.join(str(field()) for field in form.leaves())}</form>")
    (shown,) = (node for node in page.nodes if node.tag == "form")
    pairs = ((name, re.sub("\r\n?|\n", "\r\n", value)) for name, value in sent_by(shown))
    return MultiDict(pairs)


def comes_back(make: Callable[[], Any], fill: Callable[[Any], None]) -> Any:
    """Return the form that somebody sends as it began, and that holds."""
    with APP.test_request_context():
        begun = make()
        fill(begun)
        sent = sent_on(begun)
    with APP.test_request_context(method="POST", data=sent):
        form = make()
        form.validate()
        assert form.faults() == []
        return form


@given(st.text(LETTERS))
@example("e\u200b\u0301")
@example("a\rb")
def test_a_clean_text_stays_as_it_is(text):
    once = clean(text)

    assert clean(once) == once
    assert "\r" not in once


@given(
    st.builds(
        ActionGiven,
        text=SOME_TEXT,
        kind=some(ActionKind),
        owner=some(OWNERS),
        due_on=DAYS,
        contact=LINES,
        goal_id=st.none() | some(IDS),
        regie=st.booleans(),
        about_other=MARKS,
    )
)
def test_an_action(value):
    def make():
        form = ActionForm()
        named = [[(one, "Iemand")] for one in OWNERS]
        form.offer(named[0], [*named[2], *named[3]], [*named[1], *named[4]], [(i, "") for i in IDS])
        return form

    assert comes_back(make, lambda form: form.fill(value)).given() == value


@given(
    st.builds(
        GoalGiven,
        domain=some(LifeDomain),
        status=some(GoalStatus),
        text=SOME_TEXT,
        words=TEXTS,
        target_on=MAYBE,
        regie=st.booleans(),
        about_other=MARKS,
    )
)
def test_a_goal(value):
    def make():
        form = GoalForm()
        form.offer()
        return form

    assert comes_back(make, lambda form: form.fill(value)).given() == value


@given(st.builds(TextsGiven, st.dictionaries(some(PlanText), SOME_TEXT), MARKS))
def test_the_texts_of_a_plan(value):
    def make():
        form = PlanTextsForm()
        form.offer_relations()
        return form

    assert comes_back(make, lambda form: form.fill(value)).given() == value


CONTRIBUTIONS = st.builds(
    ContributionGiven,
    about=some(InfoClass),
    visibility=some(Visibility),
    onward=some(Onward),
    conditions=st.builds(
        Conditions,
        codes=st.frozensets(some(Condition)),
        partners=SOME_IDS,
        kinds=st.frozensets(some(PartnerKind)),
        words=LINES,
    ),
    fact=SOME_TEXT,
    opinion=TEXTS,
    source=SOME_LINE,
    manner=some(Manner),
    facts_on=DAYS,
    received_on=DAYS,
    other=st.none() | RELATIONS,
    passage=LINES,
)


@pytest.mark.parametrize("which", [ContributionForm, SettleForm])
@given(value=CONTRIBUTIONS)
@settings(max_examples=50)
def test_what_a_partner_told(which, value):
    def make():
        form = which()
        form.offer([(one, "Wijkteam") for one in IDS], Visibility)
        return form

    def fill(form):
        form.fill(value)
        if which is SettleForm:
            form.word.process_data("De wijkagent belde.")

    assert comes_back(make, fill).given() == value


@given(
    st.builds(
        MeasurementGiven,
        kind=some(MeasurementKind),
        measured_on=DAYS,
        scores=st.fixed_dictionaries(
            {
                one: st.builds(Scored, st.none() | some(Score), LINES, LINES, st.none() | DAYS)
                for one in LifeDomain
            }
        ),
    )
)
@settings(max_examples=25)
def test_a_meting(value):
    def make():
        form = MeasureForm()
        form.offer(has_baseline=value.kind is not MeasurementKind.BASELINE)
        return form

    assert comes_back(make, lambda form: form.fill(value)).given(None) == value


@given(
    st.builds(
        Planned,
        on=DAYS,
        begins=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        place=SOME_LINE,
    )
)
def test_when_and_where_a_meeting_is(value):
    def fill(form):
        form.fill(value)
        form.reason.process_data("De zaal is bezet.")

    assert comes_back(MoveMeetingForm, fill).planned() == value


GUESTS = ["person", f"u:{IDS[0]}", f"c:{IDS[1]}", f"a:{IDS[2]}"]


@given(
    st.builds(
        Prepared,
        purpose=SOME_TEXT,
        question=TEXTS,
        minutes=st.integers(1, 90),
        invited=st.sets(some(GUESTS)).map(lambda few: tuple(one for one in GUESTS if one in few)),
        extra_organisation_id=st.none() | some(IDS),
        extra_name=LINES,
    )
)
def test_how_a_case_is_prepared(value):
    def make():
        form = PrepareForm()
        partners = [(one, "Wijkteam") for one in IDS]
        form.offer([(one, "Iemand") for one in GUESTS], partners, minutes=value.minutes)
        return form

    assert comes_back(make, lambda form: form.fill(value)).prepared() == value


def births(day, known):
    return BirthDate(day.year, *((day.month, day.day)[:known]), estimated=known == 0)


PEOPLE = st.builds(
    PersonGiven,
    surname=SOME_LINE,
    call_name=SOME_LINE,
    birth=st.builds(births, st.dates(date(1930, 1, 1), date(2020, 1, 1)), st.integers(0, 2)),
    address=LINES,
    town=LINES,
    homeless=st.booleans(),
    exception=LINES,
)
GUARDIANS = st.builds(GuardianGiven, name=SOME_LINE, relation=LINES, informed_on=MAYBE)


@st.composite
def referrals(draw):
    at_risk = draw(st.booleans())
    marked = draw(st.sets(some(STORIES)))
    about = [
        AboutOther(field=name, relation=draw(st.none() | RELATIONS), passage=draw(LINES))
        for name in STORIES
        if name in marked
    ]
    return ReferralGiven(
        kind=draw(some(CaseKind)),
        received_on=draw(DAYS),
        referrer=draw(SOME_LINE),
        phone=draw(st.just("") | st.just("035 555 01 00")),
        email=draw(st.just("") | st.just("w.waterhoen@politie.test")),
        persons=tuple(draw(st.lists(PEOPLE, min_size=1, max_size=3))),
        guardians=tuple(draw(st.lists(GUARDIANS, max_size=2))),
        occasion=draw(SOME_TEXT),
        tried=draw(SOME_TEXT),
        necessity=draw(SOME_TEXT),
        problems=draw(st.frozensets(some(Problem))),
        domains=draw(st.frozensets(some(LifeDomain))),
        involved=tuple(draw(st.lists(st.tuples(SOME_LINE, LINES), max_size=2))),
        at_risk=at_risk,
        safety=draw(TEXTS) if at_risk else "",
        informed=draw(st.booleans()),
        informed_on=draw(MAYBE),
        said=draw(st.frozensets(some(Topic))),
        decided_by=draw(st.none() | st.just(IDS[1])),
        authority_by=draw(MAYBE),
        not_informed=draw(st.none() | some(NotInformedReason)),
        not_informed_note=draw(TEXTS),
        look_again_on=draw(MAYBE),
        urgent=draw(st.booleans()),
        urgent_reason=draw(TEXTS),
        about_others=tuple(about),
    )


@given(referrals())
@settings(max_examples=40)
def test_an_aanmelding(value):
    def made(*typed):
        form = ReferralForm(*typed)
        form.offer([(IDS[0], "Politie")])
        form.offer_lists(Wording())
        form.offer_deciders([(IDS[1], "Collega")])
        return form

    with APP.test_request_context():
        begun = made(MultiDict(filled_with(value, IDS[0])))
        sent = sent_on(begun)
    with APP.test_request_context(method="POST", data=sent):
        form = made()
        form.validate()

        assert form.faults() == []
        assert form.organisation_id == IDS[0]
        assert form.given() == value
