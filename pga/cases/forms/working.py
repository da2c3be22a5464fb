"""Small forms of the working phase."""

from datetime import date

from pga.cases.labels import HOLD
from pga.web.filters import plain_date
from pga.web.forms import CaseForm, Choice, Day, Story, options


class StartPlanningForm(CaseForm):
    """End the information round."""

    note = Story(
        "Toelichting",
        hint="Vroeg u geen partner? Schrijf dan op waarom. Anders mag dit leeg blijven.",
        most=500,
    )


class HoldForm(CaseForm):
    """Let a case wait."""

    reason = Choice("Waarom wacht deze casus?", options(HOLD), need="Kies een reden.")
    note = Story("Toelichting", need="Leg uit wat er speelt.", most=500)
    review_on = Day(
        "Terugkomen op",
        need="Kies een datum om terug te komen.",
    )

    def bound(self, last_on: date) -> None:
        """Say until which day a case can wait, as the municipality set it."""
        self.review_on.description = f"Hoogstens tot en met {plain_date(last_on)}."


class ResumeForm(CaseForm):
    """Take a case up again."""

    reason = Story(
        "Waarom gaat de casus weer verder?", need="Schrijf op waarom de casus verdergaat.", most=500
    )
    rejected_on = Day(
        "Het bezwaar is ongegrond verklaard op",
        hint="Is het bezwaar gegrond? Dan beëindigt u de casus.",
    )
