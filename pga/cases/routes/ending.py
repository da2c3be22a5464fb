"""The page that ends a case, and the one that tells who must hear of it."""

from typing import Final

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.ending import EndForm, EndToldForm, end_form_of
from pga.cases.reading.ending import EndHearing, get_end_told, get_ending
from pga.cases.reading.finding import reaches
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.needs import Need
from pga.cases.services.ending import end_case, tell_end
from pga.core import clock
from pga.core.errors import StepBlocked
from pga.web.guards import guarded

BESIDE: Final = {Need.NO_AFTERCARE_REASON: "reason", Need.TOLD_SAID: "heard"}
ENDED: Final = (
    "De casus is beëindigd. Alleen de coördinator en de laatste procesregisseur lezen hem nog."
)
TOLD: Final = "Vastgelegd. Wat een partner of de aanmelder hoorde, staat bij de verstrekkingen."


@bp.route("/casussen/<number>/beeindigen", methods=["GET", "POST"])
@guarded(Permission.CASE_CLOSE)
def end(number: str) -> Page:
    """End a case: by what, what becomes of each open action, and who was told."""
    actor = current_actor()
    page = get_ending(actor, number)
    ids = [action.id for action in page.actions]

    def fill(form: EndForm) -> None:
        form.happened_on.process_data(clock.today())
        form.heard_on.process_data(clock.today())
        form.partners_on.process_data(clock.today())

    def offer(form: EndForm) -> None:
        form.offer_reasons(page.reasons)
        form.offer_partners(page.partners)

    def act() -> None:
        end_case(
            actor,
            number,
            form.made_from,
            form.given(ids),
            objection_upheld_on=form.upheld_on.data if page.objection else None,
        )

    def blocked(lacking: StepBlocked) -> None:
        for code in lacking.missing:
            form.problem(BESIDE.get(Need(code), ""), labels.NEED[Need(code)])

    form = opened(
        end_form_of(ids),
        offer=offer,
        fill=fill,
        stands={"version": page.head.version},
    )
    if carried_out(form, act, labels.END, blocked=blocked):
        return ended(number, ENDED)
    return form_page("cases/end.html", form, head=page.head, page=page, possible=page.possible)


@bp.route("/casussen/<number>/beeindigd", methods=["GET", "POST"])
@guarded(Permission.CASE_END_TOLD)
def end_told(number: str) -> Page:
    """Show who must hear that a case ended, and write down who did."""
    actor = current_actor()
    page = get_end_told(actor, number)
    form = opened(
        EndToldForm,
        offer=lambda form: form.offer((one.id, hearer_name(one)) for one in page.waiting),
        fill=lambda form: form.on.process_data(clock.today()),
        stands={"version": page.head.version},
    )

    def act() -> None:
        tell_end(actor, number, form.made_from, form.given())

    if carried_out(form, act, labels.END):
        return done(TOLD, "cases.end_told", number=number)
    return form_page(
        "cases/end_told.html", form, head=page.head, page=page, hearer_name=hearer_name
    )


def hearer_name(one: EndHearing) -> str:
    """Return who must hear it: a partner by name."""
    return one.partner or labels.HEARER[one.hearer]


def ended(number: str, said: str) -> Page:
    """Lead on after an end: to the case for who still reads it, and else to the list."""
    if reaches(current_actor(), number, Permission.CASE_READ):
        return done(said, "cases.sheet", number=number)
    return done(said, "cases.index")
