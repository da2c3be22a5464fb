from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
import sqlalchemy as sa

from config import Kind, Misconfigured
from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.models import User, UserSession
from pga.accounts.passwords import digest
from pga.accounts.reading import find_presence, list_other_grants
from pga.accounts.rules.password import weakness
from pga.accounts.services import sign_in
from pga.app.stores import close_stores, login_rules, make_stores
from pga.cases.models.case import Case, CaseTerm, Guardian, Person
from pga.cases.models.contact import ContactMoment, OutOfSight
from pga.cases.models.doors import CaseLink
from pga.cases.models.mistaken import Mistaken, Retraction
from pga.cases.models.referral import Referral, ThirdPartyMark
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.contact import ContactKind
from pga.cases.rules.moves import MoveCode, find_move
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import ACTIVE, State
from pga.core import clock
from pga.core.database import glance
from pga.core.pasted import suspicions_in
from pga.demo import folder as demo_folder
from pga.demo.concepts import TAKEN
from pga.demo.folder import MARK, bring_up, demo_app, has_demo, make_demo, settings_in
from pga.demo.later import advance
from pga.demo.plots import all_plots
from pga.demo.seed import SEED
from pga.demo.town import HOME, LOGINS, PARTNERS, PASSWORD, TOWNS, Town
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.moves import UnknownMove
from pga.privacy import heads, keys
from pga.privacy.events import Event
from pga.privacy.rows import verify_rows
from pga.privacy.trail import AuditEvent
from pga.privacy.verify import verify
from pga.settings.reading import values_on
from pga.settings.services import found
from pga.signals.models import Signal, SignalCount
from pga.signals.rules.codes import CHOSEN, SignalOutcome
from pga.signals.rules.life import SOON
from tests.support.some import some

COUNTS = {
    "LAR": {
        State.REFERRED: 5,
        State.IN_TRIAGE: 4,
        State.REJECTED: 7,
        State.INFORMATION_ROUND: 3,
        State.PLANNING: 3,
        State.IN_EXECUTION: 7,
        State.ON_HOLD: 2,
        State.SCALE_UP_REQUESTED: 2,
        State.TOP_X: 3,
        State.SCALE_DOWN_PROPOSED: 2,
        State.AFTERCARE: 3,
        State.CLOSED: 7,
        State.DESTROYED: 2,
    },
    "BLA": {
        State.REFERRED: 1,
        State.IN_TRIAGE: 1,
        State.REJECTED: 1,
        State.PLANNING: 1,
        State.IN_EXECUTION: 2,
        State.TOP_X: 1,
        State.CLOSED: 1,
    },
    "EEM": {
        State.REFERRED: 1,
        State.REJECTED: 1,
        State.INFORMATION_ROUND: 1,
        State.IN_EXECUTION: 2,
        State.AFTERCARE: 1,
    },
}
DAYS = [date(2026, 1, 2), date(2026, 4, 6), date(2026, 5, 31), date(2027, 2, 28), date(2028, 2, 29)]
"""After a holiday, Easter Monday, a Sunday, a leap day."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "demo"
    steps = []
    result = make_demo(folder, lambda done, of: steps.append((done, of)))
    return folder, result, steps


@pytest.fixture
def demo(made):
    folder, _, _ = made
    app = demo_app(folder)
    with app.app_context():
        yield folder
    close_stores(app)


@pytest.fixture
def quick(monkeypatch):
    """A seeding that only founds, for what is about the folder."""

    def only_found(rules, told):
        found(Kind.DEMO, TOWNS)

    monkeypatch.setattr(demo_folder, "seed", only_found)


def paper_towns():
    people = {
        code: {
            login.username: Actor(UUID(int=at), login.name, login.role, code)
            for at, login in enumerate(LOGINS)
            if code == HOME or login.everywhere
        }
        for code in TOWNS
    }
    partners = {name: UUID(int=at) for at, (name, *_) in enumerate(PARTNERS)}
    return {code: Town(code, people[code], partners) for code in TOWNS}


def all_of(model):
    with glance() as session:
        rows = list(session.scalars(sa.select(model)))
        session.expunge_all()
        return rows


def plots_on(today):
    return all_plots(paper_towns(), today, Random(SEED))  # noqa: S311 - as the demo does


def coordinator_of(code):
    with glance() as session:
        user = session.scalars(sa.select(User).filter_by(username="coordinator")).one()
        return Actor(user.id, user.name, Role.COORDINATOR, code)


def test_each_municipality_has_its_cases_in_the_states_of_the_plan(demo):
    there = {code: Counter() for code in TOWNS}
    for case in all_of(Case):
        there[case.municipality][case.state] += 1

    there[HOME][State.REFERRED] -= TAKEN
    assert there == COUNTS
    assert set().union(*COUNTS.values()) == set(State)


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("persoon, verward gedrag", State.AFTERCARE),
        ("jeugd", State.SCALE_DOWN_PROPOSED),
        ("gezin", State.REJECTED),
        ("afgewezen", State.REJECTED),
    ],
)
def test_the_four_invented_cases_of_the_domain_file_are_there(made, demo, title, state):
    _, result, _ = made
    [number] = [
        number
        for plot, number in zip(result.plots, result.numbers, strict=True)
        if plot.title == title
    ]

    sheet = get_sheet(coordinator_of("LAR"), number)

    assert sheet.head.state is state
    assert sheet.head.name


def test_every_case_ends_as_its_plot_says_and_opens_for_the_coordinator(made, demo):
    _, result, _ = made

    for plot, number in zip(some(result.plots), some(result.numbers), strict=True):
        sheet = get_sheet(coordinator_of(plot.town.code), number)

        assert sheet.head.state is plot.ends_as
        assert bool(sheet.head.name) is (plot.ends_as is not State.DESTROYED)


def test_of_a_destroyed_case_no_key_and_no_person_is_left(demo):
    destroyed = [case.id for case in all_of(Case) if case.state is State.DESTROYED]
    about = {row.case_id for model in (Person, Guardian, Referral) for row in all_of(model)}

    with glance() as session:
        kept = keys.store_of(session).fetch(destroyed)

    assert destroyed
    assert about.isdisjoint(destroyed)
    assert kept == {}


def test_a_later_move_only_leaves_the_state_it_starts_from(made, demo):
    _, result, _ = made
    number = next(
        number
        for plot, number in zip(result.plots, result.numbers, strict=True)
        if plot.ends_as is State.TOP_X and plot.town.code == HOME
    )

    with pytest.raises(UnknownMove):
        advance(coordinator_of(HOME), number, MoveCode.RECORD_ZVH_YES, why="Nog een keer.")


def test_the_trail_is_whole(demo):
    with glance() as session:
        report = verify(session, heads.read(settings_in(demo).heads))

    assert report.whole
    assert report.lines.keys() == {*TOWNS, "platform"}


def test_the_trail_is_in_order_and_ends_before_now(demo):
    with glance() as session:
        for chain in some(TOWNS):
            moments = session.execute(
                sa.text("select at from audit_event where municipality = :c order by seq"),
                {"c": chain},
            ).scalars()
            times = [datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in moments]
            assert times == sorted(times)
            assert times[-1] <= clock.now()


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.username)
def test_each_account_can_log_in_and_begins_in_laren(demo, login):
    rules = login_rules(settings_in(demo))

    ticket = sign_in(login.username, PASSWORD, address="127.0.0.1", device="-", rules=rules)

    presence = find_presence(ticket.token, rules, touch=False)
    others = {grant.municipality for grant in list_other_grants(presence.actor)}
    assert (presence.actor.role, presence.actor.municipality) == (login.role, HOME)
    assert others == ({"BLA", "EEM"} if login.everywhere else set())
    assert presence.factor_done
    with glance() as session:
        assert session.scalars(
            sa.select(UserSession).filter_by(token_hash=digest(ticket.token))
        ).one()


def test_the_password_is_one_that_an_account_may_have():
    assert all(
        weakness(PASSWORD, names=(login.username, *login.name.split())) is None
        for login in some(LOGINS)
    )


def test_the_login_page_shows_the_accounts(made):
    folder, _, _ = made
    app = demo_app(folder)

    text = app.test_client().get("/inloggen").text

    close_stores(app)
    assert all(login.username in text for login in some(LOGINS))
    assert PASSWORD in text


def test_the_terms_are_a_proposal_in_every_municipality(demo):
    with glance() as session:
        for code in some(TOWNS):
            values = values_on(session, code, date(2019, 1, 1))
            assert values["retention_closed_years"] == "5"
            assert values["max_active_cases"] == "15"
            assert values["small_number_threshold"] == "5"


def test_there_is_something_late_something_soon_and_something_far(demo):
    today = clock.today()
    active = {case.id for case in all_of(Case) if case.state in ACTIVE}
    due = [
        term.due_on for term in all_of(CaseTerm) if term.ended_on is None and term.case_id in active
    ]

    assert any(day < today for day in due)
    assert any(today <= day <= today + timedelta(days=7) for day in due)
    assert any(day > today + timedelta(days=60) for day in due)


def test_one_working_case_has_no_next_date(demo):
    dated = {term.case_id for term in all_of(CaseTerm) if term.ended_on is None}
    undated = [case for case in all_of(Case) if case.state in ACTIVE and case.id not in dated]

    assert [case.state for case in undated] == [State.IN_EXECUTION]


def test_there_are_minors_families_marks_warnings_and_haste(demo):
    cases = all_of(Case)
    people = Counter(person.case_id for person in all_of(Person))

    assert len({guardian.case_id for guardian in all_of(Guardian)}) > 5
    assert sum(case.kind is CaseKind.FAMILY and people[case.id] > 1 for case in cases) >= 3
    assert len(all_of(ThirdPartyMark)) > 5
    assert sum(case.safety_warning_sealed is not None for case in cases) > 5
    assert any(case.urgent and case.state in ACTIVE for case in cases)


def test_some_were_spoken_to_some_not_reached_and_one_three_times_in_a_row(demo):
    moments, (asked,) = all_of(ContactMoment), all_of(OutOfSight)

    assert {one.kind for one in moments} == set(ContactKind)
    assert Counter(one.spoken for one in moments)[True] > 5
    assert sum(not one.reached for one in moments) > 5
    assert (asked.tries, asked.answer) == (3, None)


def test_there_are_signalen_in_every_stage(demo):
    running, ended = all_of(Signal), all_of(SignalCount)

    assert {(row.discussed_on is not None, row.outcome) for row in running} == {
        (False, None),
        (True, None),
        (True, SignalOutcome.CONCEPT),
        (True, SignalOutcome.REFERRAL),
    }
    assert max(row.calls for row in running) == 13
    assert [row.municipality for row in running if row.extended_on] == [HOME]
    assert {row.made_by for row in running} == {
        row.id for row in all_of(User) if row.username in {"veiligheid", "interventie"}
    }
    today = clock.today()
    assert all(row.last_on >= today for row in some(running))
    assert any((row.last_on - today).days <= SOON for row in running)
    chosen = {row.outcome for row in ended}
    assert chosen == set(CHOSEN)


def test_some_people_are_not_told_yet(demo):
    waiting = [case for case in all_of(Case) if case.state in ACTIVE and case.informed_on is None]

    assert len(waiting) >= 4
    assert any(case.inform_review_on < clock.today() for case in waiting)


def test_some_new_cases_have_nobody_yet_and_some_have(demo):
    owned = Counter(
        case.procesregisseur_id is not None
        for case in all_of(Case)
        if case.municipality == HOME and case.state in {State.REFERRED, State.IN_TRIAGE}
    )

    assert owned == {False: 6, True: 4}


def test_two_cases_are_shared_and_some_links_have_ended(demo):
    with glance() as session:
        pair = set(session.scalars(sa.select(User.id).where(User.username.like("interventie%"))))
    links = [link for link in all_of(CaseLink) if link.kind is LinkKind.WORKS]
    working = {}
    for link in links:
        if link.until_on is None and link.user_id in pair:
            working.setdefault(link.case_id, set()).add(link.user_id)

    assert sum(users == pair for users in working.values()) == 2
    assert sum(link.until_on is not None for link in links) >= 3


def test_one_guardian_was_taken_out_and_one_was_the_wrong_person(demo):
    (mistaken,) = all_of(Mistaken)
    (retraction,) = all_of(Retraction)

    assert (retraction.mistaken_id, retraction.told_on) == (mistaken.id, None)
    with glance() as session:
        events = sa.select(AuditEvent.event, sa.func.count()).group_by(AuditEvent.event)
        done = dict(map(tuple, session.execute(events).all()))
        assert (done[Event.TAKEN_OUT], done[Event.FORGOTTEN]) == (1, 1)
        assert verify_rows(session).whole


def test_the_seeding_tells_how_far_it_is(made):
    _, result, steps = made

    assert steps == [(n, len(result.plots)) for n in range(1, len(result.plots) + 1)]


@pytest.mark.parametrize("today", DAYS)
def test_the_same_day_gives_the_same_lives(today):
    first, second = (plots_on(today) for _ in range(2))

    assert first == second
    assert Counter((plot.town.code, plot.ends_as) for plot in first) == {
        (code, state): count for code, states in COUNTS.items() for state, count in states.items()
    }


@pytest.mark.parametrize("today", DAYS)
def test_every_life_goes_forward_and_lies_in_the_past(today):
    for plot in some(plots_on(today)):
        days = [plot.given.received_on, *(day for _, day in plot.moves)]
        states = [State.REFERRED, *(find_move(code).target for code, _ in plot.moves)]
        sources = [find_move(code).source for code, _ in plot.moves]

        assert days == sorted(days)
        assert today - timedelta(days=640) < days[0]
        assert days[-1] < today
        assert sources == states[:-1]


@pytest.mark.torture
@pytest.mark.parametrize("today", DAYS)
def test_a_demo_can_be_made_on_any_day(tmp_path, today):  # pragma: no cover - only in the night
    with clock.stopped_at(datetime(today.year, today.month, today.day, 7, tzinfo=UTC)):
        made = make_demo(folder := tmp_path / "demo", lambda *_: None)
    app = demo_app(folder)
    with app.app_context(), glance() as session:
        last = session.scalar(sa.select(sa.func.max(AuditEvent.at)))
    close_stores(app)

    assert all(some(made.numbers))
    assert clock.on_the_wall(last).date() <= today


def test_a_second_start_keeps_what_was_typed(tmp_path, quick):
    folder = tmp_path / "demo"
    make_demo(folder, lambda *_: None)
    (folder / "typed").touch()

    assert has_demo(folder)
    bring_up(folder)
    close_stores(demo_app(folder))

    assert (folder / "typed").exists()


def test_a_fresh_one_begins_again(tmp_path, quick):
    folder = tmp_path / "demo"
    make_demo(folder, lambda *_: None)
    key = (folder / "root.key").read_bytes()

    make_demo(folder, lambda *_: None)

    assert (folder / "root.key").read_bytes() != key
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_what_a_broken_seeding_left_is_no_demo_and_is_swept(tmp_path, quick, monkeypatch):
    folder = tmp_path / "demo"

    def break_off(rules, told):
        found(Kind.DEMO, TOWNS)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(demo_folder, "seed", break_off)
        with pytest.raises(KeyboardInterrupt):
            make_demo(folder, lambda *_: None)
    assert not has_demo(folder)

    make_demo(folder, lambda *_: None)

    assert has_demo(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_an_empty_folder_may_become_a_demo(tmp_path, quick):
    make_demo(tmp_path, lambda *_: None)

    assert has_demo(tmp_path)


def test_a_folder_of_something_else_is_left_alone(tmp_path, quick):
    (tmp_path / "letter.txt").write_text("van waarde")

    with pytest.raises(Misconfigured):
        make_demo(tmp_path, lambda *_: None)

    assert (tmp_path / "letter.txt").read_text() == "van waarde"


def test_a_demo_never_opens_the_store_of_a_real_installation(tmp_path, quick):
    folder = tmp_path / "demo"
    make_demo(folder, lambda *_: None)
    settings = settings_in(folder)
    for name in ("pga.db", "keys.db"):
        (folder / name).unlink()
    make_stores(settings)
    app = demo_app(folder)
    with app.app_context():
        found(Kind.REAL, {"LAR": "Laren"})
    close_stores(app)

    with pytest.raises(Misconfigured):
        demo_app(folder)


def test_a_mark_is_what_makes_a_folder_a_demo(tmp_path):
    (tmp_path / MARK).touch()

    assert has_demo(tmp_path)
    assert not has_demo(tmp_path / "elsewhere")


def test_every_story_names_the_person_it_is_about():
    for plot in some(plots_on(DAYS[0])):
        given = plot.given
        told = [given.occasion, given.tried, given.necessity]

        assert any(given.persons[0].call_name in text for text in told)
        assert not any("{" in text for text in [*told, given.safety, given.urgent_reason])


def test_no_two_grown_lives_bear_one_surname_but_for_one_double():
    surnames = Counter(plot.given.persons[0].surname for plot in plots_on(DAYS[0]))

    assert [count for count in surnames.values() if count > 1] == [2]


def test_no_story_holds_what_should_not_be_pasted():
    for plot in some(plots_on(DAYS[0])):
        given = plot.given
        told = (given.occasion, given.tried, given.necessity, given.safety, given.urgent_reason)
        assert not any(suspicions_in(text) for text in some(told))
