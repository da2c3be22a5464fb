"""The table of *mag ik dit delen*: to read, to draft a change of, and to approve."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import abort, flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.partners.forms.sharing import ApproveForm, BeginForm, CellForm
from pga.partners.labels import sharing as words
from pga.partners.labels.proposal import PROPOSAL
from pga.partners.reading.sharing import SharingTable, get_sharing_table, get_waiting
from pga.partners.routes.blueprint import Page, bp, form_page, show
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import TABLED, Phase, cell_at
from pga.partners.services import sharing as services
from pga.web.filters import plain_date
from pga.web.forms import BaseForm
from pga.web.guards import guarded

DIGITS: Final = 6
"""The longest number of a version that an address may name."""
Code = TypeVar("Code", bound=StrEnum)


@bp.get("/deeltabel")
@guarded(Permission.SHARING_READ)
def sharing() -> str:
    """Show for which kinds of partner there is an answer, and every version."""
    may = ever(current_actor().role, Permission.SHARING_APPROVE)
    return show("sharing", told=_asked(), words=words, kinds=PartnerKind, may_approve=may)


@bp.get("/deeltabel/<kind>")
@guarded(Permission.SHARING_READ)
def sharing_kind(kind: str) -> str:
    """Show what may be shared with one kind of partner: phase by kind of data, and each text."""
    one = _member(PartnerKind, kind)
    return show("sharing_kind", told=_asked(), kind=one, words=words, cell_at=cell_at)


@bp.route("/beheer/deeltabel/beginnen", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def begin_sharing() -> Page:
    """Begin with the proposal as the first version."""
    actor, form = current_actor(), BeginForm()
    if form.validate_on_submit() and _done(
        form,
        lambda: services.begin_table(
            actor, PROPOSAL, reason=form.reason.data, form_key=form.form_key.data
        ),
        "De eerste versie is gemaakt. Zij geldt als de FG haar goedkeurt.",
    ):
        return redirect(url_for("partners.sharing"))
    return form_page("begin_sharing", form)


@bp.route("/beheer/deeltabel/<kind>/<category>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_sharing(kind: str, category: str) -> Page:
    """Draft another answer for a kind of partner and of data: a new version."""
    actor, form = current_actor(), CellForm()
    one, what = _member(PartnerKind, kind), _member(TABLED, category)
    newest = get_sharing_table(actor).newest
    if newest is None:
        return redirect(url_for("partners.begin_sharing"))
    told = get_sharing_table(actor, newest.number)
    if request.method == "GET":
        phases = [_member(Phase, phase) for phase in request.args.getlist("fase")]
        first = phases[0] if phases else Phase.PLAN
        form.fill(cell_at(told.table, one, first, what), phases)
        form.version.process_data(newest.number)
    elif form.validate() and _done(
        form,
        lambda: services.draft_change(
            actor, form.made_from, form.given(one, what), form_key=form.form_key.data
        ),
        "De wijziging staat in een nieuwe versie. Zij geldt als de FG haar goedkeurt.",
    ):
        made = get_sharing_table(actor).newest
        return redirect(
            url_for("partners.sharing_kind", kind=one, versie=made.number if made else None)
        )
    return form_page("change_sharing", form, told=told, kind=one, what=what, words=words)


@bp.route("/toezicht/deeltabel", methods=["GET", "POST"])
@guarded(Permission.SHARING_APPROVE)
def approve_sharing() -> Page:
    """Show what a new version changes, and let it count from a day."""
    actor, form = current_actor(), ApproveForm()
    waiting = get_waiting(actor)
    if waiting is None or waiting.mine:
        return show("approve_sharing", form=form, faults=[], waiting=waiting, words=words)
    if request.method == "GET":
        form.from_on.process_data(clock.today())
        form.version.process_data(waiting.line.number)
    elif form.validate() and _done(
        form,
        lambda: services.approve_version(
            actor,
            form.made_from,
            from_on=form.from_on.data or clock.today(),
            reason=form.reason.data,
            form_key=form.form_key.data,
        ),
        f"Goedgekeurd. De versie geldt vanaf {plain_date(form.from_on.data or clock.today())}.",
    ):
        return redirect(url_for("partners.sharing"))
    return form_page("approve_sharing", form, waiting=waiting, words=words)


def _asked() -> SharingTable:
    """Return the version that the address names; without one that of today."""
    typed = request.args.get("versie", "")
    number = int(typed) if typed.isdecimal() and len(typed) <= DIGITS else None
    told = get_sharing_table(current_actor(), number)
    if typed and (number is None or told.line is None):
        abort(404)
    return told


def _member(kind: Iterable[Code], value: str) -> Code:
    return next((one for one in kind if one.value == value), None) or abort(404)


def _done(form: BaseForm, act: Any, said: str) -> bool:
    """Carry out a form once and say so; what the rules found goes beside the fields."""
    try:
        act()
    except AlreadyDone:
        flash("Dit formulier was al verstuurd. Hier staat wat is vastgelegd.")
    except Invalid as invalid:
        form.add_errors(invalid.problems, words.FAULT)
        return False
    else:
        flash(said, "fine")
    return True
