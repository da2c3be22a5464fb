"""A connection that is lost, a file that is full: that answer says so, and the next is a page."""

import logging
import re

import pytest

from pga.app import failures
from pga.cases.rules.states import State
from pga.core import database
from pga.core.database import db
from pga.privacy import keys
from tests.builders import a_case, a_user, id_of
from tests.support.pages import outside, text_of

pytestmark = pytest.mark.both

POINTS = ("begin", "read", "write", "commit", "rollback")
WRITES = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)
BEGINS = re.compile(r"\s*(begin|set transaction)\b", re.IGNORECASE)


class Loss:
    """The connection to the data goes at some point, and with it all that is asked of it later."""

    def __init__(self, monkeypatch, engine, point):
        self.point, self.dialect, self.gone = point, engine.dialect, 0
        for name, at in {
            "do_execute": self.executed,
            "do_executemany": self.executed,
            "do_execute_no_params": self.executed,
            "do_commit": lambda *_: "commit",
            "do_rollback": lambda *_: "rollback",
        }.items():
            monkeypatch.setattr(self.dialect, name, self.losing(getattr(self.dialect, name), at))

    @staticmethod
    def executed(_cursor, statement, *_):
        if BEGINS.match(statement):
            return "begin"
        return "write" if WRITES.match(statement) else "read"

    def losing(self, act, at):
        def acted(*args, **more):
            if self.gone or at(*args) == self.point:
                self.gone += 1
                raise self.dialect.loaded_dbapi.OperationalError("server closed the connection")
            return act(*args, **more)

        return acted


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def case(member):
    return f"/casussen/{a_case(State.PLANNING, linked=[member.id])}"


@pytest.fixture
def asked(page, member):
    """Ask for pages one after another on one thread, as a worker of the server does."""

    def ask(*acts):
        page.log_in(member)
        return outside(lambda: [act() if callable(act) else page.client.get(act) for act in acts])

    return ask


@pytest.fixture
def losing(page, app, monkeypatch):
    """Return what asks for a page while the connection to one of the stores goes."""

    def losing(store, point, url):
        with app.app_context():
            engine = db.engine if store == "data" else keys._stores[db.engine]._engine

        def lose():
            with monkeypatch.context() as lost:
                loss = Loss(lost, engine, point)
                answer = page.client.get(url)
            assert loss.gone or store == "keys"
            return answer

        return lose

    return losing


@pytest.mark.parametrize("point", POINTS)
def test_after_a_lost_connection_the_same_thread_serves_on(asked, losing, caplog, point):
    lose = losing("data", point, "/werk")

    with caplog.at_level(logging.WARNING):
        answer, *after = asked(lose, *["/werk"] * 3)

    assert answer.status_code == 503 or (point == "rollback" and answer.status_code == 200)
    assert [one.status_code for one in after] == [200, 200, 200]
    assert len(caplog.records) == 1
    assert "server closed" not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("point", POINTS)
def test_a_lost_connection_to_the_keys_is_one_bad_answer_too(asked, losing, case, caplog, point):
    lose = losing("keys", point, case)

    with caplog.at_level(logging.WARNING):
        answer, after = asked(lose, case)

    assert answer.status_code in {200, 503}
    assert after.status_code == 200
    assert len(caplog.records) == (answer.status_code == 503)


@pytest.fixture
def no_heads(app, settings):
    """A file of heads that cannot be written."""
    settings.heads.unlink(missing_ok=True)
    settings.heads.mkdir()
    yield
    settings.heads.rmdir()


def test_what_was_committed_is_no_error_when_the_heads_cannot_be_noted(
    asked, case, no_heads, caplog
):
    caplog.clear()

    with caplog.at_level(logging.WARNING):
        answers = asked(case, case)

    assert [one.status_code for one in answers] == [200, 200]
    told = [one for one in caplog.messages if "_note_heads" in one]
    assert len(told) == len(caplog.messages) > 1
    assert "IsADirectoryError after the commit in _note_heads" in told[0]


def test_a_case_that_was_committed_keeps_its_key_when_the_heads_cannot_be_noted(app, no_heads):
    with app.app_context():
        dossier = id_of(a_case())

        assert dossier in keys._stores[db.engine].fetch([dossier])


def test_the_page_of_our_mistake_opens_no_unit_and_has_its_number(page, asked, monkeypatch, caplog):
    def nest(*_, **__):
        raise database.OutsideUnit("nested")

    def lose():
        with monkeypatch.context() as lost:
            lost.setattr(database, "_opened", nest)
            return page.client.get("/werk")

    with caplog.at_level(logging.WARNING):
        answer, after = asked(lose, "/werk")

    assert (answer.status_code, after.status_code) == (500, 200)
    number = text_of(answer).split("Noem dit nummer als u hulp vraagt:")[1].split()[0]
    (line,) = caplog.messages
    assert line.startswith(f"{number} OutsideUnit at ")


def test_a_mistake_while_a_refusal_is_told_is_one_line_and_a_page(asked, monkeypatch, caplog):
    def fail(*_, **__):
        raise RuntimeError("Zichtbaar")

    monkeypatch.setattr(failures, "record", fail)
    with caplog.at_level(logging.WARNING):
        (answer,) = asked("/beheer/gebruikers")

    assert answer.status_code == 500
    assert "Noem dit nummer als u hulp vraagt:" in text_of(answer)
    (line,) = caplog.messages
    assert "RuntimeError at test_lost_connection.py" in line
