"""Plan van aanpak: the tab, its texts, its versions, adopting one, and what the person gets."""

from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.plan import AdoptForm, PlanTextsForm, ReplyForm, is_change
from pga.cases.reading.adopting import get_adopting
from pga.cases.reading.plan import (
    ADOPTED_IN,
    REVISED_IN,
    PlanReview,
    get_plan,
    get_plan_for_person,
    get_version,
)
from pga.cases.reading.plan_forms import get_replying, get_texts_form
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.needs_shown import need_shown
from pga.cases.routes.steps import put_needs
from pga.cases.rules.plan import GoalStatus, PlanReply, PlanText
from pga.cases.rules.states import State
from pga.cases.services import plan as services
from pga.core import clock
from pga.core.errors import Invalid
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
    return render_template(
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
        **review_shown(page.review),
        revises=page.head.state in REVISED_IN,
        adoptable=page.head.state in ADOPTED_IN,
    )


@bp.route("/casussen/<number>/plan/kern", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def plan_texts(number: str) -> Page:
    """Write the texts of the plan."""
    actor = current_actor()
    begun = get_texts_form(actor, number)

    def act() -> None:
        given, reason = form.given(), form.reason.data or ""
        services.write_texts(
            actor,
            number,
            form.made_from,
            given.texts,
            about_other=given.about_other,
            reason=reason,
        )

    form = opened(
        PlanTextsForm,
        offer=lambda form: form.offer_relations(),
        fill=lambda form: form.fill(begun.texts),
        stands={"version": begun.version},
    )
    if carried_out(
        form, act, labels.PLAN, check=lambda: is_change(form) if begun.version else None
    ):
        return done("De teksten van het plan zijn bewaard.", "cases.plan", number=number)
    return form_page("cases/plan_texts.html", form, head=begun.head, begun=begun)


@bp.route("/casussen/<number>/plan/vaststellen", methods=["GET", "POST"])
@guarded(Permission.CASE_ADOPT)
def adopt_plan(number: str) -> Page:
    """Adopt the plan: the first version begins the execution, a later one follows it."""
    actor = current_actor()
    page = get_adopting(actor, number)
    step = page.step
    first = step.head.state is State.PLANNING
    form = opened(AdoptForm, stands={"version": step.head.version, "token": page.token})

    def act() -> None:
        adopt = services.adopt_plan if first else services.revise_plan
        adopt(actor, number, form.made_from, str(form.token.data), why=form.why.data or "")

    if carried_out(form, act, labels.PLAN, blocked=lambda lacking: put_needs(form, lacking, step)):
        said = "Het plan is vastgesteld. Leg nu vast wat betrokkene ervan zegt."
        return done(said, "cases.plan", number=number)
    return form_page(
        "cases/adopt_plan.html",
        form,
        head=step.head,
        first=first,
        possible=page.may_adopt,
        plan=page.plan,
        may_regie=page.may_regie,
        lacking=[need_shown(need, step) for need in step.lacking],
        **review_shown(page.review),
    )


@bp.get("/casussen/<number>/plan/versies/<int:version>")
@guarded(Permission.CASE_READ)
def plan_version(number: str, version: int) -> Page:
    """Show a version as it was adopted, with was, is and waarom."""
    try:
        page = get_version(current_actor(), number, version)
    except Invalid:
        raise NotFound from None
    return render_template(
        "cases/plan_version.html",
        page=page,
        head=page.head,
        changed=[difference_shown(one, page.names) for one in page.changed],
    )


@bp.route("/casussen/<number>/plan/versies/<int:version>/antwoord", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def plan_reply(number: str, version: int) -> Page:
    """Record what the person says of a version."""
    actor = current_actor()
    try:
        page = get_replying(actor, number, version)
    except Invalid:
        raise NotFound from None

    def act() -> None:
        services.record_reply(
            actor,
            number,
            version,
            reply=PlanReply(str(form.reply.data)),
            note=form.note.data or "",
            replied_on=form.replied_on.day,
        )

    form = opened(ReplyForm, fill=lambda form: form.replied_on.process_data(clock.today()))
    if carried_out(form, act, labels.PLAN):
        return done("Het antwoord van betrokkene is vastgelegd.", "cases.plan", number=number)
    return form_page("cases/plan_reply.html", form, head=page.head, page=page)


@bp.get("/casussen/<number>/plan/voor-betrokkene/<int:version>")
@guarded(Permission.CASE_READ)
def plan_for_person(number: str, version: int) -> Page:
    """Show what the person may have, to print."""
    try:
        page = get_plan_for_person(current_actor(), number, version)
    except Invalid:
        raise NotFound from None
    return render_template("cases/plan_for_person.html", page=page, head=page.head)


def review_shown(review: PlanReview) -> dict[str, Any]:
    """Return what the rules found, which of them are off, and what is other than before."""
    return {
        "findings": [finding_shown(one) for one in review.findings],
        "off": review.off,
        "pending": [difference_shown(one, review.names) for one in review.pending],
    }


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
