"""The informatieronde: the table, a question, an answer, a contribution and its freezing."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
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
from pga.cases.routes.blueprint import Page, bp, has_errors, partner_choices, show, tabs_of
from pga.cases.rules.contributions import SEEN_BY, ContributionGiven, Status, Visibility
from pga.cases.rules.information import AskPurpose, RequestAnswer
from pga.cases.rules.states import ACTIVE
from pga.cases.services import information as services
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.partners import labels as partners
from pga.privacy.disclosure_codes import Means
from pga.web.forms import BaseForm
from pga.web.guards import guarded

CHOOSE: Final = "Kies een partner"


@bp.get("/casussen/<number>/informatieronde")
@guarded(Permission.CASE_READ)
def information(number: str) -> Page:
    """Show who was asked what, what they answered and what they contributed."""
    told = get_round(current_actor(), number)
    return show(
        "cases/information.html",
        told=told,
        by_request=_by_request(told),
        head=told.head,
        partner_labels=partners,
        tabs=tabs_of(told.head, "cases.information", lookers=told.may_see_lookers),
    )


@bp.route("/casussen/<number>/informatieronde/vragen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def ask(number: str) -> Page:
    """Ask a partner what it knows."""
    actor, form = current_actor(), AskForm()
    choosing = get_partners_to_ask(actor, number)
    form.partner.offer(partner_choices(choosing.partners), CHOOSE)
    if not form.is_submitted():
        form.due_on.process_data(choosing.due_on)
    elif form.validate():
        organisation_id, contact_id = form.chosen
        asked = services.QuestionAsked(
            organisation_id=organisation_id,
            contact_id=contact_id,
            recipient=form.recipient.data or "",
            purpose=AskPurpose(str(form.purpose.data)),
            question=form.question.data,
            not_needed=form.not_needed.data,
            due_on=form.due_on.data or clock.today(),
            means=Means(str(form.means.data)),
        )
        try:
            services.ask(actor, number, asked, form_key=form.form_key.data)
        except AlreadyDone:
            return _back(number)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.REQUEST)
        else:
            flash("De vraag is vastgelegd, en ook als verstrekking.", "fine")
            return _back(number)
    return _page("ask", form, choosing.head, possible=choosing.possible)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/antwoord", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def record_answer(number: str, request_id: UUID) -> Page:
    """Record what a partner answered."""
    actor, form = current_actor(), RequestAnswerForm()
    told, asked = _asked(number, request_id)
    stale = False
    if form.validate_on_submit():
        answer = RequestAnswer(str(form.answer.data))
        try:
            services.record_answer(
                actor,
                number,
                request_id,
                form.made_from,
                answer=answer,
                answered_on=form.answered_on.data or clock.today(),
                note=form.note.data or "",
            )
        except StaleDossier:
            stale = True
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.REQUEST)
        else:
            flash("Het antwoord is vastgelegd.", "fine")
            if answer is RequestAnswer.KNOWN:
                return redirect(url_for("cases.contribute", number=number, request_id=request_id))
            return _back(number)
    if not form.is_submitted():
        form.answered_on.process_data(asked.answered_on or clock.today())
        form.answer.process_data(asked.answer)
        form.note.process_data(asked.answer_note)
    form.version.data = form.version.raw_data = None
    form.version.process_data(asked.version)
    return _page("answer_request", form, told.head, asked=asked, stale=stale)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/herinneren", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def remind(number: str, request_id: UUID) -> Page:
    """Remind a partner that did not answer yet."""
    form = RemindForm()
    told, asked = _asked(number, request_id)
    if form.validate_on_submit():
        means = Means(str(form.means.data))
        try:
            services.remind(current_actor(), number, request_id, means=means)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.REQUEST)
        else:
            flash("De herinnering is vastgelegd, en ook als verstrekking.", "fine")
            return _back(number)
    return _page("remind", form, told.head, asked=asked)


@bp.route(
    "/casussen/<number>/informatieronde/<uuid:request_id>/verder-zonder", methods=["GET", "POST"]
)
@guarded(Permission.CASE_WORK)
def note_late(number: str, request_id: UUID) -> Page:
    """Say why the round goes on without an answer."""
    form = LateForm()
    told, asked = _asked(number, request_id)
    if form.validate_on_submit():
        try:
            services.note_late(current_actor(), number, request_id, note=form.note.data)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.REQUEST)
        else:
            flash("De reden is vastgelegd.", "fine")
            return _back(number)
    return _page("note_late", form, told.head, asked=asked)


@bp.route("/casussen/<number>/informatieronde/<uuid:request_id>/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute(number: str, request_id: UUID) -> Page:
    """Write down what a partner contributed."""
    form = ContributionForm()
    told, asked = _asked(number, request_id)
    _offer(form, number)

    def act(given: ContributionGiven) -> None:
        key = form.form_key.data
        services.contribute(current_actor(), number, request_id, given, form_key=key)

    received_on = asked.answered_on or clock.today()
    return _contribute(form, number, act, received_on) or _page(
        "contribution", form, told.head, asked=asked, settling=None
    )


@bp.route("/casussen/<number>/informatieronde/bijdrage", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def contribute_unasked(number: str) -> Page:
    """Write down what a partner told without being asked."""
    form = UnaskedForm()
    choosing = _offer(form, number)
    form.partner.offer(((one.id, one.name) for one in choosing.partners), CHOOSE)

    def act(given: ContributionGiven) -> None:
        supplier, key = UUID(form.partner.data), form.form_key.data
        services.contribute_unasked(current_actor(), number, supplier, given, form_key=key)

    over = labels.CONTRIBUTION["case_over"] if choosing.head.state not in ACTIVE else ""
    return _contribute(form, number, act, clock.today()) or _page(
        "contribution", form, choosing.head, asked=None, settling=None, over=over
    )


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/bevriezen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def freeze(number: str, contribution_id: UUID) -> Page:
    """Take a contribution out of use everywhere: its supplier reports an error."""
    form = WordForm()
    told, shown = _contribution(number, contribution_id)
    if form.validate_on_submit():
        try:
            services.freeze(current_actor(), number, contribution_id, word=form.word.data)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.CONTRIBUTION)
        else:
            flash("De bijdrage is overal bevroren.", "fine")
            return _back(number)
    return _page("freeze", form, told.head, shown=shown)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/herstellen",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def settle(number: str, contribution_id: UUID) -> Page:
    """Put a frozen contribution right by the supplier's word."""
    actor, form = current_actor(), SettleForm()
    told, shown = _contribution(number, contribution_id, Status.FROZEN)
    _offer(form, number)
    if not form.is_submitted():
        form.fill(given_of(shown))
    elif form.validate():
        try:
            given = form.given(clock.today())
            services.correct_contribution(
                actor, number, contribution_id, given, word=form.word.data
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.CONTRIBUTION)
        else:
            flash("De bijdrage is hersteld en telt weer.", "fine")
            return _back(number)
    return _page("contribution", form, told.head, asked=None, settling=shown)


@bp.route(
    "/casussen/<number>/informatieronde/bijdrage/<uuid:contribution_id>/intrekken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_WORK)
def withdraw(number: str, contribution_id: UUID) -> Page:
    """Take a frozen contribution back by the supplier's word."""
    form = WithdrawForm()
    told, shown = _contribution(number, contribution_id, Status.FROZEN)
    if form.validate_on_submit():
        try:
            services.withdraw(current_actor(), number, contribution_id, word=form.word.data)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.CONTRIBUTION)
        else:
            flash("De bijdrage is ingetrokken.", "fine")
            return _back(number)
    return _page("withdraw", form, told.head, shown=shown)


def _page(name: str, form: BaseForm, head: Any, **more: Any) -> Page:
    return show(
        f"cases/{name}.html",
        form=form,
        head=head,
        faults=form.faults() if form.is_submitted() else [],
        title_prefix=has_errors(form) if form.is_submitted() else "",
        **more,
    )


def _back(number: str) -> Page:
    return redirect(url_for("cases.information", number=number))


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


def _contribute(
    form: ContributionForm, number: str, act: Callable[[ContributionGiven], None], received_on: date
) -> Page | None:
    """Begin the form with the least, or carry it out; nothing when it has to be shown."""
    if not form.is_submitted():
        form.received_on.process_data(received_on)
        form.onward.process_data("no")
        form.visibility.process_data(_narrowest(form))
    elif form.validate():
        try:
            act(form.given(clock.today()))
        except AlreadyDone:
            return _back(number)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.CONTRIBUTION)
        else:
            flash("De bijdrage is vastgelegd.", "fine")
            return _back(number)
    return None


def _offer(form: ContributionForm, number: str) -> Choosing:
    actor = current_actor()
    choosing = get_partners_to_ask(actor, number)
    visible = [one for one in Visibility if one in SEEN_BY.get(actor.role, frozenset())]
    form.offer(((one.id, one.name) for one in choosing.partners), visible)
    return choosing


def _narrowest(form: ContributionForm) -> str:
    """Return the choice by which the fewest see it: the first (LAW-14)."""
    return str(form.visibility.choices[0].value)
