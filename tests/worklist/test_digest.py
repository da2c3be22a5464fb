import socketserver
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import sqlalchemy as sa

from config import MailSettings, Misconfigured, Settings
from pga import cli
from pga.access.permissions import Role
from pga.accounts.models import User
from pga.accounts.reading import digest_readers, get_account
from pga.accounts.services import set_digest, take_digest_turn
from pga.app import post
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import AuditEvent, Line, record
from pga.worklist.services import send_digests
from tests.builders import CANARY, a_case, a_user
from tests.support.pages import outside

ADDRESS = "noor@gemeente.example"
MAIL = MailSettings(
    host="127.0.0.1",
    sender="pga@gemeente.example",
    address="https://pga.gemeente.example",
    port=25,
    starttls=False,
)


@dataclass
class Box:
    """A mail server on this machine, and what came in."""

    port: int = 0
    mails: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refuses: bool = False


@pytest.fixture
def box():
    box = Box()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line):
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self):
            self.say("220 here")
            word = "HELO"
            while word not in {"QUIT", ""}:
                line = self.rfile.readline().decode().strip()
                word = line[:4].upper()
                if word == "RCPT":
                    box.to.append(line)
                if word == "DATA":
                    self.take()
                elif word == "MAIL" and box.refuses:
                    self.say("550 not now")
                else:
                    self.say("221 bye" if word == "QUIT" else "250 fine")

        def take(self):
            self.say("354 go on")
            lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
            box.mails.append("".join(lines))
            self.say("250 taken")

    with socketserver.TCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield box
        server.shutdown()
        thread.join()


@dataclass
class Sent:
    mails: list[tuple[str, int]] = field(default_factory=list)
    fails: bool = False

    def __call__(self, to, waiting):
        if self.fails:
            raise ConnectionRefusedError
        self.mails.append((to, waiting))


def someone_who_waits(cases=3, address=ADDRESS):
    director, member = a_user(), a_user(Role.INTERVENTION_TEAM)
    for _ in range(cases):
        a_case(State.PLANNING, by=director.actor, linked=[member.id])
    if address:
        set_digest(member.actor, email=address, wanted=True)
    return member


def lines(kind):
    with transaction() as session:
        return session.scalars(
            sa.select(AuditEvent.outcome).filter_by(event=kind).order_by(AuditEvent.seq)
        ).all()


def test_who_wants_it_hears_how_much_waits_once_a_day(cellar):
    someone_who_waits()
    sent = Sent()

    assert send_digests(sent) == (1, 0)
    assert send_digests(sent) == (0, 0)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert send_digests(sent) == (1, 0)

    assert sent.mails == [(ADDRESS, 3), (ADDRESS, 3)]
    assert lines(Event.DIGEST_SENT) == [LineOutcome.OK, LineOutcome.OK]


def test_without_a_wish_or_with_nothing_waiting_no_mail_goes(cellar):
    unwilling = someone_who_waits(1, address="")
    set_digest(unwilling.actor, email=ADDRESS, wanted=False)
    set_digest(a_user().actor, email=ADDRESS, wanted=True)

    assert send_digests(Sent()) == (0, 0)
    assert lines(Event.DIGEST_SENT) == []


def test_a_disabled_account_gets_no_mail(cellar):
    member = someone_who_waits(1)
    with transaction() as session:
        session.get_one(User, member.id).disabled_at = clock.now()
        record(session, None, Line(Event.SEEDED))

    assert send_digests(Sent()) == (0, 0)


def test_a_mail_that_failed_is_tried_again(cellar):
    someone_who_waits(1)

    assert send_digests(Sent(fails=True)) == (0, 1)
    assert lines(Event.DIGEST_SENT) == [LineOutcome.OK, LineOutcome.FAILED]
    assert send_digests(Sent()) == (1, 0)


def test_who_wants_no_mail_has_no_address_or_got_one_today_is_no_reader(cellar):
    wants, got, wishes_none, has_none = (a_user(Role.INTERVENTION_TEAM) for _ in range(4))
    for nth, member in enumerate((wants, got)):
        set_digest(member.actor, email=f"{nth}@gemeente.example", wanted=True)
    set_digest(wishes_none.actor, email="2@gemeente.example", wanted=False)
    assert take_digest_turn(got.actor)
    with transaction() as session:
        session.get_one(User, has_none.id).wants_digest = True
        record(session, None, Line(Event.WISH_CHANGED))

    assert [one.address for one in digest_readers()] == ["0@gemeente.example"]
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert len(digest_readers()) == 2


def test_a_wish_that_changed_meanwhile_counts(cellar, monkeypatch):
    member = someone_who_waits(1)
    readers = digest_readers()
    set_digest(member.actor, email=ADDRESS, wanted=False)
    monkeypatch.setattr("pga.worklist.services.digest_readers", lambda: readers)

    assert send_digests(Sent()) == (0, 0)


def test_what_was_opened_is_not_counted(cellar):
    director, member = a_user(), a_user(Role.INTERVENTION_TEAM)
    first, _ = (a_case(State.PLANNING, by=director.actor, linked=[member.id]) for _ in range(2))
    set_digest(member.actor, email=ADDRESS, wanted=True)
    get_sheet(member.actor, first)
    sent = Sent()

    send_digests(sent)

    assert sent.mails == [(ADDRESS, 1)]


@pytest.mark.parametrize("address", ["a@b.example\nBcc: c@d.example", "niets", "a@b.nl,c@d.nl"])
def test_what_is_no_plain_address_is_not_kept(cellar, address):
    member = a_user()

    with pytest.raises(Invalid, match="email=unreadable"):
        set_digest(member.actor, email=address, wanted=True)
    with pytest.raises(Invalid, match="email=unreadable"):
        set_digest(member.actor, email="", wanted=True)

    assert get_account(member.actor).email == ""


def test_the_mail_says_how_much_and_where_and_nothing_else(box):
    mail = MailSettings(**{**fields_of(MAIL), "port": box.port})

    post.send_digest(mail, ADDRESS, 3)
    post.send_digest(mail, ADDRESS, 1)

    head, body = box.mails[0].split("\r\n\r\n", 1)
    assert "Subject: Er staat iets voor u klaar in PGA\r\n" in head
    assert box.to == [f"rcpt TO:<{ADDRESS}>"] * 2
    assert "klaar in PGA: 3 berichten." in body
    assert "klaar in PGA: 1 bericht." in box.mails[1]
    assert "https://pga.gemeente.example\r\n" in body
    assert "LAR-" not in box.mails[0]


def fields_of(settings):
    return {name: getattr(settings, name) for name in MailSettings.__slots__}


@pytest.mark.parametrize("to", ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", ""])
def test_no_header_comes_in_by_an_address(to):
    with pytest.raises(post.Unmailable):
        post.digest_to(MAIL, to, 1)


def test_starttls_is_asked_before_anything_is_said(box):
    mail = MailSettings(**{**fields_of(MAIL), "port": box.port, "starttls": True})

    with pytest.raises(Exception, match="STARTTLS"):
        post.send_digest(mail, ADDRESS, 1)

    assert box.mails == box.to == []


ENVIRONMENT = {
    "PGA_SMTP_HOST": "127.0.0.1",
    "PGA_SMTP_FROM": "pga@gemeente.example",
    "PGA_ADDRESS": "https://pga.gemeente.example",
}


def test_the_settings_of_mail_come_from_the_environment():
    given = MailSettings.from_environment(ENVIRONMENT)
    other = MailSettings.from_environment(
        ENVIRONMENT | {"PGA_SMTP_PORT": "25", "PGA_SMTP_STARTTLS": "no"}
    )

    assert (given.port, given.starttls) == (587, True)
    assert (other.port, other.starttls) == (25, False)


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_setting_that_is_not_there_is_named(name):
    with pytest.raises(Misconfigured, match=name):
        MailSettings.from_environment({k: v for k, v in ENVIRONMENT.items() if k != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGA_SMTP_PORT", "veel"),
        ("PGA_SMTP_STARTTLS", "misschien"),
        ("PGA_SMTP_FROM", "pga"),
        ("PGA_SMTP_FROM", "pga@a.example\nBcc: b@c.example"),
        ("PGA_ADDRESS", "http://pga.gemeente.example"),
        ("PGA_ADDRESS", "https://a.example\nhttps://b.example"),
    ],
)
def test_an_unsafe_setting_is_refused(name, value):
    with pytest.raises(Misconfigured, match=name):
        MailSettings.from_environment(ENVIRONMENT | {name: value})


@pytest.fixture
def terminal(settings, box, monkeypatch):
    """A terminal that names the store of the test and the mail server on this machine."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PGA_SMTP_PORT", str(box.port))
    monkeypatch.setenv("PGA_SMTP_STARTTLS", "no")
    monkeypatch.setattr(Settings, "from_environment", lambda: settings)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_command_mails_and_no_person_or_number_is_in_it(app, terminal, box, capsys):
    someone_who_waits(2)

    assert outside(lambda: cli.main(["digest"])) == 0

    assert "Verstuurd: 1. Niet gelukt: 0." in capsys.readouterr().out
    assert "2 berichten" in box.mails[0]
    assert CANARY not in box.mails[0]
    assert "LAR" not in box.mails[0]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_command_says_it_when_a_mail_did_not_go(app, terminal, box, capsys):
    someone_who_waits(1)
    box.refuses = True

    assert outside(lambda: cli.main(["digest"])) == 1

    assert "Niet gelukt: 1." in capsys.readouterr().out
