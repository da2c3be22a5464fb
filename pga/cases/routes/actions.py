"""Acties: everybody's open ones, and giving, changing and settling one on a case."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.asked import turn_names
from pga.accounts.handshake import (
    Mend,
    carried_out,
    done,
    form_page,
    opened,
    pressed,
    way_back,
)
from pga.accounts.session import current_actor, names_shown
from pga.cases import labels
from pga.cases.forms.plan import ActionForm, OutcomeForm, is_change
from pga.cases.reading.actions import list_actions
from pga.cases.reading.plan_forms import ActionBegun, get_action_form, get_settling
from pga.cases.routes.blueprint import Page, bp, partner_choices
from pga.cases.routes.duties import plan_url, work_views
from pga.cases.routes.evaluating import citable_choices
from pga.cases.rules.actions import BY_HAND, ActionGiven, ActionOutcome
from pga.cases.rules.owners import OwnerKind
from pga.cases.services import actions as services
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded

AT_ONCE: Final = 4
"""How many actions of one owner are in view; the rest is folded."""


@bp.get("/acties")
@guarded(Permission.CASE_LIST)
def actions() -> Page:
    """Show the open actions, late first; with texts when asked for, and each case is an inzage."""
    actor, texts = current_actor(), names_shown("cases.actions")
    page = list_actions(actor, texts=texts)
    return render_template(
        "cases/actions.html",
        page=page,
        texts=texts,
        at_once=AT_ONCE,
        plan_url=plan_url,
        views=work_views("actions", actor),
    )


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
    begun = get_action_form(actor, number)
    form = opened(
        ActionForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: form.goal_id.process_data(request.args.get("doel", "")),
    )

    def act() -> None:
        services.add_action(actor, number, form.given(), cited=form.cites)

    if carried_out(form, act, labels.ACTION):
        said = "De actie staat in het plan en bij de acties."
        return done(said, "cases.plan", number=number)
    return _form_page(form, begun, "Nieuwe actie")


@bp.route("/casussen/<number>/acties/<uuid:action_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def change_action(number: str, action_id: UUID) -> Page:
    """Change an open action, with a reason."""
    actor = current_actor()
    try:
        begun = get_action_form(actor, number, action_id)
    except Invalid:
        raise NotFound from None
    action = begun.action
    if action is None:
        raise NotFound

    def act() -> None:
        given, reason = form.given(), form.reason.data
        services.change_action(
            actor, number, action_id, form.made_from, given, reason=reason, cited=form.cites
        )

    form = opened(
        ActionForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: _fill(form, action, begun),
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
    actor = current_actor()
    try:
        page = get_settling(actor, number, action_id)
    except Invalid:
        raise NotFound from None

    def begin(form: OutcomeForm) -> None:
        asked = request.args.get("is", "")
        form.done_on.data = clock.today()
        form.outcome.data = asked if asked in set(BY_HAND) else None

    def act() -> None:
        services.settle_action(
            actor,
            number,
            action_id,
            outcome=form.chosen(),
            result=form.result.data or "",
            done_on=form.done_on.day,
        )

    form = opened(OutcomeForm, fill=begin)
    if carried_out(form, act, labels.ACTION):
        said, mend = "De uitkomst is vastgelegd.", _mend(number, action_id)
        return done(said, "cases.plan", mend=mend, number=number)
    back = way_back("cases.plan", number=number)
    return form_page(
        "cases/settle_action.html", form, head=page.head, action=page.action, back=back
    )


@bp.post("/casussen/<number>/acties/<uuid:action_id>/gedaan")
@guarded(Permission.CASE_PLAN, page="cases.settle_action")
def action_done(number: str, action_id: UUID) -> Page:
    """Say in one press that an action was done, today."""
    today = clock.today()

    def act() -> None:
        done_is = ActionOutcome.DONE
        services.settle_action(
            current_actor(), number, action_id, outcome=done_is, result="", done_on=today
        )

    said = f"Vastgelegd bij {number}: gedaan, vandaag."
    return _pressed(number, act, said, _mend(number, action_id))


@bp.post("/casussen/<number>/acties/<uuid:action_id>/terug")
@guarded(Permission.CASE_PLAN, page="cases.plan")
def outcome_back(number: str, action_id: UUID) -> Page:
    """Take an outcome back that one recorded by a slip."""

    def act() -> None:
        services.take_outcome_back(current_actor(), number, action_id)

    return _pressed(number, act, "De actie staat weer open. Wat er stond, blijft te lezen.")


def _pressed(number: str, act: Callable[[], None], said: str, mend: Mend | None = None) -> Page:
    def there() -> None:
        try:
            act()
        except Invalid as invalid:
            if "action" in invalid.problems:
                raise NotFound from None
            raise

    return pressed(there, labels.ACTION, said, "cases.plan", mend=mend, number=number)


def _mend(number: str, action_id: UUID) -> Mend:
    """Return the way to take an outcome back, from where one goes on and back to there."""
    van = request.args.get("van")
    url = url_for("cases.outcome_back", number=number, action_id=action_id, van=van)
    return Mend("Neem de uitkomst terug", url)


def _fill(form: ActionForm, action: ActionGiven, begun: ActionBegun) -> None:
    form.fill(action)
    form.fill_cited(begun.citing.cited)


def _offer(form: ActionForm, begun: ActionBegun) -> None:
    form.offer_citable(citable_choices(begun.citing))
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


def _form_page(form: ActionForm, begun: ActionBegun, title: str) -> Page:
    over = labels.ACTION["case_over"] if begun.over else ""
    return form_page(
        "cases/action_form.html", form, head=begun.head, begun=begun, title=title, over=over
    )
