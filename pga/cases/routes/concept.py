"""Concept-aanmeldingen: the list, one of them, and writing it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.asked import turn_names
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor, names_shown
from pga.cases import labels
from pga.cases.forms.concept import KEEP, ConceptForm, TakeBackForm, WritingForm
from pga.cases.reading.concept import (
    ConceptRead,
    get_concept,
    get_heading,
    get_writing,
    list_concepts,
)
from pga.cases.reading.concept_work import ConceptDuty
from pga.cases.reading.doubles import PossibleDouble, find_doubles_for_maker
from pga.cases.reading.intake import Intake, get_intake
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.duties import DutyLine, work_views
from pga.cases.routes.referral import (
    FROM_SIGNAL,
    check_given,
    grown,
    known_of,
    look_for_doubles,
    people_of,
    referral_page,
)
from pga.cases.rules.concept import ConceptMove, ConceptState
from pga.cases.rules.intake import ReferralGiven
from pga.cases.services import concept as services
from pga.cases.services.concept_news import mark_concept_seen
from pga.core.numbers import read_count
from pga.web.guards import guarded

WORDS: Final[Mapping[Any, str]] = {**labels.INTAKE, **labels.CONCEPT}
KEPT: Final = "Bewaard. Alleen u ziet dit, tot u het inlevert."
HANDED_IN: Final = "Ingeleverd. Team Veiligheid beoordeelt uw aanmelding."
WITHDRAWN: Final = "Ingetrokken. De tekst is weg."


@bp.get("/concepten")
@guarded(Permission.CONCEPT_READ)
def concepts() -> Page:
    """Show one's own, or what was handed in; with names when asked for, each an inzage."""
    actor, names = current_actor(), names_shown("cases.concepts")
    return render_template(
        "cases/concepts.html",
        lines=list_concepts(actor, names=names),
        names=names,
        writes=allows(actor, Permission.CONCEPT_WRITE),
        judges=allows(actor, Permission.CONCEPT_JUDGE),
        views=work_views("concepts", actor),
        ConceptState=ConceptState,
    )


@bp.post("/concepten")
@guarded(Permission.CONCEPT_READ, page="cases.concepts")
def turn_concepts() -> Page:
    """Show names on the same page, or hide them."""
    turn_names(current_actor(), "cases.concepts")
    return redirect(url_for("cases.concepts"))


@bp.post("/concepten/gezien/<uuid:notice_id>")
@guarded(Permission.CONCEPT_READ, page="worklist.work")
def concept_seen(notice_id: UUID) -> Page:
    """Take a line off one's own list."""
    mark_concept_seen(current_actor(), notice_id)
    return done("Gezien. De regel is weg.", "worklist.work")


@bp.route("/concepten/nieuw", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_WRITE)
def begin_concept() -> Page:
    """Begin a concept-aanmelding: keep it, or hand it in at once."""
    actor = current_actor()
    intake = get_intake(actor, Permission.CONCEPT_WRITE)

    def begin(form: WritingForm) -> None:
        form.authority_by.data = intake.authority_by
        here = {str(one.id) for one in intake.referrers}
        source = request.args.get(FROM_SIGNAL["organisation"])
        if source in here:
            form.organisation.data = source
        elif str(actor.organisation) in here:
            form.organisation.data = str(actor.organisation)
            form.referrer.data = f"{actor.name}, interventieteam"

    form = opened(WritingForm, offer=lambda form: _offer(actor, intake, form), fill=begin)
    doubles: list[PossibleDouble] = []

    def act() -> object:
        if form.kept:
            return services.begin(actor, form.written(), name=form.name)
        return services.hand_in_new(
            actor,
            form.given(),
            form.handed(),
            organisation_id=form.organisation_id,
            name=form.name,
        )

    if _carried(actor, intake, form, act, doubles):
        return done(KEPT if form.kept else HANDED_IN, "cases.concepts")
    return referral_page("cases/concept_form.html", form, intake, doubles=doubles, found=None)


@bp.get("/concepten/<uuid:concept_id>")
@guarded(Permission.CONCEPT_READ)
def concept(concept_id: UUID) -> Page:
    """Show a concept-aanmelding as it was handed in; what is being written has its own page."""
    found = get_concept(current_actor(), concept_id)
    if found.line.state is ConceptState.BEING_WRITTEN:
        return redirect(url_for("cases.write_concept", concept_id=concept_id))
    return render_template("cases/concept.html", found=found, given=given_of(found))


@bp.route("/concepten/<uuid:concept_id>/schrijven", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_WRITE)
def write_concept(concept_id: UUID) -> Page:
    """Go on with it: keep it, or hand it in."""
    actor = current_actor()
    found = get_writing(actor, concept_id)
    intake = get_intake(actor, Permission.CONCEPT_WRITE)
    standing: MultiDict[str, str] = MultiDict(found.fields)
    if found.answer:
        standing["answer"] = found.answer
    form = opened(
        WritingForm,
        offer=lambda form: _offer(actor, intake, form),
        fill=lambda form: form.process(standing),
        stands={"token": found.version},
    )
    form.day = found.received_on
    doubles: list[PossibleDouble] = []

    def act() -> None:
        version, answer = read_count(form.token.data), form.answer.data or ""
        if form.kept:
            fields, name = form.written(), form.name
            services.write(actor, concept_id, version, fields, name=name, answer=answer)
            return
        services.hand_in(
            actor,
            concept_id,
            version,
            form.given(),
            form.handed(),
            organisation_id=form.organisation_id,
            name=form.name,
            answer=answer,
        )

    if _carried(actor, intake, form, act, doubles):
        return done(KEPT if form.kept else HANDED_IN, "cases.concepts")
    return referral_page("cases/concept_form.html", form, intake, doubles=doubles, found=found)


@bp.route("/concepten/<uuid:concept_id>/intrekken", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_WRITE)
def withdraw_concept(concept_id: UUID) -> Page:
    """Take it back: the text goes."""
    actor = current_actor()
    line, version = get_heading(actor, concept_id, Permission.CONCEPT_WRITE, ConceptMove.WITHDRAW)
    form = opened(TakeBackForm, stands={"token": version})

    def act() -> None:
        services.withdraw(actor, concept_id, read_count(form.token.data))

    if carried_out(form, act):
        return done(WITHDRAWN, "cases.concepts")
    return form_page("cases/withdraw_concept.html", form, line=line)


def concept_line(duty: ConceptDuty) -> DutyLine:
    """Return what is to be done with a concept-aanmelding as a line of what is due."""
    written = duty.state is not ConceptState.HANDED_IN
    at = "cases.write_concept" if written else "cases.concept"
    return DutyLine(
        when=duty.due_on,
        title=labels.CONCEPT_DUTY[duty.state],
        url=url_for(at, concept_id=duty.id),
        meta=() if written else (f"van {duty.maker}",),
        number="",
        name="",
    )


def given_of(found: ConceptRead) -> ReferralGiven:
    """Return what was handed in, as an aanmelding."""
    form = ConceptForm(formdata=MultiDict(found.fields))
    form.day = found.received_on
    return form.given()


def _offer(actor: Actor, intake: Intake, form: ConceptForm) -> None:
    form.offer(((one.id, one.name) for one in intake.referrers), people_of(intake))
    form.offer_lists(intake.wording)
    form.offer_deciders((one.id, one.name) for one in intake.colleagues if one.id != actor.id)


def _carried(
    actor: Actor, intake: Intake, form: WritingForm, act: Any, doubles: list[PossibleDouble]
) -> bool:
    """Carry out what was pressed; what is only kept is not held by the rules."""
    form.kept = KEEP in request.form
    form.known = known_of(actor, form, intake, Permission.CONCEPT_WRITE)

    def check() -> None:
        if form.kept:
            return
        check_given(actor, form)
        doubles.extend(look_for_doubles(actor, form, find_doubles_for_maker))

    return not grown(form) and carried_out(form, act, WORDS, check=check) is not None
