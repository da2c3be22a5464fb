"""The words of the register of verstrekkingen: what goes, to whom, why, how; codes only."""

from enum import StrEnum


class Means(StrEnum):
    """How the data went."""

    SPOKEN = "spoken"
    """In a talk or by telephone."""
    LETTER = "letter"
    """By letter."""
    SCREEN = "screen"
    """On the shared screen of a casusoverleg."""
    PAPER = "paper"
    """On paper, by hand."""
    SECURE_MAIL = "secure_mail"
    """By the municipality's secure mail product."""


class Purpose(StrEnum):
    """Why the data went."""

    FEEDBACK = "feedback"
    """Feedback to the referrer on the outcome of the weging (pga.md 2.4)."""
    REQUEST = "request"
    """To ask a partner what it knows (pga.md 2.5)."""
    MEETING = "meeting"
    """To prepare or hold a casusoverleg (pga.md 2.6)."""
    ACTION = "action"
    """So that a partner can carry out its action (pga.md 2.7)."""
    SAFETY = "safety"
    """So that somebody is not in danger."""
    SCALE_UP = "scale_up"
    """To hand a case to the ZVH (pga.md 4)."""
    HANDOVER = "handover"
    """So that a partner goes on after the approach."""
    INFORM = "inform"
    """To tell somebody what is known and done about him (AVG art. 14)."""


class Ground(StrEnum):
    """On which ground; consent is none (LAW-07)."""

    PUBLIC_TASK = "public_task"
    """AVG 6(1)(e) with Gemeentewet 172."""


class Category(StrEnum):
    """What kind of data went."""

    OUTCOME = "outcome"
    """How the weging ended, no content (pga.md 7.8)."""
    CASE_NUMBER = "case_number"
    """The number of a case that the recipient knows already."""
    IDENTITY = "identity"
    """Who it is about: name, birth date, address."""
    QUESTION = "question"
    """What was asked about the person."""
    SOCIAL = "social"
    """Living, work, money, school."""
    CARE = "care"
    """Health and care, as a working fact (AVG 9)."""
    CRIMINAL = "criminal"
    """Offences and measures (AVG 10)."""
    ADMINISTRATIVE = "administrative"
    """Measures of the municipality."""
    SAFETY = "safety"
    """What somebody must know so that nobody is hurt."""
    ACTIONS = "actions"
    """Who does what, and when."""
    VIEW = "view"
    """What the person says of it (zienswijze)."""


class RecipientKind(StrEnum):
    """Who got the data."""

    PARTNER = "partner"
    """An organisation of the list."""
    INCIDENTAL = "incidental"
    """A third party for once: no account, no contact record, only this line (LAW-52)."""
    COLLEAGUE = "colleague"
    """Somebody of the municipality before a shared screen: the trail knows only who drives it."""
    PERSON = "person"
    """The person of the case, or who speaks for that person."""
