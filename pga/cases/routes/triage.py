"""The weging: start it, fill it in, decide it."""

from typing import Final

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.triage import DropForm, StartTriageForm, TriageForm
from pga.cases.reading.doubles import find_doubles_of
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.room import CASES
from pga.cases.routes.blueprint import (
    Page,
    bp,
    draft_of,
    draft_words,
    has_errors,
    show,
    typed_before,
)
from pga.cases.routes.working import move_page
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import State
from pga.cases.rules.triage import FeedbackMeans, Outcome, problems_of
from pga.cases.services import triage as services
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.moves import UnknownMove
from pga.web.forms import member
from pga.web.guards import guarded

ONLY_COORDINATOR: Final = (
    "Alleen de coördinator kan direct opschalen, en het overdrachtsdossier is er nog niet. "
    "Overleg met de coördinator en laat de weging zo lang open."
)


@bp.route("/casussen/<number>/weging/starten", methods=["GET", "POST"])
@guarded(Permission.CASE_TRIAGE)
def start_triage(number: str) -> Page:
    """Look once whether the person is known, and begin."""
    actor, form = current_actor(), StartTriageForm()
    found = get_handed_in(actor, number, Permission.CASE_TRIAGE)
    doubles = find_doubles_of(actor, number)
    stale = False
    if form.validate_on_submit():
        if doubles and not form.seen.data:
            form.problem("seen", "Kijk eerst naar de casus hierboven en kies dan.")
        else:
            try:
                services.start_triage(actor, number, form.made_from, duplicate_checked=True)
            except (StaleDossier, UnknownMove):
                stale = True
            else:
                flash("De weging is gestart. Deze casus staat nu bij u.", "fine")
                return redirect(url_for("cases.triage", number=number))
    form.version.data = form.version.raw_data = None
    form.version.process_data(found.head.version)
    return show(
        "cases/start_triage.html",
        form=form,
        head=found.head,
        doubles=doubles,
        stale=stale,
        possible=found.head.state is State.REFERRED,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.route("/casussen/<number>/weging", methods=["GET", "POST"])
@guarded(Permission.CASE_TRIAGE, draft="triage")
def triage(number: str) -> Page:
    """Weigh: criteria, legal tests, outcome, and how the referrer hears of it."""
    actor = current_actor()
    found = get_handed_in(actor, number, Permission.CASE_TRIAGE)
    choices = get_choices(actor, CASES, number)
    draft = draft_of(actor, "triage", number) if request.method == "GET" else None
    form = TriageForm(typed_before(draft)) if draft else TriageForm()
    form.offer((one.id, one.name) for one in choices.directors)
    stale = False
    if request.method == "POST":
        form.validate()
        form.add_errors(problems_beside(form), labels.TRIAGE)
        stale = not form.faults() and not _decided(form, number)
        if not stale and not form.faults():
            flash(
                f"De uitkomst is vastgelegd: {labels.OUTCOME[Outcome(str(form.outcome.data))]}.",
                "fine",
            )
            return redirect(url_for("cases.sheet", number=number))
    elif request.method == "GET" and draft is None:
        form.feedback_on.data = clock.today()
        form.procesregisseur.data = str(actor.id)
    form.version.process_data(found.head.version)
    return show(
        "cases/triage.html",
        form=form,
        found=found,
        head=found.head,
        stale=stale,
        possible=found.head.state is State.IN_TRIAGE,
        faults=form.faults() if request.method == "POST" else [],
        title_prefix=has_errors(form) if request.method == "POST" else "",
        **draft_words(draft),
    )


@bp.route("/casussen/<number>/stoppen", methods=["GET", "POST"])
@guarded(Permission.CASE_TRIAGE, draft="drop")
def drop(number: str) -> Page:
    """End a case whose ground new facts took away, and tell the referrer."""

    def act(form: DropForm) -> None:
        services.drop_after_information(
            current_actor(),
            number,
            form.made_from,
            facts=form.facts.data,
            feedback=member(FeedbackMeans, form.feedback.data),
            feedback_on=form.feedback_on.data or clock.today(),
        )

    done = "De casus is gestopt. De bewaartermijn loopt."
    return move_page(number, "drop", DropForm, MoveCode.DROP_AFTER_INFORMATION, act, done)


def problems_beside(form: TriageForm) -> dict[str, str]:
    """Return what the rules miss, by the field beside which it is told."""
    problems: dict[str, str] = {**problems_of(form.answers())}
    criteria = problems.pop("criteria", None)
    return {**problems, **({"outcome": criteria} if criteria else {})}


def _decided(form: TriageForm, number: str) -> bool:
    """Hand the weging in; False when somebody else was first."""
    decision = services.WegingDecision(
        answers=form.answers(),
        consulted=form.consulted.data or "",
        procesregisseur_id=form.procesregisseur_id,
        feedback_on=form.feedback_on.data or clock.today(),
    )
    if decision.answers.outcome is Outcome.SCALE_UP_DIRECTLY:
        form.problem("outcome", ONLY_COORDINATOR)
        return True
    try:
        services.decide_triage(current_actor(), number, form.made_from, decision)
    except (StaleDossier, UnknownMove):
        return False
    except Invalid as invalid:
        form.add_errors(invalid.problems, labels.TRIAGE)
    return True
