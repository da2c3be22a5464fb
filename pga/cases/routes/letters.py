"""Documenten: the letters about a case, from draft to sent."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import make_response, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts import labels as people_labels
from pga.accounts.deciding import decided
from pga.accounts.forms import SecondPersonForm
from pga.accounts.handshake import carried_out, done, form_page, opened, pressed
from pga.accounts.session import current_actor, login_rules
from pga.cases.forms.letters import LetterForm, ProposeLetterForm, SendLetterForm
from pga.cases.labels.letters import LETTER, LETTER_MEANS, MENDED_AT
from pga.cases.reading.letters import (
    get_file,
    get_letter,
    get_letter_approval,
    get_letters,
    get_writing,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.letters import TYPED
from pga.cases.services import letters as services
from pga.cases.services.letters import LetterWritten
from pga.core import clock
from pga.letters import labels as words
from pga.letters.rules.templates import LetterKind
from pga.web.guards import guarded

WORDS: Final[Mapping[Any, str]] = {**LETTER, **people_labels.APPROVAL}
FILES: Final = {"pdf": "application/pdf", "docx": "application/octet-stream"}


@bp.get("/casussen/<number>/documenten")
@guarded(Permission.CASE_LETTERS)
def letters(number: str) -> Page:
    """Show the letters about a case, and where each stands."""
    page = get_letters(current_actor(), number)
    return render_template("cases/letters.html", page=page, head=page.head, words=words)


@bp.route("/casussen/<number>/documenten/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_LETTERS)
def new_letter(number: str) -> Page:
    """Begin a letter."""
    return _write(number, None)


@bp.route("/casussen/<number>/documenten/<uuid:document_id>/schrijven", methods=["GET", "POST"])
@guarded(Permission.CASE_LETTERS)
def write_letter(number: str, document_id: UUID) -> Page:
    """Give a letter other words."""
    return _write(number, document_id)


@bp.get("/casussen/<number>/documenten/<uuid:document_id>")
@guarded(Permission.CASE_LETTERS)
def letter(number: str, document_id: UUID) -> Page:
    """Show a letter as it goes or went, what is still empty, and what can be done."""
    page = get_letter(current_actor(), number, document_id)
    return render_template(
        "cases/letter.html",
        page=page,
        head=page.head,
        words=words,
        asked_states=people_labels.APPROVAL_STATE,
        means=LETTER_MEANS,
        mended_at=MENDED_AT,
    )


@bp.get("/casussen/<number>/documenten/<uuid:document_id>/brief.<kind>")
@guarded(Permission.CASE_LETTERS)
def letter_file(number: str, document_id: UUID, kind: str) -> Response:
    """Give the file of a letter, as a second person was shown it."""
    if kind not in FILES:
        raise NotFound
    answer = make_response(get_file(current_actor(), number, document_id, pdf=kind == "pdf"))
    answer.headers["Content-Type"] = FILES[kind]
    answer.headers["Content-Disposition"] = f'attachment; filename="brief.{kind}"'
    return answer


@bp.route("/casussen/<number>/documenten/<uuid:document_id>/voorleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_LETTERS)
def propose_letter(number: str, document_id: UUID) -> Page:
    """Ask a second person for a letter."""
    actor = current_actor()
    page = get_letter(actor, number, document_id)
    form = opened(ProposeLetterForm, stands={"version": page.version})

    def act() -> None:
        why = str(form.why.data)
        services.propose_letter(actor, number, document_id, form.made_from, why)

    if carried_out(form, act, WORDS):
        said = "Voorgelegd aan een tweede persoon. Tot die goedkeurt, gaat er niets weg."
        return done(said, "cases.letter", number=number, document_id=document_id)
    return form_page("cases/propose_letter.html", form, head=page.head, page=page, words=words)


@bp.route("/casussen/<number>/documenten/<uuid:document_id>/versturen", methods=["GET", "POST"])
@guarded(Permission.CASE_LETTERS)
def send_letter(number: str, document_id: UUID) -> Page:
    """Say that a letter went, or could not."""
    actor = current_actor()
    page = get_letter(actor, number, document_id)

    def begin(form: SendLetterForm) -> None:
        form.on.process_data(clock.today())

    form = opened(SendLetterForm, fill=begin, stands={"version": page.version})

    def act() -> bool:
        services.settle_sending(actor, number, document_id, form.sending)
        return form.sending.went

    settled = carried_out(form, act, WORDS)
    if settled:
        said = "Vastgelegd dat de brief weg is, ook als verstrekking."
        if not settled.result:
            said = "Vastgelegd dat verzenden mislukte. De brief blijft openstaan."
        return done(said, "cases.letter", number=number, document_id=document_id)
    return form_page(
        "cases/send_letter.html",
        form,
        head=page.head,
        page=page,
        words=words,
        means=LETTER_MEANS,
    )


@bp.post("/casussen/<number>/documenten/<uuid:document_id>/intrekken")
@guarded(Permission.CASE_LETTERS, page="cases.letter")
def withdraw_letter(number: str, document_id: UUID) -> Page:
    """Let a letter never go."""
    actor = current_actor()
    return pressed(
        lambda: services.withdraw_letter(actor, number, document_id),
        WORDS,
        "Ingetrokken. Deze brief gaat niet weg.",
        "cases.letters",
        number=number,
    )


@bp.route("/goedkeuringen/brief/<uuid:approval_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_LETTERS_APPROVE)
def approve_letter(approval_id: UUID) -> Page:
    """Show exactly the letter that would go, and take the answer of the second person in."""
    actor, form = current_actor(), opened(SecondPersonForm)

    def act() -> bool:
        said = str(form.words.data or "")
        services.answer_letter(actor, approval_id, approve=form.approves, words=said)
        return form.approves

    taken, status = decided(form, act, LETTER)
    if taken:
        said = "Goedgekeurd. Wie de brief schreef, kan hem nu versturen."
        if not taken.result:
            said = "Afgekeurd. Wie het vroeg, leest waarom."
        return done(said, "accounts.approvals")
    shown = get_letter_approval(actor, approval_id)
    page = form_page(
        "cases/approve_letter.html",
        form,
        shown=shown,
        sheet=shown.sheet,
        words=words,
        people=people_labels,
        means=LETTER_MEANS,
        ask_code=login_rules().second_factor,
    )
    return page, status


def _write(number: str, document_id: UUID | None) -> Page:
    actor = current_actor()
    page = get_writing(actor, number, document_id)

    def offer(form: LetterForm) -> None:
        ears = ((one.ear, f"{one.name}, {words.READER[one.reader]}") for one in page.ears)
        form.offer(page.kinds, ears)

    def begin(form: LetterForm) -> None:
        one_kind = page.kinds[0] if len(page.kinds) == 1 else None
        one_ear = page.ears[0].ear if len(page.ears) == 1 else None
        form.kind.process_data(page.kind or one_kind)
        form.ear.process_data(page.ear or one_ear)
        form.means.process_data(page.means)
        for place in TYPED:
            form[place.value].process_data((page.typed or {}).get(place, ""))

    form = opened(LetterForm, offer=offer, fill=begin, stands={"version": page.version})

    def act() -> UUID:
        written = LetterWritten(LetterKind(str(form.kind.data)), form.whom, form.how, form.typed)
        return services.write_letter(actor, number, written, document_id, form.made_from)

    written = carried_out(form, act, LETTER)
    if written:
        said = "De brief is bewaard als concept."
        return done(said, "cases.letter", number=number, document_id=written.result)
    return form_page("cases/write_letter.html", form, head=page.head, page=page)
