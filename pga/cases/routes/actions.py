"""Acties: everybody's open ones, and giving, changing and settling one on a case."""

from contextlib import suppress
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import ActionForm, OutcomeForm, is_change
from pga.cases.reading.actions import list_actions
from pga.cases.reading.plan import PlanForm, get_plan_form
from pga.cases.routes.blueprint import Page, bp, has_errors, partner_choices, show
from pga.cases.rules.actions import ActionOutcome
from pga.cases.services import actions as services
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.web.guards import guarded


@bp.get("/acties")
@guarded(Permission.CASE_LIST)
def actions() -> Page:
    """Show the open actions, late first, without texts."""
    return show("cases/actions.html", page=list_actions(current_actor()), texts=False)


@bp.post("/acties")
@guarded(Permission.CASE_LIST)
def actions_texts() -> Page:
    """Show the same with the texts; each case is an inzage."""
    page = list_actions(current_actor(), texts=True)
    return show("cases/actions.html", page=page, texts=True)


@bp.route("/casussen/<number>/acties/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def add_action(number: str) -> Page:
    """Give somebody an action."""
    actor, form = current_actor(), ActionForm()
    begun = get_plan_form(actor, number, owners=True)
    _offer(form, begun)
    if request.method == "GET":
        form.goal_id.data = request.args.get("doel", "")
    if form.validate_on_submit():
        try:
            with suppress(AlreadyDone):
                services.add_action(actor, number, form.given(), form_key=str(form.form_key.data))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.ACTION)
        else:
            flash("De actie staat in het plan en bij de acties.", "fine")
            return redirect(url_for("cases.plan", number=number))
    return _form_page(form, begun, "Nieuwe actie")


@bp.route("/casussen/<number>/acties/<uuid:action_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def change_action(number: str, action_id: UUID) -> Page:
    """Change an open action, with a reason."""
    actor, form = current_actor(), ActionForm()
    begun = _opened(number, action_id, owners=True)
    _offer(form, begun)
    stale = False
    if form.validate_on_submit():
        is_change(form)
        if not form.faults():
            given, reason = form.given(), form.reason.data
            try:
                services.change_action(
                    actor, number, action_id, form.made_from, given, reason=reason
                )
            except Invalid as invalid:
                form.add_errors(invalid.problems, labels.ACTION)
            except StaleDossier:
                stale = True
            else:
                flash("De actie is veranderd. Wat er stond, blijft te lezen.", "fine")
                return redirect(url_for("cases.plan", number=number))
    elif request.method == "GET" and begun.action is not None:
        action = begun.action
        form.text.data, form.kind.data = action.text, str(action.kind)
        form.owner.data = begun.owner_key
        form.contact.data = "" if begun.with_contact else action.contact
        form.due_on.data, form.regie.data = action.due_on, action.regie
        form.goal_id.data = str(action.goal_id or "")
        form.fill_mark(begun.about_other)
    return _form_page(form, begun, "Actie veranderen", stale=stale)


@bp.route("/casussen/<number>/acties/<uuid:action_id>/uitkomst", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def settle_action(number: str, action_id: UUID) -> Page:
    """Say what came of an action; the outcome may be chosen by the link that led here."""
    actor, form = current_actor(), OutcomeForm()
    begun = _opened(number, action_id)
    if form.validate_on_submit():
        try:
            services.settle_action(
                actor,
                number,
                action_id,
                outcome=form.chosen(),
                result=form.result.data or "",
                done_on=form.done_on.data or clock.today(),
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.ACTION)
        else:
            flash("De uitkomst is vastgelegd.", "fine")
            after = "cases.actions" if request.args.get("van") == "acties" else "cases.plan"
            return redirect(url_for(after, number=number if after == "cases.plan" else None))
    elif request.method == "GET":
        form.done_on.data = clock.today()
        asked = request.args.get("is", "")
        form.outcome.data = asked if asked in set(ActionOutcome) else None
    return show(
        "cases/settle_action.html",
        form=form,
        head=begun.head,
        action=begun.action,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


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
    colleagues = [(f"u:{one.id}", one.name) for one in begun.owners]
    ours = [
        (one.key, f"{one.name} ({labels.as_own(one.own, one.number).lower()})")
        for one in begun.ours
    ]
    partners = [(f"o:{key}", words) for key, words in partner_choices(begun.partners)]
    if action is not None and begun.owner_key not in dict([*colleagues, *ours, *partners]):
        words = ", ".join(part for part in (action.owner, action.contact) if part)
        standing = (begun.owner_key, words or "Wie het nu heeft")
        group = {"u": colleagues, "o": partners}.get(begun.owner_key[0], ours)
        group.append(standing)
    form.offer(colleagues, ours, partners, goals)


def _form_page(form: ActionForm, begun: PlanForm, title: str, *, stale: bool = False) -> Page:
    form.version.process_data(begun.version)
    faults = form.faults() if request.method == "POST" else []
    return show(
        "cases/action_form.html",
        form=form,
        head=begun.head,
        begun=begun,
        title=title,
        stale=stale,
        over=labels.ACTION["case_over"] if begun.over else "",
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
    )
