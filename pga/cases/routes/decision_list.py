"""The besluitenlijst of one case."""

from typing import Final
from uuid import UUID

from flask import render_template, request
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import DecisionForm, MeetingReasonForm
from pga.cases.reading.decision_list import (
    DecisionList,
    DecisionPage,
    get_decision,
    get_decision_list,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.evaluating import citable_choices
from pga.cases.rules.meetings import MeetingProblem
from pga.cases.services import decision_list as services
from pga.core.errors import Invalid, StaleDossier
from pga.core.numbers import read_count
from pga.web.guards import guarded

APPROVED: Final = "De besluitenlijst is vastgesteld."


@bp.get("/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten")
@guarded(Permission.CASE_READ)
def decision_list(number: str, meeting_id: UUID) -> Page:
    """Show the besluitenlijst of one case."""
    told = _list(number, meeting_id)
    return render_template(
        "cases/decision_list.html",
        told=told,
        head=told.head,
    )


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/vaststellen")
@guarded(Permission.CASE_MEETING, page="cases.decision_list")
def approve_decisions(number: str, meeting_id: UUID) -> Page:
    """Approve the besluitenlijst of one case."""
    made_from, said, kind = read_count(request.form.get("version")), APPROVED, "fine"
    try:
        services.approve(current_actor(), number, meeting_id, made_from)
    except Invalid as invalid:
        problem = next(iter(invalid.problems.values()))
        if problem == MeetingProblem.NOT_THERE:
            raise NotFound from None
        said, kind = labels.MEETING[problem], "late"
    except StaleDossier:
        said, kind = "Deze lijst is net veranderd. Lees hem opnieuw.", "late"
    return done(said, "cases.decision_list", kind=kind, number=number, meeting_id=meeting_id)


@bp.route(
    "/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/<uuid:decision_id>",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_MEETING)
def reword_decision(number: str, meeting_id: UUID, decision_id: UUID) -> Page:
    """Give a decision other words."""
    page = _decided(number, meeting_id, decision_id)
    form = opened(
        DecisionForm,
        offer=lambda form: form.offer_citable(citable_choices(page.citing)),
        fill=lambda form: form.fill(page.text, page.citing.cited),
        stands={"version": page.version},
    )

    def act() -> None:
        services.reword(
            current_actor(),
            number,
            meeting_id,
            decision_id,
            form.made_from,
            text=form.text.data or "",
            reason=form.reason.data or "",
            cited=form.cites,
        )

    if carried_out(form, act, labels.MEETING):
        said = "Het besluit is veranderd. Wat er stond, blijft te lezen."
        return done(said, "cases.decision_list", number=number, meeting_id=meeting_id)
    return form_page("cases/reword_decision.html", form, page=page, head=page.head)


@bp.route(
    "/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/<uuid:decision_id>/intrekken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_MEETING)
def withdraw_decision(number: str, meeting_id: UUID, decision_id: UUID) -> Page:
    """Withdraw a decision; it stays readable."""
    page = _decided(number, meeting_id, decision_id)
    form = opened(MeetingReasonForm)

    def act() -> None:
        reason = form.reason.data or ""
        services.withdraw_decision(current_actor(), number, meeting_id, decision_id, reason=reason)

    if carried_out(form, act, labels.MEETING):
        said = "Het besluit is ingetrokken. De actie erbij vervalt."
        return done(said, "cases.decision_list", number=number, meeting_id=meeting_id)
    return form_page("cases/withdraw_decision.html", form, page=page, head=page.head)


def _list(number: str, meeting_id: UUID) -> DecisionList:
    try:
        return get_decision_list(current_actor(), number, meeting_id)
    except Invalid:
        raise NotFound from None


def _decided(number: str, meeting_id: UUID, decision_id: UUID) -> DecisionPage:
    try:
        return get_decision(current_actor(), number, meeting_id, decision_id)
    except Invalid:
        raise NotFound from None
