import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.rules.states import State
from pga.core.database import db
from pga.oversight.reading import check_trail
from pga.privacy.events import Event, LineOutcome
from tests.builders import a_case, a_user, an_actor
from tests.support.pages import text_of
from tests.support.rows import lines

one_store = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def test_the_check_of_the_trail_is_a_line_of_the_trail(cellar):
    a_case()
    fg = a_user(Role.DPO).actor

    report = check_trail(fg)

    assert report.whole
    assert set(report.lines) == {"LAR", "EEM", "platform"}
    (line,) = lines(Event.VERIFIED)
    assert (line.actor_id, line.outcome) == (fg.id, LineOutcome.OK)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DPO])
def test_only_the_fg_checks_the_trail(cellar, role):
    with pytest.raises(Refused):
        check_trail(an_actor(role))

    assert lines(Event.VERIFIED) == []


@one_store
def test_who_looked_is_shown_without_a_word_of_the_case(app, page):
    member = a_user()
    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(member).get(f"/casussen/{number}")
    page.never = ("Zichtbaar", "Jorinde", "muziek")

    told = text_of(page.log_in(a_user(Role.DPO)).get(f"/casussen/{number}/inzagen"))

    assert member.name in told
    assert "casusblad" in told


@one_store
def test_a_whole_trail_is_told(app, page):
    a_case()

    where = page.log_in(a_user(Role.DPO)).post("/toezicht").headers["Location"]

    for _ in range(2):  # as with Back: it is shown again, and not done again
        assert "Het logboek is heel." in text_of(page.get(where))
    assert len(lines(Event.VERIFIED)) == 1
    assert "Het logboek is heel." not in text_of(page.get("/toezicht"))
    assert "Het logboek is heel." not in text_of(page.log_in(a_user(Role.DPO)).get(where))
    page.get("/toezicht?nagerekend=onzin")


@one_store
def test_a_changed_line_is_told_with_what_to_do(app, page):
    a_case()
    page.log_in(a_user(Role.DPO))
    tamper()

    told = text_of(page.get(page.post("/toezicht").headers["Location"]))

    assert "Keten LAR, regel 1: een regel is veranderd." in told
    assert "Dit is een incident." in told
    assert lines(Event.VERIFIED)[-1].outcome is LineOutcome.FAILED


TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'"


def tamper():
    """Change a line behind the back of the app, as somebody with the file could."""
    with db.engine.connect() as connection:
        triggers = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'"
        )
        for name in connection.scalars(sa.text(triggers)).all():
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        connection.execute(
            sa.text("UPDATE audit_event SET purpose = 'x' WHERE municipality = 'LAR' AND seq = 1")
        )
        connection.commit()
