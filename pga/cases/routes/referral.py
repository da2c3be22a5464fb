"""Handing in an aanmelding, reading it, correcting it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final
from uuid import UUID

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.referral import CorrectionForm, HandedInForm, ReferralForm, filled_with
from pga.cases.reading.doubles import PossibleDouble, find_doubles
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.reading.intake import (
    HeldAlready,
    Intake,
    faults_of_referral,
    get_intake,
    get_referrer,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.authority import AuthorityProblem
from pga.cases.rules.intake import KnownReferrer
from pga.cases.rules.referral import BirthDate
from pga.cases.services import referral as services
from pga.core import clock
from pga.web.guards import guarded

ADDERS: Final = {"add_person": "persons", "add_guardian": "guardians", "add_involved": "involved"}

FROM_SIGNAL: Final = {"signal": "signaal", "organisation": "organisatie"}
"""As the address says that an aanmelding comes from a signaal, and from whom; nothing else does."""

SAME: Final = (
    "Een persoon heeft hoogstens één casus. Neem contact op met de procesregisseur hierboven."
)
CHOOSE: Final = "Misschien kennen we deze persoon al. Kies wat u ziet."
FOLLOW_UPS: Final = frozenset({"not_informed", "not_informed_note", "look_again_on"})
"""Questions that only come up when the person does not know yet."""
FindDoubles = Callable[[Actor, Sequence[tuple[str, BirthDate]]], list[PossibleDouble]]
CORRECTED: Final = "De correctie is vastgelegd. Het oude blijft leesbaar bij Wijzigingen."


@bp.route("/aanmelden", methods=["GET", "POST"])
@guarded(Permission.CASE_REGISTER)
def register() -> Page:
    """Take in an aanmelding: form, warnings, and then a new case."""
    actor = current_actor()
    intake = get_intake(actor)
    doubles: list[PossibleDouble] = []

    def offer(form: ReferralForm) -> None:
        form.offer(((one.id, one.name) for one in intake.referrers), people_of(intake))
        form.offer_lists(intake.wording)
        form.offer_deciders((one.id, one.name) for one in intake.colleagues if one.id != actor.id)

    def begin(form: ReferralForm) -> None:
        form.organisation.process_data(request.args.get(FROM_SIGNAL["organisation"]))
        form.authority_by.data = intake.authority_by

    def check() -> None:
        check_given(actor, form)
        if form.authority_open.data and not form.authority_by.data:
            form.problem("authority_by", labels.AUTHORITY[AuthorityProblem.NO_DAY])
        doubles.extend(look_for_doubles(actor, form))

    def act() -> str:
        checked = not doubles or form.double.data == "other"
        organisation_id = form.organisation_id
        return services.register(
            actor, form.given(), organisation_id=organisation_id, duplicate_checked=checked
        )

    form = opened(ReferralForm, offer=offer, fill=begin)
    form.known = known_of(actor, form, intake)
    made = None if grown(form) else carried_out(form, act, labels.INTAKE, check=check)
    if made:
        said = f"De aanmelding is vastgelegd als {made.result}."
        return done(said, "cases.sheet", number=made.result)
    from_signal = FROM_SIGNAL["signal"] in request.args
    return referral_page(
        "cases/register.html", form, intake, doubles=doubles, from_signal=from_signal
    )


@bp.get("/casussen/<number>/aanmelding")
@guarded(Permission.CASE_READ)
def handed_in(number: str) -> Page:
    """Show the aanmelding as it stands, and the weging."""
    found = get_handed_in(current_actor(), number)
    return render_template(
        "cases/handed_in.html",
        found=found,
    )


@bp.route("/casussen/<number>/aanmelding/corrigeren", methods=["GET", "POST"])
@guarded(Permission.CASE_CORRECT)
def correct(number: str) -> Page:
    """Correct what was handed in: was, is, waarom."""
    actor = current_actor()
    found = get_correcting(actor, number)
    here = {one.id: one.name for one in found.intake.referrers}
    referrers = {**here, found.organisation_id: found.organisation}
    standing = MultiDict(filled_with(found.given, found.organisation_id))

    def offer(form: CorrectionForm) -> None:
        form.offer(referrers.items())
        form.offer_lists(found.intake.wording, found.standing.chosen)

    def act() -> None:
        services.correct(
            actor,
            number,
            form.token.data,
            form.given(),
            organisation_id=form.organisation_id,
            reason=form.reason.data,
        )

    form = opened(
        CorrectionForm,
        offer=offer,
        fill=lambda form: form.process(standing),
        stands={"token": found.token},
    )

    def check() -> None:
        check_given(actor, form, found.standing)

    if not grown(form) and carried_out(form, act, labels.INTAKE, check=check):
        return done(CORRECTED, "cases.handed_in", number=number)
    return referral_page("cases/correct.html", form, found.intake, head=found.head, number=number)


def people_of(intake: Intake) -> list[tuple[UUID, str]]:
    """Return who is known of each organisation that refers."""
    return [
        (who.id, ", ".join(filter(None, (one.name, who.name, who.function))))
        for one in intake.referrers
        for who in intake.contacts.get(one.id, ())
    ]


def known_of(
    actor: Actor,
    form: ReferralForm,
    intake: Intake,
    permission: Permission = Permission.CASE_REGISTER,
) -> KnownReferrer | None:
    """Return who was picked; what is not on the list is for the form to refuse."""
    picked = form.who.data
    here = {str(who.id): who.id for some in intake.contacts.values() for who in some}
    if not form.is_submitted() or picked not in here:
        return None
    return get_referrer(actor, here[picked], permission)


def check_given(actor: Actor, form: HandedInForm, standing: HeldAlready | None = None) -> None:
    """Check the rules, and tell everything at once."""
    given = form.given()
    chosen = None if form.organisation.errors else form.organisation_id
    problems = faults_of_referral(actor, given, chosen, standing)
    if not (isinstance(form, ReferralForm) and form.informed.data):
        problems = {name: code for name, code in problems.items() if name not in FOLLOW_UPS}
    form.add_errors(problems, labels.INTAKE)


def look_for_doubles(
    actor: Actor, form: ReferralForm, find: FindDoubles = find_doubles
) -> Collection[PossibleDouble]:
    """Look whether somebody is known already; the answer to it is asked beside the warning."""
    if not all(person.form.recognisable for person in form.persons):
        return ()
    persons = form.given().persons
    doubles = find(actor, [(person.surname, person.birth) for person in persons])
    if doubles and form.double.data not in {"other", "ask"}:
        form.problem("double", SAME if form.double.data == "same" else CHOOSE)
    return doubles


def grown(form: HandedInForm) -> bool:
    """Add an empty part when a button asked for one; tell whether that was all."""
    for button, part in ADDERS.items():
        if button in request.form:
            form[part].grow()
            return True
    return False


def referral_page(template: str, form: HandedInForm, intake: Intake, **more: Any) -> Page:
    """Show the form of an aanmelding, on whichever page it stands."""
    return form_page(
        template,
        form,
        minors=form.has_minor(clock.today()),
        young=form.has_under_12(clock.today()),
        undecided=intake.undecided,
        look_again_by=intake.look_again_by,
        **more,
    )
