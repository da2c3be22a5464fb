"""Goals of the plan: adding one, changing one, moving it to another tab."""

from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import GoalForm, is_change
from pga.cases.reading.plan_forms import GoalBegun, get_goal_form
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.plan import GoalStatus
from pga.cases.services import plan as services
from pga.core.errors import Invalid
from pga.web.guards import guarded


@bp.route("/casussen/<number>/doelen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def add_goal(number: str) -> Page:
    """Add a goal."""
    actor = current_actor()
    begun = get_goal_form(actor, number)
    form = opened(
        GoalForm,
        offer=lambda form: form.offer(),
        fill=lambda form: form.status.process_data(GoalStatus.NOW),
    )
    if carried_out(form, lambda: services.add_goal(actor, number, form.given()), labels.PLAN):
        return done("Doel bewaard. Zet er nu een actie onder.", "cases.plan", number=number)
    return _page(form, begun, "Nieuw doel")


@bp.route("/casussen/<number>/doelen/<uuid:goal_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def change_goal(number: str, goal_id: UUID) -> Page:
    """Change a goal, with a reason."""
    actor = current_actor()
    try:
        begun = get_goal_form(actor, number, goal_id)
    except Invalid:
        raise NotFound from None
    goal = begun.goal
    if goal is None:
        raise NotFound

    def act() -> None:
        given, reason = form.given(), form.reason.data
        services.change_goal(actor, number, goal_id, form.made_from, given, reason=reason)

    form = opened(
        GoalForm,
        offer=lambda form: form.offer(),
        fill=lambda form: form.fill(goal),
        stands={"version": begun.version},
    )
    if carried_out(form, act, labels.PLAN, check=lambda: is_change(form)):
        said = "Het doel is veranderd. Wat er stond, blijft te lezen."
        return done(said, "cases.plan", number=number)
    return _page(form, begun, "Doel veranderen")


def _page(form: GoalForm, begun: GoalBegun, title: str) -> Page:
    over = labels.PLAN["case_over"] if begun.over else ""
    return form_page(
        "cases/goal_form.html", form, head=begun.head, begun=begun, title=title, over=over
    )
