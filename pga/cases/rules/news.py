"""What can be new on a case, besides what can be new on any dossier."""

from enum import StrEnum


class CaseNews(StrEnum):
    """What a colleague wrote or decided; the words themselves stay where they are."""

    GOAL_ADDED = "goal_added"
    """A goal was put on the plan."""
    GOAL_CHANGED = "goal_changed"
    """A goal got other words, another status or day."""
    ACTION_ADDED = "action_added"
    """An action was given."""
    ACTION_CHANGED = "action_changed"
    """An action got other words, another day or owner."""
    OUTCOME = "outcome"
    """It was written down what came of an action."""
    MEASURED = "measured"
    """A meting was made final."""
    DECIDED = "decided"
    """A casusoverleg decided something."""
    DECISION_CHANGED = "decision_changed"
    """A decision was put right or withdrawn."""
    LIST_APPROVED = "list_approved"
    """A besluitenlijst was approved."""
    INFORMED = "informed"
    """Somebody was told of the case."""
    POSTPONED = "postponed"
    """Telling the person waits."""
    CONTRIBUTED = "contributed"
    """What a partner told was written down."""
    CONTRIBUTION_CHANGED = "contribution_changed"
    """What a partner told was put right."""
