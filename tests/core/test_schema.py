import pytest
import sqlalchemy as sa

from pga.core import schema
from pga.core.schema import Store, UnknownSchema


@pytest.fixture
def engine(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("which", Store)
def test_an_empty_store_is_refused(engine, which):
    with pytest.raises(UnknownSchema, match=f"^{which}: None, not "):
        schema.require_current(engine, which)


@pytest.mark.parametrize("which", Store)
def test_a_store_of_the_newest_shape_is_taken(engine, which):
    schema.upgrade(engine, which)

    assert schema.require_current(engine, which) is None


def test_a_store_of_an_older_shape_is_refused(engine):
    schema.upgrade(engine, Store.DATA, "0001")

    with pytest.raises(UnknownSchema, match="data: 0001, not "):
        schema.require_current(engine, Store.DATA)


def test_a_store_of_a_newer_shape_is_refused(engine):
    schema.upgrade(engine, Store.DATA)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_data SET version_num = '9999'"))

    with pytest.raises(UnknownSchema, match="data: 9999, not "):
        schema.require_current(engine, Store.DATA)


def test_the_two_stores_can_share_a_database_and_keep_their_own_revision(engine):
    schema.upgrade(engine, Store.KEYS)
    schema.upgrade(engine, Store.DATA)
    schema.downgrade(engine, Store.DATA)

    assert schema.require_current(engine, Store.KEYS) is None
    with pytest.raises(UnknownSchema):
        schema.require_current(engine, Store.DATA)
