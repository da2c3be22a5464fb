"""What a case tells the engine that looks ahead: its own rules, asked as they are on each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pga.cases.rules.ending import RetentionClass, kept_as
from pga.cases.rules.moves import missing, moves_now
from pga.cases.rules.needs import CaseSnapshot, Need
from pga.cases.rules.next_step import next_step
from pga.cases.rules.states import ACTIVE, State
from pga.cases.rules.terms import KEEPING, TermKind, TermRules, due_date
from pga.dossiers.rules.forecast import A_DAY, Judged, Outlook
from pga.dossiers.rules.lateness import TermNotSet


@dataclass(frozen=True, kw_only=True)
class CaseOutlook(Outlook):
    """What is known of a case today."""

    state: State
    snapshot: CaseSnapshot
    ended_on: date | None = None
    """The day on which an ended case ended."""
    retention: RetentionClass | None = None
    """Under which head an ended case is kept; nothing of one that ended before that was kept."""
    rules: tuple[tuple[date, TermRules], ...] = ()
    """The settings that hold, each from its day; the first holds today."""

    @property
    def today(self) -> date:
        """Return the day from which it looks ahead."""
        return self.snapshot.today

    @property
    def runs(self) -> bool:
        """Tell whether there is work on it."""
        return self.state in ACTIVE

    @property
    def gone(self) -> bool:
        """Tell whether it was destroyed."""
        return self.state is State.DESTROYED

    @property
    def can_be_late(self) -> tuple[tuple[TermKind, date], ...]:
        """Return the terms that pass; those of keeping end, and are not late."""
        terms = ((TermKind(kind), due) for kind, due in self.terms)
        return tuple(one for one in terms if one[0] not in KEEPING)

    @property
    def own_days(self) -> Iterable[date]:
        """Return the days on which a need, the next step or the keeping can change."""
        snapshot = self.snapshot
        days = {from_on for from_on, _ in self.rules}
        for day in (
            snapshot.notice_postponed_until,
            snapshot.hold_review_on,
            snapshot.aftercare_on,
        ):
            days |= {day, day + A_DAY} if day is not None else set()
        for day in (snapshot.next_meeting_on, snapshot.held_until, snapshot.evaluation_due_on):
            days |= {day + A_DAY} if day is not None else set()
        for _, rules in self.rules:
            if snapshot.last_measured_on is not None:
                days.add(due_date(TermKind.MEASUREMENT, snapshot.last_measured_on, rules) + A_DAY)
            if (destroy_on := self.destroy_on(rules)) is not None:
                days.add(destroy_on)
        return days

    def on(self, day: date) -> Judged:
        """Tell by ``next_step`` and ``missing`` how the case stands on a day."""
        rules = rules_on(self.rules, day)
        destroy_on = self.destroy_on(rules)
        snapshot = replace(self.snapshot, today=day, terms=rules, destroy_on=destroy_on)
        return Judged(
            step=next_step(snapshot, self.state),
            closed=frozenset(
                (move.code, need)
                for move in moves_now(self.state, snapshot)
                for need in missing(move, snapshot)
                if need is not Need.HOLD_REVIEW_DATE
            ),
            destroy_on=destroy_on,
        )

    def destroy_on(self, rules: TermRules) -> date | None:
        """Return on which day an ended case is destroyed; nothing when nobody set that."""
        kind = kept_as(self.state, self.retention)
        if kind is None or self.ended_on is None:
            return None
        try:
            return due_date(kind, self.ended_on, rules)
        except TermNotSet:
            return None


def rules_on(rules: Sequence[tuple[date, TermRules]], day: date) -> TermRules:
    """Return the settings that hold on a day."""
    return [held for from_on, held in rules if from_on <= day][-1]
