"""Lists of cases."""

from typing import Any

from flask import request, url_for

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.session import current_actor
from pga.cases.reading.lists import Filter, Order, Whose, list_cases, usual_whose
from pga.cases.routes.blueprint import Page, bp, show
from pga.cases.rules.states import State
from pga.web.guards import guarded


@bp.get("/casussen")
@guarded(Permission.CASE_LIST)
def index() -> Page:
    """Show the cases that one may open, without names."""
    return _page(names=False)


@bp.post("/casussen")
@guarded(Permission.CASE_LIST)
def index_names() -> Page:
    """Show the same page with names; each of them is an inzage."""
    return _page(names=True)


def _page(*, names: bool) -> Page:
    actor = current_actor()
    wanted = filter_from(actor, request.args)
    found = list_cases(actor, wanted, names=names)

    def page_url(page: int) -> str:
        return url_for("cases.index", **_as_args(wanted, page))

    return show(
        "cases/index.html",
        found=found,
        wanted=wanted,
        names=names,
        page_url=page_url,
        Order=Order,
        Whose=Whose,
    )


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
