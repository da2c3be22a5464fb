"""Find a case: by number, or by name and birth date. Names never stand in an address."""

from typing import Final
from uuid import UUID

from flask import redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.asked import find_question, keep_question
from pga.accounts.handshake import form_page
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.search import SearchForm
from pga.cases.reading.search import Hits, find_number
from pga.cases.reading.search import search as find_people
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.search import ByNumber, ByPerson, NotEnough, what_is_sought
from pga.core import clock
from pga.web.guards import guarded

QUESTION: Final = "cases.search"


@bp.get("/zoeken")
@guarded(Permission.CASE_LIST)
def search() -> Page:
    """Ask for what to search with."""
    return _page(SearchForm())


@bp.post("/zoeken")
@guarded(Permission.CASE_LIST, page="cases.search")
def ask_search() -> Page:
    """Go to the case of a number, or to the answer to a question; each hit there is an inzage."""
    actor, form = current_actor(), SearchForm()
    sought = _sought(form) if form.validate() else None
    if sought is None:
        return _page(form)
    if isinstance(sought, ByPerson):
        question_id = keep_question(actor, QUESTION, request.form)
        return redirect(url_for("cases.found", question_id=question_id))
    if find_number(actor, sought.number):
        return redirect(url_for("cases.sheet", number=sought.number))
    return _page(form, Hits((), 0), sought.number)


@bp.get("/zoeken/<uuid:question_id>")
@guarded(Permission.CASE_LIST)
def found(question_id: UUID) -> Page:
    """Show who fits; a question that is over is asked again."""
    actor = current_actor()
    kept = find_question(actor, QUESTION, question_id)
    form = SearchForm(formdata=kept)
    sought = _sought(form) if kept is not None else None
    if not isinstance(sought, ByPerson):
        return redirect(url_for("cases.search"))
    return _page(form, find_people(actor, sought))


def _sought(form: SearchForm) -> ByNumber | ByPerson | None:
    """Return what is sought; None, with the reason beside the field, when it is not enough."""
    number = form.number.whole(current_actor().municipality)
    surname, birth = form.surname.data or "", form.birth.data or ""
    try:
        return what_is_sought(number, surname, birth, today=clock.today())
    except NotEnough as short:
        form.add_errors(short.problems, labels.SEARCH)
        return None


def _page(form: SearchForm, hits: Hits | None = None, number: str = "") -> str:
    return form_page("cases/search.html", form, found=hits, number=number)
