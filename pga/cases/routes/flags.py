"""Vlag met datum: setting and closing one."""

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.notices import CloseFlagForm, FlagForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.flags import get_flag, get_flagging
from pga.dossiers.rules.notices import FlagProblem
from pga.dossiers.services import flags as services
from pga.web.guards import guarded


@bp.route("/casussen/<number>/vlag", methods=["GET", "POST"])
@guarded(Permission.CASE_FLAG)
def flag(number: str) -> Page:
    """Put a flag on a case."""
    actor, form = current_actor(), FlagForm()
    if form.validate_on_submit():
        try:
            services.flag(
                actor, CASES, number, text=form.text.data, due_on=form.due_on.data or clock.today()
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.FLAG)
        else:
            flash("De vlag staat. Op de dag zelf staat hij bij Voor u.", "fine")
            return redirect(url_for("cases.sheet", number=number))
    flagging = get_flagging(actor, CASES, number)
    return show(
        "cases/flag.html",
        form=form,
        head=flagging.head,
        over=labels.FLAG[FlagProblem.OVER] if not flagging.runs else "",
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.route("/casussen/<number>/vlag/<uuid:flag_id>/sluiten", methods=["GET", "POST"])
@guarded(Permission.CASE_FLAG)
def close_flag(number: str, flag_id: UUID) -> Page:
    """Close a flag with a closing line."""
    actor, form = current_actor(), CloseFlagForm()
    if form.validate_on_submit():
        try:
            services.close_flag(actor, CASES, number, flag_id, closing=form.closing.data)
        except Invalid:
            flash("Deze vlag was al gesloten.", "note")
        else:
            flash("De vlag is gesloten. Wat eruit kwam, staat bij de casus.", "fine")
        return redirect(url_for("cases.sheet", number=number))
    try:
        opened = get_flag(actor, CASES, number, flag_id)
    except Invalid:
        raise NotFound from None
    return show(
        "cases/close_flag.html",
        form=form,
        head=opened.head,
        flag=opened.flag,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
