"""The table of *mag ik dit delen*: to read, to draft a change of, and to approve."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from flask import abort, redirect, request, url_for

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.numbers import read_count
from pga.partners.forms.sharing import ApproveForm, BeginForm, CellForm
from pga.partners.labels import sharing as words
from pga.partners.labels.proposal import PROPOSAL
from pga.partners.reading.sharing import SharingTable, get_sharing_table, get_waiting
from pga.partners.routes.blueprint import Page, bp, form_page, show
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import TABLED, Phase, cell_at
from pga.partners.services import sharing as services
from pga.web.filters import plain_date
from pga.web.guards import guarded

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
    actor, form = current_actor(), opened(BeginForm)

    def act() -> None:
        services.begin_table(actor, PROPOSAL, reason=form.reason.data)

    if carried_out(form, act, words.FAULT):
        said = "De eerste versie is gemaakt. Zij geldt als de FG haar goedkeurt."
        return done(said, "partners.sharing")
    return form_page("begin_sharing", form)


@bp.route("/beheer/deeltabel/<kind>/<category>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_sharing(kind: str, category: str) -> Page:
    """Draft another answer for a kind of partner and of data: a new version."""
    actor = current_actor()
    one, what = _member(PartnerKind, kind), _member(TABLED, category)
    newest = get_sharing_table(actor).newest
    if newest is None:
        return redirect(url_for("partners.begin_sharing"))
    told = get_sharing_table(actor, newest.number)
    phases = [_member(Phase, phase) for phase in request.args.getlist("fase")]
    cell = cell_at(told.table, one, phases[0] if phases else Phase.PLAN, what)
    form = opened(
        CellForm, fill=lambda form: form.fill(cell, phases), stands={"version": newest.number}
    )

    def act() -> None:
        services.draft_change(actor, form.made_from, form.given(one, what))

    if carried_out(form, act, words.FAULT):
        said = "De wijziging staat in een nieuwe versie. Zij geldt als de FG haar goedkeurt."
        made = get_sharing_table(actor).newest
        number = made.number if made else None
        return done(said, url_for("partners.sharing_kind", kind=one, versie=number))
    return form_page("change_sharing", form, told=told, kind=one, what=what, words=words)


@bp.route("/toezicht/deeltabel", methods=["GET", "POST"])
@guarded(Permission.SHARING_APPROVE)
def approve_sharing() -> Page:
    """Show what a new version changes, and let it count from a day."""
    actor = current_actor()
    waiting = get_waiting(actor)
    if waiting is None or waiting.mine:
        return show("approve_sharing", faults=[], waiting=waiting, words=words)
    form = opened(
        ApproveForm,
        fill=lambda form: form.from_on.process_data(clock.today()),
        stands={"version": waiting.line.number},
    )

    def act() -> None:
        from_on, reason = form.from_on.day, form.reason.data
        services.approve_version(actor, form.made_from, from_on=from_on, reason=reason)

    if carried_out(form, act, words.FAULT):
        day = plain_date(form.from_on.day)
        return done(f"Goedgekeurd. De versie geldt vanaf {day}.", "partners.sharing")
    return form_page("approve_sharing", form, waiting=waiting, words=words)


def _asked() -> SharingTable:
    """Return the version that the address names; without one that of today."""
    typed = request.args.get("versie", "")
    told = get_sharing_table(current_actor(), read_count(typed) if typed else None)
    if typed and told.line is None:
        abort(404)
    return told


def _member(kind: Iterable[Code], value: str) -> Code:
    return next((one for one in kind if one.value == value), None) or abort(404)
