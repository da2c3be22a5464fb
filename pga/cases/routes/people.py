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
from pga.cases.routes.blueprint import Page, bp
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.people import get_choices, get_naming, get_people, get_unlinking
from pga.dossiers.services import people as services
from pga.web.guards import guarded

LINKED: Final = "De collega is gekoppeld."
WHICH: Final = {"procesregisseur": PROCESREGISSEUR, "casusregisseur": CASUSREGISSEUR}


@bp.route("/casussen/<number>/betrokken", methods=["GET", "POST"])
@guarded(Permission.CASE_READ)
def people(number: str) -> Page:
    """Show who works on a case; link a colleague."""
    actor, sent = current_actor(), request.method == "POST"
    # what is sent is carried out before anything of the case is opened
    page = None if sent else get_people(actor, CASES, number)
    choices = page.choices if page else get_choices(actor, CASES, number, Permission.CASE_ASSIGN)
    # who only links does not mind what else became of the case
    names = not sent or "directs" in request.form
    form = opened(
        LinkForm,
        offer=lambda form: form.offer(_with_role(choices.workers)),
        fill=lambda form: form.from_on.process_data(clock.today()),
        stands={"version": choices.version} if names else {},
    )

    def act() -> None:
        too = services.NamedWithLink(CASUSREGISSEUR, form.made_from)
        services.link(
            actor,
            CASES,
            number,
            user_id=UUID(form.user_id.data),
            from_on=form.from_on.day,
            last_on=form.last_on.data,
            reason=form.reason.data,
            named=too if form.directs.data else None,
        )

    if carried_out(form, act, labels.PEOPLE):
        said = "De collega is gekoppeld en casusregisseur." if form.directs.data else LINKED
        return done(said, "cases.people", number=number)
    page = page or get_people(actor, CASES, number)
    return form_page(
        "cases/people.html",
        form,
        people=page,
        head=page.head,
        choices=choices,
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
    try:
        page = get_unlinking(actor, CASES, number, link_id)
    except Invalid:
        raise NotFound from None
    return form_page("cases/unlink.html", form, head=page.head, link=page.link)


@bp.route("/casussen/<number>/regie/<which>", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def direct(number: str, which: str) -> Page:
    """Name the procesregisseur or the casusregisseur."""
    if which not in WHICH:
        raise NotFound
    actor, part = current_actor(), WHICH[which]
    page = get_naming(actor, CASES, number, part)
    form = opened(
        DirectorForm,
        offer=lambda form: form.offer(_with_role(page.offered)),
        stands={"version": page.head.version},
    )

    def act() -> None:
        user_id, reason = UUID(form.user_id.data), form.reason.data
        services.name_director(
            actor, CASES, number, form.made_from, part=part, user_id=user_id, reason=reason
        )

    if carried_out(form, act, labels.PEOPLE):
        return done(f"De {which} is aangewezen.", "cases.sheet", number=number)
    return form_page("cases/direct.html", form, head=page.head, which=which, now=page.now)


def _with_role(people: Iterable[Any]) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.name}, {ROLE[one.role]}") for one in people]
