"""Handing in an aanmelding, reading it, correcting it."""

from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.referral import CorrectionForm, ReferralForm, filled_with
from pga.cases.reading.doubles import PossibleDouble, find_doubles
from pga.cases.reading.handed_in import HandedIn, get_handed_in
from pga.cases.reading.intake import (
    HeldAlready,
    faults_of_referral,
    get_wording,
    last_day_to_look_again,
)
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
from pga.cases.rules.intake import ReferralGiven, suspicions_in
from pga.cases.services import referral as services
from pga.core import clock
from pga.core.errors import AlreadyDone, StaleDossier
from pga.partners.reading import list_referrers
from pga.privacy import drafts
from pga.web.guards import guarded

ADDERS: Final = {"add_person": "persons", "add_guardian": "guardians", "add_involved": "involved"}

SAME: Final = (
    "Een persoon heeft hoogstens één casus. Neem contact op met de procesregisseur hierboven."
)
CHOOSE: Final = "Misschien kennen we deze persoon al. Kies wat u ziet."
FOLLOW_UPS: Final = frozenset({"not_informed", "look_again_on"})
"""Questions that only come up when the person does not know yet."""
CORRECTED: Final = "De correctie is vastgelegd. Het oude blijft leesbaar bij Wijzigingen."


@bp.route("/aanmelden", methods=["GET", "POST"])
@guarded(Permission.CASE_REGISTER, draft="referral")
def register() -> Page:
    """Take in an aanmelding: form, warnings, and then a new case."""
    actor = current_actor()
    draft = draft_of(actor, "referral") if request.method == "GET" else None
    form = ReferralForm(typed_before(draft)) if draft else ReferralForm()
    form.offer((partner.id, partner.name) for partner in list_referrers(actor))
    form.offer_lists(get_wording(actor, clock.today()))
    doubles: list[PossibleDouble] = []
    if request.method == "POST" and not _grown(form):
        given = _checked(actor, form)
        doubles = _doubles(actor, form, given)
        if not form.faults():
            number = _register(actor, form, given, doubles)
            flash(f"De aanmelding is vastgelegd als {number}.", "fine")
            return redirect(url_for("cases.sheet", number=number))
    return _form_page("cases/register.html", form, draft, doubles=doubles)


@bp.get("/casussen/<number>/aanmelding")
@guarded(Permission.CASE_READ)
def handed_in(number: str) -> Page:
    """Show the aanmelding as it stands, and the weging."""
    found = get_handed_in(current_actor(), number)
    return show(
        "cases/handed_in.html",
        found=found,
        tabs=tabs_of(found.head, "cases.handed_in", lookers=False),
    )


@bp.route("/casussen/<number>/aanmelding/corrigeren", methods=["GET", "POST"])
@guarded(Permission.CASE_CORRECT, draft="correction")
def correct(number: str) -> Page:
    """Correct what was handed in: was, is, waarom."""
    actor = current_actor()
    found = get_handed_in(actor, number, Permission.CASE_CORRECT)
    standing = filled_with(found.given, found.organisation_id)
    if request.method == "GET":
        form, draft = _opened(actor, number, found, standing)
    else:
        form, draft = CorrectionForm(), None
    form.offer(_referrers(actor, found).items())
    form.offer_lists(found.wording, found.standing.chosen)
    conflicts: list[dict[str, Any]] = []
    if request.method == "POST" and not _grown(form):
        given = _checked(actor, form, found.standing)
        if not form.faults():
            try:
                services.correct(
                    actor,
                    number,
                    form.token.data,
                    given,
                    organisation_id=form.organisation_id,
                    reason=form.reason.data,
                )
            except StaleDossier:
                form, conflicts = _merged(actor, number, form, found, standing)
            else:
                flash(CORRECTED, "fine")
                return redirect(url_for("cases.handed_in", number=number))
    return _form_page(
        "cases/correct.html", form, draft, head=found.head, conflicts=conflicts, number=number
    )


def _checked(
    actor: Actor, form: ReferralForm, standing: HeldAlready | None = None
) -> ReferralGiven:
    """Check shape, rules and what was pasted, and tell everything at once."""
    form.validate()
    given = form.given()
    chosen = None if form.organisation.errors else form.organisation_id
    problems = faults_of_referral(actor, given, chosen, standing)
    if not form.informed.data:
        problems = {name: code for name, code in problems.items() if name not in FOLLOW_UPS}
    form.add_errors(problems, labels.INTAKE)
    form.warned = bool(suspicions_in(given))
    if not form.seen.data:
        for field, kinds in suspicions_in(given).items():
            for kind in kinds:
                form.problem(field, labels.SUSPICION[kind])
    return given


def _referrers(actor: Actor, found: HandedIn) -> dict[UUID, str]:
    """Return who may refer, and who handed this in, who perhaps may not any more."""
    here = {partner.id: partner.name for partner in list_referrers(actor)}
    return {**here, found.organisation_id: found.organisation}


def _doubles(actor: Actor, form: ReferralForm, given: ReferralGiven) -> list[PossibleDouble]:
    """Look whether somebody is known already; the answer to it is asked beside the warning."""
    if not all(person.form.recognisable for person in form.persons):
        return []
    doubles = find_doubles(actor, [(person.surname, person.birth) for person in given.persons])
    if doubles and form.double.data not in {"other", "ask"}:
        form.problem("double", SAME if form.double.data == "same" else CHOOSE)
    return doubles


def _register(
    actor: Actor, form: ReferralForm, given: ReferralGiven, doubles: list[PossibleDouble]
) -> str:
    try:
        return services.register(
            actor,
            given,
            organisation_id=form.organisation_id,
            duplicate_checked=not doubles or form.double.data == "other",
            form_key=form.form_key.data,
        )
    except AlreadyDone as done:
        return done.result


def _grown(form: ReferralForm) -> bool:
    """Add an empty part when a button asked for one; tell whether that was all."""
    for button, part in ADDERS.items():
        if button in request.form:
            form[part].append_entry()
            return True
    return False


def _opened(
    actor: Actor, number: str, found: HandedIn, standing: list[tuple[str, str]]
) -> tuple[CorrectionForm, Any]:
    """Open the form as it stands, or as it was being typed; keep what it was made from."""
    draft = draft_of(actor, "correction", number)
    if draft is None:
        base = [list(pair) for pair in standing]
        drafts.save(actor.id, "base", number, base, municipality=actor.municipality)
    form = CorrectionForm(typed_before(draft) or MultiDict(standing))
    form.token.data = found.token
    return form, draft


def _merged(
    actor: Actor,
    number: str,
    form: CorrectionForm,
    found: HandedIn,
    standing: list[tuple[str, str]],
) -> tuple[CorrectionForm, list[dict[str, Any]]]:
    """Lay the form over what stands now: what both changed is shown, the rest is kept."""
    base = drafts.load(actor.id, "base", number)
    was, mine, now = (_grouped(p) for p in (base.fields if base else [], form.typed(), standing))
    merged: list[tuple[str, str]] = []
    conflicts = []
    for name in {**now, **mine}:
        w, m, n = was.get(name, []), mine.get(name, []), now.get(name, [])
        if m in (n, w):
            merged += [(name, value) for value in n]
            continue
        merged += [(name, value) for value in m]
        if n != w and name in _labels(form):
            conflicts.append(
                {
                    "label": _labels(form)[name],
                    "was": ", ".join(w),
                    "mine": ", ".join(m),
                    "now": ", ".join(n),
                }
            )
    fresh = CorrectionForm(MultiDict(merged))
    fresh.token.data = found.token
    fresh.offer(_referrers(actor, found).items())
    fresh.offer_lists(found.wording, found.standing.chosen)
    drafts.save(
        actor.id, "base", number, [list(p) for p in standing], municipality=actor.municipality
    )
    return fresh, conflicts


def _grouped(pairs: Any) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).extend([value] if value else [])
    return grouped


def _labels(form: CorrectionForm) -> dict[str, str]:
    return {field.name: field.label.text for field in form.leaves()}


def _form_page(template: str, form: ReferralForm, draft: Any, **more: Any) -> Page:
    faults = form.faults() if request.method == "POST" else []
    return show(
        template,
        form=form,
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
        minors=form.has_minor(clock.today()),
        look_again_by=last_day_to_look_again(current_actor()),
        **draft_words(draft),
        **more,
    )
