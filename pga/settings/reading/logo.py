"""The logo of a municipality: the bytes behind a digest, and which logo comes when."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core.database import glance
from pga.settings.models import Image


def get_picture(actor: Actor, digest: str) -> bytes | None:
    """Return a picture of the own municipality; None when it has none of this name."""
    require(actor, Permission.ACCOUNT_OWN)
    with glance() as session:
        return session.scalar(sa.select(Image.content).where(*_is(actor.municipality, digest)))


def holds_picture(session: Session, municipality: str, digest: str) -> bool:
    """Tell whether a municipality sent this picture before; for a use case that is in a unit."""
    return session.scalar(sa.select(Image.id).where(*_is(municipality, digest))) is not None


def _is(municipality: str, digest: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Image.municipality == municipality, Image.digest == digest
