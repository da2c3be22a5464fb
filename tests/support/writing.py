"""A process that writes in the trail of a store, as a worker of the server does."""

from config import Settings
from pga.access.permissions import Role
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import an_actor
from tests.support.stores import cellar_of, close


def write_lines(settings: Settings, town: str, many: int) -> None:  # pragma: no cover - elsewhere
    """Write lines in the chain of a town, one unit each."""
    app = cellar_of(settings)
    with app.app_context():
        for _ in range(many):
            with transaction() as session:
                record(session, an_actor(Role.DPO, town), Line(Event.LIST))
    close(app)
