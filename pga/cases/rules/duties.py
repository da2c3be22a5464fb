"""What can be due on a case."""

from enum import StrEnum


class DutyKind(StrEnum):
    """What is due."""

    TERM = "term"
    """A term that runs."""
    FLAG = "flag"
    """A flag with a date."""
    ACTION = "action"
    """An action of one's own, or of an organisation: that one is recorded by who works here."""
