"""Who has an action: one value, and the one spelling in which forms name it.

That can be a colleague, an organisation (perhaps by a contact person of its list) or somebody of
the case itself; at the table also somebody who sits there, whoever that turns out to be.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from uuid import UUID


class Own(StrEnum):
    """As what somebody of the case itself has an action: people do part of their own plan."""

    PERSON = "person"
    """The main person."""
    FAMILY_MEMBER = "family_member"
    """Another person of a case about a family."""
    GUARDIAN = "guardian"
    """Who has parental authority over a minor of the case."""


class OwnerKind(StrEnum):
    """Which row an owner is; the letter stands before its id."""

    USER = "u"
    """A colleague with an account."""
    ORGANISATION = "o"
    """An organisation of the list of partners."""
    PERSON = "p"
    """A person whom the case is about."""
    GUARDIAN = "g"
    """Who has parental authority over a minor of the case."""
    SEAT = "a"
    """Somebody at the table: an attendance, until a decision makes it one of the others."""


OF_THE_CASE: Final = frozenset({OwnerKind.PERSON, OwnerKind.GUARDIAN})


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has an action; ``str`` spells it, ``parse`` reads that again."""

    kind: OwnerKind
    id: UUID
    contact_id: UUID | None = None
    """Who of the list of an organisation does it; nobody else has one."""

    def __post_init__(self) -> None:
        if self.contact_id is not None and self.kind is not OwnerKind.ORGANISATION:
            raise ValueError("only an organisation has a contact person")

    def __str__(self) -> str:
        contact = f":{self.contact_id}" if self.contact_id else ""
        return f"{self.kind}:{self.id}{contact}"

    @classmethod
    def parse(cls, key: str) -> Self:
        """Return the owner that is spelled so; raises ValueError."""
        kind, _, rest = key.partition(":")
        which, divided, contact = rest.partition(":")
        try:
            return cls(OwnerKind(kind), UUID(which), UUID(contact) if divided else None)
        except ValueError as unread:
            raise ValueError(f"this is no owner: {unread}") from None

    @property
    def of_the_case(self) -> bool:
        """Tell whether this is somebody of the case itself."""
        return self.kind in OF_THE_CASE

    @property
    def user_id(self) -> UUID | None:
        """Return which colleague it is."""
        return self._of(OwnerKind.USER)

    @property
    def organisation_id(self) -> UUID | None:
        """Return which organisation it is."""
        return self._of(OwnerKind.ORGANISATION)

    @property
    def person_id(self) -> UUID | None:
        """Return which person of the case it is."""
        return self._of(OwnerKind.PERSON)

    @property
    def guardian_id(self) -> UUID | None:
        """Return which guardian it is."""
        return self._of(OwnerKind.GUARDIAN)

    def _of(self, kind: OwnerKind) -> UUID | None:
        return self.id if self.kind is kind else None
