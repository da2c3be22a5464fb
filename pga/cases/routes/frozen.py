"""What the law keeps out of use: use it again or take it out; and the yes of a supplier."""

from uuid import UUID

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.frozen import ConsentForm, JudgeHeldForm, TakeOutContributionForm, ThawForm
from pga.cases.reading.criminal import get_judging_held
from pga.cases.reading.round_forms import LawfulPage, get_consenting, get_kept_by_law
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.information import not_there
from pga.cases.services import consenting, frozen
from pga.core import clock
from pga.web.guards import guarded


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/weer-gebruiken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def thaw(number: str, contribution_id: UUID) -> Page:
    """Use a contribution again that the law kept out of use."""
    page = _kept(number, contribution_id)
    form = opened(
        ThawForm,
        offer=lambda form: form.offer(page.criminal.persons),
        fill=lambda form: form.begin(page.said),
    )

    def act() -> None:
        persons, word = form.said, form.word.data
        frozen.thaw(current_actor(), number, contribution_id, persons=persons, word=word)

    if carried_out(form, act, labels.FROZEN):
        return done("De bijdrage telt weer.", "cases.information", number=number)
    return form_page("cases/thaw.html", form, head=page.head, page=page)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/eruit",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def take_out_contribution(number: str, contribution_id: UUID) -> Page:
    """Take a contribution out that the law keeps out of use."""
    page, form = _kept(number, contribution_id), opened(TakeOutContributionForm)

    def act() -> None:
        frozen.take_out(current_actor(), number, contribution_id, word=form.word.data)

    if carried_out(form, act, labels.FROZEN):
        return done("De bijdrage is eruit.", "cases.information", number=number)
    return form_page("cases/take_out_contribution.html", form, head=page.head, page=page)


@bp.route("/casussen/<number>/informatieronde/bevroren/<uuid:hold_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def judge_held(number: str, hold_id: UUID) -> Page:
    """Decide about criminal data that the law keeps out of use."""
    with not_there():
        page = get_judging_held(current_actor(), number, hold_id)
    form = opened(JudgeHeldForm, offer=lambda form: form.offer(page.criminal.persons))

    def act() -> None:
        word, persons = form.word.data, form.said
        actor = current_actor()
        frozen.judge_held(actor, number, hold_id, use=form.use, persons=persons, word=word)

    if carried_out(form, act, labels.FROZEN):
        said = "De gegevens tellen weer." if form.use else "De gegevens zijn eruit."
        return done(said, "cases.information", number=number)
    return form_page("cases/judge_held.html", form, head=page.head, page=page)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/akkoord",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def consent(number: str, contribution_id: UUID) -> Page:
    """Write down that a supplier said yes, for one recipient."""
    with not_there():
        page = get_consenting(current_actor(), number, contribution_id)
    form = opened(
        ConsentForm,
        offer=lambda form: form.offer((one.id, one.name) for one in page.recipients),
        fill=lambda form: form.said_on.process_data(clock.today()),
    )

    def act() -> None:
        given = consenting.ConsentGiven(
            recipient=UUID(form.recipient.data), said_by=form.said_by.data, said_on=form.said_on.day
        )
        consenting.consent(current_actor(), number, contribution_id, given)

    if carried_out(form, act, labels.CONSENT):
        said = "Het akkoord is vastgelegd. Deel het nu met de partner."
        return done(said, "cases.information", number=number)
    return form_page("cases/consent.html", form, head=page.head, shown=page.shown)


def _kept(number: str, contribution_id: UUID) -> LawfulPage:
    with not_there():
        return get_kept_by_law(current_actor(), number, contribution_id)
