"""Waiting after wrong tries, and counting what somebody may do so often a day."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.accounts.models import Throttle
from pga.accounts.rules.throttle import waiting_time
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction, upsert
from pga.privacy import keys
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import Line, record


class LoginFault(StrEnum):
    """Why a login did not go on; the screen says the same of a wrong name and a wrong password."""

    WRONG = "wrong"
    """The name, the password or the code is wrong."""
    WAIT = "wait"
    """Too many wrong tries: wait first."""
    NO_ROLE = "no_role"
    """The account has no role today."""


class LoginRefused(Exception):
    """A login that did not go on; ``seconds`` is how long to wait."""

    def __init__(self, fault: LoginFault, seconds: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.seconds = fault, seconds


def refuse_while_waiting(subjects: tuple[str, ...]) -> None:
    """Go on when none of these has to wait; raises LoginRefused with how long."""
    with transaction() as session:
        for subject in subjects:
            row = session.get(Throttle, _throttle_key(session, subject))
            if row is None:
                continue
            left = row.last_at + waiting_time(row.failures) - clock.now()
            if left.total_seconds() > 0:
                record(session, None, Line(Event.LOGIN_THROTTLED, outcome=LineOutcome.REFUSED))
                break
        else:
            return
    raise LoginRefused(LoginFault.WAIT, round(left.total_seconds()) + 1)


def count_wrong(session: Session, subject: str) -> None:
    """Count a wrong try in one statement, so that of tries at the same time each one counts."""
    table = table_of(Throttle)
    key = _throttle_key(session, subject)
    first = upsert(session, table).values(subject=key, failures=1, last_at=clock.now())
    again = {"failures": table.c.failures + 1, "last_at": first.excluded.last_at}
    with direct_write():
        session.execute(first.on_conflict_do_update(index_elements=["subject"], set_=again))


def forgive(session: Session, subjects: tuple[str, ...]) -> None:
    """Forget the wrong tries of these."""
    known = [_throttle_key(session, subject) for subject in subjects]
    with direct_write():
        session.execute(sa.delete(Throttle).where(Throttle.key.in_(known)))


def count_today(session: Session, subject: str) -> int:
    """Count one more try of a subject and return how many there were today, this one included."""
    table, now = table_of(Throttle), clock.now()
    midnight = clock.start_of(clock.today())
    first = upsert(session, table).values(
        subject=_throttle_key(session, subject), failures=1, last_at=now
    )
    more = sa.case((table.c.last_at < midnight, 1), else_=table.c.failures + 1)
    counted = first.on_conflict_do_update(
        index_elements=["subject"], set_={"failures": more, "last_at": first.excluded.last_at}
    )
    with direct_write():
        return int(session.scalar(counted.returning(table.c.failures)) or 0)


def _throttle_key(session: Session, subject: str) -> bytes:
    return keys.store_of(session).mark("throttle", subject.encode())
