"""Plan van aanpak: the tab, its texts, its versions, adopting one, and what the person gets."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import AdoptForm, PlanTextsForm, ReplyForm, is_change
from pga.cases.reading.plan import (
    REVISED_IN,
    get_plan,
    get_plan_for_person,
    get_plan_form,
    get_version,
)
from pga.cases.reading.step import get_step
from pga.cases.routes.blueprint import (
    Page,
    bp,
    draft_of,
    draft_words,
    has_errors,
    show,
    tabs_of,
    typed_before,
)
from pga.cases.routes.sheet import need_shown
from pga.cases.routes.working import put_needs
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.plan import GoalStatus, PlanReply, PlanText
from pga.cases.rules.states import State
from pga.cases.services import plan as services
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.dossiers.rules.moves import UnknownMove
from pga.web.filters import plain_date
from pga.web.guards import guarded

TABS: Final = {status: str(labels.GOAL_STATUS[status]).lower() for status in GoalStatus}
"""The four tabs of goals, as the address names them."""


@bp.get("/casussen/<number>/plan")
@guarded(Permission.CASE_READ)
def plan(number: str) -> Page:
    """Show the plan as it is now, one tab of goals at a time, and its versions."""
    page = get_plan(current_actor(), number)
    asked = request.args.get("doelen", "")
    status = next((one for one, word in TABS.items() if word == asked), GoalStatus.NOW)
    return show(
        "cases/plan.html",
        page=page,
        head=page.head,
        status=status,
        goals=[goal for goal in page.plan.goals if goal.status is status],
        goal_tabs=[
            {
                "label": labels.GOAL_STATUS[one],
                "url": url_for("cases.plan", number=number, doelen=TABS[one]),
                "current": one is status,
                "count": page.counts[one],
                "word": "doelen",
            }
            for one in GoalStatus
        ],
        pending=[difference_shown(one, page.names) for one in page.pending],
        findings=[finding_shown(one) for one in page.findings],
        revises=page.head.state in REVISED_IN,
        tabs=tabs_of(page.head, "cases.plan", lookers=page.may_see_lookers),
    )


@bp.route("/casussen/<number>/plan/kern", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN, draft="plan_texts")
def plan_texts(number: str) -> Page:
    """Write the texts of the plan."""
    actor = current_actor()
    begun = get_plan_form(actor, number, texts=True)
    draft = draft_of(actor, "plan_texts", number) if request.method == "GET" else None
    form = PlanTextsForm(typed_before(draft)) if draft else PlanTextsForm()
    form.offer_relations()
    stale = False
    if form.validate_on_submit():
        if begun.version:
            is_change(form)
        if not form.faults():
            try:
                services.write_texts(
                    actor,
                    number,
                    form.made_from,
                    form.texts(),
                    about_other=form.mark(),
                    reason=form.reason.data or "",
                )
            except Invalid as invalid:
                form.add_errors(invalid.problems, labels.PLAN)
            except StaleDossier:
                stale = True
            else:
                flash("De teksten van het plan zijn bewaard.", "fine")
                return redirect(url_for("cases.plan", number=number))
    elif request.method == "GET" and draft is None:
        for name in PlanText:
            form[name].data = (begun.texts or {}).get(name, "")
        form.fill_mark(begun.about_other)
    form.version.process_data(begun.version)
    faults = form.faults() if request.method == "POST" else []
    return show(
        "cases/plan_texts.html",
        form=form,
        head=begun.head,
        begun=begun,
        stale=stale,
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
        **draft_words(draft),
    )


@bp.route("/casussen/<number>/plan/vaststellen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK, draft="adopt_plan")
def adopt_plan(number: str) -> Page:
    """Adopt the plan: the first version begins the execution, a later one follows it."""
    actor = current_actor()
    step = get_step(actor, number, MoveCode.ADOPT_PLAN)
    page = get_plan(actor, number)
    begun = get_plan_form(actor, number, permission=Permission.CASE_WORK)
    first = step.head.state is State.PLANNING
    draft = draft_of(actor, "adopt_plan", number) if request.method == "GET" else None
    form = AdoptForm(typed_before(draft)) if draft else AdoptForm()
    stale = False
    if form.validate_on_submit():
        try:
            _adopt(form, number, first=first)
        except (StaleDossier, UnknownMove):
            stale = True
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.PLAN)
        except StepBlocked as blocked:
            put_needs(form, blocked, step)
        else:
            flash("Het plan is vastgesteld. Leg nu vast wat betrokkene ervan zegt.", "fine")
            return redirect(url_for("cases.plan", number=number))
    form.version.process_data(step.head.version)
    form.token.process_data(begun.token)
    faults = form.faults() if request.method == "POST" else []
    return show(
        "cases/adopt_plan.html",
        form=form,
        head=step.head,
        page=page,
        first=first,
        stale=stale,
        possible=page.may_adopt,
        lacking=[need_shown(need, step) for need in step.lacking],
        findings=[finding_shown(one) for one in page.findings],
        pending=[difference_shown(one, page.names) for one in page.pending],
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
        **draft_words(draft),
    )


@bp.get("/casussen/<number>/plan/versies/<int:version>")
@guarded(Permission.CASE_READ)
def plan_version(number: str, version: int) -> Page:
    """Show a version as it was adopted, with was, is and waarom."""
    try:
        page = get_version(current_actor(), number, version)
    except Invalid:
        raise NotFound from None
    return show(
        "cases/plan_version.html",
        page=page,
        head=page.head,
        changed=[difference_shown(one, page.names) for one in page.changed],
        tabs=tabs_of(page.head, "cases.plan", lookers=page.may_see_lookers),
    )


@bp.route("/casussen/<number>/plan/versies/<int:version>/antwoord", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def plan_reply(number: str, version: int) -> Page:
    """Record what the person says of a version."""
    actor, form = current_actor(), ReplyForm()
    begun = get_plan_form(actor, number)
    try:
        page = get_version(actor, number, version)
    except Invalid:
        raise NotFound from None
    if form.validate_on_submit():
        try:
            services.record_reply(
                actor,
                number,
                version,
                reply=PlanReply(str(form.reply.data)),
                note=form.note.data or "",
                replied_on=form.replied_on.data or clock.today(),
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.PLAN)
        else:
            flash("Het antwoord van betrokkene is vastgelegd.", "fine")
            return redirect(url_for("cases.plan", number=number))
    elif request.method == "GET":
        form.replied_on.data = clock.today()
    return show(
        "cases/plan_reply.html",
        form=form,
        head=begun.head,
        page=page,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.get("/casussen/<number>/plan/voor-betrokkene/<int:version>")
@guarded(Permission.CASE_READ)
def plan_for_person(number: str, version: int) -> Page:
    """Show what the person may have, to print."""
    try:
        page = get_plan_for_person(current_actor(), number, version)
    except Invalid:
        raise NotFound from None
    return show("cases/plan_for_person.html", page=page, head=page.head)


def _adopt(form: AdoptForm, number: str, *, first: bool) -> None:
    actor, token = current_actor(), str(form.token.data or "")
    adopt = services.adopt_plan if first else services.revise_plan
    adopt(actor, number, form.made_from, token, why=form.why.data or "")


def finding_shown(found: Any) -> dict[str, Any]:
    """Return what a rule found, in words, with the rule."""
    about = [labels.DOMAIN.get(one, one) for one in found.about]
    return {"title": labels.FOUND[found.rule], "rule": labels.PLAN_RULE[found.rule], "about": about}


def difference_shown(one: Any, names: Any) -> dict[str, Any]:
    """Return one difference in words: what, was, is."""
    if one.part == "text":
        return {"what": labels.PLAN_TEXT[PlanText(one.what)], "was": one.was, "now": one.now}
    field = labels.DIFFERENCE[one.what]
    what = f"{labels.PLAN_PART[one.part]}: {one.title}"
    new_or_gone = one.was is None or one.now is None
    return {
        "what": what if one.what == "text" and new_or_gone else f"{what} ({field.lower()})",
        "was": _worded(one.what, one.was, names),
        "now": _worded(one.what, one.now, names),
    }


def _worded(field: str, value: Any, names: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    words: dict[str, Any] = {
        "domain": labels.DOMAIN,
        "status": labels.GOAL_STATUS,
        "kind": labels.ACTION_KIND,
        "outcome": labels.ACTION_OUTCOME,
        "goal_id": names,
    }
    if field in words:
        return str(words[field].get(value, "een ander doel"))
    return plain_date(value) if field in {"due_on", "target_on"} else str(value)
