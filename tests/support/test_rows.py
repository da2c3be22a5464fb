import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_user
from tests.support.noise import NUMBER
from tests.support.rows import moved, plain


@pytest.mark.touches_all
def test_a_row_that_is_not_of_the_test_is_seen_to_move_and_a_new_one_does_not(cellar, store):
    before = plain()

    a_user()
    assert moved(before) == []

    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=NUMBER)).one()
        case.processing_restricted = True
        record(session, None, Line(Event.SEEDED, Object("case", case.id)))
    assert moved(before) == [Case.__tablename__]
