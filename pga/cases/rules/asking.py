"""Asking partners: whom, what a question tells each of them, and what its text is made of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pga.cases.rules.information import AskPurpose
from pga.partners.rules import Agreed
from pga.partners.rules.sharing import CategoryAnswer, SharingAnswer
from pga.privacy.disclosure_codes import Category


@dataclass(frozen=True, slots=True)
class PartnerAsked:
    """A partner that is asked, and who there."""

    organisation_id: UUID
    contact_id: UUID | None = None
    """Who of its list; nobody when somebody else is asked."""
    recipient: str = ""
    """Who is asked, in words, when it is nobody of the list."""


def names_person(identity: CategoryAnswer) -> bool:
    """Tell whether the text of a question says who it is about: not where the table says *nee*."""
    return identity.answer is not SharingAnswer.NO


def told_by_asking(identity: CategoryAnswer) -> list[Category]:
    """Return what a question tells a partner: what its text says, and no more (pga.md 6.7)."""
    who = Category.IDENTITY if names_person(identity) else Category.CASE_NUMBER
    return [who, Category.QUESTION]


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Who a question is about, as its text says it."""

    name: str
    birth: str
    address: str
    town: str
    homeless: bool


@dataclass(frozen=True, slots=True)
class AskedText:
    """What the text of one question is made of."""

    partner: str
    recipient: str
    asked_by: str
    purpose: AskPurpose
    question: str
    not_needed: str
    due_on: date
    identity: CategoryAnswer
    agreement: Agreed | None
    """On what the partner takes part."""
    persons: tuple[PersonNamed, ...]
    """Nobody, where the partner may not be told who it is about."""
