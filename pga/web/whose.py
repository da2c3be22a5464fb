"""FormOwner form it is: a mark in the form that says for whom, and in which role, it was made.

A form outlives its session: somebody logs in anew in another tab, or goes on in another
municipality, or somebody else sits down at this browser. The mark tells these apart. It is signed,
so that it cannot be made elsewhere, and it carries ids and codes only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from pga.core import clock

FIELD: Final = "made_for"
LIFE: Final = timedelta(hours=24)
"""As long as a draft lives; an older page is made anew."""


@dataclass(frozen=True, slots=True)
class FormOwner:
    """A person in one role at one municipality."""

    user_id: UUID
    municipality: str
    role: str


def mark_of(whose: FormOwner) -> str:
    """Return the mark for the forms of this person."""
    return str(_signer().dumps([whose.user_id.hex, whose.municipality, whose.role]))


def whose_form(fields: Mapping[str, str]) -> FormOwner | None:
    """Return for whom a form was made; None when it does not say so, or too long ago."""
    try:
        user_id, municipality, role = _signer().loads(
            fields.get(FIELD, ""), max_age=int(LIFE.total_seconds())
        )
    except BadData:
        return None
    return FormOwner(UUID(user_id), municipality, role)


class _Stamp(TimestampSigner):
    """A stamp by the clock of this system, that tests can stop."""

    def get_timestamp(self) -> int:
        """Return the seconds since 1970."""
        return int(clock.now().timestamp())


def _signer() -> URLSafeTimedSerializer:
    key = str(current_app.secret_key)
    return URLSafeTimedSerializer(key, salt="whose form", signer=_Stamp)
