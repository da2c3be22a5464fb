"""Goals of the plan: adding one, changing one, moving it to another tab."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import GoalForm, is_change
from pga.cases.reading.plan_forms import GoalBegun, get_goal_form
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.evaluating import citable_choices
from pga.cases.rules.plan import GoalGiven, GoalStatus
from pga.cases.services import gathering
from pga.cases.services import plan as services
from pga.core.errors import Invalid
from pga.web.guards import guarded

CHANGED: Final = "Het doel is veranderd. Wat er stond, blijft te lezen."
BELOW: Final = "Doel bewaard. De aangevinkte acties staan er nu onder."


@bp.route("/casussen/<number>/doelen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def add_goal(number: str) -> Page:
    """Add a goal."""
    actor = current_actor()
    begun = get_goal_form(actor, number)
    form = opened(
        GoalForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: form.status.process_data(GoalStatus.NOW),
    )

    def act() -> None:
        services.add_goal(actor, number, form.given(), loose=form.ticked, cited=form.cites)

    if carried_out(form, act, labels.PLAN):
        said = BELOW if form.loose.data else "Doel bewaard. Zet er nu een actie onder."
        return done(said, "cases.plan", number=number)
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
        loose = form.ticked
        if not form.reason.data:
            gathering.gather_actions(actor, number, goal_id, form.made_from, loose)
            return
        given, reason = form.given(), form.reason.data
        services.change_goal(
            actor,
            number,
            goal_id,
            form.made_from,
            given,
            reason=reason,
            loose=loose,
            cited=form.cites,
        )

    def check() -> None:
        if not form.moves_only(goal, begun.citing.cited):
            is_change(form)

    form = opened(
        GoalForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: _fill(form, goal, begun),
        stands={"version": begun.version},
    )
    if carried_out(form, act, labels.PLAN, check=check):
        return done(CHANGED if form.reason.data else BELOW, "cases.plan", number=number)
    return _page(form, begun, "Doel veranderen")


def _offer(form: GoalForm, begun: GoalBegun) -> None:
    form.offer(_loose(begun), begun.criminal.persons)
    form.offer_citable(citable_choices(begun.citing))


def _fill(form: GoalForm, goal: GoalGiven, begun: GoalBegun) -> None:
    form.fill(goal)
    form.fill_cited(begun.citing.cited)


def _loose(begun: GoalBegun) -> Iterator[tuple[UUID, dict[str, str]]]:
    """Yield the actions that can be ticked: what, who and before when."""
    for one in begun.loose:
        who = labels.as_own(one.own, one.own_number) if one.own else one.owner
        yield one.id, {"label": one.text or "", "hint": f"{who}, klaar vóór {one.due_on:%d-%m-%Y}"}


def _page(form: GoalForm, begun: GoalBegun, title: str) -> Page:
    over = labels.PLAN["case_over"] if begun.over else ""
    return form_page(
        "cases/goal_form.html", form, head=begun.head, begun=begun, title=title, over=over
    )
