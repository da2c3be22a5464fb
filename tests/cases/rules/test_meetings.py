from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pga.access.permissions import Role
from pga.cases.rules.contributions import (
    SEEN_BY,
    Condition,
    Conditions,
    GuestViewer,
    Onward,
    Status,
    Terms,
    Visibility,
    may_see,
    on_screen,
)
from pga.cases.rules.meetings import (
    KIND_OF_CHAIN,
    READ_REGIE,
    RECIPIENT,
    Attendee,
    AttendeeKind,
    MeetingProblem,
    ViewForm,
    decision_problems,
    meeting_problems,
    presence_problems,
    shows_others,
    shows_regie,
    starts_at,
)
from pga.partners.rules import Chain, PartnerKind, Standing
from tests.support.some import some

TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
THOUSANDS = [0, *(pytest.param(nth, marks=pytest.mark.torture) for nth in range(1, 10))]
PARTNERS = [UUID(int=n) for n in range(1, 5)]
WORKING = sorted(SEEN_BY)

colleagues = st.builds(
    Attendee,
    id=st.uuids(),
    kind=st.just(AttendeeKind.COLLEAGUE),
    role=st.sampled_from(WORKING),
)
guests = st.builds(
    Attendee,
    id=st.uuids(),
    kind=st.just(AttendeeKind.PARTNER),
    organisation_id=st.sampled_from(PARTNERS),
    organisation_kind=st.none() | st.sampled_from(PartnerKind),
    standing=st.none() | st.sampled_from(Standing),
    secrecy=st.booleans(),
)
strangers = st.builds(Attendee, id=st.uuids(), kind=st.just(AttendeeKind.INCIDENTAL))
persons = st.builds(Attendee, id=st.uuids(), kind=st.just(AttendeeKind.PERSON))
anybody = colleagues | guests | strangers | persons
conditions = st.builds(
    Conditions,
    codes=st.frozensets(st.sampled_from(Condition)),
    partners=st.frozensets(st.sampled_from(PARTNERS), max_size=2),
    kinds=st.frozensets(st.sampled_from(PartnerKind), max_size=2),
)
terms = st.builds(
    Terms,
    supplier=st.sampled_from(PARTNERS),
    status=st.sampled_from(Status),
    visibility=st.sampled_from(Visibility),
    onward=st.sampled_from(Onward),
    conditions=conditions,
    wholly_about_other=st.booleans(),
)


FOR_ALL = Terms(supplier=UUID(int=9), status=Status.ACTIVE, visibility=Visibility.OVERLEG)


def viewers(present):
    return [one.viewer for one in present]


@given(terms, st.lists(anybody, min_size=1, max_size=8))
def test_a_screen_shows_what_each_who_sits_there_may_see(said, present):
    assert on_screen(said, viewers(present)) == all(may_see(said, one) for one in viewers(present))


@given(terms, st.lists(anybody, max_size=6), anybody)
def test_one_more_in_the_room_never_brings_something_on_the_screen(said, present, late):
    if on_screen(said, viewers([*present, late])):
        assert on_screen(said, viewers(present))


@given(terms, st.lists(anybody, max_size=6), guests)
def test_before_whom_the_supplier_said_no_nothing_stands(said, present, guest):
    excluded = guest.organisation_id in said.conditions.partners
    if excluded and guest.organisation_id != said.supplier:
        assert not on_screen(said, viewers([*present, guest]))


@pytest.mark.parametrize("thousand", THOUSANDS)
@settings(max_examples=1000)
@given(said=st.lists(terms, max_size=4), present=st.lists(anybody, min_size=1, max_size=6))
def test_no_screen_of_a_thousand_shows_what_a_supplier_keeps_from_somebody_there(
    said, present, thousand
):
    shown = [one for one in (FOR_ALL, *said) if on_screen(one, viewers(present))]

    for one in some(shown):
        assert one.status is Status.ACTIVE
        for each in some(present):
            kept = each.organisation_id in one.conditions.partners
            assert not kept or each.organisation_id == one.supplier
            outside = each.kind is not AttendeeKind.COLLEAGUE
            assert not outside or one.visibility is Visibility.OVERLEG


@given(terms, st.lists(anybody, max_size=6), persons | strangers)
def test_what_is_not_for_the_person_does_not_stand_before_the_person_or_a_parent(
    said, present, person
):
    if Condition.NOT_TO_PERSON in said.conditions.codes or said.wholly_about_other:
        assert not on_screen(said, viewers([*present, person]))


@given(st.lists(anybody, min_size=1, max_size=6))
def test_the_regie_shows_itself_only_what_it_reads(present):
    expected = all(one.kind is AttendeeKind.COLLEAGUE and one.role in READ_REGIE for one in present)

    assert shows_regie(present) == expected
    assert {role for role in SEEN_BY if Visibility.REGIE in SEEN_BY[role]} == READ_REGIE
    near = {AttendeeKind.PERSON, AttendeeKind.INCIDENTAL}
    assert shows_others(present) == all(one.kind not in near for one in present)


def test_a_colleague_whose_role_is_not_known_counts_as_a_stranger():
    nobody = Attendee(id=uuid4(), kind=AttendeeKind.COLLEAGUE)
    said = Terms(
        supplier=PARTNERS[0],
        status=Status.ACTIVE,
        visibility=Visibility.KERNTEAM,
        conditions=Conditions(),
    )

    assert not on_screen(said, viewers([nobody]))
    assert nobody.viewer == GuestViewer(None, None, None)


@given(st.lists(anybody, unique_by=lambda one: one.id, max_size=6), st.data())
def test_a_case_opens_only_when_who_comes_from_outside_keeps_it_secret(invited, data):
    ids = [one.id for one in invited]
    some_of_them = st.frozensets(st.sampled_from(ids)) if ids else st.just(frozenset())
    present, promised = data.draw(some_of_them), data.draw(some_of_them)

    found = presence_problems(invited, present, promised, ViewForm.NONE)

    here = [one for one in invited if one.id in present]
    outside = {AttendeeKind.PARTNER, AttendeeKind.INCIDENTAL}
    loose = [
        one for one in here if one.kind in outside and not one.secrecy and one.id not in promised
    ]
    assert ("present" in found) == (not here)
    assert ("promised" in found) == bool(loose)
    assert "view" not in found


@pytest.mark.parametrize(
    ("view", "person", "problem"),
    [
        (None, False, MeetingProblem.NO_VIEW_FORM),
        (ViewForm.PRESENT, False, MeetingProblem.PERSON_NOT_TICKED),
        (ViewForm.PRESENT, True, None),
        (ViewForm.WRITTEN, False, None),
    ],
)
def test_the_zienswijze_comes_first(view, person, problem):
    who = Attendee(
        id=uuid4(),
        kind=AttendeeKind.PERSON if person else AttendeeKind.COLLEAGUE,
        role=None if person else Role.SAFETY_TEAM,
    )

    assert presence_problems([who], frozenset({who.id}), frozenset(), view).get("view") == problem


@pytest.mark.parametrize(
    ("on", "stood_on", "problem"),
    [
        (TODAY, None, None),
        (TODAY - A_DAY, None, MeetingProblem.IN_PAST),
        (TODAY - A_DAY, TODAY - A_DAY, None),
        (TODAY + A_DAY * 731, None, None),
        (TODAY + A_DAY * 732, None, MeetingProblem.TOO_FAR),
    ],
)
def test_a_meeting_is_on_a_day_that_can_be(on, stood_on, problem):
    assert meeting_problems(on, 1, TODAY, stood_on=stood_on).get("on") == problem


@pytest.mark.parametrize(
    ("cases", "problem"),
    [
        (0, MeetingProblem.NO_CASES),
        (1, None),
        (12, None),
        (13, MeetingProblem.TOO_MANY_CASES),
    ],
)
def test_a_meeting_has_cases_that_people_can_keep_apart(cases, problem):
    assert meeting_problems(TODAY, cases, TODAY).get("cases") == problem


@given(st.text(), st.booleans(), st.none() | st.just(TODAY) | st.just(TODAY - A_DAY))
def test_who_and_when_come_together(text, owned, due_on):
    found = decision_problems(text, owned=owned, due_on=due_on, today=TODAY)

    assert ("text" in found) == (not text)
    assert ("owner" in found) == (due_on is not None and not owned)
    assert ("due_on" in found) == ((owned and due_on is None) or due_on == TODAY - A_DAY)


@given(st.lists(st.integers(10, 60), min_size=1, max_size=8))
def test_each_case_begins_when_the_one_before_ends(minutes):
    found = starts_at(time(9), minutes)

    for at, (begins, length) in enumerate(zip(some(found), some(minutes), strict=True)):
        assert begins.hour * 60 + begins.minute == 540 + sum(minutes[:at])
        assert length >= 10


def test_each_code_has_its_twin():
    assert KIND_OF_CHAIN.keys() == set(Chain)
    assert RECIPIENT.keys() == set(AttendeeKind)
