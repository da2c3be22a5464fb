"""The working phase: end the information round, put on hold, take up again."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.working import HoldForm, ResumeForm, StartPlanningForm
from pga.cases.reading.pause import get_pause
from pga.cases.reading.step import StepPage, get_step
from pga.cases.routes.blueprint import (
    Page,
    bp,
    draft_of,
    draft_words,
    has_errors,
    show,
    typed_before,
)
from pga.cases.routes.sheet import need_shown
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.states import HoldReason
from pga.cases.services import working as services
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.dossiers.rules.moves import UnknownMove
from pga.web.forms import CaseForm
from pga.web.guards import guarded

BESIDE = {
    Need.REQUESTS_ANSWERED_OR_NOTE: "note",
    Need.HOLD_REASON: "reason",
    Need.HOLD_REVIEW_DATE: "review_on",
    Need.RESUME_REASON: "reason",
    Need.NO_GROUND_ARGUED: "facts",
    Need.FEEDBACK_ROUTE: "feedback",
}
"""The field beside which a need of these screens is told."""


ANSWERS = {MoveCode.HOLD: get_pause}
"""What a move tells before it is saved, to who asks what it would do."""


@bp.route("/casussen/<number>/plan-opstellen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK, draft="planning")
def start_planning(number: str) -> Page:
    """End the information round."""

    def act(form: StartPlanningForm) -> None:
        services.start_planning(current_actor(), number, form.made_from, note=form.note.data)

    done = "De informatieronde is klaar. Het plan kan worden opgesteld."
    return move_page(number, "planning", StartPlanningForm, MoveCode.START_PLANNING, act, done)


@bp.route("/casussen/<number>/aanhouden", methods=["GET", "POST"])
@guarded(Permission.CASE_HOLD, draft="hold")
def hold(number: str) -> Page:
    """Let a case wait until a day."""

    def act(form: HoldForm) -> None:
        services.hold(
            current_actor(),
            number,
            form.made_from,
            reason=HoldReason(str(form.reason.data)),
            note=form.note.data,
            review_on=form.review_on.data or clock.today(),
        )

    return move_page(number, "hold", HoldForm, MoveCode.HOLD, act, "De casus is aangehouden.")


@bp.route("/casussen/<number>/hervatten", methods=["GET", "POST"])
@guarded(Permission.CASE_HOLD, draft="resume")
def resume(number: str) -> Page:
    """Take a waiting case up again."""

    def act(form: ResumeForm) -> None:
        services.resume(current_actor(), number, form.made_from, reason=form.reason.data)

    return move_page(number, "resume", ResumeForm, MoveCode.RESUME, act, "De casus gaat verder.")


def move_page(
    number: str,
    name: str,
    kind: type[Any],
    code: MoveCode,
    act: Callable[[Any], None],
    done: str,
) -> Page:
    """Show the screen of a small move, and make the move when its form is in order."""
    actor = current_actor()
    step = get_step(actor, number, code)
    draft = draft_of(actor, name, number) if request.method == "GET" else None
    form = kind(typed_before(draft)) if draft else kind()
    stale = False
    answer = ANSWERS.get(code) if "look" in request.form else None
    if answer is not None:
        form.review_on.validate(form)
    elif request.method == "POST" and form.validate():
        try:
            act(form)
        except (StaleDossier, UnknownMove):
            stale = True
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.TRIAGE)
        except StepBlocked as blocked:
            put_needs(form, blocked, step)
        else:
            flash(done, "fine")
            return redirect(url_for("cases.sheet", number=number))
    if isinstance(form, HoldForm):
        form.bound(step.hold_until)
    form.version.process_data(step.head.version)
    faults = form.faults() if request.method == "POST" else []
    return show(
        f"cases/{name}.html",
        form=form,
        head=step.head,
        stale=stale,
        possible=step.possible,
        faults=faults,
        moved=answer(actor, number, form.review_on.data) if answer and not faults else (),
        title_prefix=has_errors(form) if faults else "",
        **draft_words(draft),
    )


def put_needs(form: CaseForm, blocked: StepBlocked, step: StepPage) -> None:
    """Tell what a step lacks beside its fields, and give the link to where it is mended."""
    for code in blocked.missing:
        need = Need(code)
        form.problem(BESIDE.get(need, ""), labels.NEED[need])
        if "url" in need_shown(need, step):
            form.mend = need_shown(need, step)
