"""The informatieronde: the table, a question, an answer, a contribution and its freezing."""

from collections.abc import Mapping
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
)
from pga.cases.reading.information import (
    Choosing,
    ContributionShown,
    Round,
    get_partners_to_ask,
    get_round,
    given_of,
)
from pga.cases.routes.blueprint import Page, bp, partner_choices, tabs_of
from pga.cases.rules.contributions import SEEN_BY, Status, Visibility
from pga.cases.rules.information import AskPurpose, RequestAnswer
from pga.cases.rules.states import ACTIVE
from pga.cases.services import information as services
from pga.core import clock
from pga.partners import labels as partners
from pga.privacy.disclosure_codes import Means
from pga.web.guards import guarded

G = TypeVar("G", bound=ContributionForm)

CHOOSE: Final = "Kies een partner"
NOBODY: Final[Mapping[UUID, str]] = {}
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
        tabs=tabs_of(told.head, "cases.information"),
    )


@bp.route("/casussen/<number>/informatieronde/vragen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def ask(number: str) -> Page:
    """Ask a partner what it knows."""
    actor = current_actor()
    choosing = get_partners_to_ask(actor, number)
    form = opened(
        AskForm,
        offer=lambda form: form.partner.offer(partner_choices(choosing.partners), CHOOSE),
        fill=lambda form: form.due_on.process_data(choosing.due_on),
    )
    if carried_out(form, lambda: services.ask(actor, number, _question(form)), labels.REQUEST):
        return _on("De vraag is vastgelegd, en ook als verstrekking.", number)
    return form_page("cases/ask.html", form, head=choosing.head, possible=choosing.possible)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/antwoord", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def record_answer(number: str, request_id: UUID) -> Page:
    """Record what a partner answered."""
    told, asked = _asked(number, request_id)

    def fill(form: RequestAnswerForm) -> None:
        form.answered_on.process_data(asked.answered_on or clock.today())
        form.answer.process_data(asked.answer)
        form.note.process_data(asked.answer_note)

    def act() -> None:
        services.record_answer(
            current_actor(),
            number,
            request_id,
            form.made_from,
            answer=RequestAnswer(str(form.answer.data)),
            answered_on=form.answered_on.data or clock.today(),
            note=form.note.data or "",
        )

    form = opened(RequestAnswerForm, fill=fill, stands={"version": asked.version})
    if carried_out(form, act, labels.REQUEST):
        said = "Het antwoord is vastgelegd."
        if form.answer.data == RequestAnswer.KNOWN:
            return done(said, "cases.contribute", number=number, request_id=request_id)
        return _on(said, number)
    return form_page("cases/answer_request.html", form, head=told.head, asked=asked)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/herinneren", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def remind(number: str, request_id: UUID) -> Page:
    """Remind a partner that did not answer yet."""
    told, asked = _asked(number, request_id)
    form = opened(RemindForm)

    def act() -> None:
        services.remind(current_actor(), number, request_id, means=Means(str(form.means.data)))

    if carried_out(form, act, labels.REQUEST):
        return _on("De herinnering is vastgelegd, en ook als verstrekking.", number)
    return form_page("cases/remind.html", form, head=told.head, asked=asked)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/verder-zonder", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def note_late(number: str, request_id: UUID) -> Page:
    """Say why the round goes on without an answer."""
    told, asked = _asked(number, request_id)
    form = opened(LateForm)

    def act() -> None:
        services.note_late(current_actor(), number, request_id, note=form.note.data)

    if carried_out(form, act, labels.REQUEST):
        return _on("De reden is vastgelegd.", number)
    return form_page("cases/note_late.html", form, head=told.head, asked=asked)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute(number: str, request_id: UUID) -> Page:
    """Write down what a partner contributed."""
    told, asked = _asked(number, request_id)
    choosing = get_partners_to_ask(current_actor(), number)
    form = _contribution_form(ContributionForm, choosing, asked.answered_on or clock.today())

    def act() -> None:
        services.contribute(current_actor(), number, request_id, form.given(clock.today()))

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on(CONTRIBUTED, number)
    return _contribution_page(form, told.head, asked=asked)


@bp.route("/casussen/<number>/informatieronde/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute_unasked(number: str) -> Page:
    """Write down what a partner told without being asked."""
    choosing = get_partners_to_ask(current_actor(), number)
    form = _contribution_form(UnaskedForm, choosing, clock.today())

    def act() -> None:
        supplier = UUID(form.partner.data)
        given = form.given(clock.today())
        services.contribute_unasked(current_actor(), number, supplier, given)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on(CONTRIBUTED, number)
    over = labels.CONTRIBUTION["case_over"] if choosing.head.state not in ACTIVE else ""
    return _contribution_page(form, choosing.head, over=over)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/bevriezen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def freeze(number: str, contribution_id: UUID) -> Page:
    """Take a contribution out of use everywhere: its supplier reports an error."""
    told, shown = _contribution(number, contribution_id)
    form = opened(WordForm)

    def act() -> None:
        services.freeze(current_actor(), number, contribution_id, word=form.word.data)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is overal bevroren.", number)
    return form_page("cases/freeze.html", form, head=told.head, shown=shown)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/herstellen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def settle(number: str, contribution_id: UUID) -> Page:
    """Put a frozen contribution right by the supplier's word."""
    actor = current_actor()
    told, shown = _contribution(number, contribution_id, Status.FROZEN)
    choosing = get_partners_to_ask(actor, number)
    excluded = {one: told.excluded[one] for one in shown.terms.conditions.partners}
    form = opened(
        SettleForm,
        offer=lambda form: _offer(form, choosing, excluded),
        fill=lambda form: form.fill(given_of(shown)),
    )

    def act() -> None:
        given, word = form.given(clock.today()), form.word.data
        services.correct_contribution(actor, number, contribution_id, given, word=word)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is hersteld en telt weer.", number)
    return _contribution_page(form, told.head, settling=shown)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/intrekken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def withdraw(number: str, contribution_id: UUID) -> Page:
    """Take a frozen contribution back by the supplier's word."""
    told, shown = _contribution(number, contribution_id, Status.FROZEN)
    form = opened(WithdrawForm)

    def act() -> None:
        services.withdraw(current_actor(), number, contribution_id, word=form.word.data)

    if carried_out(form, act, labels.CONTRIBUTION):
        return _on("De bijdrage is ingetrokken.", number)
    return form_page("cases/withdraw.html", form, head=told.head, shown=shown)


def _on(said: str, number: str) -> Page:
    return done(said, "cases.information", number=number)


def _question(form: AskForm) -> services.QuestionAsked:
    whom = form.chosen
    return services.QuestionAsked(
        organisation_id=whom.id,
        contact_id=whom.contact_id,
        recipient=form.recipient.data or "",
        purpose=AskPurpose(str(form.purpose.data)),
        question=form.question.data,
        not_needed=form.not_needed.data,
        due_on=form.due_on.data or clock.today(),
        means=Means(str(form.means.data)),
    )


def _asked(number: str, request_id: UUID) -> tuple[Round, Any]:
    """Return one question of the case; who may only read is told so, by the same rule as acting."""
    actor = current_actor()
    told = get_round(actor, number, Permission.CASE_WORK)
    asked = next((one for one in told.requests if one.id == request_id), None)
    if asked is None:
        raise NotFound
    return told, asked


def _contribution(
    number: str, contribution_id: UUID, status: Status = Status.ACTIVE
) -> tuple[Round, ContributionShown]:
    told = get_round(current_actor(), number, Permission.CASE_WORK)
    shown = next((one for one in told.contributions if one.id == contribution_id), None)
    if shown is None or shown.terms.status is not status:
        raise NotFound
    return told, shown


def _by_request(told: Round) -> dict[UUID | None, list[ContributionShown]]:
    found: dict[UUID | None, list[ContributionShown]] = {}
    for one in told.contributions:
        found.setdefault(one.request_id, []).append(one)
    return found


def _contribution_form(kind: type[G], choosing: Choosing, received_on: date) -> G:
    """Open the form of a contribution, which begins with the least."""

    def begin(form: G) -> None:
        form.received_on.process_data(received_on)
        form.onward.process_data("no")
        form.visibility.process_data(_narrowest(form))

    return opened(kind, offer=lambda form: _offer(form, choosing), fill=begin)


def _contribution_page(
    form: ContributionForm,
    head: Any,
    *,
    asked: Any = None,
    settling: Any = None,
    over: str = "",
) -> Page:
    return form_page(
        "cases/contribution.html", form, head=head, asked=asked, settling=settling, over=over
    )


def _offer(
    form: ContributionForm, choosing: Choosing, excluded: Mapping[UUID, str] = NOBODY
) -> None:
    """Set what can be chosen; who is excluded already stays so, also without a place there now."""
    seen = SEEN_BY.get(current_actor().role, frozenset())
    visible = [one for one in Visibility if one in seen]
    here = {one.id: one.name for one in choosing.partners}
    form.offer({**excluded, **here}.items(), visible)
    if isinstance(form, UnaskedForm):
        form.partner.offer(here.items(), CHOOSE)


def _narrowest(form: ContributionForm) -> str:
    """Return the choice by which the fewest see it: the first (LAW-14)."""
    return str(form.visibility.choices[0].value)
