"""The form of telling the referrer: shape only."""

from collections.abc import Iterable
from uuid import UUID

from pga.cases.labels import FEEDBACK, FEEDBACK_END, FEEDBACK_TO
from pga.cases.rules.feedback import FeedbackEnd, FeedbackGiven, FeedbackTo
from pga.cases.rules.triage import FeedbackMeans
from pga.web.forms import CaseForm, Choice, Day, Picked, Story, TextLine, member, options


class FeedbackForm(CaseForm):
    """Whether the referrer heard it, how and when."""

    ended_as = Choice(
        "Is het verteld?", options(FEEDBACK_END), need="Kies of het is verteld, of waarom niet."
    )
    on = Day("Op", need="Kies een dag.")
    means = Picked("Hoe?", [("", "Kies"), *options(FEEDBACK)])
    to = Picked("Aan wie?", options(FEEDBACK_TO))
    contact = Picked("Welke andere contactpersoon?")
    recipient = TextLine("Iemand anders van die organisatie", hint="Naam en functie.", most=120)
    reason = Story("Waarom kan het niet?", hint="Alleen als het niet kan.", most=300)

    def offer(self, contacts: Iterable[tuple[UUID, str]]) -> None:
        """Set who else of the organisation can hear it."""
        self.contact.offer(contacts, "Niemand uit de lijst")

    def given(self) -> FeedbackGiven:
        """Return what was filled in, once the form is whole."""
        return FeedbackGiven(
            ended_as=FeedbackEnd(str(self.ended_as.data)),
            on=self.on.day,
            to=member(FeedbackTo, self.to.data) or FeedbackTo.REFERRER,
            means=member(FeedbackMeans, self.means.data),
            contact_id=UUID(self.contact.data) if self.contact.data else None,
            recipient=self.recipient.data or "",
            reason=self.reason.data or "",
        )
