"""Acties: everybody's open ones, and giving, changing and settling one on a case."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.asked import turn_names
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor, names_shown
from pga.cases import labels
from pga.cases.forms.plan import ActionForm, OutcomeForm, is_change
from pga.cases.reading.actions import list_actions
from pga.cases.reading.plan import PlanForm, get_plan_form
from pga.cases.routes.blueprint import Page, bp, partner_choices
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.owners import OwnerKind
from pga.cases.services import actions as services
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded


@bp.get("/acties")
@guarded(Permission.CASE_LIST)
def actions() -> Page:
    """Show the open actions, late first; with texts when asked for, and each case is an inzage."""
    texts = names_shown("cases.actions")
    page = list_actions(current_actor(), texts=texts)
    return render_template("cases/actions.html", page=page, texts=texts)


@bp.post("/acties")
@guarded(Permission.CASE_LIST, page="cases.actions")
def turn_actions() -> Page:
    """Show the texts on the same page, or hide them."""
    turn_names(current_actor(), "cases.actions")
    return redirect(url_for("cases.actions"))


@bp.route("/casussen/<number>/acties/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def add_action(number: str) -> Page:
    """Give somebody an action."""
    actor = current_actor()
    begun = get_plan_form(actor, number, owners=True)
    form = opened(
        ActionForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: form.goal_id.process_data(request.args.get("doel", "")),
    )
    if carried_out(form, lambda: services.add_action(actor, number, form.given()), labels.ACTION):
        said = "De actie staat in het plan en bij de acties."
        return done(said, "cases.plan", number=number)
    return _form_page(form, begun, "Nieuwe actie")


@bp.route("/casussen/<number>/acties/<uuid:action_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def change_action(number: str, action_id: UUID) -> Page:
    """Change an open action, with a reason."""
    actor = current_actor()
    begun = _opened(number, action_id, owners=True)
    action = begun.action
    if action is None:
        raise NotFound

    def act() -> None:
        given, reason = form.given(), form.reason.data
        services.change_action(actor, number, action_id, form.made_from, given, reason=reason)

    form = opened(
        ActionForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: form.fill(action),
        stands={"version": begun.version},
    )
    if carried_out(form, act, labels.ACTION, check=lambda: is_change(form)):
        said = "De actie is veranderd. Wat er stond, blijft te lezen."
        return done(said, "cases.plan", number=number)
    return _form_page(form, begun, "Actie veranderen")


@bp.route("/casussen/<number>/acties/<uuid:action_id>/uitkomst", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def settle_action(number: str, action_id: UUID) -> Page:
    """Say what came of an action; the outcome may be chosen by the link that led here."""
    actor, begun = current_actor(), _opened(number, action_id)

    def begin(form: OutcomeForm) -> None:
        asked = request.args.get("is", "")
        form.done_on.data = clock.today()
        form.outcome.data = asked if asked in set(ActionOutcome) else None

    def act() -> None:
        services.settle_action(
            actor,
            number,
            action_id,
            outcome=form.chosen(),
            result=form.result.data or "",
            done_on=form.done_on.data or clock.today(),
        )

    form = opened(OutcomeForm, fill=begin)
    if carried_out(form, act, labels.ACTION):
        return done("De uitkomst is vastgelegd.", "cases.plan", number=number)
    return form_page("cases/settle_action.html", form, head=begun.head, action=begun.shown)


def _opened(number: str, action_id: UUID, *, owners: bool = False) -> PlanForm:
    try:
        return get_plan_form(current_actor(), number, action_id=action_id, owners=owners)
    except Invalid:
        raise NotFound from None


def _offer(form: ActionForm, begun: PlanForm) -> None:
    goals = list(begun.goals)
    action = begun.action
    if action is not None and action.goal_id and action.goal_id not in dict(goals):
        goals.append((action.goal_id, "Het doel van nu"))
    colleagues = list(begun.owners)
    ours = [
        (one.owner, f"{one.name} ({labels.as_own(one.own, one.number).lower()})")
        for one in begun.ours
    ]
    partners = partner_choices(begun.partners)
    if action is not None and action.owner not in dict([*colleagues, *ours, *partners]):
        named = (begun.shown.owner, begun.shown.contact) if begun.shown else ()
        words = ", ".join(part for part in named if part)
        groups = {OwnerKind.USER: colleagues, OwnerKind.ORGANISATION: partners}
        groups.get(action.owner.kind, ours).append((action.owner, words or "Wie het nu heeft"))
    form.offer(colleagues, ours, partners, goals)


def _form_page(form: ActionForm, begun: PlanForm, title: str) -> Page:
    over = labels.ACTION["case_over"] if begun.over else ""
    return form_page(
        "cases/action_form.html", form, head=begun.head, begun=begun, title=title, over=over
    )
