"""Telling the referrer how it ended."""

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.feedback import FeedbackForm
from pga.cases.reading.feedback import ToTell, get_feedback
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.feedback import FeedbackEnd, FeedbackTo
from pga.cases.services import feedback as services
from pga.core import clock
from pga.web.guards import guarded


@bp.route("/casussen/<number>/terugkoppeling", methods=["GET", "POST"])
@guarded(Permission.CASE_FEEDBACK)
def feedback(number: str) -> Page:
    """Show what may be said and to whom, and write down that it was."""
    actor = current_actor()
    page = get_feedback(actor, number)
    tells = page.to_tell

    def begin(form: FeedbackForm) -> None:
        form.ended_as.process_data(FeedbackEnd.GIVEN)
        form.to.process_data(FeedbackTo.REFERRER)
        form.on.process_data(clock.today())
        form.means.process_data(tells.planned if tells else "")

    form = opened(
        FeedbackForm,
        offer=lambda form: form.offer(
            (one.id, ", ".join(filter(None, (one.name, one.function))))
            for one in (tells.contacts if tells else ())
        ),
        fill=begin,
        stands={"version": tells.version if tells else 0},
    )

    def act() -> None:
        services.give_feedback(actor, number, form.made_from, form.given())

    if carried_out(form, act, labels.FEEDBACK_PROBLEM):
        if form.ended_as.data == FeedbackEnd.GIVEN:
            said = "Vastgelegd dat de aanmelder het hoorde, ook als verstrekking."
        else:
            said = "Vastgelegd waarom niemand het kon horen."
        return done(said, "cases.handed_in", number=number)
    return form_page(
        "cases/feedback.html", form, head=page.head, page=page, text=_text(tells) if tells else ""
    )


def _text(tells: ToTell) -> str:
    return labels.feedback_text(tells.town, tells.received_on, tells.outcome, tells.route)
