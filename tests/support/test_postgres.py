import psycopg
import pytest
import sqlalchemy as sa

from tests.support.postgres import APP, AUDIT, OWNER, SUPERUSER


@pytest.fixture
def shelf(postgres):
    postgres.create("shelf")
    with postgres.connect("shelf", OWNER) as connection:
        connection.execute("CREATE TABLE dossier (number text)")
        connection.execute(f"GRANT SELECT, INSERT ON dossier TO {APP}")
    yield "shelf"
    postgres.drop("shelf")


@pytest.mark.parametrize("role", [OWNER, APP, AUDIT])
def test_each_role_may_log_in_and_none_is_a_superuser(postgres, role):
    with postgres.connect("postgres", role) as connection:
        row = connection.execute(
            "SELECT current_user::text, rolsuper, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()

    assert row == (role, False, False)


def test_the_app_has_only_what_the_owner_gave(postgres, shelf):
    with postgres.connect(shelf) as connection:
        connection.execute("INSERT INTO dossier VALUES ('LAR-2026-0001')")

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE dossier SET number = 'x'")


def test_a_clone_is_a_database_of_the_owner_with_a_life_of_its_own(postgres, shelf):
    clone = postgres.clone(shelf, "shelf_clone")
    with postgres.connect(clone) as connection:
        connection.execute("INSERT INTO dossier VALUES ('LAR-2026-0001')")

    with postgres.connect(shelf) as connection:
        assert connection.execute("SELECT count(*) FROM dossier").fetchone() == (0,)
    with postgres.connect("postgres", SUPERUSER) as connection:
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = %s", [clone]
        ).fetchone()
    assert owner == (OWNER,)
    postgres.drop(clone)


def test_the_address_is_one_for_sqlalchemy(postgres):
    engine = sa.create_engine(postgres.url("postgres"))

    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT current_user")) == APP
    engine.dispose()


def test_names_are_stored_as_they_are_written(postgres, shelf):
    with postgres.connect(shelf) as connection:
        connection.execute("INSERT INTO dossier VALUES ('Zoë IJsvogel')")

        row = connection.execute("SELECT number, length(number) FROM dossier").fetchone()

    assert row == ("Zoë IJsvogel", 12)
