"""What somebody is told of the own account, so that who did not do it notices."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

KEPT_FOR: Final = timedelta(days=90)
"""How long a line that was seen stays in the store; [V]. The trail keeps the act itself."""


class AccountNews(StrEnum):
    """What changed at an account."""

    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a kind of news
    """The password was changed from the account page."""
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 - the name of a kind of news
    """A password was chosen with a one-time link."""
    FACTOR_SET = "factor_set"
    """An authenticator was set up."""
    CODES_MADE = "codes_made"
    """The recovery codes were made anew; the old ones count no more."""
    RESET_STARTED = "reset_started"
    """A beheerder made a one-time link to a new password."""
    ROLE_CHANGED = "role_changed"
    """A beheerder gave or ended a role."""
    CLEARANCE_CHANGED = "clearance_changed"
    """A beheerder wrote down other dates of VOG, training or secrecy."""
    REOPENED = "reopened"
    """A beheerder opened the account again."""
