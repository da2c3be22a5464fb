"""The besluitenlijst of one case, the meetings of a case, and the actielijst of a partner."""

from contextlib import suppress
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import DecisionForm, MeetingReasonForm, SentForm
from pga.cases.reading.deciding import Decided
from pga.cases.reading.decisions import (
    DecisionList,
    get_action_list,
    get_decision_list,
    get_meetings_of,
)
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.cases.services import decisions as services
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.web.guards import guarded


@bp.get("/casussen/<number>/overleggen")
@guarded(Permission.CASE_READ)
def meetings_of(number: str) -> Page:
    """Show which meetings there were and will be about a case."""
    told = get_meetings_of(current_actor(), number)
    return show(
        "cases/meetings_of.html",
        told=told,
        head=told.head,
        tabs=tabs_of(told.head, "cases.meetings_of", lookers=told.may_see_lookers),
    )


@bp.get("/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten")
@guarded(Permission.CASE_READ)
def decision_list(number: str, meeting_id: UUID) -> Page:
    """Show the besluitenlijst of one case."""
    return _list_page(_list(number, meeting_id))


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/vaststellen")
@guarded(Permission.CASE_MEETING)
def approve_decisions(number: str, meeting_id: UUID) -> Page:
    """Approve the besluitenlijst of one case."""
    told = _list(number, meeting_id, Permission.CASE_MEETING)
    version = request.form.get("version", "")
    try:
        services.approve(
            current_actor(), number, meeting_id, int(version) if version.isdigit() else -1
        )
    except Invalid as invalid:
        return _list_page(told, said=labels.MEETING[next(iter(invalid.problems.values()))])
    except StaleDossier:
        return _list_page(told, said="Iemand anders veranderde dit net. Lees de lijst opnieuw.")
    flash("De besluitenlijst is vastgesteld.", "fine")
    return redirect(url_for("cases.decision_list", number=number, meeting_id=meeting_id))


@bp.route(
    "/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/<uuid:decision_id>",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_MEETING)
def reword_decision(number: str, meeting_id: UUID, decision_id: UUID) -> Page:
    """Give a decision other words."""
    form = DecisionForm()
    told, decided = _decided(number, meeting_id, decision_id)
    stale = False
    if not form.is_submitted():
        form.text.process_data(decided.text)
    elif form.validate():
        try:
            services.reword(
                current_actor(),
                number,
                meeting_id,
                decision_id,
                form.made_from,
                text=form.text.data or "",
                reason=form.reason.data or "",
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            stale = True
        else:
            flash("Het besluit is veranderd. Wat er stond, blijft te lezen.", "fine")
            return redirect(url_for("cases.decision_list", number=number, meeting_id=meeting_id))
    form.version.data = form.version.raw_data = None
    form.version.process_data(decided.version)
    return _decision_page("reword_decision", form, told, decided, stale=stale)


@bp.route(
    "/casussen/<number>/overleggen/<uuid:meeting_id>/besluiten/<uuid:decision_id>/intrekken",
    methods=["GET", "POST"],
)
@guarded(Permission.CASE_MEETING)
def withdraw_decision(number: str, meeting_id: UUID, decision_id: UUID) -> Page:
    """Withdraw a decision; it stays readable."""
    form = MeetingReasonForm()
    told, decided = _decided(number, meeting_id, decision_id)
    if form.validate_on_submit():
        try:
            services.withdraw_decision(
                current_actor(), number, meeting_id, decision_id, reason=form.reason.data or ""
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        else:
            flash("Het besluit is ingetrokken. De actie erbij vervalt.", "fine")
            return redirect(url_for("cases.decision_list", number=number, meeting_id=meeting_id))
    return _decision_page("withdraw_decision", form, told, decided)


@bp.route(
    "/overleggen/<uuid:meeting_id>/actielijst/<uuid:organisation_id>", methods=["GET", "POST"]
)
@guarded(Permission.CASE_MEETING)
def action_list(meeting_id: UUID, organisation_id: UUID) -> Page:
    """Show what one partner takes home, to print, and book that it was given."""
    actor, form = current_actor(), SentForm()
    try:
        page = get_action_list(actor, meeting_id, organisation_id)
    except Invalid:
        raise NotFound from None
    if form.validate_on_submit():
        try:
            with suppress(AlreadyDone):
                services.hand_action_list(
                    actor,
                    meeting_id,
                    organisation_id,
                    means=form.chosen,
                    form_key=str(form.form_key.data),
                )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        else:
            flash("Vastgelegd bij de verstrekkingen.", "fine")
            return redirect(url_for("cases.meeting", meeting_id=meeting_id))
    faults = form.faults() if form.is_submitted() else []
    return show(
        "cases/action_list.html",
        page=page,
        form=form,
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
    )


def _list(
    number: str, meeting_id: UUID, permission: Permission = Permission.CASE_READ
) -> DecisionList:
    try:
        return get_decision_list(current_actor(), number, meeting_id, permission)
    except Invalid:
        raise NotFound from None


def _list_page(told: DecisionList, said: str = "") -> Page:
    return show(
        "cases/decision_list.html",
        told=told,
        head=told.head,
        said=said,
        tabs=tabs_of(told.head, "cases.meetings_of", lookers=told.may_see_lookers),
    )


def _decided(number: str, meeting_id: UUID, decision_id: UUID) -> tuple[DecisionList, Decided]:
    told = _list(number, meeting_id, Permission.CASE_MEETING)
    found = next((one for one in told.decisions if one.id == decision_id), None)
    if found is None or found.withdrawn_on is not None:
        raise NotFound
    return told, found


def _decision_page(
    name: str,
    form: DecisionForm | MeetingReasonForm,
    told: DecisionList,
    decided: Decided,
    *,
    stale: bool = False,
) -> Page:
    faults = form.faults() if form.is_submitted() else []
    return show(
        f"cases/{name}.html",
        form=form,
        told=told,
        head=told.head,
        decided=decided,
        stale=stale,
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
    )
