"""Informeren: who was told, telling, and telling later."""

from typing import Final
from uuid import UUID

from flask import render_template

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.informing import PostponeForm, TellForm, ears_of
from pga.cases.reading.informing import EarLine, get_informing, get_postponing, get_telling
from pga.cases.reading.postponed import get_postponed
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.informing import Audience, InformMeans
from pga.cases.rules.referral import NotInformedReason
from pga.cases.services import informing as services
from pga.core import clock
from pga.web.filters import joined
from pga.web.guards import guarded

TOLD: Final = "Vastgelegd. Er moet nog iemand worden geïnformeerd."
ALL_TOLD: Final = "Vastgelegd. Iedereen die het moet weten, weet het nu."


@bp.get("/casussen/<number>/informeren")
@guarded(Permission.CASE_READ)
def informing(number: str) -> Page:
    """Show who was told, who must still be told, and what was postponed."""
    page = get_informing(current_actor(), number)
    return render_template("cases/informing.html", page=page, head=page.head, ear_words=ear_words)


@bp.get("/informeren/uitgesteld")
@guarded(Permission.CASE_TRAIL)
def postponed() -> Page:
    """Show of which cases telling was postponed anew and anew: case numbers only."""
    return render_template("cases/postponed.html", lines=get_postponed(current_actor()))


@bp.route("/casussen/<number>/informeren/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_INFORM)
def tell(number: str) -> Page:
    """Record a letter or a talk."""
    actor = current_actor()
    page = get_telling(actor, number)

    def offer(form: TellForm) -> None:
        form.ears.choices = [(one.key, _offered(one)) for one in page.ears]
        form.told_by.offer(((one.id, one.name) for one in page.colleagues), "Kies een collega")

    def begin(form: TellForm) -> None:
        form.told_on.data, form.told_by.data = clock.today(), str(actor.id)
        form.ears.data = [one.key for one in page.ears if one.open][:1]

    form = opened(TellForm, offer=offer, fill=begin)
    told = carried_out(form, lambda: services.tell(actor, number, _telling(form)), labels.INFORM)
    if told:
        return done(ALL_TOLD if told.result else TOLD, "cases.informing", number=number)
    return form_page("cases/tell.html", form, head=page.head)


@bp.route("/casussen/<number>/informeren/uitstellen", methods=["GET", "POST"])
@guarded(Permission.CASE_INFORM)
def postpone(number: str) -> Page:
    """Record that telling waits: whose, ground, decider, and a day to look again."""
    actor = current_actor()
    page = get_postponing(actor, number)

    def offer(form: PostponeForm) -> None:
        form.ears.choices = [(one.key, ear_words(one)) for one in page.ears]
        form.decided_by.offer(((one.id, one.name) for one in page.colleagues), "Kies een collega")
        form.bound(page.last_review_on)

    def begin(form: PostponeForm) -> None:
        form.decided_on.data, form.decided_by.data = clock.today(), str(actor.id)
        form.ears.data = [one.key for one in page.ears]

    form = opened(PostponeForm, offer=offer, fill=begin)
    if carried_out(
        form, lambda: services.postpone(actor, number, _postponing(form)), labels.INFORM
    ):
        said = "Uitstel bewaard. Op de dag zelf staat het bij uw werk."
        return done(said, "cases.informing", number=number)
    return form_page("cases/postpone.html", form, head=page.head)


def ear_words(one: EarLine) -> str:
    """Return who this is, in words."""
    if one.ear.audience is Audience.UNKNOWN:
        return f"Wie gezag heeft over {joined([*one.of])}: nog niet bekend"
    if one.ear.audience is Audience.GUARDIAN:
        return f"{one.name}, {one.relation} van {joined([*one.of])}"
    return f"{one.name}, {labels.AGE[one.age]}" if one.age else one.name


def _offered(one: EarLine) -> str:
    return ear_words(one) + (" (moet nog)" if one.open else "")


def _telling(form: TellForm) -> services.Telling:
    return services.Telling(
        ears=ears_of(form.ears.data or ()),
        topics=form.told,
        means=InformMeans(str(form.means.data)),
        told_on=form.told_on.day,
        told_by=UUID(str(form.told_by.data)),
        note=form.note.data or "",
    )


def _postponing(form: PostponeForm) -> services.Postponing:
    return services.Postponing(
        ears=ears_of(form.ears.data or ()),
        ground=NotInformedReason(str(form.ground.data)),
        note=form.note.data or "",
        decided_by=UUID(str(form.decided_by.data)),
        decided_on=form.decided_on.day,
        review_on=form.review_on.day,
    )
