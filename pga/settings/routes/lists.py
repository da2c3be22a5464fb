"""The words of a list: each entry with its label, its day and its reason."""

from flask import abort, current_app

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import EntryForm, SettingReasonForm
from pga.settings.reading import SettingState
from pga.settings.reading.lists import faults_of_reworded, list_entries
from pga.settings.routes.blueprint import (
    HOLDERS,
    WITHDRAWN,
    Holders,
    Page,
    bp,
    form_page,
    look_first,
    show,
    tell,
)
from pga.settings.rules.bounds import SettingFault
from pga.settings.rules.lists import LISTS, CodeList, name_of
from pga.web.filters import plain_date
from pga.web.guards import guarded


@bp.get("/beheer/lijsten/<which>")
@guarded(Permission.SETTINGS_READ)
def code_list(which: str) -> str:
    """Show a list: each entry, how it is called today, since when and why."""
    actor, one = current_actor(), _known(which)
    entries = list_entries(actor, one)
    lines = sorted(
        ((code, line) for code, state in entries.items() for line in state.lines),
        key=lambda pair: pair[1].set_at,
        reverse=True,
    )
    return show(actor, "code_list", which=one, entries=entries, lines=lines)


@bp.route("/beheer/lijsten/<which>/<code>/wijzigen", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_entry(which: str, code: str) -> Page:
    """Call an entry otherwise or switch it off: first see how many cases have it, then save.

    No case has an entry of a list that is only switched; that is saved at once.
    """
    actor, one = current_actor(), _known(which)
    state = _entry(actor, one, code)
    house = labels.ENTRY[one.name]

    def begin(form: EntryForm) -> None:
        form.from_on.process_data(clock.today())
        form.label.process_data(state.holds.value if state.holds else house[code])
        form.off.process_data(state.holds is not None and not state.holds.value)

    def check() -> None:
        if form.nameless:
            tell(form, {"label": SettingFault.NO_LABEL})
        tell(form, faults_of_reworded(actor, one, form.reworded(code), house))

    def act() -> None:
        services.change_entry(actor, one, form.reworded(code), house)

    form = opened(EntryForm, fill=begin)
    if not one.named:
        form.label.process_data(house[code])
    seen = form.seen.data == form.sees or not one.named
    if seen and carried_out(form, act, labels.FAULT, check=check):
        said = f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}."
        return done(said, "settings.code_list", which=one.name)
    holders = None
    if not seen and look_first(form, check):
        holders = _holders(actor, one, code)
    form.seen.process_data(form.sees if holders is not None else "")
    return form_page(
        actor, "change_entry", form, which=one, code=code, state=state, holders=holders
    )


@bp.route("/beheer/lijsten/<which>/<code>/intrekken/<day>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def withdraw_entry(which: str, code: str, day: str) -> Page:
    """Take back another label before its day."""
    actor, one = current_actor(), _known(which)
    coming = _entry(actor, one, code).coming
    line = next((line for line in coming if line.from_on.isoformat() == day), None) or abort(404)
    form = opened(SettingReasonForm)

    def act() -> None:
        name = name_of(one.name, code)
        services.withdraw(actor, name, line.from_on, reason=form.reason.data)

    if carried_out(form, act, labels.FAULT):
        return done(WITHDRAWN, "settings.code_list", which=one.name)
    return form_page(actor, "withdraw_entry", form, which=one, code=code, line=line)


def _known(which: str) -> CodeList:
    return LISTS.get(which) or abort(404)


def _entry(actor: Actor, which: CodeList, code: str) -> SettingState:
    return list_entries(actor, which).get(code) or abort(404)


def _holders(actor: Actor, which: CodeList, code: str) -> int:
    holders: Holders = current_app.extensions[HOLDERS]
    return holders(actor, which.name, code)
