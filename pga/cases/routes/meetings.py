"""Overleggen: the calendar, planning, moving and cancelling one, preparing a case, inviting."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import (
    AddCaseForm,
    MeetingReasonForm,
    MoveMeetingForm,
    PlanMeetingForm,
    PrepareForm,
    SentForm,
)
from pga.cases.reading.meetings import (
    MeetingPage,
    Preparing,
    get_calendar_file,
    get_invitations,
    get_meeting,
    get_preparing,
    list_choices,
    list_meetings,
)
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.cases.services import meetings as services
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.web.guards import guarded


@bp.get("/overleggen")
@guarded(Permission.CASE_LIST)
def meetings() -> Page:
    """Show the meetings to come, and those that were."""
    return show("cases/meetings.html", calendar=list_meetings(current_actor()))


@bp.route("/overleggen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def plan_meeting() -> Page:
    """Plan a meeting about some cases."""
    actor, form = current_actor(), PlanMeetingForm()
    form.offer([(one.number, _case_choice(one)) for one in list_choices(actor)])
    if not form.is_submitted():
        form.cases.process_data([request.args.get("casus", "")])
    elif form.validate():
        numbers = [str(one) for one in form.cases.data or ()]
        try:
            made = services.plan_meeting(
                actor, form.planned(), numbers, form_key=str(form.form_key.data)
            )
        except AlreadyDone as done:
            return redirect(url_for("cases.meeting", meeting_id=done.result))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        else:
            flash("Het overleg staat. Kijk per casus waarvoor het is en wie u vraagt.", "fine")
            return redirect(url_for("cases.meeting", meeting_id=made))
    return _form_page("plan_meeting", form)


@bp.get("/overleggen/<uuid:meeting_id>")
@guarded(Permission.CASE_LIST)
def meeting(meeting_id: UUID) -> Page:
    """Show one meeting with its agenda."""
    return _meeting_page(get_meeting(current_actor(), meeting_id), AddCaseForm())


@bp.post("/overleggen/<uuid:meeting_id>/casus")
@guarded(Permission.CASE_MEETING)
def add_case(meeting_id: UUID) -> Page:
    """Put one more case on the agenda."""
    actor, form = current_actor(), AddCaseForm()
    page = get_meeting(actor, meeting_id)
    _offer_cases(form, page)
    if form.validate():
        try:
            services.add_case(actor, meeting_id, str(form.number.data))
        except Invalid as invalid:
            code = next(iter(invalid.problems.values()))
            form.add_errors({"number": code}, labels.MEETING)
        else:
            flash("De casus staat op de agenda.", "fine")
            return redirect(url_for("cases.meeting", meeting_id=meeting_id))
    return _meeting_page(page, form)


@bp.post("/overleggen/<uuid:meeting_id>/volgorde")
@guarded(Permission.CASE_MEETING)
def reorder_meeting(meeting_id: UUID) -> Page:
    """Put a case one place earlier on the agenda."""
    actor = current_actor()
    numbers = [one.number for one in get_meeting(actor, meeting_id).items]
    earlier = request.form.get("eerder", "")
    if earlier in numbers[1:]:
        at = numbers.index(earlier)
        numbers[at - 1], numbers[at] = numbers[at], numbers[at - 1]
        with suppress(Invalid):
            services.reorder(actor, meeting_id, numbers)
    return redirect(url_for("cases.meeting", meeting_id=meeting_id))


@bp.route("/overleggen/<uuid:meeting_id>/verzetten", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def move_meeting(meeting_id: UUID) -> Page:
    """Give a meeting another day, time or place."""
    actor, form = current_actor(), MoveMeetingForm()
    page = get_meeting(actor, meeting_id)
    stale = False
    if not form.is_submitted():
        form.on.process_data(page.on)
        form.begins.process_data(page.begins)
        form.place.process_data(page.place)
    elif form.validate():
        try:
            services.move_meeting(
                actor, meeting_id, form.made_from, form.planned(), reason=form.reason.data or ""
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            stale = True
        else:
            flash("Het overleg is verzet. Verstuur de uitnodigingen opnieuw.", "fine")
            return redirect(url_for("cases.invitations", meeting_id=meeting_id))
    _made_from(form, page.version)
    return _form_page("move_meeting", form, page=page, stale=stale)


@bp.route("/overleggen/<uuid:meeting_id>/afzeggen", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def cancel_meeting(meeting_id: UUID) -> Page:
    """Cancel a meeting."""
    actor, form = current_actor(), MeetingReasonForm()
    page = get_meeting(actor, meeting_id)
    stale = False
    if form.validate_on_submit():
        try:
            services.cancel_meeting(
                actor, meeting_id, form.made_from, reason=form.reason.data or ""
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            stale = True
        else:
            flash("Het overleg is afgezegd. Laat het de genodigden weten.", "fine")
            return redirect(url_for("cases.meeting", meeting_id=meeting_id))
    _made_from(form, page.version)
    return _form_page("cancel_meeting", form, page=page, stale=stale)


@bp.route("/overleggen/<uuid:meeting_id>/uitnodigingen", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def invitations(meeting_id: UUID) -> Page:
    """Show what each guest gets, and note that it went out."""
    actor, form = current_actor(), SentForm()
    if form.validate_on_submit():
        try:
            services.note_invited(actor, meeting_id, str(form.guest.data), means=form.chosen)
        except Invalid as invalid:
            form.add_errors({"": next(iter(invalid.problems.values()))}, labels.MEETING)
        else:
            flash("De uitnodiging is vastgelegd, ook bij de verstrekkingen.", "fine")
            return redirect(url_for("cases.invitations", meeting_id=meeting_id))
    page = get_invitations(actor, meeting_id)
    return _form_page("invitations", form, page=page)


@bp.get("/overleggen/<uuid:meeting_id>/agenda.ics")
@guarded(Permission.CASE_LIST)
def calendar_file(meeting_id: UUID) -> Response:
    """Give the calendar file: numbers and times, for oneself or for one guest."""
    try:
        text = get_calendar_file(current_actor(), meeting_id, request.args.get("voor", ""))
    except Invalid:
        raise NotFound from None
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="casusoverleg.ics"'
    return answer


@bp.route("/casussen/<number>/overleggen/<uuid:meeting_id>/voorbereiden", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def prepare_meeting(number: str, meeting_id: UUID) -> Page:
    """Write what one case of a meeting is for, and who is invited."""
    actor, form = current_actor(), PrepareForm()
    begun = _preparing(number, meeting_id)
    form.offer([(one.key, _person_choice(one)) for one in begun.choices], begun.partners)
    stale = False
    if not form.is_submitted():
        form.purpose.process_data(begun.purpose)
        form.question.process_data(begun.question)
        form.minutes.process_data(str(begun.minutes))
        form.invited.process_data(list(begun.chosen))
    elif form.validate():
        try:
            services.prepare(actor, number, meeting_id, form.made_from, form.prepared())
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            stale = True
        else:
            flash("De voorbereiding is bewaard.", "fine")
            return redirect(url_for("cases.meeting", meeting_id=meeting_id))
    _made_from(form, begun.version)
    return _form_page("prepare_meeting", form, begun=begun, head=begun.head, stale=stale)


@bp.route("/casussen/<number>/overleggen/<uuid:meeting_id>/van-agenda", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def take_off_agenda(number: str, meeting_id: UUID) -> Page:
    """Take a case off the agenda."""
    actor, form = current_actor(), MeetingReasonForm()
    begun = _preparing(number, meeting_id)
    if form.validate_on_submit():
        try:
            services.take_off(actor, number, meeting_id, reason=form.reason.data or "")
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        else:
            flash("De casus is van de agenda.", "fine")
            return redirect(url_for("cases.sheet", number=number))
    return _form_page("take_off_agenda", form, begun=begun, head=begun.head)


def _preparing(number: str, meeting_id: UUID) -> Preparing:
    try:
        return get_preparing(current_actor(), number, meeting_id)
    except Invalid:
        raise NotFound from None


def _offer_cases(form: AddCaseForm, page: MeetingPage) -> None:
    form.number.offer([(one, one) for one in page.addable], "Kies een casus")


def _meeting_page(page: MeetingPage, form: AddCaseForm) -> Page:
    _offer_cases(form, page)
    submitted = request.method == "POST"
    return show(
        "cases/meeting.html",
        page=page,
        form=form,
        faults=form.faults() if submitted else [],
        title_prefix=has_errors(form) if submitted else "",
    )


def _form_page(name: str, form: Any, **more: Any) -> Page:
    submitted = form.is_submitted()
    return show(
        f"cases/{name}.html",
        form=form,
        faults=form.faults() if submitted else [],
        title_prefix=has_errors(form) if submitted else "",
        **more,
    )


def _made_from(form: Any, version: int) -> None:
    """Let a form say from which version it is made anew."""
    form.version.data = form.version.raw_data = None
    form.version.process_data(version)


def _case_choice(one: Any) -> dict[str, str]:
    return {"label": one.number, "hint": labels.STATE[one.state]}


def _person_choice(one: Any) -> dict[str, str]:
    return {"label": one.name, "hint": one.organisation or labels.ATTENDEE[one.kind]}
