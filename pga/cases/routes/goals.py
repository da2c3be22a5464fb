"""Goals of the plan: adding one, changing one, moving it to another tab."""

from contextlib import suppress
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import GoalForm, is_change
from pga.cases.reading.plan import PlanForm, get_plan_form
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.cases.rules.plan import GoalStatus
from pga.cases.services import plan as services
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.web.guards import guarded


@bp.route("/casussen/<number>/doelen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def add_goal(number: str) -> Page:
    """Add a goal."""
    actor, form = current_actor(), GoalForm()
    begun = get_plan_form(actor, number)
    form.offer()
    if request.method == "GET":
        form.status.data = str(GoalStatus.NOW)
    if form.validate_on_submit():
        try:
            with suppress(AlreadyDone):
                services.add_goal(actor, number, form.given(), form_key=str(form.form_key.data))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.PLAN)
        else:
            flash("Het doel staat. Zet er nu een actie onder.", "fine")
            return redirect(url_for("cases.plan", number=number))
    return _page(form, begun, "Nieuw doel")


@bp.route("/casussen/<number>/doelen/<uuid:goal_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def change_goal(number: str, goal_id: UUID) -> Page:
    """Change a goal, with a reason."""
    actor, form = current_actor(), GoalForm()
    try:
        begun = get_plan_form(actor, number, goal_id=goal_id)
    except Invalid:
        raise NotFound from None
    form.offer()
    stale = False
    if form.validate_on_submit():
        is_change(form)
        if not form.faults():
            given, reason = form.given(), form.reason.data
            try:
                services.change_goal(actor, number, goal_id, form.made_from, given, reason=reason)
            except Invalid as invalid:
                form.add_errors(invalid.problems, labels.PLAN)
            except StaleDossier:
                stale = True
            else:
                flash("Het doel is veranderd. Wat er stond, blijft te lezen.", "fine")
                return redirect(url_for("cases.plan", number=number))
    elif request.method == "GET" and begun.goal is not None:
        goal = begun.goal
        form.domain.data, form.status.data = str(goal.domain), str(goal.status)
        form.text.data, form.words.data = goal.text, goal.words
        form.target_on.data, form.regie.data = goal.target_on, goal.regie
        form.fill_mark(begun.about_other)
    return _page(form, begun, "Doel veranderen", stale=stale)


def _page(form: GoalForm, begun: PlanForm, title: str, *, stale: bool = False) -> Page:
    form.version.process_data(begun.version)
    faults = form.faults() if request.method == "POST" else []
    return show(
        "cases/goal_form.html",
        form=form,
        head=begun.head,
        begun=begun,
        title=title,
        stale=stale,
        over=labels.PLAN["case_over"] if begun.over else "",
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
    )
