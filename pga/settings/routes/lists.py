"""The words of a list: each entry with its label, its day and its reason."""

from flask import abort, current_app, redirect, request, url_for

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import EntryForm, SettingReasonForm
from pga.settings.reading import SettingState
from pga.settings.reading.lists import faults_of_reworded, list_entries
from pga.settings.routes.blueprint import HOLDERS, Holders, Page, bp, done, form_page, once, show
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
    form, holders = EntryForm(), None
    if request.method == "GET":
        form.from_on.process_data(clock.today())
        form.label.process_data(state.holds.value if state.holds else house[code])
        form.off.process_data(state.holds is not None and not state.holds.value)
    else:
        form.validate()
        if not one.named:
            form.label.process_data(house[code])
        if form.nameless:
            form.add_errors({"label": SettingFault.NO_LABEL}, labels.FAULT)
        new = form.reworded(code)
        form.add_errors(faults_of_reworded(actor, one, new, house), labels.FAULT)
        whole = not form.faults()
        if whole and (form.seen.data == form.sees or not one.named):
            once(
                lambda: services.change_entry(actor, one, new, house, form_key=form.form_key.data),
                lambda: f"Vastgelegd. Dit geldt vanaf {plain_date(new.from_on)}.",
            )
            return redirect(url_for("settings.code_list", which=one.name))
        if whole:
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
    form = SettingReasonForm()

    def act() -> None:
        typed = {"reason": form.reason.data, "form_key": form.form_key.data}
        services.withdraw(actor, name_of(one.name, code), line.from_on, **typed)

    if done(form, act, lambda: "Ingetrokken. Wat nu geldt, blijft gelden."):
        return redirect(url_for("settings.code_list", which=one.name))
    return form_page(actor, "withdraw_entry", form, which=one, code=code, line=line)


def _known(which: str) -> CodeList:
    return LISTS.get(which) or abort(404)


def _entry(actor: Actor, which: CodeList, code: str) -> SettingState:
    return list_entries(actor, which).get(code) or abort(404)


def _holders(actor: Actor, which: CodeList, code: str) -> int:
    holders: Holders = current_app.extensions[HOLDERS]
    return holders(actor, which.name, code)
