"""Overleggen: the calendar, planning, moving and cancelling one, preparing a case, inviting."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
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
    get_calendar_file,
    get_cancelling,
    get_invitations,
    get_meeting,
    get_on_agenda,
    get_preparing,
    list_choices,
    list_meetings,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.meetings import Planned
from pga.cases.services import meetings as services
from pga.core.errors import Invalid
from pga.core.numbers import read_number
from pga.web.guards import guarded


@bp.get("/overleggen")
@guarded(Permission.CASE_LIST)
def meetings() -> Page:
    """Show the meetings to come, and those that were."""
    return render_template("cases/meetings.html", calendar=list_meetings(current_actor()))


@bp.route("/overleggen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def plan_meeting() -> Page:
    """Plan a meeting about some cases."""
    actor = current_actor()
    asked = read_number(request.args.get("casus", ""), actor.municipality) or ""
    choices = [(one.number, _case_choice(one)) for one in list_choices(actor)]
    form = opened(
        PlanMeetingForm,
        offer=lambda form: form.offer(choices),
        fill=lambda form: form.cases.process_data([asked]),
    )

    def act() -> UUID:
        numbers = [str(one) for one in form.cases.data or ()]
        return services.plan_meeting(actor, form.planned(), numbers)

    made = carried_out(form, act, labels.MEETING)
    if made:
        said = "Het overleg is gepland. Kijk per casus waarvoor het is en wie u vraagt."
        return done(said, "cases.meeting", meeting_id=made.result)
    return form_page("cases/plan_meeting.html", form)


@bp.get("/overleggen/<uuid:meeting_id>")
@guarded(Permission.CASE_LIST)
def meeting(meeting_id: UUID) -> Page:
    """Show one meeting with its agenda."""
    page = get_meeting(current_actor(), meeting_id)
    return form_page("cases/meeting.html", _adding(page), page=page)


@bp.post("/overleggen/<uuid:meeting_id>/casus")
@guarded(Permission.CASE_MEETING, page="cases.meeting")
def add_case(meeting_id: UUID) -> Page:
    """Put one more case on the agenda."""
    actor = current_actor()
    page = get_meeting(actor, meeting_id)
    form = _adding(page)

    def act() -> None:
        try:
            services.add_case(actor, meeting_id, str(form.number.data))
        except Invalid as invalid:
            raise Invalid({"number": next(iter(invalid.problems.values()))}) from None

    if carried_out(form, act, labels.MEETING):
        return done("De casus staat op de agenda.", "cases.meeting", meeting_id=meeting_id)
    return form_page("cases/meeting.html", form, page=page)


@bp.post("/overleggen/<uuid:meeting_id>/volgorde")
@guarded(Permission.CASE_MEETING, page="cases.meeting")
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
    actor = current_actor()
    page = get_meeting(actor, meeting_id)

    standing = Planned(on=page.on, begins=page.begins, place=page.place)

    def act() -> None:
        reason = form.reason.data or ""
        services.move_meeting(actor, meeting_id, form.made_from, form.planned(), reason=reason)

    form = opened(
        MoveMeetingForm,
        fill=lambda form: form.fill(standing),
        stands={"version": page.version},
    )
    if carried_out(form, act, labels.MEETING):
        said = "Het overleg is verzet. Verstuur de uitnodigingen opnieuw."
        return done(said, "cases.invitations", meeting_id=meeting_id)
    return form_page("cases/move_meeting.html", form, page=page)


@bp.route("/overleggen/<uuid:meeting_id>/afzeggen", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def cancel_meeting(meeting_id: UUID) -> Page:
    """Cancel a meeting."""
    actor = current_actor()
    page = get_cancelling(actor, meeting_id)
    form = opened(MeetingReasonForm, stands={"version": page.version})

    def act() -> None:
        reason = form.reason.data or ""
        services.cancel_meeting(actor, meeting_id, form.made_from, reason=reason)

    if carried_out(form, act, labels.MEETING):
        said = "Het overleg is afgezegd. Laat het de genodigden weten."
        return done(said, "cases.meeting", meeting_id=meeting_id)
    return form_page("cases/cancel_meeting.html", form, page=page)


@bp.route("/overleggen/<uuid:meeting_id>/uitnodigingen", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def invitations(meeting_id: UUID) -> Page:
    """Show what each guest gets, and note that it went out."""
    actor, form = current_actor(), opened(SentForm)

    def act() -> None:
        try:
            services.note_invited(actor, meeting_id, str(form.guest.data), means=form.chosen)
        except Invalid as invalid:
            raise Invalid({"": next(iter(invalid.problems.values()))}) from None

    if carried_out(form, act, labels.MEETING):
        said = "De uitnodiging is vastgelegd, ook bij de verstrekkingen."
        return done(said, "cases.invitations", meeting_id=meeting_id)
    return form_page("cases/invitations.html", form, page=get_invitations(actor, meeting_id))


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
    try:
        begun = get_preparing(current_actor(), number, meeting_id)
    except Invalid:
        raise NotFound from None
    people = [(one.key, _person_choice(one)) for one in begun.choices]

    def act() -> None:
        services.prepare(current_actor(), number, meeting_id, form.made_from, form.prepared())

    form = opened(
        PrepareForm,
        offer=lambda form: form.offer(people, begun.partners, minutes=begun.prepared.minutes),
        fill=lambda form: form.fill(begun.prepared),
        stands={"version": begun.version},
    )
    if carried_out(form, act, labels.MEETING):
        return done("De voorbereiding is bewaard.", "cases.meeting", meeting_id=meeting_id)
    return form_page("cases/prepare_meeting.html", form, begun=begun, head=begun.head)


@bp.route("/casussen/<number>/overleggen/<uuid:meeting_id>/van-agenda", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def take_off_agenda(number: str, meeting_id: UUID) -> Page:
    """Take a case off the agenda."""
    actor, form = current_actor(), opened(MeetingReasonForm)
    try:
        page = get_on_agenda(actor, number, meeting_id)
    except Invalid:
        raise NotFound from None

    def act() -> None:
        services.take_off(actor, number, meeting_id, reason=form.reason.data or "")

    if carried_out(form, act, labels.MEETING):
        return done("De casus is van de agenda.", "cases.sheet", number=number)
    return form_page("cases/take_off_agenda.html", form, page=page, head=page.head)


def _adding(page: MeetingPage) -> AddCaseForm:
    choices = [(one, one) for one in page.addable]
    return opened(
        AddCaseForm,
        offer=lambda form: form.number.offer(choices, "Kies een casus"),
        at="cases.add_case",
    )


def _case_choice(one: Any) -> dict[str, str]:
    return {"label": one.number, "hint": labels.STATE[one.state]}


def _person_choice(one: Any) -> dict[str, str]:
    return {"label": one.name, "hint": one.organisation or labels.ATTENDEE[one.kind]}
