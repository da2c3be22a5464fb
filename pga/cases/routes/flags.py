"""Vlag met datum: setting and closing one."""

from typing import Final
from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.notices import CloseFlagForm, FlagForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.core.errors import Invalid
from pga.dossiers.reading.flags import get_flag, get_flagging
from pga.dossiers.rules.notices import FlagProblem
from pga.dossiers.services import flags as services
from pga.web.guards import guarded

GONE: Final = "Deze vlag was al gesloten."


@bp.route("/casussen/<number>/vlag", methods=["GET", "POST"])
@guarded(Permission.CASE_FLAG)
def flag(number: str) -> Page:
    """Put a flag on a case."""
    actor, form = current_actor(), opened(FlagForm)

    def act() -> None:
        due_on = form.due_on.day
        services.flag(actor, CASES, number, text=form.text.data, due_on=due_on)

    if carried_out(form, act, labels.FLAG):
        said = "Vlag bewaard. Op de dag zelf staat die bij Voor u."
        return done(said, "cases.sheet", number=number)
    flagging = get_flagging(actor, CASES, number)
    over = labels.FLAG[FlagProblem.OVER] if not flagging.runs else ""
    return form_page("cases/flag.html", form, head=flagging.head, over=over)


@bp.route("/casussen/<number>/vlag/<uuid:flag_id>/sluiten", methods=["GET", "POST"])
@guarded(Permission.CASE_FLAG)
def close_flag(number: str, flag_id: UUID) -> Page:
    """Close a flag with a closing line; one that a colleague closed meanwhile stays closed."""
    actor, form = current_actor(), opened(CloseFlagForm)

    def act() -> None:
        services.close_flag(actor, CASES, number, flag_id, closing=form.closing.data)

    if carried_out(form, act, {"not_there": GONE}):
        said = "De vlag is gesloten. Wat eruit kwam, staat bij de casus."
        return done(said, "cases.sheet", number=number)
    try:
        opening = get_flag(actor, CASES, number, flag_id)
    except Invalid:
        if form.form_errors:  # it went while its form stood open
            return done(GONE, "cases.sheet", kind="note", number=number)
        raise NotFound from None
    return form_page("cases/close_flag.html", form, head=opening.head, flag=opening.flag)
