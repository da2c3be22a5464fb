"""The plan van aanpak: goals, versions that stay as they were adopted, and what a person reads.

A version is a snapshot (decision 21): plain values, so that later changes cannot reach it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from pga.cases.rules.actions import (
    NO_PASSAGE,
    ActionKind,
    ActionOutcome,
    ActionProblem,
    ActionShown,
    Passage,
    faults_of_passage,
)
from pga.cases.rules.criminal import (
    CRIMINAL_DOMAIN,
    Ages,
    CriminalFault,
    fault_of_criminal,
)
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.own_actions import kin
from pga.cases.rules.owners import Own

ANSWERED_BEFORE: Final = timedelta(days=60)
"""So long before a version is adopted somebody can have answered to its concept; [V]."""
LEFT_OUT: Final = "[weggelaten]"
"""Stands where a passage about somebody else stood."""


class GoalStatus(StrEnum):
    """Where a goal stands: the four tabs (features.md 4.6)."""

    NOW = "now"
    """Worked on now."""
    LATER = "later"
    """Comes later."""
    REACHED = "reached"
    """Behaald."""
    DROPPED = "dropped"
    """Vervallen: not thrown away, it stays readable with its reason."""


COUNTS: Final = frozenset({GoalStatus.NOW, GoalStatus.LATER})
"""What an action can still be put below."""


class PlanText(StrEnum):
    """The texts of a plan besides goals and actions (pga.md 7.4)."""

    PICTURE = "picture"
    """Toestandsbeeld: what is going on, shared by those who work on it."""
    VIEW = "view"
    """Zienswijze: what the person says of it."""
    CRISIS = "crisis"
    """What we do when it goes wrong, and who can be called."""
    ENOUGH = "enough"
    """When it is enough: the criterion to end."""


FOR_PERSON: Final = (PlanText.PICTURE, PlanText.VIEW, PlanText.CRISIS)
"""The texts that the person gets; when it is enough is for who works on it."""


class PlanReply(StrEnum):
    """What the person says of a version: the third answer (features.md 4.5)."""

    AGREED = "agreed"
    """Akkoord."""
    NOT_AGREED = "not_agreed"
    """Niet akkoord: the plan may go on, the answer stays."""
    COULD_NOT = "could_not"
    """Kon niet antwoorden: asked again next time."""


class PlanProblem(StrEnum):
    """What can be wrong with a goal, a version or the answer to it."""

    IN_PAST = "in_past"
    """The target day is before today."""
    IN_FUTURE = "in_future"
    """The day has still to come."""
    TOO_LONG_AGO = "too_long_ago"
    """The day is long before the version that it is about."""
    NO_REASON = "no_reason"
    """It is not said why."""
    CASE_OVER = "case_over"
    """The case does not run any more."""
    NOTHING_NEW = "nothing_new"
    """Nothing differs from the version that stands."""
    NOT_NOW = "not_now"
    """A new version is adopted while the plan is carried out."""
    NO_GOAL_WITH_ACTION = "no_goal_with_action"
    """A plan has at least one goal with an action."""
    HIDES_OWN = "hides_own"
    """Somebody of the case has an open action below it, and would not read that any more."""
    OPEN_OWN = "open_own"
    """Somebody of the case has an open action below it, so it does not end yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalGiven:
    """A goal as given on a form."""

    domain: LifeDomain
    status: GoalStatus
    text: str
    words: str = ""
    target_on: date | None = None
    regie: bool = False
    about_other: Passage = NO_PASSAGE
    persons: frozenset[UUID] = frozenset()
    """Which persons a goal about Justitie is about, where somebody is under 12."""


@dataclass(frozen=True, slots=True)
class TextsGiven:
    """The texts of the plan as given on their form; one that is not there is not written."""

    texts: Mapping[PlanText, str]
    about_other: Passage = NO_PASSAGE


def faults_of_goal(
    given: GoalGiven,
    today: date,
    *,
    ages: Ages[UUID],
    stood_on: date | None = None,
    own: bool = False,
) -> dict[str, PlanProblem | ActionProblem | CriminalFault]:
    """Return what is wrong with a goal; a target day that stood may have gone by.

    With ``own`` somebody of the case has an open action below it: it stays a goal that the plan for
    the person shows.
    """
    found: dict[str, PlanProblem | ActionProblem | CriminalFault] = {
        **faults_of_passage(given.about_other, given.text, given.words)
    }
    criminal = given.domain is CRIMINAL_DOMAIN
    young = fault_of_criminal(ages, given.persons) if criminal else None
    if young is not None:
        found["domain" if young is CriminalFault.ALL_UNDER_12 else "persons"] = young
    if given.target_on is not None and given.target_on != stood_on and given.target_on < today:
        found["target_on"] = PlanProblem.IN_PAST
    if own and given.regie:
        found["regie"] = PlanProblem.HIDES_OWN
    if own and given.status not in COUNTS:
        found["status"] = PlanProblem.OPEN_OWN
    return found


def faults_of_reply(
    reply: PlanReply, note: str, replied_on: date, adopted_on: date, today: date
) -> dict[str, PlanProblem]:
    """Return what is wrong with the person's answer: only akkoord needs no word."""
    found = {}
    if reply is not PlanReply.AGREED and not note:
        found["note"] = PlanProblem.NO_REASON
    if replied_on > today:
        found["replied_on"] = PlanProblem.IN_FUTURE
    elif replied_on < adopted_on - ANSWERED_BEFORE:
        found["replied_on"] = PlanProblem.TOO_LONG_AGO
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalThen:
    """A goal as it stood."""

    id: UUID
    domain: LifeDomain
    status: GoalStatus
    text: str
    words: str = ""
    """The person's own words."""
    target_on: date | None = None
    regie: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanThen:
    """A whole plan as it stood: what a version keeps."""

    texts: Mapping[PlanText, str] = field(default_factory=dict)
    goals: tuple[GoalThen, ...] = ()
    actions: tuple[ActionShown, ...] = ()
    scores: Mapping[LifeDomain, Score] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    """The passages about others, as they were marked."""

    def below(self, goal_id: UUID | None) -> tuple[ActionShown, ...]:
        """Return the actions below a goal, or those without one."""
        return tuple(action for action in self.actions if action.goal_id == goal_id)


def packed(plan: PlanThen) -> dict[str, Any]:
    """Return a plan as plain values for a sealed cell; ``unpacked`` gives the same back."""
    return {
        "texts": {str(name): text for name, text in plan.texts.items()},
        "goals": [_plain(goal) for goal in plan.goals],
        "actions": [_plain(action) for action in plan.actions],
        "scores": {str(domain): str(score) for domain, score in plan.scores.items()},
        "passages": list(plan.passages),
    }


def unpacked(values: Mapping[str, Any]) -> PlanThen:
    """Return the plan that was packed."""
    return PlanThen(
        texts={PlanText(name): text for name, text in values["texts"].items()},
        goals=tuple(
            GoalThen(
                id=UUID(one["id"]),
                domain=LifeDomain(one["domain"]),
                status=GoalStatus(one["status"]),
                text=one["text"],
                words=one["words"],
                target_on=_day(one["target_on"]),
                regie=one["regie"],
            )
            for one in values["goals"]
        ),
        actions=tuple(
            ActionShown(
                id=UUID(one["id"]),
                goal_id=UUID(one["goal_id"]) if one["goal_id"] else None,
                kind=ActionKind(one["kind"]),
                text=one["text"],
                owner=one["owner"],
                due_on=date.fromisoformat(one["due_on"]),
                own=Own(one["own"]) if one.get("own") else None,
                own_number=one.get("own_number", 0),
                contact=one["contact"],
                outcome=ActionOutcome(one["outcome"]) if one["outcome"] else None,
                result=one["result"],
                regie=one["regie"],
            )
            for one in values["actions"]
        ),
        scores={
            domain: Score(values["scores"][domain])
            for domain in LifeDomain
            if domain in values["scores"]
        },
        passages=tuple(values["passages"]),
    )


def without_regie(plan: PlanThen) -> PlanThen:
    """Return what may be read by who does not read ``regie``; below a hidden goal nothing stays."""
    hidden = {goal.id for goal in plan.goals if goal.regie}
    return replace(
        plan,
        goals=tuple(goal for goal in plan.goals if not goal.regie),
        actions=tuple(
            action for action in plan.actions if not action.regie and action.goal_id not in hidden
        ),
    )


def without(
    plan: PlanThen,
    goals: Collection[UUID],
    domains: Collection[LifeDomain] = (),
    *,
    and_below: bool = False,
) -> PlanThen:
    """Return a plan without these goals and scores; an action below such a goal has none, or goes.

    The work goes on while a goal is out of use, but nobody outside hears of it meanwhile.
    """
    return replace(
        plan,
        goals=tuple(goal for goal in plan.goals if goal.id not in goals),
        actions=tuple(
            replace(action, goal_id=None) if action.goal_id in goals else action
            for action in plan.actions
            if not (and_below and action.goal_id in goals)
        ),
        scores={domain: score for domain, score in plan.scores.items() if domain not in domains},
    )


def for_person(plan: PlanThen) -> PlanThen:
    """Return what the person of the case gets: no ``regie``, no passage about somebody else.

    Only goals that count and actions that are open; who is called at a partner stays out, and so
    does what colleagues wrote about the result. A marked passage goes wherever it stands. Of a
    relative or parent who has an action stays as what, not the name.
    """
    shown = without_regie(plan)
    kept = {goal.id for goal in shown.goals if goal.status in COUNTS}
    return replace(
        shown,
        texts={
            name: cleared(text, plan.passages)
            for name, text in shown.texts.items()
            if name in FOR_PERSON
        },
        goals=tuple(
            replace(
                goal,
                text=cleared(goal.text, plan.passages),
                words=cleared(goal.words, plan.passages),
            )
            for goal in shown.goals
            if goal.id in kept
        ),
        actions=tuple(
            replace(
                action,
                text=cleared(action.text, plan.passages),
                owner=_doer(action, plan.passages),
                contact="",
                result="",
            )
            for action in shown.actions
            if action.outcome is None and (action.goal_id is None or action.goal_id in kept)
        ),
        passages=(),
    )


def _doer(action: ActionShown, passages: Iterable[str]) -> str:
    """Return who has an action as the person reads it; a parent is named "A. B., moeder"."""
    if action.own is Own.GUARDIAN:
        return kin((action.owner or "").rpartition(", ")[2])
    return "" if action.own is Own.FAMILY_MEMBER else cleared(action.owner, passages)


class PlanPart(StrEnum):
    """What of a plan a difference is about."""

    TEXT = "text"
    """One of its texts."""
    GOAL = "goal"
    """A goal."""
    ACTION = "action"
    """An action."""


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One thing that is other than it was; no ``was`` is new, no ``now`` is gone."""

    part: PlanPart
    what: str
    """The name of the field, or of the text."""
    title: str
    """The text by which a reader knows the goal or action; empty for a text of the plan."""
    was: Any = None
    now: Any = None


def differences(was: PlanThen, now: PlanThen) -> tuple[PlanDifference, ...]:
    """Return was and is between two plans; the same plan twice gives nothing."""
    return tuple(_differences(was, now))


def _differences(was: PlanThen, now: PlanThen) -> Iterator[PlanDifference]:
    for name in PlanText:
        before, after = was.texts.get(name, ""), now.texts.get(name, "")
        if before != after:
            yield PlanDifference(PlanPart.TEXT, name, "", before or None, after or None)
    yield from _between(PlanPart.GOAL, was.goals, now.goals)
    yield from _between(PlanPart.ACTION, was.actions, now.actions)


def _between(part: PlanPart, was: Iterable[Any], now: Iterable[Any]) -> Iterator[PlanDifference]:
    before, after = ({one.id: one for one in side} for side in (was, now))
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            was_text, now_text = old and old.text, new and new.text
            yield PlanDifference(part, "text", now_text or was_text or "", was_text, now_text)
            continue
        then = asdict(old)
        for name, value in asdict(new).items():
            if then[name] != value and name not in {"own", "own_number"}:  # the name says enough
                yield PlanDifference(part, name, new.text, then[name], value)


def cleared(whole: str | None, passages: Iterable[str]) -> str:
    """Leave each piece out that a passage covers; passages may overlap."""
    text = whole or ""
    covered = [False] * len(text)
    for passage in filter(None, passages):
        at = text.find(passage)
        while at >= 0:
            covered[at : at + len(passage)] = [True] * len(passage)
            at = text.find(passage, at + 1)
    pieces = []
    for hidden, letters in groupby(zip(covered, text, strict=True), key=itemgetter(0)):
        pieces.append(LEFT_OUT if hidden else "".join(letter for _, letter in letters))
    return "".join(pieces)


def _plain(one: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in asdict(one).items()}


def _value(value: Any) -> Any:
    if isinstance(value, UUID | StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
