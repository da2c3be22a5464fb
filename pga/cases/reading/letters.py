"""Letters about a case: what stands in each, where it stands, and what a second person approves."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, DossierFacts, Refused
from pga.accounts.reading import names_of
from pga.accounts.reading.standing import PEOPLE
from pga.cases.models.case import Case
from pga.cases.models.letters import CaseDocument, CaseDocumentVersion
from pga.cases.models.referral import Referral
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import HearingRows, hearing_rows, unopened_rows
from pga.cases.room import CASES
from pga.cases.rules.informing import Audience, Ear, may_hear
from pga.cases.rules.letters import TRUE_IN, TYPED, children_of, kinds_in, reader_of
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import Row, transaction
from pga.dossiers.reading.eligible import links_now
from pga.dossiers.reading.finding import nothing_there, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.scope import facts_about
from pga.letters.as_docx import draw_docx
from pga.letters.labels import MARK, TEMPLATES
from pga.letters.rules.blocks import Paper
from pga.letters.rules.states import OPEN, DocumentState
from pga.letters.rules.templates import Filled, LetterKind, LetterPlace, LetterReader, fill
from pga.partners.reading import organisation_names
from pga.privacy import approval
from pga.privacy.approval import ApprovalKind, ApprovalLine, ApprovalSheet, Thing, own
from pga.privacy.approval_rules import ApprovalState
from pga.privacy.columns import SUFFIX
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure_codes import Means
from pga.settings.reading import name_in, values_on
from pga.web.filters import plain_date

BY_HAND: Final = "in de hand gegeven"


@dataclass(frozen=True, slots=True)
class LetterEar:
    """Somebody of the case who can get a letter."""

    ear: Ear
    name: str
    reader: LetterReader


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in the list."""

    id: UUID
    kind: LetterKind
    to: str
    state: DocumentState
    made_by: str
    made_on: date
    sent_on: date | None
    asked: ApprovalLine | None
    """How the last question to a second person stands."""


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The page *Documenten* of a case."""

    head: Head
    letters: tuple[LetterLine, ...]
    possible: bool
    """Whether a letter is true of the case where it stands."""


@dataclass(frozen=True, slots=True)
class WritingPage:
    """The form of a letter: for whom, which, and what stands in it now."""

    head: Head
    ears: tuple[LetterEar, ...]
    kinds: tuple[LetterKind, ...]
    kind: LetterKind | None = None
    ear: Ear | None = None
    means: Means | None = None
    typed: Mapping[LetterPlace, str] | None = None
    version: int = 0
    open: bool = True
    """Whether its words can still change."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter whole."""

    head: Head
    line: LetterLine
    means: Means
    paper: Paper
    empty: tuple[LetterPlace, ...]
    failed: str
    version: int
    place: int
    """Which version of its words this is."""
    kept: bool
    """Whether the file that goes is kept."""
    true_now: bool

    @property
    def open(self) -> bool:
        """Tell whether it can still go."""
        return self.line.state in OPEN

    @property
    def approved(self) -> bool:
        """Tell whether a second person said yes to it as it stands."""
        return self._asked is ApprovalState.APPROVED

    @property
    def can_be_proposed(self) -> bool:
        """Tell whether a second person can be asked now."""
        waits = self._asked in {ApprovalState.WAITING, ApprovalState.APPROVED}
        return self.open and self.true_now and not self.empty and not waits

    @property
    def _asked(self) -> ApprovalState | None:
        asked = self.line.asked
        drafted = self.line.state is DocumentState.DRAFT
        return asked.state if asked and self.open and not drafted else None


@dataclass(frozen=True, slots=True)
class LetterToApprove:
    """What a second person reads: exactly the letter, and nothing else of the case."""

    sheet: ApprovalSheet
    asked_by: str
    decided_by: str
    kind: LetterKind
    to: str
    means: Means
    paper: Paper
    of_version: int


def get_letters(actor: Actor, number: str) -> LettersPage:
    """Open the letters about a case: to whom, and where each stands. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS)
        require_content(actor, found)
        case = found.dossier
        question = sa.select(CaseDocument).filter_by(case_id=case.id)
        rows = session.scalars(question.order_by(CaseDocument.made_at.desc())).all()
        with looking_at(session, actor, found.about, purpose=found.purpose("letters")) as context:
            return LettersPage(
                open_head(session, actor, found, context),
                tuple(_line(session, row, context) for row in rows),
                kinds_in(case.state) != (),
            )


def get_writing(actor: Actor, number: str, document_id: UUID | None = None) -> WritingPage:
    """Open what a letter is written from, or what stands in one. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("letters")) as context:
            page = WritingPage(
                open_head(session, actor, found, context),
                ears_of(session, case, context),
                kinds_in(case.state),
            )
            if document_id is None:
                referrer = referrer_of(session, case)
                return replace(page, typed={LetterPlace.ORGANISATIONS: referrer})
            row = document_of(session, actor, case, document_id)
            held = context.open(newest(session, row), "filled")
            typed = {one: held.get(one, "") for one in TYPED}
            return replace(
                page,
                kind=row.kind,
                ear=ear_of(row) if row.state in OPEN else None,
                means=row.means,
                typed=typed,
                version=row.version,
                open=row.state in OPEN,
            )


def get_letter(actor: Actor, number: str, document_id: UUID) -> LetterPage:
    """Open one letter about a case, as it goes or went. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS)
        require_content(actor, found)
        row = document_of(session, actor, found.dossier, document_id)
        version = newest(session, row)
        with looking_at(session, actor, found.about, purpose=found.purpose("letters")) as context:
            filled = filled_in(row, version, context)
            return LetterPage(
                head=open_head(session, actor, found, context),
                line=_line(session, row, context),
                means=row.means,
                paper=paper_of(session, found.dossier.municipality, row, version, filled),
                empty=filled.empty,
                failed=context.open(row, "failed") or "",
                version=row.version,
                place=version.place,
                kept=version.kept,
                true_now=is_true_now(row, found.dossier),
            )


def get_file(actor: Actor, number: str, document_id: UUID, *, pdf: bool) -> bytes:
    """Open the file of a letter that a second person was shown; the look is in the trail.

    Raises Refused, also while there is none.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_LETTERS)
        require_content(actor, found)
        row = document_of(session, actor, found.dossier, document_id)
        version = newest(session, row)
        if not version.kept:
            raise Refused(nothing_there(actor, Permission.CASE_LETTERS))
        purpose = found.purpose("letter_file")
        with looking_at(session, actor, found.about, purpose=purpose) as context:
            if pdf:
                return base64.b64decode(context.open(version, "pdf"))
            filled = filled_in(row, version, context)
            place = found.dossier.municipality
            return draw_docx(paper_of(session, place, row, version, filled))


def get_letter_approval(actor: Actor, approval_id: UUID) -> LetterToApprove:
    """Open a letter for who proposed it or can approve it. Raises Refused."""
    with transaction() as session:
        sheet = approval.find(session, actor, approval_id)
        row = session.get(CaseDocument, sheet.line.object_id)
        if row is None or sheet.line.kind != DOCUMENT.code:
            raise Refused(nothing_there(actor, Permission.CASE_LETTERS_APPROVE))
        names = names_of(session, [sheet.line.proposed_by, sheet.line.decided_by])
        version = newest(session, row)
        about = CASES.about(row.case_id)
        with looking_at(session, actor, about, purpose="letter_approval") as context:
            filled = filled_in(row, version, context)
            return LetterToApprove(
                sheet=sheet,
                asked_by=names[sheet.line.proposed_by],
                decided_by=names.get(sheet.line.decided_by, ""),
                kind=row.kind,
                to=context.open(version, "filled")[LetterPlace.RECIPIENT],
                means=row.means,
                paper=paper_of(session, sheet.line.municipality, row, version, filled),
                of_version=version.place,
            )


def document_of(session: Session, actor: Actor, case: Case, document_id: UUID) -> CaseDocument:
    """Return a letter about this case; for a part of a unit. Raises Refused for another one."""
    row = session.get(CaseDocument, document_id, with_for_update=True)
    if row is None or row.case_id != case.id:
        raise Refused(nothing_there(actor, Permission.CASE_LETTERS))
    return row


def newest(session: Session, row: CaseDocument) -> CaseDocumentVersion:
    """Return the words of a letter as they stand now; for a part of a unit."""
    question = sa.select(CaseDocumentVersion).filter_by(document_id=row.id)
    return session.scalars(question.order_by(CaseDocumentVersion.place.desc()).limit(1)).one()


def ear_of(row: CaseDocument) -> Ear:
    """Return who gets a letter."""
    whose = row.guardian_id or row.person_id
    if whose is None:
        raise LookupError(row.id)
    return Ear(row.audience, whose)


def still_reads_it(session: Session, row: CaseDocument, case: Case, context: AccessContext) -> bool:
    """Tell whether who gets a letter still gets it in these words: a birthday can change that."""
    rows = hearing_rows(session, case, context)
    return reader_of(ear_of(row), rows.of_case) is row.reader


def is_true_now(row: CaseDocument, case: Case) -> bool:
    """Tell whether what a letter says is so, where the case stands."""
    return case.state in TRUE_IN[row.kind]


def filled_in(row: CaseDocument, version: CaseDocumentVersion, context: AccessContext) -> Filled:
    """Return the blocks of a letter with what stands in its places."""
    held = {LetterPlace(name): said for name, said in context.open(version, "filled").items()}
    return fill(TEMPLATES[row.kind, row.reader], held, MARK)


def paper_of(
    session: Session,
    municipality: str,
    row: CaseDocument,
    version: CaseDocumentVersion,
    filled: Filled,
) -> Paper:
    """Return a letter as it is drawn."""
    sender = f"Gemeente {name_in(session, municipality)}"
    return Paper.of(TEMPLATES[row.kind, row.reader].title, sender, version.day, filled.blocks)


def ears_of(session: Session, case: Case, context: AccessContext) -> tuple[LetterEar, ...]:
    """Return who of a case can get a letter, with the words each gets it in."""
    rows = hearing_rows(session, case, context)
    readers = ((ear, reader_of(ear, rows.of_case)) for ear in may_hear(rows.of_case))
    return tuple(
        LetterEar(ear, _called(rows, ear, context), reader) for ear, reader in readers if reader
    )


def referrer_of(session: Session, case: Case) -> str:
    """Return which organisation referred somebody."""
    question = sa.select(Referral.organisation_id).filter_by(case_id=case.id)
    organisation_id = session.scalars(question).one()
    return organisation_names(session, [organisation_id]).get(organisation_id, "")


def of_the_case(
    session: Session, case: Case, ear: Ear, means: Means, context: AccessContext
) -> dict[LetterPlace, str]:
    """Return what a letter takes from its case, as it stands now."""
    rows = hearing_rows(session, case, context)
    children = [one.id for one in children_of(ear, rows.of_case)]
    calls = [str(context.open(one, "call_name")) for one in rows.people if one.id in children]
    address = BY_HAND if means is Means.PAPER else _address(rows, ear, context)
    return {
        LetterPlace.RECIPIENT: _called(rows, ear, context),
        LetterPlace.ADDRESS: address,
        LetterPlace.CHILD: " en ".join(calls),
        LetterPlace.REFERRER: referrer_of(session, case),
    }


def of_the_municipality(session: Session, case: Case) -> dict[LetterPlace, str]:
    """Return what a letter takes from the settings of today."""
    today = clock.today()
    values = values_on(session, case.municipality, today)
    dpo = (values.get(name, "") for name in ("dpo_name", "dpo_phone", "dpo_mail"))
    years = values.get("retention_closed_years", "")
    return {
        LetterPlace.MUNICIPALITY: name_in(session, case.municipality),
        LetterPlace.RETURN_ADDRESS: values.get("return_address", ""),
        LetterPlace.DAY: plain_date(today),
        LetterPlace.NUMBER: case.number,
        LetterPlace.DPO: ", ".join(filter(None, dpo)),
        LetterPlace.KEPT: f"{years} jaar" if years else "",
    }


def thing_of_letter(session: Session, document_id: UUID) -> Thing | None:
    """Return a letter as it would go: each block, its file, for whom, how, and where it is true.

    Opens nothing, for lists ask it too: what is sealed is compared as it is kept.
    """
    row = session.get(CaseDocument, document_id)
    if row is None or (row.person_id or row.guardian_id) is None:
        return None
    case, version = session.get_one(Case, row.case_id), newest(session, row)
    if case.state is State.DESTROYED:
        return None
    rows, ear = unopened_rows(session, case), ear_of(row)
    template = TEMPLATES[row.kind, row.reader]
    question = sa.select(CaseDocumentVersion.made_by).filter_by(document_id=row.id)
    return Thing(
        municipality=case.municipality,
        parts=(
            ("welke brief", f"{row.kind} {row.reader} {version.template_version}".encode()),
            ("voor wie", f"{ear}".encode() + _who_may_hear(rows)),
            ("hoe de brief gaat", row.means.value.encode()),
            ("of de brief klopt bij de casus", str(is_true_now(row, case)).encode()),
            ("naam en adres in de casus", _who_and_where(rows, ear)),
            ("wie aanmeldde", referrer_of(session, case).encode()),
            *(
                (f"deel {place} van de vaste tekst", _as_bytes(block))
                for place, block in enumerate(template.blocks, 1)
            ),
            ("wat is ingevuld", version.id.bytes + _cells(version, "filled")),
            ("het bestand", _cells(version, "pdf")),
        ),
        dossier_id=case.id,
        makers=frozenset(session.scalars(question)),
    )


def facts_of_letter(session: Session, actor: Actor, document_id: UUID) -> DossierFacts | None:
    """Return how somebody stands to the case of a letter."""
    row = session.get(CaseDocument, document_id)
    if row is None:
        return None
    case = session.get_one(Case, row.case_id)
    return facts_about(CASES, case, links_now(session, CASES, case, [actor.id]), actor)


DOCUMENT: Final = own(
    ApprovalKind(
        code="document",
        proposes=Permission.CASE_LETTERS,
        approves=Permission.CASE_LETTERS_APPROVE,
        page="cases.approve_letter",
        people=PEOPLE,
        thing=thing_of_letter,
        facts=facts_of_letter,
    )
)


def _cells(row: Row, *names: str) -> bytes:
    """Return sealed cells as they are kept: what did not change keeps its bytes, unopened."""
    cells = [getattr(row, name + SUFFIX) or b"" for name in names]
    return b"".join(len(cell).to_bytes(4, "big") + cell for cell in cells)


def _who_may_hear(rows: HearingRows) -> bytes:
    births = b"".join(one.id.bytes + _cells(one, "birth") for one in rows.people)
    ties = sorted(f"{one.person_id} {one.guardian_id} {one.standing}" for one in rows.ties)
    return births + "\n".join(ties).encode()


def _who_and_where(rows: HearingRows, ear: Ear) -> bytes:
    if ear.audience is Audience.GUARDIAN:
        (guardian,) = (one for one in rows.guardians if one.id == ear.id)
        mine = (one for one in rows.people if ear.id in rows.guardians_of(one))
        calls = (_cells(one, "call_name") for one in mine)
        return b"".join((_cells(guardian, "name", "address"), *calls))
    (person,) = (one for one in rows.people if one.id == ear.id)
    return _cells(person, "call_name", "surname", "residence")


def _as_bytes(block: Any) -> bytes:
    return json.dumps({"kind": block.kind, **asdict(block)}, sort_keys=True).encode()


def _line(session: Session, row: CaseDocument, context: AccessContext) -> LetterLine:
    held = context.open(newest(session, row), "filled")
    return LetterLine(
        id=row.id,
        kind=row.kind,
        to=held[LetterPlace.RECIPIENT],
        state=row.state,
        made_by=names_of(session, [row.made_by])[row.made_by],
        made_on=clock.on_the_wall(row.made_at).date(),
        sent_on=row.sent_on,
        asked=approval.last_of(session, DOCUMENT, row.id),
    )


def _called(rows: HearingRows, ear: Ear, context: AccessContext) -> str:
    if ear.audience is Audience.GUARDIAN:
        (guardian,) = (one for one in rows.guardians if one.id == ear.id)
        return str(context.open(guardian, "name"))
    (person,) = (one for one in rows.people if one.id == ear.id)
    names: Sequence[str] = (context.open(person, "call_name"), context.open(person, "surname"))
    return " ".join(names)


def _address(rows: HearingRows, ear: Ear, context: AccessContext) -> str:
    if ear.audience is Audience.GUARDIAN:
        (guardian,) = (one for one in rows.guardians if one.id == ear.id)
        return str(context.open(guardian, "address") or "")
    (person,) = (one for one in rows.people if one.id == ear.id)
    lives = context.open(person, "residence")
    parts = (lives.get("address"), lives.get("town"))
    return "\n".join(str(one) for one in parts if one) if lives.get("address") else ""
