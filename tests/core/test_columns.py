from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError

from pga.core.columns import Moment, stored_enum
from pga.core.database import db


class Colour(StrEnum):
    GREEN = "groen"
    RED = "rood"


TABLE = sa.Table(
    "shelf",
    sa.MetaData(),
    sa.Column("at", Moment),
    sa.Column("colour", stored_enum(Colour)),
)


@pytest.fixture
def shelf(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    TABLE.create(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 10, 30, 0, 123456, tzinfo=UTC),
        datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))),
        None,
    ],
)
def test_a_moment_comes_back_as_it_went_in_utc(shelf, moment):
    shelf.execute(TABLE.insert().values(at=moment))

    found = shelf.scalar(sa.select(TABLE.c.at))

    assert found == moment
    assert found is None or found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(shelf):
    with pytest.raises(StatementError, match="naive"):
        shelf.execute(TABLE.insert().values(at=datetime(2026, 11, 24)))  # noqa: DTZ001 - it must be refused


def test_a_moment_keeps_its_microseconds_on_both_stores(cellar):
    moment = datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=timezone(timedelta(hours=1)))
    kept = sa.Table("kept", sa.MetaData(), sa.Column("at", Moment), prefixes=["TEMPORARY"])

    with db.engine.connect() as connection:
        kept.create(connection)
        connection.execute(kept.insert().values(at=moment))
        found = connection.scalar(sa.select(kept.c.at))

    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_an_enum_is_stored_by_its_value(shelf):
    shelf.execute(TABLE.insert().values(colour=Colour.GREEN))

    assert shelf.scalar(sa.text("SELECT colour FROM shelf")) == "groen"
    assert shelf.scalar(sa.select(TABLE.c.colour)) is Colour.GREEN


def test_the_store_refuses_a_value_that_is_no_member(shelf):
    with pytest.raises(IntegrityError, match="CHECK constraint"):
        shelf.execute(sa.text("INSERT INTO shelf (colour) VALUES ('blauw')"))


def test_an_enum_that_grows_is_not_checked_by_the_store():
    assert stored_enum(Colour).create_constraint
    assert not stored_enum(Colour, checked=False).create_constraint
    assert stored_enum(Colour).name == "colour"
    assert stored_enum(Colour, "other").name == "other"
