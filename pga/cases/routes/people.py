"""Who works on a case."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from flask import request
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.labels import ROLE
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.people import DirectorForm, LinkForm, UnlinkForm
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.routes.blueprint import Page, bp, tabs_of
from pga.core import clock
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
    form = opened(
        LinkForm,
        offer=lambda form: form.offer(_with_role(choices.workers)),
        fill=lambda form: form.from_on.process_data(clock.today()),
    )

    def act() -> None:
        services.link(
            actor,
            CASES,
            number,
            user_id=UUID(form.user_id.data),
            from_on=form.from_on.data or clock.today(),
            last_on=form.last_on.data,
            reason=form.reason.data,
        )

    if carried_out(form, act, labels.PEOPLE):
        return done("De collega is gekoppeld.", "cases.people", number=number)
    people = get_people(actor, CASES, number)
    return form_page(
        "cases/people.html",
        form,
        people=people,
        head=people.head,
        asking=choices.asking,
        stepped_back=choices.stepped_back,
        tabs=tabs_of(people.head, "cases.people"),
    )


@bp.route("/casussen/<number>/betrokken/<uuid:link_id>/beeindigen", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def unlink(number: str, link_id: UUID) -> Page:
    """End the link of a colleague, with the reason."""
    actor, form = current_actor(), opened(UnlinkForm)

    def act() -> None:
        services.unlink(actor, CASES, number, link_id, reason=form.reason.data)

    if carried_out(form, act, labels.PEOPLE):
        return done("De koppeling is beëindigd.", "cases.people", number=number)
    people = get_people(actor, CASES, number, Permission.CASE_ASSIGN)
    link = next((one for one in people.working if one.link_id == link_id), None)
    if link is None:
        raise NotFound
    return form_page("cases/unlink.html", form, head=people.head, link=link)


@bp.route("/casussen/<number>/regie/<which>", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def direct(number: str, which: str) -> Page:
    """Name the procesregisseur or the casusregisseur."""
    if which not in WHICH:
        raise NotFound
    actor, part = current_actor(), WHICH[which]
    choices = get_choices(actor, CASES, number, Permission.CASE_ASSIGN)
    offered = choices.directors if which == "procesregisseur" else choices.workers
    people = get_people(actor, CASES, number)
    form = opened(
        DirectorForm,
        offer=lambda form: form.offer(_with_role(offered)),
        stands={"version": people.head.version},
    )

    def act() -> None:
        user_id, reason = UUID(form.user_id.data), form.reason.data
        services.name_director(
            actor, CASES, number, form.made_from, part=part, user_id=user_id, reason=reason
        )

    if carried_out(form, act, labels.PEOPLE):
        return done(f"De {which} is aangewezen.", "cases.sheet", number=number)
    now = people.directing[part.field]
    return form_page("cases/direct.html", form, head=people.head, which=which, now=now)


def _with_role(people: Iterable[Any]) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.name}, {ROLE[one.role]}") for one in people]
