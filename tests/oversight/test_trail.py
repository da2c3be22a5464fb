from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, transaction
from pga.oversight.labels import EVENT, field_words
from pga.oversight.reading import Wanted, get_trail, get_users
from pga.oversight.reading.trail import LOOKS, PAGE, trail_question
from pga.privacy.events import Event, LineOutcome, LogPurpose
from pga.privacy.trail import Line, Object, record, record_reads
from tests.builders import a_case, a_user, an_actor, id_of
from tests.support.inspector import PageInspector
from tests.support.pages import text_of
from tests.support.postgres import OWNER
from tests.support.rows import lines

pytestmark = pytest.mark.bare

one_store = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
PURPOSE = LogPurpose.LAWFULNESS


@pytest.fixture
def fg(cellar):
    return a_user(Role.DPO, name="Noor Rietorchis")


@pytest.fixture
def member(cellar):
    return a_user(name="Joost van Zonnedauw")


def trail(fg, **wanted):
    return get_trail(fg.actor, Wanted(purpose=PURPOSE, **wanted))


def events(page):
    return [line.event for line in page.lines]


def test_the_newest_line_stands_first_with_who_and_what(fg, member):
    number = a_case(State.PLANNING, by=member.actor)
    get_sheet(member.actor, number)

    line = trail(fg).lines[0]

    assert (line.event, line.outcome) == (Event.READ, LineOutcome.OK)
    assert (line.who, line.role) == ("Joost van Zonnedauw", Role.SAFETY_TEAM)
    assert (line.number, line.purpose) == (number, "case_work")
    assert "person.surname" in line.fields


def test_who_saw_this_case(fg, member):
    number, other = (a_case(State.PLANNING, by=member.actor) for _ in range(2))
    for one in (number, other, number):
        get_sheet(member.actor, one)

    page = trail(fg, number=number, events=LOOKS)

    assert events(page) == [Event.READ] * 2
    assert {line.number for line in page.lines} == {number}


def test_what_this_user_saw(fg, member):
    number = a_case(State.PLANNING, by=member.actor)
    other = a_user()
    get_sheet(a_user(Role.COORDINATOR).actor, number)
    get_sheet(member.actor, number)

    page = trail(fg, user_id=member.id, events=LOOKS)

    assert [(line.who, line.number) for line in page.lines] == [(member.name, number)]
    assert trail(fg, user_id=other.id, events=LOOKS).lines == ()


def test_a_look_in_the_trail_is_a_line_of_it_with_its_purpose_and_its_filter(fg, member):
    number = a_case(State.PLANNING, by=member.actor)
    today = clock.today()

    trail(fg, number=number, events=LOOKS, outcome=LineOutcome.OK, from_on=today, until_on=today)

    (line,) = lines(Event.TRAIL_READ)
    assert (line.actor_id, line.object_id, line.purpose) == (fg.id, id_of(number), "lawfulness")
    assert line.fields.split(",") == [
        "filter:case",
        "filter:event",
        "filter:from",
        "filter:outcome",
        "filter:until",
    ]
    assert trail(fg, number=number, events=LOOKS).lines[0].event is Event.TRAIL_READ


def test_a_look_at_a_colleague_is_about_that_colleague(fg, member):
    trail(fg, user_id=member.id)

    (line,) = lines(Event.TRAIL_READ)
    assert (line.object_kind, line.object_id) == ("user", member.id)


def test_the_pages_hang_together_without_a_gap_or_a_double(fg, member):
    with transaction() as session:
        record_reads(session, member.actor, [Line(Event.READ) for _ in range(2 * PAGE + 5)])

    seen, before = [], None
    for _ in range(3):
        page = trail(fg, events=(Event.READ,), before=before)
        seen += [line.seq for line in page.lines]
        before = page.older

    assert before is None
    assert len(seen) == 2 * PAGE + 5
    assert seen == sorted(set(seen), reverse=True)


def test_the_days_are_those_of_the_wall_clock(fg, member):
    today = clock.today()
    with transaction() as session:
        record(session, member.actor, Line(Event.LOGIN))

    def logins(**days):
        return events(trail(fg, events=(Event.LOGIN,), **days))

    assert logins(from_on=today, until_on=today) == [Event.LOGIN]
    assert logins(from_on=today + timedelta(days=1)) == []
    assert logins(until_on=today - timedelta(days=1)) == []


def test_a_day_begins_at_midnight_and_a_line_of_no_field_tells_none(fg, member):
    midnight = datetime(2026, 11, 26, tzinfo=clock.AMSTERDAM)
    with clock.stopped_at(midnight), transaction() as session:
        record(session, member.actor, Line(Event.LOGIN))

    def logins(**days):
        return [(one.at, one.fields) for one in trail(fg, events=(Event.LOGIN,), **days).lines]

    assert logins(from_on=midnight.date()) == logins(until_on=midnight.date()) == [(midnight, ())]
    assert logins(from_on=midnight.date() + timedelta(days=1)) == []
    assert logins(until_on=midnight.date() - timedelta(days=1)) == []


def test_what_was_refused_can_be_asked_for(fg, member):
    with transaction() as session:
        record(session, member.actor, Line(Event.REFUSED, outcome=LineOutcome.REFUSED))
        record(session, member.actor, Line(Event.LOGIN))

    assert events(trail(fg, outcome=LineOutcome.REFUSED)) == [Event.REFUSED]


# --- what is not shown


def test_another_municipality_is_not_there(fg):
    elsewhere = a_user(municipality="BLA", name="Sietse IJsvogelaar")
    number = a_case(State.PLANNING, by=elsewhere.actor)

    page = trail(fg, number=number)

    assert page.unknown
    assert page.lines == ()
    assert {line.who for line in trail(fg).lines} & {elsewhere.name} == set()
    assert elsewhere.id not in {user_id for user_id, _ in get_users(fg.actor)}


def test_nonsense_gets_the_same_answer(fg):
    assert trail(fg, number="LAR-2026-9999") == trail(fg, number="BLA-2026-0001")


def test_the_chain_of_the_platform_is_no_municipality_s(fg):
    with transaction() as session:
        record(session, None, Line(Event.LOGIN_FAILED, outcome=LineOutcome.FAILED))
        record(session, None, Line(Event.LOGIN), chain=fg.actor.municipality)

    found = events(trail(fg))

    assert Event.LOGIN in found
    assert Event.LOGIN_FAILED not in found


def test_who_stepped_back_from_a_case_sees_no_number(fg, member):
    number = a_case(State.PLANNING, by=member.actor, recused=[fg.id])
    get_sheet(member.actor, number)

    assert trail(fg).lines[0].number == ""
    assert trail(fg, number=number).unknown


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DPO])
def test_only_the_fg_reads_the_trail(cellar, role):
    for act in (lambda who: get_trail(who, Wanted(purpose=PURPOSE)), get_users):
        with pytest.raises(Refused):
            act(an_actor(role))

    assert lines(Event.TRAIL_READ) == []


# --- what it costs


MANY = 4000


@pytest.fixture
def crowded(fg, member, settings):
    """A long trail, in which one case and one user are rare."""
    number = a_case(State.PLANNING, by=member.actor)
    with transaction() as session:
        for _ in range(4):
            some = [Object("case", uuid4()) for _ in range(MANY // 40)]
            reads = [Line(Event.READ, some[at % len(some)]) for at in range(MANY // 4)]
            record_reads(session, an_actor(), reads)
    get_sheet(member.actor, number)
    count_up(settings)
    return number


def count_up(settings):
    """Let PostgreSQL know how much there is, as its own housekeeping would."""
    url = sa.make_url(settings.database)
    if url.username:
        engine = sa.create_engine(url.set(username=OWNER), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("ANALYZE audit_event"))
        engine.dispose()


def plan_of(question):
    """Return how the store would look for the answer."""
    with transaction() as session, direct_write():
        connection = session.connection()
        dialect = connection.dialect
        sql = question.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        how = "EXPLAIN" if dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        return "\n".join(str(row[-1]) for row in session.execute(sa.text(f"{how} {sql}")))


def test_who_saw_this_case_is_looked_up_in_an_index(crowded, fg, member):
    case_id = id_of(crowded)
    for wanted, index in (
        (Wanted(purpose=PURPOSE, number=crowded, events=LOOKS), "ix_audit_event_object"),
        (Wanted(purpose=PURPOSE, number=crowded), "ix_audit_event_object"),
        (Wanted(purpose=PURPOSE, user_id=member.id, events=LOOKS), "ix_audit_event_actor"),
    ):
        plan = plan_of(trail_question("LAR", wanted, case_id if wanted.number else None))
        assert index in plan, plan
        assert "Seq Scan" not in plan


def test_an_older_page_is_looked_up_by_its_place(crowded, fg):
    plan = plan_of(trail_question("LAR", Wanted(purpose=PURPOSE, before=2000), None))

    assert "audit_event" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


# --- the pages


@one_store
def test_without_a_purpose_no_line_is_shown_and_none_is_written(app, page):
    a_case()
    page.log_in(a_user(Role.DPO))

    first = text_of(page.get("/toezicht/logboek"))
    told = text_of(page.get("/toezicht/logboek?doel=&soort=read"))

    assert "Waarvoor kijkt u?" in first
    assert "Kies waarvoor u in het logboek kijkt." in told
    assert "Regels van het logboek" not in first + told
    assert lines(Event.TRAIL_READ) == []


@one_store
@pytest.mark.parametrize("typed", ["doel=nieuwsgierig", "doel=court&soort=x", "doel=court&wie=x"])
def test_what_is_not_on_a_list_is_refused(app, page, typed):
    page.log_in(a_user(Role.DPO))

    page.get(f"/toezicht/logboek?{typed}")

    assert lines(Event.TRAIL_READ) == []


@one_store
def test_the_page_shows_dutch_and_no_content(app, page):
    member = a_user(name="Joost van Zonnedauw")
    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(member).get(f"/casussen/{number}")
    page.never = ("Zichtbaar", "Jorinde", "muziek")
    page.log_in(a_user(Role.DPO))

    asked = f"/toezicht/logboek?doel=internal_control&casus=%20{number.lower()}&soort=looks"
    told = text_of(page.get(asked))

    assert "Joost van Zonnedauw, team Veiligheid" in told
    assert "keek in het dossier" in told
    assert "Achternaam" in told
    assert "casusblad" in told
    assert number in told


@one_store
def test_an_unknown_number_is_told_beside_the_field(app, page):
    page.log_in(a_user(Role.DPO))

    told = text_of(page.get("/toezicht/logboek?doel=court&casus=LAR-2026-9999"))

    assert "Dit casusnummer is hier niet gevonden." in told


@one_store
def test_the_next_page_keeps_the_question(app, page):
    fg = a_user(Role.DPO)
    with transaction() as session:
        record_reads(session, an_actor(), [Line(Event.READ) for _ in range(PAGE + 5)])
    page.log_in(fg)
    first = page.get("/toezicht/logboek?doel=court&soort=read")
    nodes = PageInspector(first.text).nodes
    (older,) = [n.attrs["href"] for n in nodes if "voor=" in n.attrs.get("href", "")]

    told = text_of(page.get(older))

    assert "doel=court" in older
    assert "soort=read" in older
    assert told.count("keek in het dossier") >= 5
    assert "Nieuwste" in told
    for nonsense in ("voor=x", "voor=-1", "voor=" + "9" * 40):
        page.get(f"/toezicht/logboek?doel=court&{nonsense}")


@one_store
def test_the_desk_leads_to_both_questions(app, page):
    page.log_in(a_user(Role.DPO))

    shown = page.get("/toezicht").text

    assert "Wie zag deze casus?" in shown
    assert "Wat zag deze gebruiker?" in shown
    assert shown.count('action="/toezicht/logboek"') == 2


def test_each_event_has_its_word():
    assert set(EVENT) == set(Event)


def test_fields_are_told_once_and_codes_are_not():
    told = field_words(
        "person.surname person.surname triage.id triage.route scanned=12 admit filter:user "
        "meeting_weeks nobody.knows".split()
    )

    assert told == [
        "Achternaam",
        "weging",
        "12 vergeleken",
        "stap: Toelaten tot de aanpak",
        "gefilterd op gebruiker",
        "Tussen twee overleggen",
    ]
