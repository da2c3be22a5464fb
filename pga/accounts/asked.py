"""What one asked for in this session: kept apart from the address, which holds an id only.

Names of people never stand in an address, and the answer to a question can be asked for again (with
Back, or reload) without sending the question anew (decision 45).
"""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from flask import request
from werkzeug.datastructures import MultiDict

from pga.access.policy import Actor
from pga.accounts.handshake import has_words, kept_words
from pga.accounts.services.names import turn_names_on
from pga.privacy import drafts
from pga.privacy.drafts import DraftPlace

LIFE: Final = timedelta(minutes=10)


def keep_question(
    actor: Actor, name: str, fields: MultiDict[str, str], question_id: UUID | None = None
) -> UUID:
    """Keep a question of this session for ten minutes; return the id for its address.

    Of what is there only once, such as the link of an account, the caller says the id.
    """
    asked = question_id or uuid4()
    drafts.save(_place(actor, name, asked), kept_words(fields), life=LIFE)
    return asked


def find_question(actor: Actor, name: str, question_id: UUID) -> MultiDict[str, str] | None:
    """Return a question of this very session; None when it is somebody else's, or over."""
    kept = drafts.load(_place(actor, name, question_id))
    if kept is None or not has_words(kept.fields):
        return None
    return MultiDict([(field, value) for field, value in kept.fields])


def drop_question(actor: Actor, name: str, question_id: UUID) -> None:
    """Throw away what was kept of this session: it was seen, and is not shown again."""
    drafts.discard(_place(actor, name, question_id))


def turn_names(actor: Actor, page: str) -> None:
    """Show names on a list, or hide them, as the button that was pressed says."""
    turn_names_on(actor, None if request.form.get("namen") == "uit" else page)


def _place(actor: Actor, name: str, question_id: UUID) -> DraftPlace:
    session = actor.session.hex if actor.session else ""
    return DraftPlace(actor.id, actor.municipality, name, part=f"{session}/{question_id.hex}")
