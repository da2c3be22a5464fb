"""The informatieronde: the table, a question, an answer, a contribution and its freezing."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import render_template
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.information import (
    AskForm,
    ContributionForm,
    LateForm,
    RemindForm,
    RequestAnswerForm,
    SettleForm,
    UnaskedForm,
    WithdrawForm,
    WordForm,
    ask_form,
)
from pga.cases.reading.asking import PartnerToAsk, get_asked_texts, get_partners_to_ask
from pga.cases.reading.criminal import CriminalChoice
from pga.cases.reading.information import ContributionShown, Round, get_round
from pga.cases.reading.round_forms import (
    AskedPage,
    ContributingPage,
    SuppliedPage,
    get_answering,
    get_asked,
    get_contributing,
    get_settling_of,
    get_supplied,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.contributions import SEEN_BY, Status, Visibility
from pga.cases.rules.information import AskPurpose, RequestAnswer
from pga.cases.services import information as services
from pga.core import clock
from pga.core.errors import Invalid
from pga.partners import labels as partners
from pga.partners.reading import Partner
from pga.privacy.disclosure_codes import Means
from pga.web.guards import guarded

G = TypeVar("G", bound=ContributionForm)

CHOOSE: Final = "Kies een partner"
NOBODY: Final[Mapping[UUID, str]] = {}
Partners = Collection[Partner]
ASKED_ONE: Final = "De vraag is vastgelegd, en ook als verstrekking."
CONTRIBUTED: Final = "De bijdrage is vastgelegd."


@bp.get("/casussen/<number>/informatieronde")
@guarded(Permission.CASE_READ)
def information(number: str) -> Page:
    """Show who was asked what, what they answered and what they contributed."""
    told = get_round(current_actor(), number)
    return render_template(
        "cases/information.html",
        told=told,
        by_request=_by_request(told),
        head=told.head,
        partner_labels=partners,
    )


@bp.route("/casussen/<number>/informatieronde/vragen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def ask(number: str) -> Page:
    """Ask one or more partners what they know, all the same."""
    actor = current_actor()
    choosing = get_partners_to_ask(actor, number)
    hints = {
        one.id: labels.before_asking(one.identity, one.waits_since, may_supply=one.may_supply)
        for one in choosing.partners
    }
    form = opened(
        ask_form((one.id, one.name, _who_of(one)) for one in choosing.partners),
        offer=lambda form: form.offer(hints),
        fill=lambda form: form.due_on.process_data(choosing.due_on),
    )
    if carried_out(form, lambda: services.ask(actor, number, _question(form)), labels.REQUEST):
        asked = len(form.partner.data or ())
        said = ASKED_ONE if asked == 1 else f"{asked} vragen zijn vastgelegd, elk als verstrekking."
        return done(said, "cases.asked_texts", number=number)
    return form_page("cases/ask.html", form, head=choosing.head, possible=choosing.possible)


@bp.get("/casussen/<number>/informatieronde/vragen/teksten")
@guarded(Permission.CASE_WORK)
def asked_texts(number: str) -> Page:
    """Show the text of each question of today, to copy."""
    told = get_asked_texts(current_actor(), number)
    texts = [
        (one, labels.question_text(number, told.town, one, clock.today())) for one in told.texts
    ]
    return render_template("cases/asked_texts.html", head=told.head, texts=texts)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/antwoord", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def record_answer(number: str, request_id: UUID) -> Page:
    """Record what a partner answered."""
    actor = current_actor()
    with not_there():
        page = get_answering(actor, number, request_id)
    asked = page.asked

    def fill(form: RequestAnswerForm) -> None:
        form.answered_on.process_data(asked.answered_on or clock.today())
        form.answer.process_data(asked.answer)
        form.note.process_data(page.note)

    def act() -> None:
        services.record_answer(
            actor,
            number,
            request_id,
            form.made_from,
            answer=RequestAnswer(str(form.answer.data)),
            answered_on=form.answered_on.day,
            note=form.note.data or "",
        )

    form = opened(RequestAnswerForm, fill=fill, stands={"version": asked.version})
    if carried_out(form, act, labels.REQUEST):
        said = "Het antwoord is vastgelegd."
        if form.answer.data == RequestAnswer.KNOWN:
            return done(said, "cases.contribute", number=number, request_id=request_id)
        return _on(said, number)
    return form_page("cases/answer_request.html", form, head=page.head, asked=asked)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/herinneren", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def remind(number: str, request_id: UUID) -> Page:
    """Remind a partner that did not answer yet."""
    page, form = _asked(number, request_id), opened(RemindForm)

    def act() -> None:
        services.remind(current_actor(), number, request_id, means=Means(str(form.means.data)))

    if carried_out(form, act, labels.REQUEST):
        return _on("De herinnering is vastgelegd, en ook als verstrekking.", number)
    return form_page("cases/remind.html", form, head=page.head, asked=page.asked)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/verder-zonder", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def note_late(number: str, request_id: UUID) -> Page:
    """Say why the round goes on without an answer."""
    page, form = _asked(number, request_id), opened(LateForm)

    def act() -> None:
        services.note_late(current_actor(), number, request_id, note=form.note.data)

    if carried_out(form, act, labels.REQUEST):
        return _on("De reden is vastgelegd.", number)
    return form_page("cases/note_late.html", form, head=page.head, asked=page.asked)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute(number: str, request_id: UUID) -> Page:
    """Write down what a partner contributed."""
    with not_there():
        page = get_contributing(current_actor(), number, request_id)
    answered_on = page.asked.answered_on if page.asked else None
    form = _contribution_form(ContributionForm, page, answered_on or clock.today())

    def act() -> None:
        services.contribute(current_actor(), number, request_id, form.given())

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on(CONTRIBUTED, number)
    return _contribution_page(form, page.head, page.criminal, asked=page.asked)


@bp.route("/casussen/<number>/informatieronde/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute_unasked(number: str) -> Page:
    """Write down what a partner told without being asked."""
    page = get_contributing(current_actor(), number)
    form = _contribution_form(UnaskedForm, page, clock.today())

    def act() -> None:
        supplier = UUID(form.partner.data)
        given = form.given()
        services.contribute_unasked(current_actor(), number, supplier, given)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on(CONTRIBUTED, number)
    over = labels.CONTRIBUTION["case_over"] if page.over else ""
    return _contribution_page(form, page.head, page.criminal, over=over)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/bevriezen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def freeze(number: str, contribution_id: UUID) -> Page:
    """Take a contribution out of use everywhere: its supplier reports an error."""
    page, form = _supplied(number, contribution_id, Status.ACTIVE), opened(WordForm)

    def act() -> None:
        services.freeze(current_actor(), number, contribution_id, word=form.word.data)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is overal bevroren.", number)
    return form_page("cases/freeze.html", form, head=page.head, shown=page.shown)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/herstellen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def settle(number: str, contribution_id: UUID) -> Page:
    """Put a frozen contribution right by the supplier's word."""
    actor = current_actor()
    with not_there():
        page = get_settling_of(actor, number, contribution_id)
    form = opened(
        SettleForm,
        offer=lambda form: _offer(form, page.partners, page.criminal, page.excluded),
        fill=lambda form: form.fill(page.given),
    )

    def act() -> None:
        given, word = form.given(), form.word.data
        services.correct_contribution(actor, number, contribution_id, given, word=word)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is hersteld en telt weer.", number)
    return _contribution_page(form, page.head, page.criminal, settling=page)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/intrekken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def withdraw(number: str, contribution_id: UUID) -> Page:
    """Take a frozen contribution back by the supplier's word."""
    page, form = _supplied(number, contribution_id, Status.FROZEN), opened(WithdrawForm)

    def act() -> None:
        services.withdraw(current_actor(), number, contribution_id, word=form.word.data)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is ingetrokken.", number)
    return form_page("cases/withdraw.html", form, head=page.head, shown=page.shown)


def _on(said: str, number: str) -> Page:
    return done(said, "cases.information", number=number)


def _who_of(one: PartnerToAsk) -> dict[UUID, str]:
    return {who.id: ", ".join(filter(None, (who.name, who.function))) for who in one.contacts}


def _question(form: AskForm) -> services.QuestionAsked:
    return services.QuestionAsked(
        whom=form.whom,
        purpose=AskPurpose(str(form.purpose.data)),
        question=form.question.data,
        not_needed=form.not_needed.data,
        due_on=form.due_on.day,
        means=Means(str(form.means.data)),
    )


@contextmanager
def not_there() -> Iterator[None]:
    """Answer as to nonsense what is not of this case, or not for these eyes."""
    try:
        yield
    except Invalid:
        raise NotFound from None


def _asked(number: str, request_id: UUID) -> AskedPage:
    with not_there():
        return get_asked(current_actor(), number, request_id)


def _supplied(number: str, contribution_id: UUID, status: Status) -> SuppliedPage:
    with not_there():
        return get_supplied(current_actor(), number, contribution_id, status)


def _by_request(told: Round) -> dict[UUID | None, list[ContributionShown]]:
    found: dict[UUID | None, list[ContributionShown]] = {}
    for one in told.contributions:
        found.setdefault(one.request_id, []).append(one)
    return found


def _contribution_form(kind: type[G], page: ContributingPage, received_on: date) -> G:
    """Open the form of a contribution, which begins with the least."""

    def begin(form: G) -> None:
        form.received_on.process_data(received_on)
        form.onward.process_data("no")
        form.visibility.process_data(form.narrowest)

    return opened(kind, offer=lambda form: _offer(form, page.partners, page.criminal), fill=begin)


def _contribution_page(
    form: ContributionForm,
    head: Any,
    criminal: CriminalChoice,
    *,
    asked: Any = None,
    settling: Any = None,
    over: str = "",
) -> Page:
    return form_page(
        "cases/contribution.html",
        form,
        head=head,
        criminal=criminal,
        asked=asked,
        settling=settling,
        over=over,
    )


def _offer(
    form: ContributionForm,
    partners: Partners,
    criminal: CriminalChoice,
    excluded: Mapping[UUID, str] = NOBODY,
) -> None:
    """Set what can be chosen; who is excluded already stays so, also without a place there now."""
    seen = SEEN_BY.get(current_actor().role, frozenset())
    visible = [one for one in Visibility if one in seen]
    here = {one.id: one.name for one in partners}
    form.offer({**excluded, **here}.items(), visible)
    form.offer_persons(criminal.persons)
    if isinstance(form, UnaskedForm):
        form.partner.offer(here.items(), CHOOSE)
