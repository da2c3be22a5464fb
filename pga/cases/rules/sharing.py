"""Mag ik dit delen, of a case: its phase, which parts may go to a partner, and what stays and why.

The supplier's conditions come before the table: what they keep back no answer brings out.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.contributions import GuestViewer, InfoClass, LeftOut, Terms, left_out
from pga.cases.rules.plan import cleared
from pga.cases.rules.states import State
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import TABLED, CategoryAnswer, Phase, SharingAnswer
from pga.privacy.disclosure_codes import Category, Means, Purpose

PHASE_OF: Final[Mapping[State, Phase]] = {
    State.REFERRED: Phase.REFERRAL,
    State.IN_TRIAGE: Phase.TRIAGE,
    State.INFORMATION_ROUND: Phase.ROUND,
    State.PLANNING: Phase.PLAN,
    State.IN_EXECUTION: Phase.PLAN,
    State.ON_HOLD: Phase.PLAN,
    State.SCALE_UP_REQUESTED: Phase.PLAN,
    State.TOP_X: Phase.PLAN,
    State.SCALE_DOWN_PROPOSED: Phase.PLAN,
    State.AFTERCARE: Phase.AFTER,
    State.REJECTED: Phase.AFTER,
    State.CLOSED: Phase.AFTER,
    State.DESTROYED: Phase.AFTER,
}
"""In which column of the table a case stands: its state alone tells."""
CATEGORY_OF: Final = {
    InfoClass.CARE: Category.CARE,
    InfoClass.JUSTICE: Category.CRIMINAL,
    InfoClass.ADMINISTRATION: Category.ADMINISTRATIVE,
    InfoClass.SOCIAL: Category.SOCIAL,
}
"""What kind of data a contribution is."""
IN_TEXT: Final = frozenset({*CATEGORY_OF.values(), Category.ACTIONS})
"""The kinds of data that the ready text can hold; the rest one says or writes oneself."""
ASKED_FOR: Final = tuple(one for one in TABLED if one is not Category.CASE_NUMBER)
"""What one can ask about; the case number comes with everything."""
PURPOSES: Final = (
    Purpose.MEETING,
    Purpose.ACTION,
    Purpose.SAFETY,
    Purpose.SCALE_UP,
    Purpose.HANDOVER,
)
"""Why one shares; a question to a partner and feedback have screens of their own."""
SECRET: Final = frozenset(
    {PartnerKind.MENTAL_HEALTH, PartnerKind.DOCTOR, PartnerKind.PUBLIC_HEALTH}
)
"""Who works under professional secrecy in all it tells (LAW-44)."""
SECRET_CARE: Final = frozenset({PartnerKind.YOUTH_CARE, PartnerKind.SAFE_HOME, PartnerKind.OTHER})
"""Who may do so when it tells about care."""


class Kept(StrEnum):
    """Why the law, or words that no rule can weigh, keep a contribution out of the text."""

    SECRECY = "secrecy"
    """It comes from somebody under professional secrecy (LAW-44)."""
    ORIGIN = "origin"
    """Of the police without a decision that counts today; criminal data of who knows (LAW-60)."""
    OWN_WORDS = "own_words"
    """The supplier made a condition in words of its own."""
    UNMARKED = "unmarked"
    """A passage about somebody else was marked, and cannot be found to leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A contribution of the case, with what says whether it may go."""

    id: UUID
    terms: Terms
    about: InfoClass
    supplier: str
    supplier_kind: PartnerKind | None
    may_supply: bool
    """The decision of the Wpg counts today, when the supplier is of the police."""
    facts_on: date
    fact: str
    opinion: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of the ready text."""

    id: UUID
    category: Category
    who: str
    """The supplier; empty for an action."""
    on: date
    """Of when the facts are; of an action, before when."""
    text: str
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may go, and how many stay and why, without what they say."""

    parts: tuple[TextPart, ...]
    kept: Mapping[LeftOut | Kept, int]


def phase_of(state: State) -> Phase:
    """Return in which phase of the table a case stands."""
    return PHASE_OF[state]


def kept_back(one: Offered, recipient: GuestViewer) -> LeftOut | Kept | None:
    """Return why a contribution may not go in writing, whatever the table says; or nothing."""
    said = left_out(one.terms, recipient)
    if said is not None:
        return said
    if _under_secrecy(one):
        return Kept.SECRECY
    if not one.may_supply or (one.about is InfoClass.JUSTICE and one.supplier_kind is None):
        return Kept.ORIGIN
    if one.terms.conditions.words:
        return Kept.OWN_WORDS
    if one.passage and one.passage not in one.fact and one.passage not in one.opinion:
        return Kept.UNMARKED
    return None


def sift(
    offered: Iterable[Offered],
    actions: Iterable[TextPart],
    recipient: GuestViewer,
    told: Iterable[CategoryAnswer],
    passages: Iterable[str] = (),
) -> Sifted:
    """Return the parts that may go to a recipient, of the kinds to which the answer is not *nee*.

    A marked passage about somebody else goes out wherever it stands. What a recipient told itself
    does not go back.
    """
    allowed = {one.category for one in told if one.answer is not SharingAnswer.NO}
    found, kept = list(offered), Counter[LeftOut | Kept]()
    marked = (*passages, *(one.passage for one in found))
    parts = []
    for one in found:
        category = CATEGORY_OF[one.about]
        if category not in allowed or one.terms.supplier == recipient.organisation_id:
            continue
        why = kept_back(one, recipient)
        if why is not None:
            kept[why] += 1
            continue
        texts = cleared(one.fact, marked), cleared(one.opinion, marked)
        parts.append(TextPart(one.id, category, one.supplier, one.facts_on, *texts))
    if Category.ACTIONS in allowed:
        parts += [
            TextPart(one.id, one.category, one.who, one.on, cleared(one.text, marked))
            for one in actions
        ]
    return Sifted(tuple(parts), dict(kept))


def preselected(parts: Iterable[TextPart], told: Iterable[CategoryAnswer]) -> frozenset[UUID]:
    """Return what stands in the text before anybody chose: only what may go without a *mits*."""
    plain = {one.category for one in told if one.answer is SharingAnswer.YES}
    return frozenset(one.id for one in parts if one.category in plain)


def token_of(parts: Iterable[TextPart]) -> str:
    """Return a digest of the text that was shown, so that booking is about no other text."""
    told = [[str(one.id), str(one.on), one.who, one.text, one.opinion] for one in parts]
    return hashlib.sha256(repr(told).encode()).hexdigest()


class SharingProblem(StrEnum):
    """What can be wrong with booking what is shared."""

    NOT_ALLOWED = "not_allowed"
    """The answer to one of them is *nee*."""
    CHANGED = "changed"
    """The text is not the one that was shown any more."""
    NOTHING = "nothing"
    """There is nothing that goes."""
    NO_RECIPIENT = "no_recipient"
    """It is not said who gets it."""
    NO_SECRECY = "no_secrecy"
    """Who takes part for once did not sign for secrecy (LAW-52)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one asks: to whom, what for, which kinds of data; and which parts were chosen."""

    organisation_id: UUID
    purpose: Purpose
    wanted: frozenset[Category]
    chosen: frozenset[UUID] | None = None
    """Nothing while nobody chose: then what may go without a *mits*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingGiven:
    """What goes, as given on the form."""

    also: frozenset[Category]
    """The kinds that are not in the text, and go too."""
    contact_id: UUID | None
    recipient: str
    """Who gets it, in words, when it is nobody of the list."""
    means: Means
    token: str


def faults_of_sharing(
    given: SharingGiven, parts: tuple[TextPart, ...], told: Mapping[Category, CategoryAnswer]
) -> dict[str, SharingProblem]:
    """Return what is wrong with booking these parts; a *nee* is never booked."""
    going = {one.category for one in parts} | given.also
    answers = [told.get(one) for one in (Category.CASE_NUMBER, *going)]
    if given.also & IN_TEXT or any(
        one is None or one.answer is SharingAnswer.NO for one in answers
    ):
        return {"": SharingProblem.NOT_ALLOWED}
    if given.token != token_of(parts):
        return {"": SharingProblem.CHANGED}
    return {} if going else {"": SharingProblem.NOTHING}


def _under_secrecy(one: Offered) -> bool:
    if one.supplier_kind in SECRET:
        return True
    return one.about is InfoClass.CARE and (
        one.supplier_kind is None or one.supplier_kind in SECRET_CARE
    )
