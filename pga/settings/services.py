"""What can be set."""

from datetime import date
from uuid import UUID

from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.models import Installation, Municipality, Setting


def found(kind: str, municipalities: dict[str, str]) -> None:
    """Write in an empty store for what it is, and which municipalities work in it."""
    with transaction() as session:
        session.add(Installation(kind=kind, made_at=clock.now()))
        session.add_all(Municipality(code=code, name=name) for code, name in municipalities.items())


def set_values(
    maker: UUID, municipality: str, values: dict[str, str], *, from_on: date, reason: str
) -> None:
    """Let settings have other values from a day on; only the command line calls this so far."""
    with transaction() as session:
        for name, value in values.items():
            session.add(
                Setting(
                    municipality=municipality,
                    name=name,
                    value=value,
                    from_on=from_on,
                    reason=reason,
                    set_by=maker,
                    set_at=clock.now(),
                )
            )
        line = Line(Event.SETTING_CHANGED, Object("setting"), tuple(values))
        record(session, None, line, chain=municipality)


def kinds_of_store() -> list[str]:
    """Return for what kind of installation the store was made; empty when it is new."""
    with transaction() as session:
        return [row.kind for row in session.query(Installation)]
