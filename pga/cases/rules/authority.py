"""Who has gezag over a child of a case: what is known of it, and what can be wrong with it."""

from enum import StrEnum


class AuthoritySaid(StrEnum):
    """Whether a guardian has gezag over a child."""

    TO_CONFIRM = "to_confirm"
    """It was taken to be so: nobody said it of this child. Counts as yes until somebody does."""
    YES = "yes"
    """Somebody said so."""
    NO = "no"
    """Somebody said that it is not so."""


class AuthorityProblem(StrEnum):
    """What can be wrong with what is said about gezag."""

    NO_DAY = "no_day"
    """Not known, and no day before which somebody finds out."""
    IN_PAST = "in_past"
    """A day to find out that has gone by."""
    TOO_FAR = "too_far"
    """A day to find out further away than the municipality set."""
    NOBODY = "nobody"
    """Nobody has gezag, and nothing is sought."""
    NO_RELATION = "no_relation"
    """A guardian without a name, or without what he is of the child."""
    CASE_OVER = "case_over"
    """The case does not run any more."""
