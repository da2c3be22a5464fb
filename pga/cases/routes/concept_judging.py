"""What team Veiligheid does with a concept-aanmelding: take it, ask back, refuse it."""

from typing import Final
from uuid import UUID

from werkzeug.datastructures import MultiDict

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.concept import AskBackForm, ConceptForm, RefuseForm
from pga.cases.forms.doors import RecuseForm
from pga.cases.reading.concept import get_closing, get_heading, get_judging
from pga.cases.reading.doubles import PossibleDouble
from pga.cases.reading.intake import get_intake
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.referral import (
    check_given,
    grown,
    known_of,
    look_for_doubles,
    people_of,
    referral_page,
)
from pga.cases.rules.concept import ConceptMove
from pga.cases.services import concept as services
from pga.cases.services.concept_recusal import recuse_from_concept
from pga.core.numbers import read_count
from pga.dossiers.rules.recusal import Bond
from pga.web.guards import guarded

ASKED: Final = "Uw vraag is gesteld. De collega past de aanmelding aan en levert haar opnieuw in."
CLOSED: Final = (
    "De concept-aanmelding is voor u gesloten. Was het een vergissing? Bel de coördinator."
)
REFUSED: Final = "Geweigerd. De collega leest waarom."


@bp.route("/concepten/<uuid:concept_id>/overnemen", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_JUDGE)
def take_concept(concept_id: UUID) -> Page:
    """Make a case of it by the form of an aanmelding; what is not right can be put right here."""
    actor = current_actor()
    found = get_judging(actor, concept_id)
    intake = get_intake(actor)
    doubles: list[PossibleDouble] = []

    def offer(form: ConceptForm) -> None:
        form.offer(((one.id, one.name) for one in intake.referrers), people_of(intake))
        form.offer_lists(intake.wording)
        form.offer_deciders((one.id, one.name) for one in intake.colleagues if one.id != actor.id)

    form = opened(
        ConceptForm,
        offer=offer,
        fill=lambda form: form.process(MultiDict(found.fields)),
        stands={"token": found.version},
    )
    form.day = found.received_on
    form.known = known_of(actor, form, intake)

    def check() -> None:
        check_given(actor, form)
        doubles.extend(look_for_doubles(actor, form))

    def act() -> str:
        return services.take(
            actor,
            concept_id,
            read_count(form.token.data),
            form.given(),
            organisation_id=form.organisation_id,
            duplicate_checked=not doubles or form.double.data == "other",
        )

    made = None if grown(form) else carried_out(form, act, labels.INTAKE, check=check)
    if made:
        said = f"De aanmelding is overgenomen als {made.result}."
        return done(said, "cases.sheet", number=made.result)
    return referral_page("cases/take_concept.html", form, intake, doubles=doubles, found=found)


@bp.route("/concepten/<uuid:concept_id>/terugvragen", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_JUDGE)
def ask_back_concept(concept_id: UUID) -> Page:
    """Ask its maker something."""
    actor = current_actor()
    line, version = get_heading(actor, concept_id, Permission.CONCEPT_JUDGE, ConceptMove.ASK_BACK)
    form = opened(AskBackForm, stands={"token": version})

    def act() -> None:
        version = read_count(form.token.data)
        services.ask_back(actor, concept_id, version, question=form.question.data)

    if carried_out(form, act):
        return done(ASKED, "cases.concepts")
    return form_page("cases/ask_back_concept.html", form, line=line)


@bp.route("/concepten/<uuid:concept_id>/weigeren", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_JUDGE)
def refuse_concept(concept_id: UUID) -> Page:
    """Refuse it, with a reason."""
    actor = current_actor()
    line, version = get_heading(actor, concept_id, Permission.CONCEPT_JUDGE, ConceptMove.REFUSE)
    form = opened(RefuseForm, stands={"token": version})

    def act() -> None:
        version = read_count(form.token.data)
        services.refuse(actor, concept_id, version, reason=form.reason.data)

    if carried_out(form, act):
        return done(REFUSED, "cases.concepts")
    return form_page("cases/refuse_concept.html", form, line=line)


@bp.route("/concepten/<uuid:concept_id>/ik-ken-deze-persoon", methods=["GET", "POST"])
@guarded(Permission.CONCEPT_RECUSE)
def recuse_from(concept_id: UUID) -> Page:
    """Say that one knows the person, and close it for oneself; it is gone by then."""
    actor, form = current_actor(), opened(RecuseForm)

    def act() -> None:
        bond, note = Bond(str(form.bond.data)), form.note.data or ""
        recuse_from_concept(actor, concept_id, bond=bond, note=note)

    if carried_out(form, act):
        return done(CLOSED, "cases.concepts")
    return form_page("cases/recuse_from_concept.html", form, line=get_closing(actor, concept_id))
