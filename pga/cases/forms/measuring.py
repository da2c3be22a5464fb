"""The form of a meting: for each leefgebied a score, why it counts here, and the source."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from pga.cases.labels import DOMAIN, MEASUREMENT, SCORE
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import MeasurementGiven, MeasurementKind, Scored
from pga.web.forms import CaseForm, Choice, Day, Several, TextLine, listed, member, options

WHY: Final = 300
AFTER_BASELINE: Final = (MeasurementKind.INTERIM, MeasurementKind.FINAL)


class _MeasureFields(CaseForm):
    """What a meting has besides its scores."""

    measured_on = Day("Gemeten op", need="Vul in wanneer is gemeten.")
    kind = Choice("Soort meting", options(MEASUREMENT))
    persons = Several(
        "Over welke persoon gaat de score van Justitie?",
        [],
        hint="Wie jonger is dan 12, staat er niet bij.",
    )

    def offer(self, persons: Iterable[tuple[UUID, str]] = (), *, has_baseline: bool) -> None:
        """Set which metingen can be made now, what a leefgebied can score, and about whom."""
        self.persons.choices = listed((str(one), name) for one, name in persons)
        kinds = AFTER_BASELINE if has_baseline else (MeasurementKind.BASELINE,)
        self.kind.choices = [(str(one), MEASUREMENT[one]) for one in kinds]
        for domain in LifeDomain:
            self[f"score-{domain}"].choices = listed(options(SCORE))

    def fill(self, given: MeasurementGiven) -> None:
        """Begin with what the concept holds."""
        self.kind.process_data(given.kind)
        self.measured_on.process_data(given.measured_on)
        self.persons.process_data([str(one) for one in given.persons])
        for domain, one in given.scores.items():
            self[f"score-{domain}"].process_data(one.score)
            self[f"why-{domain}"].process_data(one.why)
            self[f"source-{domain}"].process_data(one.source)
            self[f"source_on-{domain}"].process_data(one.source_on)

    def given(self, usual: MeasurementKind) -> MeasurementGiven:
        """Return the meting as typed; of the usual kind when none was chosen."""
        return MeasurementGiven(
            kind=member(MeasurementKind, self.kind.data) or usual,
            measured_on=self.measured_on.day,
            scores={
                domain: Scored(
                    member(Score, self[f"score-{domain}"].data),
                    self[f"why-{domain}"].data or "",
                    self[f"source-{domain}"].data or "",
                    self[f"source_on-{domain}"].data,
                )
                for domain in LifeDomain
            },
            persons=frozenset(UUID(one) for one in self.persons.data or ()),
        )

    def faults(self) -> list[tuple[str, str]]:
        """Return every message; as twelve rows ask the same, each names its leefgebied."""
        of = {
            field.id: f"{DOMAIN[domain]}: " for domain, *fields in self.rows() for field in fields
        }
        return [
            (anchor, of.get(anchor.removesuffix("-0"), "") + message)
            for anchor, message in super().faults()
        ]

    def rows(self) -> Iterable[tuple[LifeDomain, Any, Any, Any, Any]]:
        """Return for each leefgebied its four fields."""
        for domain in LifeDomain:
            yield (
                domain,
                self[f"score-{domain}"],
                self[f"why-{domain}"],
                self[f"source-{domain}"],
                self[f"source_on-{domain}"],
            )


def _fields() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for domain in LifeDomain:
        found[f"score-{domain}"] = Choice(f"{DOMAIN[domain]}: score", ())
        found[f"why-{domain}"] = TextLine("Waarom telt dit hier?", most=WHY)
        found[f"source-{domain}"] = TextLine("Bron", most=120)
        found[f"source_on-{domain}"] = Day("Datum van de bron")
    return found


MeasureForm: Final[type[_MeasureFields]] = type("MeasureForm", (_MeasureFields,), _fields())
