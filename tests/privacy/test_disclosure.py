from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from pga.core.database import db, transaction
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure, ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Ground, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_user, id_of


@pytest.fixture
def line(cellar):
    dossier = id_of(a_case())
    actor, organisation = a_user().actor, uuid4()
    with transaction() as session:
        supply = ToDisclose(
            dossier_id=dossier,
            organisation_id=organisation,
            recipient="Wessel Waterhoen",
            categories=[Category.OUTCOME],
            purpose=Purpose.FEEDBACK,
            means=Means.SPOKEN,
            on=date(2026, 11, 3),
        )
        disclose(session, actor, supply)
        record(session, actor, Line(Event.DISCLOSED))
        return session.scalars(sa.select(Disclosure.id).filter_by(dossier_id=dossier)).one()


def test_a_disclosure_says_what_went_to_whom_why_and_on_which_ground(line):
    with transaction() as session:
        row = session.get_one(Disclosure, line)

        assert (row.purpose, row.ground, row.means) == (
            Purpose.FEEDBACK,
            Ground.PUBLIC_TASK,
            Means.SPOKEN,
        )
        assert opened(session, row, "recipient") == "Wessel Waterhoen"
        assert opened(session, row, "categories") == ["outcome"]


@pytest.mark.parametrize(
    "statement", ["UPDATE disclosure SET given_on = given_on", "DELETE FROM disclosure"]
)
def test_a_disclosure_stays_as_it_is(line, statement):
    says = "disclosure is append-only|permission denied for table disclosure"
    with pytest.raises(DatabaseError, match=says), db.engine.begin() as connection:
        connection.exec_driver_sql(statement)

    with transaction() as session:
        assert session.get(Disclosure, line) is not None
