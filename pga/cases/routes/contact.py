"""Contact: the logbook, noting a moment from anywhere, mending one, and what the regie says."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.asked import turn_names
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor, names_shown
from pga.cases import labels
from pga.cases.forms.contact import (
    LogForm,
    MomentAnywhereForm,
    MomentForm,
    MoveMomentForm,
    SightForm,
    VisitForm,
    WithdrawMomentForm,
)
from pga.cases.reading.contact import (
    LogFilter,
    Mending,
    get_log,
    get_mending,
    get_noting,
    get_sight,
    get_visit_rule,
)
from pga.cases.reading.finding import reaches
from pga.cases.reading.recent import RecentCase, get_noting_anywhere
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.contact import NEXT_DAYS, ContactKind, FollowUp, Whom
from pga.cases.services import contact as services
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded

NOTED: Final = "Contact vastgelegd bij {number}."
NEXT: Final = " Het vervolg staat bij {where}."
WHERE: Final = {FollowUp.ACTION: "de acties", FollowUp.FLAG: "de vlaggen"}
REACHED: Final = {"ja": True, "nee": False}
OVER: Final = "case_over"


@bp.get("/casussen/<number>/contact")
@guarded(Permission.CASE_READ)
def contact_log(number: str) -> Page:
    """Show the contact moments of a case, as far as they are asked for."""
    between = LogForm(request.args)
    whole = between.validate()
    wanted = _wanted(request.args, between)
    page = get_log(current_actor(), number, wanted)
    shown = {"page": page, "head": page.head, "wanted": wanted, "asked": request.args}
    faults = [] if whole else between.faults()
    return render_template("cases/contact_log.html", **shown, between=between, faults=faults)


@bp.route("/casussen/<number>/contact/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_CONTACT)
def note_contact(number: str) -> Page:
    """Note a try or a talk on this case."""
    actor = current_actor()
    page = get_noting(actor, number)
    people = [(f"{Whom.PERSON}:{one}", name) for one, name in page.people]
    guardians = [(f"{Whom.GUARDIAN}:{one}", name) for one, name in page.guardians]
    able = [(one.id, one.name) for one in page.colleagues]

    def begin(form: MomentForm) -> None:
        _begin(form)
        form.whom.data = next(iter([*people, *guardians]), (Whom.OTHER, ""))[0]

    form = opened(
        MomentForm, offer=lambda form: form.offer(able, [*people, *guardians]), fill=begin
    )
    if carried_out(
        form, lambda: services.note_contact(actor, number, form.given()), labels.CONTACT
    ):
        return done(_said(form, number), "cases.contact_log", number=number)
    over = labels.CONTACT[OVER] if page.over else ""
    return form_page("cases/note_contact.html", form, head=page.head, page=page, over=over)


@bp.route("/nieuw/contact", methods=["GET", "POST"])
@guarded(Permission.CASE_CONTACT)
def new_contact() -> Page:
    """Note a try or a talk; the case is chosen here, of those that were opened last."""
    actor, names = current_actor(), names_shown("cases.new_contact")
    page = get_noting_anywhere(actor, names=names)
    able = [(one.id, one.name) for one in page.colleagues]

    def offer(form: MomentAnywhereForm) -> None:
        form.offer(able)
        form.case.choices = [(one.number, _called(one)) for one in page.recent]

    def begin(form: MomentAnywhereForm) -> None:
        _begin(form)
        form.whom.data = Whom.PERSON

    form = opened(MomentAnywhereForm, offer=offer, fill=begin)
    number = form.chosen(actor.municipality)

    def check() -> None:
        if not form.faults() and not reaches(actor, number, Permission.CASE_CONTACT):
            form.problem("number" if form.number.data else "case", labels.NOT_YOURS)

    def act() -> None:
        services.note_contact(actor, number, form.given())

    if carried_out(form, act, labels.CONTACT, check=check):
        return done(_said(form, number), "cases.contact_log", number=number)
    return form_page("cases/new_contact.html", form, page=page, names=names)


@bp.post("/nieuw/contact/namen")
@guarded(Permission.CASE_CONTACT, page="cases.new_contact")
def turn_recent() -> Page:
    """Show the names of the cases that one opened last, or hide them."""
    turn_names(current_actor(), "cases.new_contact")
    return redirect(url_for("cases.new_contact"))


@bp.route("/casussen/<number>/contact/<uuid:moment_id>/intrekken", methods=["GET", "POST"])
@guarded(Permission.CASE_CONTACT)
def withdraw_contact(number: str, moment_id: UUID) -> Page:
    """Withdraw a contact moment, with a reason."""
    actor, page, form = current_actor(), _mending(number, moment_id), opened(WithdrawMomentForm)

    def act() -> None:
        services.withdraw_contact(actor, number, moment_id, why=form.why.data or "")

    if carried_out(form, act, labels.CONTACT):
        said = "Ingetrokken. Het telt niet meer mee. Wat er stond, blijft verzegeld bewaard."
        return done(said, "cases.contact_log", number=number)
    return form_page("cases/withdraw_contact.html", form, head=page.head, one=page.line)


@bp.route("/casussen/<number>/contact/<uuid:moment_id>/verplaatsen", methods=["GET", "POST"])
@guarded(Permission.CASE_CONTACT)
def move_contact(number: str, moment_id: UUID) -> Page:
    """Move a contact moment to the case where it belongs."""
    actor, page, form = current_actor(), _mending(number, moment_id), opened(MoveMomentForm)
    to = form.number.whole(actor.municipality)

    def check() -> None:
        if not form.faults() and not reaches(actor, to, Permission.CASE_CONTACT):
            form.problem("number", labels.NOT_YOURS)

    def act() -> None:
        services.move_contact(actor, number, moment_id, to, why=form.why.data or "")

    if carried_out(form, act, labels.CONTACT, check=check):
        said = f"Verplaatst naar {to}. Hier staat niet meer wat er was gezegd."
        return done(said, "cases.contact_log", number=number)
    return form_page("cases/move_contact.html", form, head=page.head, one=page.line)


@bp.route("/casussen/<number>/contact/bezoek", methods=["GET", "POST"])
@guarded(Permission.CASE_REGIE)
def visit_rule(number: str) -> Page:
    """Write who does not go there alone, or not with whom."""
    actor = current_actor()
    head, text, runs = get_visit_rule(actor, number)
    form = opened(
        VisitForm,
        fill=lambda form: form.visit_rule.process_data(text),
        stands={"version": head.version},
    )

    def act() -> None:
        services.say_visit_rule(actor, number, form.made_from, form.visit_rule.data or "")

    if carried_out(form, act, labels.CONTACT):
        said = "Bewaard. Het staat bij Bereiken, voor wie langsgaat."
        said = said if form.visit_rule.data else "Er staat nu niets bij wie langsgaat."
        return done(said, "cases.sheet", number=number)
    over = "" if runs else labels.CONTACT[OVER]
    return form_page("cases/visit_rule.html", form, head=head, over=over)


@bp.route("/casussen/<number>/contact/uit-beeld", methods=["GET", "POST"])
@guarded(Permission.CASE_REGIE)
def out_of_sight(number: str) -> Page:
    """Say whether somebody who was not reached so often is out of sight."""
    actor = current_actor()
    head, tries = get_sight(actor, number)
    form = opened(SightForm)

    def act() -> None:
        services.answer_sight(actor, number, answer=form.chosen(), why=form.why.data or "")

    if carried_out(form, act, labels.CONTACT):
        return done("Uw antwoord is vastgelegd.", "cases.contact_log", number=number)
    return form_page("cases/out_of_sight.html", form, head=head, tries=tries)


def _begin(form: MomentForm) -> None:
    """Begin with this day and minute, and with what mostly follows."""
    here = clock.on_the_wall(clock.now())
    form.on.data, form.at.data = here.date(), here.time().replace(second=0, microsecond=0)
    form.next_as.data = FollowUp.ACTION
    form.next_on.data = date.fromordinal(here.date().toordinal() + NEXT_DAYS)


def _said(form: MomentForm, number: str) -> str:
    given = form.given()
    more = NEXT.format(where=WHERE[given.next.as_]) if given.next else ""
    return NOTED.format(number=number) + more


def _called(one: RecentCase) -> str:
    return f"{one.name} ({one.number})" if one.name else one.number


def _mending(number: str, moment_id: UUID) -> Mending:
    try:
        return get_mending(current_actor(), number, moment_id)
    except Invalid:
        raise NotFound from None


def _wanted(args: MultiDict[str, str], between: LogForm) -> LogFilter:
    """Return the filter that an address asks for; what is not known is left out."""
    return LogFilter(
        kind=_member(ContactKind, args.get("hoe")),
        reached=REACHED.get(args.get("bereikt", "")),
        by=_id(args.get("wie", "")),
        since=None if between.vanaf.errors else between.vanaf.data,
        until=None if between.tot.errors else between.tot.data,
        dense=args.get("weergave") == "dicht",
    )


def _member(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
