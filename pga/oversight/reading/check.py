"""Is the trail whole: all chains, recomputed."""

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core.database import glance, transaction
from pga.privacy import heads
from pga.privacy.events import Event, LineOutcome
from pga.privacy.keys import store_of
from pga.privacy.trail import Line, record
from pga.privacy.verify import Report, verify


def check_trail(actor: Actor) -> Report:
    """Check all chains against the heads inside and outside; the check is an event itself."""
    require(actor, Permission.TRAIL_VERIFY)
    with glance() as session:
        report = verify(session, heads.read(store_of(session).heads))
    with transaction() as session:
        outcome = LineOutcome.OK if report.whole else LineOutcome.FAILED
        record(session, actor, Line(Event.VERIFIED, outcome=outcome))
    return report
