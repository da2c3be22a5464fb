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
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.people import get_choices, get_people
from pga.dossiers.services import people as services
from pga.web.guards import guarded

WHICH: Final = {"procesregisseur": PROCESREGISSEUR, "casusregisseur": CASUSREGISSEUR}


@bp.route("/casussen/<number>/betrokken", methods=["GET", "POST"])
@guarded(Permission.CASE_READ)
def people(number: str) -> Page:
    """Show who works on a case; link a colleague."""
    actor = current_actor()
    asked = Permission.CASE_ASSIGN if request.method == "POST" else Permission.CASE_READ
    choices = get_choices(actor, CASES, number, asked)
    form = LinkForm()
    form.offer((one.id, f"{one.name}, {ROLE[one.role]}") for one in choices.workers)
    if form.validate_on_submit():
        try:
            services.link(
                actor,
                CASES,
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
    people = get_people(actor, CASES, number)
    return show(
        "cases/people.html",
        form=form,
        people=people,
        head=people.head,
        asking=choices.asking,
        stepped_back=choices.stepped_back,
        tabs=tabs_of(people.head, "cases.people", lookers=people.may_see_lookers),
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
            services.unlink(actor, CASES, number, link_id, reason=form.reason.data)
        except Invalid as invalid:
            form.problem("", labels.PEOPLE[invalid.problems["link"]])
        else:
            flash("De koppeling is beëindigd.", "fine")
            return redirect(url_for("cases.people", number=number))
    people = get_people(actor, CASES, number, Permission.CASE_ASSIGN)
    link = next((one for one in people.working if one.link_id == link_id), None)
    if link is None:
        raise NotFound
    return show(
        "cases/unlink.html",
        form=form,
        head=people.head,
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
    actor, form, stale, part = current_actor(), DirectorForm(), False, WHICH[which]
    choices = get_choices(actor, CASES, number, Permission.CASE_ASSIGN)
    offered = choices.directors if which == "procesregisseur" else choices.workers
    form.offer((one.id, f"{one.name}, {ROLE[one.role]}") for one in offered)
    if form.validate_on_submit():
        try:
            services.name_director(
                actor,
                CASES,
                number,
                form.made_from,
                part=part,
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
    people = get_people(actor, CASES, number)
    form.version.process_data(people.head.version)
    return show(
        "cases/direct.html",
        form=form,
        head=people.head,
        which=which,
        now=people.directing[part.field],
        stale=stale,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
