"""Each move of a case with its screen, as one row: where, which form, which use case, what it says.

A move that has no row here cannot be made in PGA yet; its page then says so, to who could make it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from flask import request

from pga.access.policy import Actor
from pga.accounts.handshake import carried_out, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.working import HoldForm, ResumeForm, StartPlanningForm
from pga.cases.reading.pause import get_pause
from pga.cases.reading.step import StepPage, get_step
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.ending import ended
from pga.cases.routes.needs_shown import need_shown
from pga.cases.rules.ending import DECIDED_BY, ENDED_BY
from pga.cases.rules.moves import HOLDS, RESUMES, MoveCode, find_move
from pga.cases.rules.needs import Need
from pga.cases.rules.states import HoldReason
from pga.cases.services import working
from pga.core.errors import StepBlocked
from pga.web.forms import CaseForm
from pga.web.guards import guarded

NOTHING: Final[Mapping[Need, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepScreen:
    """A move and its screen."""

    endpoint: str
    icon: str
    beside: Mapping[Need, str] = field(default_factory=dict)
    """The field beside which a need is told."""


@dataclass(frozen=True, slots=True)
class SmallStep(StepScreen):
    """A move whose whole screen is one form: its page is made from this row."""

    address: str = ""
    template: str = ""
    form: type[CaseForm] = CaseForm
    act: Callable[[Actor, str, Any], None] = field(default=lambda *_: None)
    done: str = ""
    offer: Callable[[Any, StepPage], None] = field(default=lambda *_: None)
    preview: Callable[[Actor, str, Any], Any] | None = None
    """What this move would do, for who asks that first; None when there is nothing to see."""


def _start_planning(actor: Actor, number: str, form: StartPlanningForm) -> None:
    working.start_planning(actor, number, form.made_from, note=form.note.data)


def _hold(actor: Actor, number: str, form: HoldForm) -> None:
    working.hold(
        actor,
        number,
        form.made_from,
        reason=HoldReason(str(form.reason.data)),
        note=form.note.data,
        review_on=form.review_on.day,
    )


def _resume(actor: Actor, number: str, form: ResumeForm) -> None:
    working.resume(
        actor,
        number,
        form.made_from,
        reason=form.reason.data,
        rejected_on=form.rejected_on.data,
    )


def _pause(actor: Actor, number: str, form: HoldForm) -> Any:
    form.review_on.validate(form)
    resume_on = form.review_on.data
    return get_pause(actor, number, resume_on) if resume_on and not form.faults() else ()


HOLDING: Final = SmallStep(
    "cases.hold",
    "player-pause",
    {Need.HOLD_REASON: "reason", Need.HOLD_REVIEW_DATE: "review_on"},
    address="aanhouden",
    template="hold",
    form=HoldForm,
    act=_hold,
    done="De casus is aangehouden.",
    offer=lambda form, step: form.bound(step.hold_until),
    preview=_pause,
)
RESUMING: Final = SmallStep(
    "cases.resume",
    "arrow-right",
    {Need.RESUME_REASON: "reason", Need.OBJECTION_SETTLED: "rejected_on"},
    address="hervatten",
    template="resume",
    form=ResumeForm,
    act=_resume,
    done="De casus gaat verder.",
)
STEPS: Final[Mapping[MoveCode, StepScreen]] = {
    MoveCode.START_TRIAGE: StepScreen("cases.start_triage", "scale"),
    MoveCode.ADMIT: StepScreen("cases.triage", "circle-check"),
    MoveCode.REJECT: StepScreen("cases.triage", "x"),
    MoveCode.START_PLANNING: SmallStep(
        "cases.start_planning",
        "clipboard-text",
        {Need.REQUESTS_ANSWERED_OR_NOTE: "note"},
        address="plan-opstellen",
        template="planning",
        form=StartPlanningForm,
        act=_start_planning,
        done="De informatieronde is klaar. Het plan kan worden opgesteld.",
    ),
    MoveCode.ADOPT_PLAN: StepScreen("cases.adopt_plan", "clipboard-check"),
    **dict.fromkeys(HOLDS.values(), HOLDING),
    **dict.fromkeys(RESUMES.values(), RESUMING),
    **dict.fromkeys((*ENDED_BY.values(), *DECIDED_BY.values()), StepScreen("cases.end", "x")),
}
"""The moves that this version has a screen for."""
ICONS: Final = {
    MoveCode.START_AFTERCARE: "stairs-down",
    MoveCode.DESTROY: "eraser",
    MoveCode.DESTROY_REJECTED: "eraser",
}


def icon_of(code: MoveCode) -> str:
    """Return the picture of a move, with or without a screen."""
    step = STEPS.get(code)
    return step.icon if step else ICONS.get(code, "stairs-up")


def small_step_page(number: str, code: MoveCode, row: SmallStep) -> Page:
    """Show the screen of a small move, and make the move when its form is in order."""
    actor = current_actor()
    step = get_step(actor, number, code)
    form = opened(
        row.form,
        offer=lambda form: row.offer(form, step),
        stands={"version": step.head.version},
    )
    looking = row.preview is not None and "look" in request.form
    moved = row.preview(actor, number, form) if row.preview and looking else ()
    if not looking and carried_out(
        form,
        lambda: row.act(actor, number, form),
        labels.TRIAGE,
        blocked=lambda lacking: put_needs(form, lacking, step, row.beside),
    ):
        return ended(number, row.done)
    return form_page(
        f"cases/{row.template}.html",
        form,
        head=step.head,
        possible=step.possible,
        moved=moved,
        back_to=step.back_to,
        objection=step.objection,
    )


def put_needs(
    form: CaseForm, blocked: StepBlocked, step: StepPage, beside: Mapping[Need, str] = NOTHING
) -> None:
    """Tell what a step lacks beside its fields, and give the link to where it is mended."""
    for code in blocked.missing:
        need = Need(code)
        shown = need_shown(need, step)
        form.problem(beside.get(need, ""), shown["text"])
        if "url" in shown:
            form.mend = shown


def _add_page(code: MoveCode, row: SmallStep) -> None:
    def view(number: str) -> Page:
        return small_step_page(number, code, row)

    view.__doc__ = f"{labels.MOVE[code]}."
    bp.add_url_rule(
        f"/casussen/<number>/{row.address}",
        row.endpoint.removeprefix("cases."),
        guarded(find_move(code).permission)(view),
        methods=["GET", "POST"],
    )


for _code, _row in {row.endpoint: (code, row) for code, row in STEPS.items()}.values():
    if isinstance(_row, SmallStep):
        _add_page(_code, _row)
