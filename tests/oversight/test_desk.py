from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.postponed import ToldLate, count_untold
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import db, transaction
from pga.dossiers.reading.emergency import list_reviews
from pga.dossiers.reading.finding import find
from pga.dossiers.reading.head import get_head
from pga.dossiers.rules.emergency import EmergencyReason
from pga.dossiers.services.emergency import EmergencyAsked, open_emergency
from pga.oversight.reading import check_trail, get_desk
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import Line, record
from tests.builders import UNTOLD, a_case, a_person, a_referral, a_user, an_actor
from tests.support.pages import text_of
from tests.support.rows import lines
from tests.support.some import some

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
def test_a_look_that_opened_nothing_says_so(app, page):
    member, fg = a_user(), a_user(Role.DPO)
    number = a_case(State.PLANNING, by=member.actor)
    with transaction() as session:
        found = find(session, member.actor, CASES, number)
        record(session, member.actor, Line(Event.READ, found.about, purpose="people"))
    page.log_in(fg)

    one_case = text_of(page.get(f"/casussen/{number}/inzagen"))
    looked = f"/toezicht/logboek?doel=lawfulness&casus={number}&soort="
    summed, alone = (text_of(page.get(looked + kind)) for kind in ("looks", "read"))

    for told in some((one_case, summed, alone)):
        assert "bekeken, geen inhoud geopend" in told
        assert "0 velden" not in told


@one_store
def test_who_looked_is_summed_per_person_per_day_in_the_trail_too(app, page):
    member, other, fg = a_user(), a_user(), a_user(Role.DPO)
    number = a_case(State.PLANNING, by=member.actor, linked=[other.id])
    now = clock.now()
    with clock.stopped_at(now):
        for who in (member, other, member, member):
            get_head(who.actor, CASES, number)
        page.log_in(fg)
        where = f"/toezicht/logboek?doel=lawfulness&casus={number}&soort=looks"
        told = text_of(page.get(where))
        by_user = text_of(page.get(f"{where.replace(number, '')}&wie={member.id}"))

    assert f"3 keer door {member.name}" in told
    assert f"1 keer door {other.name}" in told
    assert told.count("naam boven de pagina") == 4
    assert f"3 keer door {member.name}" in by_user
    assert f"{number}, naam boven de pagina" in by_user
    assert other.name not in by_user.partition("Regels")[2]


@one_store
def test_what_waits_stands_first_and_what_is_late_before_the_rest(app, page):
    fg, member = a_user(Role.DPO), a_user()
    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(fg)
    before = get_desk(fg.actor)
    asked = EmergencyAsked(number, EmergencyReason.DANGER_PERSON, "Er is nu gevaar in huis.")
    open_emergency(a_user(Role.INTERVENTION_TEAM).actor, CASES, asked)

    told = text_of(page.get("/toezicht"))

    assert get_desk(fg.actor).emergencies.total == before.emergencies.total + 1
    assert "Het logboek narekenen" in told
    order = ["beoordelen", "narekenen", "Wie zag deze casus?", "Hoe het staat"]
    places = [told.index(words, told.index("Wat op u wacht")) for words in order]
    assert places == sorted(places)
    page.post("/toezicht")
    assert "Dat deed hier nog niemand" not in text_of(page.get("/toezicht"))

    with clock.stopped_at(clock.now() + timedelta(days=30)):
        late = text_of(page.log_in(fg).get("/toezicht"))
    assert "te laat: die collega krijgt geen noodtoegang meer" in late


@one_store
def test_a_noodtoegang_is_judged_beside_the_words_of_the_colleague(app, page):
    fg, stranger = a_user(Role.DPO), a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=a_user().actor)
    said = "Er is nu gevaar in huis."
    open_emergency(
        stranger.actor, CASES, EmergencyAsked(number, EmergencyReason.DANGER_PERSON, said)
    )
    get_head(stranger.actor, CASES, number)
    (one,) = [o for o in list_reviews(fg.actor, CASES).waiting if o.who == stranger.name]

    shown = page.log_in(fg).get(f"/toezicht/noodtoegang/{one.id}")
    told = text_of(shown)

    assert said in told
    assert "Was deze noodtoegang terecht?" in told
    assert "Roepnaam, Achternaam" in told.partition("Wat de collega zag")[2]
    assert said not in text_of(page.get("/toezicht/noodtoegang"))
    opened = [line for line in lines(Event.TRAIL_READ) if "emergency_access.note" in line.fields]
    assert [line.actor_id for line in opened] == [fg.id]


def test_the_numbers_of_the_desk_are_of_the_own_municipality(cellar):
    here, there = a_user(Role.DPO).actor, a_user(Role.DPO, "EEM").actor
    before = get_desk(there)
    check_trail(here)

    assert get_desk(here).verified_at is not None
    assert get_desk(there) == before
    with pytest.raises(Refused):
        get_desk(an_actor(Role.COORDINATOR))


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


@one_store
def test_the_fg_reads_of_how_many_cases_telling_is_late_or_postponed(app, page):
    fg = a_user(Role.DPO)
    before = count_untold(fg.actor)
    long_ago = clock.today() - timedelta(days=40)
    late = a_referral(received_on=long_ago, **UNTOLD)
    for given in (late, late, a_referral()):
        a_case(State.IN_TRIAGE, given=given)
    a_case(State.CLOSED, given=late)
    away = a_person(town="Eemnes")
    a_case(State.IN_TRIAGE, municipality="EEM", given=a_referral(persons=(away,)))

    told = text_of(page.log_in(fg).get("/toezicht"))

    now = count_untold(fg.actor)
    assert now == ToldLate(before.late + 2, before.postponed + 1)
    assert f"Casussen waar informeren te laat is {now.late}" in told
    assert f"Casussen waar informeren is uitgesteld {now.postponed}" in told
    with pytest.raises(Refused):
        count_untold(a_user(Role.ADMIN).actor)
