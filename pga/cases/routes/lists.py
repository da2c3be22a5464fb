"""Lists of cases."""

from typing import Any

from flask import redirect, render_template, request, url_for

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.asked import turn_names
from pga.accounts.session import current_actor, names_shown
from pga.cases.reading.lists import Filter, Order, Whose, list_cases, usual_whose
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.states import ACTIVE, State
from pga.web.guards import guarded


@bp.get("/casussen")
@guarded(Permission.CASE_LIST)
def index() -> Page:
    """Show the cases that one may open; with names when asked for, and each is an inzage."""
    actor, names = current_actor(), names_shown("cases.index")
    wanted = filter_from(actor, request.args)

    def page_url(page: int) -> str:
        return url_for("cases.index", **_as_args(wanted, page))

    return render_template(
        "cases/index.html",
        found=list_cases(actor, wanted, names=names),
        wanted=wanted,
        names=names,
        page_url=page_url,
        Order=Order,
        Whose=Whose,
        running=ACTIVE,
    )


@bp.post("/casussen")
@guarded(Permission.CASE_LIST, page="cases.index")
def turn_index() -> Page:
    """Show names on the same page, or hide them."""
    actor = current_actor()
    turn_names(actor, "cases.index")
    wanted = filter_from(actor, request.args)
    return redirect(url_for("cases.index", **_as_args(wanted, wanted.page)))


def filter_from(actor: Actor, args: Any) -> Filter:
    """Return the filter that an address asks for; what is not known is left out."""
    return Filter(
        whose=_member(Whose, args.get("wie")) or usual_whose(actor),
        state=_member(State, args.get("stand")),
        order=_member(Order, args.get("volgorde")) or Order.DUE,
        page=max(1, args.get("pagina", default=1, type=int)),
    )


def _member(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None


def _as_args(wanted: Filter, page: int) -> dict[str, Any]:
    return {
        "wie": wanted.whose.value,
        "stand": wanted.state.value if wanted.state else None,
        "volgorde": wanted.order.value,
        "pagina": page,
    }
