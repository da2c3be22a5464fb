"""Informeren: who was told, telling, and telling later."""

from uuid import UUID

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.informing import PostponeForm, TellForm
from pga.cases.reading.informing import EarLine, InformPage, get_informing
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.cases.rules.informing import Audience, InformMeans
from pga.cases.rules.referral import NotInformedReason
from pga.cases.services import informing as services
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded


@bp.get("/casussen/<number>/informeren")
@guarded(Permission.CASE_READ)
def informing(number: str) -> Page:
    """Show who was told, who must still be told, and what was postponed."""
    page = get_informing(current_actor(), number)
    return show(
        "cases/informing.html",
        page=page,
        head=page.head,
        tabs=tabs_of(page.head, "cases.sheet", lookers=page.may_see_lookers),
    )


@bp.route("/casussen/<number>/informeren/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_INFORM)
def tell(number: str) -> Page:
    """Record a letter or a talk."""
    actor, form = current_actor(), TellForm()
    page = get_informing(actor, number, Permission.CASE_INFORM)
    form.ear.offer(((one.key, _ear(one)) for one in page.ears), "Kies iemand")
    form.told_by.offer(((one.id, one.name) for one in page.colleagues), "Kies een collega")
    if form.validate_on_submit():
        person, _, audience = str(form.ear.data).partition(":")
        telling = services.Telling(
            person_id=UUID(person),
            audience=Audience(audience),
            means=InformMeans(str(form.means.data)),
            told_on=form.told_on.data or clock.today(),
            told_by=UUID(str(form.told_by.data)),
            note=form.note.data or "",
        )
        try:
            done = services.tell(actor, number, telling)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.INFORM)
        else:
            flash(
                "Vastgelegd. Iedereen die het moet weten, weet het nu."
                if done
                else "Vastgelegd. Er moet nog iemand worden geïnformeerd.",
                "fine",
            )
            return redirect(url_for("cases.informing", number=number))
    elif request.method == "GET":
        form.told_on.data, form.told_by.data = clock.today(), str(actor.id)
        form.ear.data = next((one.key for one in page.ears if one.open), "")
    return _page("cases/tell.html", form, page)


@bp.route("/casussen/<number>/informeren/uitstellen", methods=["GET", "POST"])
@guarded(Permission.CASE_INFORM)
def postpone(number: str) -> Page:
    """Record that telling waits: ground, decider, and a day to look again."""
    actor, form = current_actor(), PostponeForm()
    page = get_informing(actor, number, Permission.CASE_INFORM)
    form.decided_by.offer(((one.id, one.name) for one in page.colleagues), "Kies een collega")
    form.bound(page.last_review_on)
    if form.validate_on_submit():
        postponing = services.Postponing(
            ground=NotInformedReason(str(form.ground.data)),
            note=form.note.data or "",
            decided_by=UUID(str(form.decided_by.data)),
            decided_on=form.decided_on.data or clock.today(),
            review_on=form.review_on.data or clock.today(),
        )
        try:
            services.postpone(actor, number, postponing)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.INFORM)
        else:
            flash("Het uitstel staat. Op de dag zelf staat het bij uw werk.", "fine")
            return redirect(url_for("cases.informing", number=number))
    elif request.method == "GET":
        form.decided_on.data, form.decided_by.data = clock.today(), str(actor.id)
    return _page("cases/postpone.html", form, page)


def _ear(one: EarLine) -> str:
    must = ", moet nog" if one.open else ""
    if one.audience is Audience.GUARDIAN:
        return f"Gezaghebbende van {one.name}{must}"
    return f"{one.name}, {labels.AGE[one.age]}{must}"


def _page(template: str, form: TellForm | PostponeForm, page: InformPage) -> Page:
    return show(
        template,
        form=form,
        page=page,
        head=page.head,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
