from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.doors import Notice
from pga.cases.models.plan import CaseAction
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.actions import list_actions
from pga.cases.reading.duties import DutyKind
from pga.cases.reading.finding import find_case
from pga.cases.reading.lists import Filter, list_cases
from pga.cases.reading.plan import get_plan
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.actions import (
    FARTHEST,
    ActionGiven,
    ActionKind,
    ActionOutcome,
    ActionProblem,
    Passage,
)
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import actions
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.demo.later import leave_undated
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.rules.notices import NoticeKind
from pga.partners.rules import ContactGiven
from pga.partners.services import write_contact
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    OWNERS,
    a_case,
    a_contact,
    a_goal,
    a_user,
    an_action,
    an_end,
    an_organisation,
    id_of,
    owned,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some

A_DAY = timedelta(days=1)
NOTHING = {"result": "", "outcome": ActionOutcome.DONE}


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(clock.now()):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def colleague(stopped):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member, colleague):
    return a_case(State.PLANNING, by=member.actor, linked=[colleague.id])


def settle(actor, number, action_id, **changes):
    usual = {**NOTHING, "done_on": clock.today()}
    actions.settle_action(actor, number, action_id, **{**usual, **changes})


def given(**changes):
    usual = {"text": "Belt terug.", "kind": ActionKind.CARE, "due_on": clock.today()}
    return ActionGiven(**usual | owned(changes))


# --- giving


def test_who_gets_an_action_hears_so_and_the_line_goes_with_the_outcome(member, colleague, number):
    action_id = an_action(member.actor, number, user_id=colleague.id)
    kinds = [one.kind for one in desk_of(colleague.actor).notices.lines]
    assert NoticeKind.ACTION_GIVEN in kinds

    settle(member.actor, number, action_id)

    kinds = [one.kind for one in desk_of(colleague.actor).notices.lines]
    assert NoticeKind.ACTION_GIVEN not in kinds
    assert len(lines(Event.ACTION_ADDED)) == len(lines(Event.ACTION_SETTLED)) == 1


def test_an_action_that_is_done_leaves_the_line_of_another(member, colleague, number):
    done, open_ = (an_action(member.actor, number, user_id=colleague.id) for _ in range(2))

    settle(member.actor, number, done)

    waiting = rows_of(Notice, kind=NoticeKind.ACTION_GIVEN, cleared_at=None)
    assert [row.about_id for row in waiting] == [open_]


def test_a_passage_about_somebody_else_keeps_its_mark(member, number):
    passage = Passage("de buurvrouw", ThirdPartyRelation.NEIGHBOUR)

    action_id = an_action(member.actor, number, text="Belt de buurvrouw.", about_other=passage)

    assert row_of(ThirdPartyMark, row_id=action_id).field == "text"


def test_a_line_that_was_seen_keeps_the_moment_when_the_action_is_done(member, colleague, number):
    action_id = an_action(member.actor, number, user_id=colleague.id)
    seen = clock.now()
    get_sheet(colleague.actor, number)

    with clock.stopped_at(seen + A_DAY):
        settle(member.actor, number, action_id)

    assert row_of(Notice, kind=NoticeKind.ACTION_GIVEN).cleared_at == seen


def test_a_meeting_gives_an_action_within_its_own_act(member, number):
    with transaction() as session:
        found = find_case(session, member.actor, number)
        actions.put_action(session, member.actor, found, given(user_id=member.id))
        record(session, member.actor, Line(Event.DECIDED, found.about))

    assert row_of(CaseAction).user_id == member.id


def test_a_partner_has_an_action_with_a_contact(member, number):
    there = an_organisation(name="Wijkteam De Gaard")
    an_action(member.actor, number, organisation_id=there, contact="Ilse Zonnedauw")

    (action,) = get_sheet(member.actor, number).actions

    assert action.owner == "Wijkteam De Gaard"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"due_on": -1}, {"due_on": ActionProblem.IN_PAST}),
        ({"due_on": FARTHEST + 1}, {"due_on": ActionProblem.TOO_FAR}),
        ({"user_id": "nobody"}, {"owner": ActionProblem.NOT_AN_OWNER}),
        ({"organisation_id": "nobody"}, {"owner": ActionProblem.NOT_AN_OWNER}),
        ({"person_id": "nobody"}, {"owner": ActionProblem.NOT_AN_OWNER}),
        ({"owner": Owner(OwnerKind.SEAT, uuid4())}, {"owner": ActionProblem.NOT_AN_OWNER}),
        ({"goal_id": "nobody"}, {"goal_id": ActionProblem.NO_GOAL}),
    ],
)
def test_an_action_that_cannot_be_is_refused(member, number, changes, problem):
    said = changes if {*changes} & {*OWNERS, "owner"} else {"user_id": member.id, **changes}
    said = {k: uuid4() if v == "nobody" else v for k, v in said.items()}
    said["due_on"] = clock.today() + said.get("due_on", 0) * A_DAY

    with pytest.raises(Invalid) as refused:
        actions.add_action(member.actor, number, given(**said))

    assert refused.value.problems == problem
    assert rows_of(CaseAction) == []


def test_an_organisation_of_elsewhere_has_no_action(member, number):
    elsewhere = an_organisation("EEM")

    with pytest.raises(Invalid) as refused:
        an_action(member.actor, number, organisation_id=elsewhere)

    assert refused.value.problems == {"owner": ActionProblem.NOT_AN_OWNER}


def test_what_is_for_the_regie_is_not_given_to_who_may_not_read_it(member, colleague, number):
    with pytest.raises(Invalid) as refused:
        an_action(member.actor, number, user_id=colleague.id, regie=True)

    assert refused.value.problems == {"owner": ActionProblem.NOT_AN_OWNER}


def test_a_goal_that_is_over_bears_no_new_action(member, number):
    goal_id = a_goal(member.actor, number, status=GoalStatus.REACHED)

    with pytest.raises(Invalid) as refused:
        an_action(member.actor, number, goal_id=goal_id)

    assert refused.value.problems == {"goal_id": ActionProblem.NO_GOAL}


# --- a contact person of a partner has it


def let_go(organisation, contact_id):
    """End a contact person, yesterday."""
    ended = ContactGiven("Wietske Wulp", "wijkagent", "", "", None, clock.today() - A_DAY)
    admin = a_user(Role.ADMIN).actor
    write_contact(admin, organisation, ended, contact_id=contact_id)


def told_of(actor, number):
    (action,) = get_plan(actor, number).plan.actions
    return action.owner, action.contact


def test_a_contact_person_of_the_list_has_an_action_as_named_on_that_day(member, number):
    there = an_organisation(name="Wijkteam De Gaard")
    contact_id = a_contact(there)
    an_action(
        member.actor, number, organisation_id=there, contact_id=contact_id, contact="Iemand anders"
    )
    let_go(there, contact_id)

    assert row_of(CaseAction).contact_id == contact_id
    assert told_of(member.actor, number) == ("Wijkteam De Gaard", "Wietske Wulp, wijkagent")


def test_somebody_who_is_not_on_the_list_is_named_in_words(member, number):
    there = an_organisation()
    an_action(member.actor, number, organisation_id=there, contact="Ilse Zonnedauw")

    assert row_of(CaseAction).contact_id is None
    assert told_of(member.actor, number)[1] == "Ilse Zonnedauw"


def test_who_ended_or_works_elsewhere_gets_no_new_action(member, number):
    there, other = an_organisation(), an_organisation()
    gone, elsewhere = a_contact(there), a_contact(other)
    let_go(there, gone)
    before = fingerprint()

    for owner in (
        {"organisation_id": there, "contact_id": gone},
        {"organisation_id": there, "contact_id": elsewhere},
        {"organisation_id": there, "contact_id": uuid4()},
    ):
        with pytest.raises(Invalid) as refused:
            actions.add_action(member.actor, number, given(**owner))
        assert refused.value.problems == {"owner": ActionProblem.NOT_A_CONTACT}
    assert fingerprint() == before


def test_who_ended_keeps_the_action_that_was_given_before(member, number):
    there = an_organisation()
    contact_id = a_contact(there)
    owner = {"organisation_id": there, "contact_id": contact_id}
    action_id = an_action(member.actor, number, **owner)
    let_go(there, contact_id)
    changed = given(**owner, text="Gaat langs.")

    actions.change_action(member.actor, number, action_id, 1, changed, reason="Belde al.")

    assert row_of(CaseAction).contact_id == contact_id
    assert told_of(member.actor, number)[1] == "Wietske Wulp, wijkagent"


def test_another_contact_person_stands_in_the_changes_by_name(member, number):
    there = an_organisation()
    owner = {"organisation_id": there}
    action_id = an_action(member.actor, number, **owner, contact_id=a_contact(there))
    other = a_contact(there, "Noor Rietorchis")

    actions.change_action(
        member.actor, number, action_id, 1, given(**owner, contact_id=other), reason="Neemt over."
    )

    told = {
        (one.field, one.was, one.now)
        for act in get_changes(member.actor, CASES, number).acts
        for one in act.changed
        if one.field.startswith("contact")
    }
    assert told == {("contact", "Wietske Wulp, wijkagent", "Noor Rietorchis, wijkagent")}


# --- changing


def test_another_owner_hears_so_and_was_and_is_stay(member, colleague, number):
    action_id = an_action(member.actor, number)

    actions.change_action(
        colleague.actor,
        number,
        action_id,
        1,
        given(user_id=colleague.id, text="Gaat langs."),
        reason="Kent hem beter.",
    )

    acts = get_changes(member.actor, CASES, number).acts
    act = next(act for act in acts if any(one.table == "case_action" for one in act.changed))
    told = {(one.field, one.was, one.now) for one in act.changed}
    assert ("text", "Belt de corporatie over een betalingsregeling.", "Gaat langs.") in told


def test_an_action_that_goes_over_leaves_the_list_of_the_one_and_comes_on_that_of_the_other(
    member, colleague, number
):
    other = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id, other.id])
    action_id = an_action(member.actor, number, user_id=colleague.id)

    given_over = given(user_id=other.id)
    actions.change_action(member.actor, number, action_id, 1, given_over, reason="Kent hem beter.")

    waiting = rows_of(Notice, kind=NoticeKind.ACTION_GIVEN, cleared_at=None)
    assert [(row.user_id, row.about_id) for row in waiting] == [(other.id, action_id)]


@pytest.mark.both
def test_who_gets_an_action_back_hears_so_anew(member, colleague, number):
    other = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id, other.id])
    action_id = an_action(member.actor, number, user_id=colleague.id)

    for version, who in enumerate((other, colleague), start=1):
        changed = given(user_id=who.id, due_on=clock.today() + 9 * A_DAY)
        with clock.stopped_at(clock.now() + version * A_DAY):
            actions.change_action(
                member.actor, number, action_id, version, changed, reason="Kent hem beter."
            )

    told = rows_of(Notice, kind=NoticeKind.ACTION_GIVEN)
    assert {row.user_id for row in told if row.cleared_at is None} == {colleague.id}
    assert [row.made_at for row in told if row.cleared_at is None] == [clock.now() + 2 * A_DAY]
    assert len(told) == 2


def test_who_was_later_changes_nothing(member, number):
    action_id = an_action(member.actor, number)

    with pytest.raises(StaleDossier):
        actions.change_action(
            member.actor, number, action_id, 5, given(user_id=member.id), reason="Nieuw."
        )


def test_an_action_of_another_case_is_not_there(member, number):
    action_id, other = an_action(member.actor, number), a_case(State.PLANNING, by=member.actor)

    for which in (action_id, uuid4()):
        with pytest.raises(Invalid, match="action=not_there"):
            settle(member.actor, other, which)


# --- the outcome


@pytest.mark.both
def test_an_outcome_is_recorded_once(member, number):
    action_id = an_action(member.actor, number)
    settle(member.actor, number, action_id, outcome=ActionOutcome.FAILED, result="Nam niet op.")

    for act in (
        lambda: settle(member.actor, number, action_id),
        lambda: actions.change_action(
            member.actor, number, action_id, 2, given(user_id=member.id), reason="Nieuw."
        ),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.problems == {"": ActionProblem.SETTLED}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"outcome": ActionOutcome.PARTLY}, {"result": ActionProblem.NO_RESULT}),
        ({"done_on": 1}, {"done_on": ActionProblem.IN_FUTURE}),
    ],
)
def test_an_outcome_that_cannot_be_is_refused(member, number, changes, problem):
    action_id = an_action(member.actor, number)
    said = {**changes, "done_on": clock.today() + changes.get("done_on", 0) * A_DAY}
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        settle(member.actor, number, action_id, **said)

    assert refused.value.problems == problem
    assert fingerprint() == before


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM, Role.INTERVENTION_TEAM])
def test_who_does_not_work_on_the_case_settles_nothing(member, number, role):
    action_id, other = an_action(member.actor, number), a_user(role)

    with pytest.raises(Refused):
        settle(other.actor, number, action_id)


# --- an outcome that was a slip of the hand


@pytest.mark.both
def test_an_outcome_is_taken_back_and_what_stood_stays_to_be_read(member, number):
    action_id = an_action(member.actor, number)
    settle(member.actor, number, action_id, outcome=ActionOutcome.FAILED, result="Nam niet op.")

    actions.take_outcome_back(member.actor, number, action_id)

    row = row_of(CaseAction)
    assert (row.outcome, row.done_on) == (None, None)
    (action,) = get_plan(member.actor, number).plan.actions
    assert (action.outcome, action.result) == (None, "")
    (line,) = lines(Event.OUTCOME_TAKEN_BACK)
    assert (line.actor_id, line.object_id) == (member.id, id_of(number))
    told = {
        (one.field, one.was, one.now)
        for act in get_changes(member.actor, CASES, number).acts
        for one in act.changed
    }
    assert {("outcome", "failed", None), ("result", "Nam niet op.", None)} <= told
    settle(member.actor, number, action_id)
    assert row_of(CaseAction).outcome is ActionOutcome.DONE


@pytest.mark.parametrize(
    ("days", "again", "problem"),
    [
        (0, True, ActionProblem.BY_ANOTHER),
        (1, False, ActionProblem.NOT_TODAY),
        (40, False, ActionProblem.NOT_TODAY),
    ],
)
def test_it_is_taken_back_by_who_recorded_it_on_that_day(
    member, colleague, number, days, again, problem
):
    action_id = an_action(member.actor, number)
    by = colleague if again else member
    settle(by.actor, number, action_id)
    before = fingerprint()

    with clock.stopped_at(clock.now() + days * A_DAY), pytest.raises(Invalid) as refused:
        actions.take_outcome_back(member.actor, number, action_id)

    assert refused.value.problems == {"": problem}
    assert fingerprint() == before
    assert get_plan(by.actor, number).taken_back == {action_id}
    if again:
        assert get_plan(member.actor, number).taken_back == frozenset()


def test_an_open_action_and_one_of_a_case_that_is_over_have_nothing_to_take_back(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    open_, done = (an_action(member.actor, number) for _ in range(2))
    settle(member.actor, number, done)

    with pytest.raises(Invalid) as refused:
        actions.take_outcome_back(member.actor, number, open_)
    assert refused.value.problems == {"": ActionProblem.NOT_SETTLED}
    settle(member.actor, number, open_)
    an_end(member.actor, number)
    with pytest.raises(Refused) as over:
        actions.take_outcome_back(member.actor, number, done)
    assert (over.value.verdict.refusing, over.value.verdict.hidden) == (Layer.LINK, False)
    assert get_plan(member.actor, number).taken_back == frozenset()


def test_each_takes_back_what_one_recorded_and_nothing_else(member, colleague, number):
    first, second = (an_action(member.actor, number, user_id=colleague.id) for _ in range(2))
    with clock.stopped_at(clock.now() - timedelta(seconds=1)):
        settle(member.actor, number, first)
    settle(colleague.actor, number, second)
    changed = given(user_id=member.id)
    third = an_action(member.actor, number, user_id=colleague.id)
    actions.change_action(colleague.actor, number, third, 1, changed, reason="Neemt over.")

    assert get_plan(member.actor, number).taken_back == {first}
    assert get_plan(colleague.actor, number).taken_back == {second}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM, Role.INTERVENTION_TEAM])
def test_who_does_not_work_on_the_case_takes_nothing_back(member, number, role):
    action_id, other = an_action(member.actor, number), a_user(role)
    settle(member.actor, number, action_id)

    with pytest.raises(Refused):
        actions.take_outcome_back(other.actor, number, action_id)


def test_an_action_of_another_case_is_not_there_to_be_taken_back(member, number):
    action_id, other = an_action(member.actor, number), a_case(State.PLANNING, by=member.actor)
    settle(member.actor, number, action_id)

    with pytest.raises(Invalid, match="action=not_there"):
        actions.take_outcome_back(member.actor, other, action_id)


# --- where they stand


def test_the_page_shows_late_first_by_owner_and_no_text_until_asked(member, colleague, number):
    there = an_organisation(name="Wijkteam De Gaard")
    an_action(member.actor, number, organisation_id=there, due_on=clock.today() + 9 * A_DAY)
    an_action(member.actor, number, due_on=clock.today() + A_DAY)
    an_action(member.actor, number, due_on=clock.today() + 8 * A_DAY)

    with clock.stopped_at(clock.now() + 3 * A_DAY):
        page = list_actions(member.actor)
        before = len(lines(Event.READ))
        shown = list_actions(member.actor, texts=True)

    assert [(group.owner, group.late) for group in page.groups] == [
        (member.name, 1),
        ("Wijkteam De Gaard", 0),
    ]
    assert (page.total, page.late) == (3, 1)
    assert lines(Event.LIST)[-1].purpose == "actions"
    assert {one.shown.text for group in page.groups for one in group.actions} == {None}
    assert all(one.shown.text for group in some(shown.groups) for one in some(group.actions))
    assert len(lines(Event.READ)) == before + 1


def test_only_open_actions_of_cases_that_one_may_open_are_there(member, colleague, number):
    other, coordinator = a_user(), a_user(Role.COORDINATOR)
    before = list_actions(coordinator.actor).total
    elsewhere = a_case(State.PLANNING, by=other.actor)
    an_action(other.actor, elsewhere)
    settle(member.actor, number, an_action(member.actor, number))
    an_action(member.actor, number, regie=True)
    over = a_case(State.INFORMATION_ROUND, by=member.actor)
    settle(member.actor, over, an_action(member.actor, over))
    an_end(member.actor, over)

    assert get_sheet(colleague.actor, number).actions == ()
    assert list_actions(colleague.actor).total == 0
    assert list_actions(member.actor).total == 1
    assert list_actions(coordinator.actor).total == before + 2
    assert list_actions(a_user(Role.SAFETY_TEAM, "EEM").actor).total == 0


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_has_no_list_of_actions(role):
    with pytest.raises(Refused):
        list_actions(a_user(role).actor)


def test_an_action_is_a_next_date_of_the_case(member, number):
    leave_undated(member.actor, number)
    assert desk_of(member.actor).work.without_date == (number,)
    assert "no_date" in ahead_of(member, number)

    an_action(member.actor, number, due_on=clock.today() + 2 * A_DAY)

    work = desk_of(member.actor).work
    assert work.without_date == ()
    assert [(one.what, one.due_on) for one in work.lines] == [
        (DutyKind.ACTION, clock.today() + 2 * A_DAY)
    ]
    (line,) = list_cases(member.actor, Filter()).lines
    assert (line.due, line.due_on) == (None, clock.today() + 2 * A_DAY)
    assert "no_date" not in ahead_of(member, number)


def ahead_of(member, number):
    return {one.what for one in get_sheet(member.actor, number).ahead}


def test_the_action_of_a_colleague_is_not_on_my_list(member, colleague, number):
    an_action(member.actor, number, user_id=colleague.id)

    mine, theirs = desk_of(member.actor).work, desk_of(colleague.actor).work
    assert DutyKind.ACTION not in {one.what for one in mine.own.lines}
    assert DutyKind.ACTION in {one.what for one in mine.others.lines}
    assert DutyKind.ACTION in {one.what for one in theirs.own.lines}
    assert version_of(number)
