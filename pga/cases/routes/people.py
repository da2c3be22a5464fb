"""Who works on a case."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.labels import ROLE
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.people import DirectorForm, LinkForm, UnlinkForm
from pga.cases.reading.people import get_choices
from pga.cases.reading.sheet import get_sheet
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.cases.services import people as services
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.web.guards import guarded

WHICH: Final = {
    "procesregisseur": services.name_procesregisseur,
    "casusregisseur": services.name_casusregisseur,
}


@bp.route("/casussen/<number>/betrokken", methods=["GET", "POST"])
@guarded(Permission.CASE_READ)
def people(number: str) -> Page:
    """Show who works on a case; link a colleague."""
    actor = current_actor()
    asked = Permission.CASE_ASSIGN if request.method == "POST" else Permission.CASE_READ
    choices = get_choices(actor, number, asked)
    form = LinkForm()
    form.offer((one.id, f"{one.name}, {ROLE[one.role]}") for one in choices.workers)
    if form.validate_on_submit():
        try:
            services.link(
                actor,
                number,
                user_id=UUID(form.user_id.data),
                from_on=form.from_on.data or clock.today(),
                last_on=form.last_on.data,
                reason=form.reason.data,
            )
        except Invalid as invalid:
            for name, code in invalid.problems.items():
                form.problem(name, labels.PEOPLE[code])
        else:
            flash("De collega is gekoppeld.", "fine")
            return redirect(url_for("cases.people", number=number))
    if request.method == "GET":
        form.from_on.data = clock.today()
    sheet = get_sheet(actor, number)
    return show(
        "cases/people.html",
        form=form,
        sheet=sheet,
        head=sheet.head,
        asking=choices.asking,
        stepped_back=choices.stepped_back,
        tabs=tabs_of(sheet.head, "cases.people", lookers=sheet.may_see_lookers),
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.route("/casussen/<number>/betrokken/<uuid:link_id>/beeindigen", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def unlink(number: str, link_id: UUID) -> Page:
    """End the link of a colleague, with the reason."""
    actor, form = current_actor(), UnlinkForm()
    if form.validate_on_submit():
        try:
            services.unlink(actor, number, link_id, reason=form.reason.data)
        except Invalid as invalid:
            form.problem("", labels.PEOPLE[invalid.problems["link"]])
        else:
            flash("De koppeling is beëindigd.", "fine")
            return redirect(url_for("cases.people", number=number))
    sheet = get_sheet(actor, number, Permission.CASE_ASSIGN)
    link = next((one for one in sheet.working if one.link_id == link_id), None)
    if link is None:
        raise NotFound
    return show(
        "cases/unlink.html",
        form=form,
        head=sheet.head,
        link=link,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.route("/casussen/<number>/regie/<which>", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def direct(number: str, which: str) -> Page:
    """Name the procesregisseur or the casusregisseur."""
    if which not in WHICH:
        raise NotFound
    actor, form, stale = current_actor(), DirectorForm(), False
    choices = get_choices(actor, number, Permission.CASE_ASSIGN)
    offered = choices.directors if which == "procesregisseur" else choices.workers
    form.offer((one.id, f"{one.name}, {ROLE[one.role]}") for one in offered)
    if form.validate_on_submit():
        try:
            WHICH[which](
                actor,
                number,
                form.made_from,
                user_id=UUID(form.user_id.data),
                reason=form.reason.data,
            )
        except Invalid as invalid:
            for code in invalid.problems.values():
                form.problem("user_id", labels.PEOPLE[code])
        except StaleDossier:
            stale = True
        else:
            flash(f"De {which} is aangewezen.", "fine")
            return redirect(url_for("cases.sheet", number=number))
    sheet = get_sheet(actor, number)
    form.version.process_data(sheet.head.version)
    return show(
        "cases/direct.html",
        form=form,
        sheet=sheet,
        head=sheet.head,
        which=which,
        stale=stale,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
