"""Find a case: by number, or by name and birth date. Names never stand in an address."""

from flask import redirect, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.search import SearchForm
from pga.cases.reading.search import Hits, find_number
from pga.cases.reading.search import search as find_people
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.cases.rules.search import ByNumber, NotEnough, what_is_sought
from pga.core import clock
from pga.web.guards import guarded


@bp.get("/zoeken")
@guarded(Permission.CASE_LIST)
def search() -> Page:
    """Ask for what to search with."""
    return _page(SearchForm())


@bp.post("/zoeken")
@guarded(Permission.CASE_LIST)
def search_results() -> Page:
    """Go to the case of a number, or show who fits; each hit is an inzage."""
    actor, form = current_actor(), SearchForm()
    if not form.validate():
        return _page(form)
    try:
        sought = what_is_sought(
            form.number.data or "",
            form.surname.data or "",
            form.birth.data or "",
            municipality=actor.municipality,
            today=clock.today(),
        )
    except NotEnough as short:
        form.add_errors(short.problems, labels.SEARCH)
        return _page(form)
    if not isinstance(sought, ByNumber):
        return _page(form, find_people(actor, sought))
    if find_number(actor, sought.number):
        return redirect(url_for("cases.sheet", number=sought.number))
    return _page(form, Hits((), 0), sought.number)


def _page(form: SearchForm, found: Hits | None = None, number: str = "") -> str:
    return show(
        "cases/search.html",
        form=form,
        found=found,
        number=number,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
