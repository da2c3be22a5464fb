"""Plankeuring: plain rules that read a plan and say what stands out (features.md B10).

Advice, with the rule shown: nothing here blocks, and nothing is added up to a score.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.cases.rules.actions import ActionOutcome, ActionShown, waits_for_outcome
from pga.cases.rules.domains import Score
from pga.cases.rules.plan import COUNTS, GoalStatus, PlanReply, PlanText, PlanThen

MANY: Final = 5
"""More goals at once than somebody keeps in view; [V]."""
SOME: Final = 3
"""From so many open actions on it stands out that all are alike; [V]."""
LONG: Final = timedelta(days=183)
"""A deadline further away is no agreement for now; [V]."""


class PlanRule(StrEnum):
    """One rule; its Dutch is shown with what it found."""

    NO_VIEW = "no_view"
    """The plan has no zienswijze of the person."""
    GOAL_WITHOUT_WORDS = "goal_without_words"
    """A goal of now without the person's own words."""
    GOAL_WITHOUT_ACTION = "goal_without_action"
    """A goal of now without an action."""
    GOAL_WITHOUT_DATE = "goal_without_date"
    """A goal of now without a day."""
    MANY_GOALS = "many_goals"
    """More than five goals at once."""
    ONE_KIND = "one_kind"
    """All open actions are of one kind: only straf, only zorg."""
    ONE_OWNER = "one_owner"
    """All open actions are of one owner."""
    ACUTE_WITHOUT_GOAL = "acute_without_goal"
    """A leefgebied on 1 without a goal."""
    NO_EXIT = "no_exit"
    """It is not said when it is enough."""
    NO_CRISIS = "no_crisis"
    """It is not said what we do when it goes wrong."""
    FAILED_AGAIN = "failed_again"
    """An open action has the words of one that failed before."""
    FAR_AWAY = "far_away"
    """An open action is due in more than half a year."""
    NO_OUTCOME = "no_outcome"
    """The day of an action is over and nobody said what came of it."""
    NOT_AT_TABLE = "not_at_table"
    """An open action of somebody who did not sit at the last casusoverleg."""
    ASK_AGAIN = "ask_again"
    """The person could not answer to the version before."""


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """What a rule found: the texts it is about; none when it is about the whole plan."""

    rule: PlanRule
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Who sat at the last casusoverleg."""

    owners: frozenset[str]
    """Colleagues and organisations, as owners are named."""
    person: bool = False
    """Whether the person of the case, or who speaks for the person, was there."""

    def heard(self, action: ActionShown) -> bool:
        """Tell whether who has an action could say there what he can and will do."""
        return self.person if action.own else action.owner in self.owners


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the rules may know of a plan."""

    plan: PlanThen
    today: date
    reply: PlanReply | None = None
    """What the person said of the last version."""
    at_table: Table | None = None
    """Who sat at the last casusoverleg; nothing while there was none."""


def check(reading: Reading, *, off: Collection[PlanRule] = ()) -> tuple[PlanFinding, ...]:
    """Return what stands out, in the order of the rules; what is off does not look."""
    found = []
    for rule in PlanRule:
        about = None if rule in off else _RULES[rule](reading)
        if about is not None:
            found.append(PlanFinding(rule, about))
    return tuple(found)


_Found = tuple[str, ...] | None


def _some(texts: Iterable[str | None]) -> _Found:
    return tuple(text or "" for text in texts) or None


def _when(so: bool) -> _Found:  # noqa: FBT001 - a rule is a question
    return () if so else None


def _now(reading: Reading) -> list[tuple[str, int, bool, bool]]:
    """Return each goal of now: its text, its actions, whether it has words and a day."""
    return [
        (
            goal.text,
            sum(
                action.outcome is not ActionOutcome.DROPPED
                for action in reading.plan.below(goal.id)
            ),
            bool(goal.words),
            goal.target_on is not None,
        )
        for goal in reading.plan.goals
        if goal.status is GoalStatus.NOW
    ]


def _open(reading: Reading) -> list[ActionShown]:
    return [action for action in reading.plan.actions if action.outcome is None]


def _all_alike(values: list[str]) -> _Found:
    alike = Counter(values)
    return () if len(values) >= SOME and len(alike) == 1 else None


def _same_words(text: str | None) -> str:
    return " ".join((text or "").casefold().split()).rstrip(".")


def _failed_again(reading: Reading) -> _Found:
    failed = {
        _same_words(action.text)
        for action in reading.plan.actions
        if action.outcome is ActionOutcome.FAILED
    }
    return _some(one.text for one in _open(reading) if _same_words(one.text) in failed)


def _not_at_table(reading: Reading) -> _Found:
    table = reading.at_table
    if table is None:
        return None
    return _some(one.text for one in _open(reading) if not table.heard(one))


def _acute(reading: Reading) -> _Found:
    worked_on = {goal.domain for goal in reading.plan.goals if goal.status in COUNTS}
    acute = [domain for domain, score in reading.plan.scores.items() if score is Score.ACUTE]
    return _some(str(domain) for domain in acute if domain not in worked_on)


_RULES: Final[Mapping[PlanRule, Callable[[Reading], _Found]]] = {
    PlanRule.NO_VIEW: lambda r: _when(not r.plan.texts.get(PlanText.VIEW)),
    PlanRule.GOAL_WITHOUT_WORDS: lambda r: _some(t for t, _, words, _ in _now(r) if not words),
    PlanRule.GOAL_WITHOUT_ACTION: lambda r: _some(t for t, actions, *_ in _now(r) if not actions),
    PlanRule.GOAL_WITHOUT_DATE: lambda r: _some(t for t, _, _, dated in _now(r) if not dated),
    PlanRule.MANY_GOALS: lambda r: _when(len(_now(r)) > MANY),
    PlanRule.ONE_KIND: lambda r: _all_alike([one.kind for one in _open(r)]),
    PlanRule.ONE_OWNER: lambda r: _all_alike([f"{one.own}{one.owner}" for one in _open(r)]),
    PlanRule.ACUTE_WITHOUT_GOAL: _acute,
    PlanRule.NO_EXIT: lambda r: _when(not r.plan.texts.get(PlanText.ENOUGH)),
    PlanRule.NO_CRISIS: lambda r: _when(not r.plan.texts.get(PlanText.CRISIS)),
    PlanRule.FAILED_AGAIN: _failed_again,
    PlanRule.FAR_AWAY: lambda r: _some(a.text for a in _open(r) if a.due_on > r.today + LONG),
    PlanRule.NO_OUTCOME: lambda r: _some(
        a.text for a in r.plan.actions if waits_for_outcome(a.due_on, a.outcome, r.today)
    ),
    PlanRule.NOT_AT_TABLE: _not_at_table,
    PlanRule.ASK_AGAIN: lambda r: _when(r.reply is PlanReply.COULD_NOT),
}
