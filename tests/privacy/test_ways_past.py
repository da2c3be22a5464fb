import re
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import SQLAlchemyError

from pga.cases.models.case import Person
from pga.core.database import OutsideUnit, UnseenWrite, glance
from pga.privacy import heads
from pga.privacy.rows import verify_rows
from pga.privacy.trail import AuditEvent
from pga.privacy.verify import verify
from tests.builders import UNTOLD, a_case, a_referral
from tests.support.rows import LOOKS, fingerprint, row_of, rows_of
from tests.support.some import some
from tests.support.stores import BOTH
from tests.support.ways import WAYS, Comes, Place

pytestmark = pytest.mark.bare

FAILURES = (UnseenWrite, OutsideUnit, SQLAlchemyError, sqlite3.Error, psycopg.Error)
# What the walls say; a store has more reasons to refuse a statement that is merely wrong.
WALLS = re.compile("append-only|not the next line|permission denied|must be owner")
TRIED = [
    pytest.param(store, says, id=f"{store}: {says}")
    for says, way in WAYS.items()
    for store in BOTH
    if way.only in {"", store}
]


def outcome_of(act, place):
    """Try a way; return whether a wall refused it."""
    try:
        act(place)
    except FAILURES as failure:
        ours = isinstance(failure, UnseenWrite | OutsideUnit)
        return ours or WALLS.search(str(failure)) is not None
    return False


def whole(settings):
    with glance() as session:
        noted = heads.read(settings.heads)
        return verify(session, noted).whole and verify_rows(session).whole


def test_at_least_fifty_ways_are_tried_on_each_store():
    for store in some(BOTH):
        assert sum(way.only in {"", store} for way in WAYS.values()) >= 50


@pytest.mark.parametrize(("store", "says"), TRIED, indirect=["store"])
def test_no_way_past_the_trail_stays_unseen(cellar, settings, says):
    a_case(given=a_referral(**UNTOLD))
    person = row_of(Person)
    before, lines = fingerprint(without=LOOKS), len(rows_of(AuditEvent))

    refused = outcome_of(WAYS[says].tried, Place(person.case_id, person.id))

    kept = fingerprint(without=LOOKS) == before
    found = not whole(settings)
    comes = comes_of(refused=refused, kept=kept, found=found)
    assert comes is WAYS[says].comes
    assert comes is not Comes.REFUSED or (kept and not found)
    assert comes is not Comes.COVERED or len(rows_of(AuditEvent)) > lines


def comes_of(*, refused, kept, found):
    if refused:
        return Comes.REFUSED
    if found:
        return Comes.FOUND
    return Comes.NOTHING if kept else Comes.COVERED
