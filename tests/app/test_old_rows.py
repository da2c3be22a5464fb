"""What the pages say of rows that the system brought over to a newer version."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.app import create_app, old_rows
from pga.cases.labels.trail import PURPOSE
from pga.cases.models.case import Case
from pga.cases.models.doors import LastSeen
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.core.schema import OldRows
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.since import news_in
from pga.dossiers.services import flags
from pga.oversight.reading import Wanted, get_trail
from pga.privacy.events import Event, LogPurpose
from pga.privacy.migrating import RowMigration, bring_over
from tests.builders import a_case, a_user
from tests.support.pages import text_of
from tests.support.system import SYSTEM

pytestmark = pytest.mark.touches_all


def make_urgent(_session, case, _context):
    case.urgent = True


URGENT = RowMigration("all_urgent", Case, Case.urgent.is_(False), make_urgent)


def migrate():
    bring_over(SYSTEM, (URGENT,), lambda _over, _of: None)


@pytest.fixture
def member(app):
    return a_user(name="Joost van Zonnedauw")


@pytest.fixture
def number(member):
    with clock.stopped_at(clock.now() - timedelta(days=3)):
        return a_case(State.IN_EXECUTION, linked=[member.id])


def looked_yesterday(member, number):
    seen, then = table_of(LastSeen), clock.now() - timedelta(days=1)
    with transaction() as session, direct_write():
        session.execute(
            sa.update(seen)
            .where(seen.c.user_id == member.id, seen.c.case_id == id_of_within(session, number))
            .values(looked_at=then, sheet_at=then)
        )


def id_of_within(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


@pytest.mark.both
def test_the_fg_reads_that_the_system_did_it(member, number):
    fg = a_user(Role.DPO)
    migrate()

    wanted = Wanted(purpose=LogPurpose.LAWFULNESS, events=(Event.MIGRATED,), number=number)
    (line,) = get_trail(fg.actor, wanted).lines

    assert (line.who, line.role, line.number) == ("", None, number)
    assert (line.purpose, line.fields) == ("all_urgent", ("pga_case.urgent",))


def test_the_page_of_the_trail_says_so_in_dutch(page, number):
    fg = a_user(Role.DPO)
    migrate()

    asked = f"/toezicht/logboek?doel=lawfulness&casus={number}&soort=migrated"
    told = text_of(page.log_in(fg).get(asked))

    assert "systeem zette een rij over naar een nieuwe versie" in told
    assert "all_urgent" not in told


def test_the_history_of_a_case_shows_what_the_system_changed(page, member, number):
    migrate()

    (act, *_) = get_changes(member.actor, CASES, number).acts
    told = text_of(page.log_in(member).get(f"/casussen/{number}/wijzigingen"))

    assert (act.who, act.why) == ("", "")
    assert [(one.field, one.was, one.now) for one in act.changed] == [("urgent", False, True)]
    assert "systeem" in told
    assert "Spoed" in told


@pytest.mark.both
def test_what_the_system_did_is_nobodys_news(page, member, number):
    page.log_in(member).get(f"/casussen/{number}")
    looked_yesterday(member, number)
    migrate()

    with transaction() as session:
        assert news_in(session, member.actor, CASES).total == 0
    assert "Sinds u laatst keek (" not in text_of(page.get(f"/casussen/{number}"))

    looked_yesterday(member, number)
    by = a_user(Role.COORDINATOR).actor
    flags.flag(
        by, CASES, number, text="Bel de corporatie.", due_on=clock.today() + timedelta(days=9)
    )
    with transaction() as session:
        assert news_in(session, member.actor, CASES).total == 1
    assert "Sinds u laatst keek (" in text_of(page.get(f"/casussen/{number}"))


def test_the_app_does_not_start_while_old_rows_wait(settings, monkeypatch):
    monkeypatch.setattr(old_rows, "ROW_MIGRATIONS", (URGENT,))

    with pytest.raises(OldRows, match=r"^all_urgent$"):
        create_app(settings)


def test_each_migration_of_the_product_has_a_code_of_its_own_and_its_dutch():
    codes = [one.code for one in old_rows.ROW_MIGRATIONS]

    assert len(codes) == len(set(codes))
    assert set(codes) <= PURPOSE.keys()
    assert max(map(len, codes), default=0) <= 60
