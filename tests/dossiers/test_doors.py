"""The doors of any dossier, each walked in two rooms: the cases, and one that exists here only."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.room import CASES
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading import access as asking
from pga.dossiers.reading import disclosures as booked
from pga.dossiers.reading import emergency as opened
from pga.dossiers.reading import handover as offers
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import find
from pga.dossiers.reading.flags import get_flag, get_flagging
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.reading.notices import notices_in, waiting_for
from pga.dossiers.reading.people import get_choices, get_naming, get_people
from pga.dossiers.reading.recusals import get_closing, get_declaration
from pga.dossiers.reading.since import news_in, visit
from pga.dossiers.rules.disclosures import DisclosureGiven, DisclosureProblem
from pga.dossiers.rules.emergency import EmergencyProblem, EmergencyReason
from pga.dossiers.rules.handover import Cause, HandoverProblem, Objection
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.rules.notices import FlagProblem, NoticeKind
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.scope import visible_to
from pga.dossiers.services import access, emergency, flags, handover, notices, people, recusal
from pga.dossiers.services.disclosures import book
from pga.privacy import once
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from tests.builders import a_user, an_organisation
from tests.dossiers.conftest import join
from tests.dossiers.second_room import head_fields
from tests.support.rows import lines
from tests.support.some import some

WHY = "Dat is nodig."
NOTE = "De buurman hoort geschreeuw."
A_DAY = timedelta(days=1)


def is_nothing(act, *given, **more):
    with pytest.raises(Refused) as refused:
        act(*given, **more)
    return refused.value.verdict.hidden


def problems_of(act, *given, **more):
    with pytest.raises(Invalid) as invalid:
        act(*given, **more)
    return invalid.value.problems


def found(place, actor, number, *permission, **how):
    with transaction() as session:
        return find(session, actor, place.room, number, *permission, **how)


def listed(place, actor):
    with glance() as session:
        question = sa.select(place.room.tables.dossier.number)
        return set(session.scalars(question.where(visible_to(place.room, actor))))


def notices_of(place, actor):
    with transaction() as session:
        return [(one.kind, one.number) for one in notices_in(session, actor, place.room).lines]


def kinds_for(place, actor):
    with transaction() as session:
        cards = news_in(session, actor, place.room)
    return {card.number: {kind for kind, _ in card.kinds} for card in cards.lines}


def an_emergency(place, actor, number):
    asked = emergency.EmergencyAsked(number, EmergencyReason.DANGER_PERSON, NOTE)
    return emergency.open_emergency(actor, place.room, asked)


def step_back(place, actor, number, *, note="Mijn buurman."):
    recusal.recuse(actor, place.room, number, bond=Bond.NEIGHBOUR, note=note)


# --- the way to a dossier


def test_who_works_on_it_finds_it_and_who_does_not_finds_nothing(
    place, number, director, worker, stranger
):
    elsewhere = a_user(Role.COORDINATOR, "EEM")

    assert found(place, director.actor, number).facts.director
    assert found(place, worker.actor, number).facts.linked
    assert is_nothing(found, place, stranger.actor, number)
    assert is_nothing(found, place, elsewhere.actor, number)
    assert is_nothing(found, place, stranger.actor, "LAR-2026-9999")


def test_a_list_shows_what_opens(place, number, director, worker, stranger, coordinator):
    other = place.make(a_user().actor)
    for who in (director, worker, stranger, coordinator, a_user(Role.COORDINATOR, "EEM")):
        opens = set()
        for one in (number, other):
            try:
                found(place, who.actor, one)
                opens.add(one)
            except Refused:
                continue
        assert listed(place, who.actor) & {number, other} == opens
    assert listed(place, coordinator.actor) >= {number, other}


def test_an_older_page_changes_nothing(place, number, director):
    version = place.row(number).version

    assert found(place, director.actor, number, version=version)
    with pytest.raises(StaleDossier):
        found(place, director.actor, number, version=version - 1)


def test_the_head_names_it_and_leaves_one_line(place, number, director):
    before = len(lines(Event.READ))

    head = get_head(director.actor, place.room, number)

    assert head.name
    assert (head.number, head.because) == (number, "director")
    line = lines(Event.READ)[before:]
    assert [one.purpose for one in line] == ["head"]
    assert line[0].fields.split(",") == head_fields(place.room)


def test_a_look_by_any_way_takes_it_off_the_list(place, number, director):
    who = a_user(Role.INTERVENTION_TEAM)
    join(place, director.actor, number, who.id)
    assert notices_of(place, who.actor) == [(NoticeKind.LINKED, number)]

    found(place, who.actor, number)

    assert notices_of(place, who.actor) == []


# --- who works on it


def test_a_colleague_is_linked_and_unlinked(place, number, director, stranger):
    join(place, director.actor, number, stranger.id)
    [link] = [
        one
        for one in get_people(director.actor, place.room, number).working
        if one.user_id == stranger.id
    ]
    assert (link.from_on, link.last_on) == (clock.today(), None)
    again = partial(join, place, director.actor, number)
    assert problems_of(again, stranger.id) == {"user_id": "already_linked"}

    people.unlink(director.actor, place.room, number, link.link_id, reason=WHY)

    assert is_nothing(found, place, stranger.actor, number)
    gone = partial(people.unlink, director.actor, place.room, number)
    assert problems_of(gone, director.id, reason=WHY) == {"link": "not_there"}


def test_who_directs_stays_linked(place, number, director):
    [own] = get_people(director.actor, place.room, number).working

    refused = problems_of(
        people.unlink, director.actor, place.room, number, own.link_id, reason=WHY
    )

    assert refused == {"link": "still_director"}


def test_another_director_is_named_and_told(place, number, director, stranger):
    part, other = place.room.directing[0], a_user()
    name = partial(people.name_director, director.actor, place.room, number, part=part, reason=WHY)
    version = place.row(number).version

    assert problems_of(name, version, user_id=stranger.id) == {"user_id": "not_a_colleague"}
    name(version, user_id=other.id)

    assert place.row(number).director_id == other.id
    assert notices_of(place, other.actor) == [(part.told, number)]
    assert get_people(other.actor, place.room, number).directing[part.field] == other.name
    assert found(place, other.actor, number).facts.linked


def test_who_may_assign_chooses_among_who_could(place, number, director, worker):
    choices = get_choices(director.actor, place.room, number)

    assert {worker.id, director.id} <= {one.id for one in choices.workers}
    naming = get_naming(director.actor, place.room, number, place.room.directing[0])
    assert worker.id not in {one.id for one in naming.offered}
    assert choices.may_assign
    assert not get_choices(worker.actor, place.room, number).may_assign


# --- asking to come in


def test_access_is_asked_and_granted_until_a_day(place, number, director, stranger):
    access.ask_access(stranger.actor, place.room, number, reason=WHY)
    assert notices_of(place, director.actor) == [(NoticeKind.ACCESS_REQUESTED, number)]
    [request] = get_choices(director.actor, place.room, number).asking
    sheet = asking.get_request(director.actor, place.room, number, request.id)
    assert (sheet.asking.name, sheet.reason) == (stranger.name, WHY)

    until = clock.today() + 7 * A_DAY
    access.grant_access(director.actor, place.room, number, request.id, last_on=until)

    assert found(place, stranger.actor, number).facts.linked
    [link] = place.rows(place.room.tables.link, number, user_id=stranger.id)
    assert link.until_on == until + A_DAY
    again = partial(access.grant_access, director.actor, place.room, number, request.id)
    assert problems_of(again, last_on=until) == {"request": "not_there"}


def test_access_is_refused_with_a_reason(place, number, director, stranger):
    access.ask_access(stranger.actor, place.room, number, reason=WHY)
    [request] = get_choices(director.actor, place.room, number).asking

    access.refuse_access(director.actor, place.room, number, request.id, reason="Nu niet.")

    assert notices_of(place, stranger.actor) == [(NoticeKind.ACCESS_REFUSED, number)]
    assert is_nothing(found, place, stranger.actor, number)


def test_asking_says_nothing_and_writes_for_what_is_there_only(place, number, stranger):
    requests = place.room.tables.request

    for asked in (number, "LAR-2026-9999", number):
        assert access.ask_access(stranger.actor, place.room, asked, reason=WHY) is None

    assert len(place.rows(requests, number)) == 1
    assert len(lines(Event.ACCESS_REQUESTED)) == 3


# --- who knows the person


def test_who_steps_back_does_not_find_it_any_more(place, number, director, worker, coordinator):
    assert get_closing(director.actor, place.room, number).number == number

    step_back(place, director.actor, number)

    assert is_nothing(found, place, director.actor, number)
    assert place.row(number).director_id is None
    assert notices_of(place, coordinator.actor) == [(NoticeKind.DIRECTOR_NEEDED, number)]
    row = place.row(number)
    with transaction() as session:
        here = colleagues_for(session, place.room, row, (Role.SAFETY_TEAM,))
    assert director.id not in {one.id for one in here}


def test_a_coordinator_reads_why_and_ends_it(place, number, worker, coordinator):
    step_back(place, worker.actor, number)
    [back] = get_choices(coordinator.actor, place.room, number).stepped_back
    told = get_declaration(coordinator.actor, place.room, number, back.id)
    assert (told.who.name, told.bond, told.note) == (worker.name, Bond.NEIGHBOUR, "Mijn buurman.")

    recusal.end_recusal(coordinator.actor, place.room, number, back.id, reason=WHY)

    assert is_nothing(found, place, worker.actor, number)
    join(place, coordinator.actor, number, worker.id)
    assert found(place, worker.actor, number)
    end = partial(recusal.end_recusal, coordinator.actor, place.room, number)
    assert problems_of(end, back.id, reason=WHY)
    assert problems_of(get_declaration, coordinator.actor, place.room, number, back.id)


def test_a_second_press_steps_back_once(place, number, worker):
    def step():
        with once.handing_in(worker.id, "k1"):
            recusal.recuse(worker.actor, place.room, number, bond=Bond.WORK, note="")

    step()

    with pytest.raises(AlreadyDone):
        step()
    assert len(place.rows(place.room.tables.recusal, number)) == 1


# --- noodtoegang


def test_a_noodtoegang_opens_for_an_hour_to_read(place, number, director, stranger):
    assert an_emergency(place, stranger.actor, number)

    assert found(place, stranger.actor, number).facts.only_emergency
    assert notices_of(place, director.actor) == [(NoticeKind.EMERGENCY_OPENED, number)]
    with pytest.raises(Refused) as refused:
        found(place, stranger.actor, number, place.room.may.flag)
    assert refused.value.verdict.refusing in {Layer.READ_ONLY, Layer.LINK}
    [running] = opened.get_door(stranger.actor, place.room).running
    assert running.number == number
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        assert is_nothing(found, place, stranger.actor, number)


def test_every_number_that_cannot_be_opened_is_one_answer(place, number, worker, stranger):
    assert not an_emergency(place, worker.actor, number)
    assert not an_emergency(place, stranger.actor, "LAR-2026-9999")
    assert not an_emergency(place, a_user(municipality="EEM").actor, number)


def test_the_fg_judges_it_once_and_the_door_shuts_when_that_is_late(place, number, stranger):
    fg, other = a_user(Role.DPO), a_user(Role.DPO, "EEM")
    an_emergency(place, stranger.actor, number)
    before = opened.count_waiting(fg.actor, place.room).total
    [waiting] = [
        one for one in opened.list_reviews(fg.actor, place.room).waiting if one.number == number
    ]
    assert is_nothing(opened.get_review, other.actor, place.room, waiting.id)
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        shut = problems_of(an_emergency, place, stranger.actor, number)
        assert shut == {"": EmergencyProblem.OVERDUE}

    emergency.review(fg.actor, place.room, waiting.id, justified=True, note="Terecht.")

    assert opened.count_waiting(fg.actor, place.room).total == before - 1
    judged = opened.get_review(fg.actor, place.room, waiting.id)
    assert (judged.line.justified, judged.note) == (True, "Terecht.")
    again = partial(emergency.review, fg.actor, place.room, waiting.id)
    assert problems_of(again, justified=False, note="Nee.") == {"": EmergencyProblem.REVIEWED}
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        assert not opened.get_door(stranger.actor, place.room).shut


# --- flags and Voor u


def test_a_flag_is_put_comes_up_on_its_day_and_is_closed(place, number, director, worker):
    due = clock.today() + 2 * A_DAY
    assert get_flagging(worker.actor, place.room, number).runs
    flags.flag(worker.actor, place.room, number, text="Bel de school.", due_on=due)
    [row] = place.rows(place.room.tables.flag, number)
    found(place, director.actor, number)
    assert notices_of(place, director.actor) == []

    with clock.stopped_at(clock.now() + 2 * A_DAY):
        assert notices_of(place, director.actor) == [(NoticeKind.FLAG_DUE, number)]
        assert len(waiting_for(director.actor, place.room)) == 1
        read = get_flag(director.actor, place.room, number, row.id)
        assert (read.flag.text, read.flag.who) == ("Bel de school.", worker.name)
        flags.close_flag(director.actor, place.room, number, row.id, closing="Gebeld.")
        assert notices_of(place, worker.actor) == []
        again = partial(flags.close_flag, director.actor, place.room, number, row.id)
        assert problems_of(again, closing="Nog eens.") == {"flag": "not_there"}
        assert problems_of(get_flag, director.actor, place.room, number, row.id)


def test_what_is_over_takes_no_flag(place, number, director):
    place.change(director.actor, number, state=place.room.gone)

    over = problems_of(
        flags.flag, director.actor, place.room, number, text="Kijk.", due_on=clock.today()
    )

    assert over == {"": FlagProblem.OVER}


def test_one_takes_a_line_off_the_own_list_only(place, number, director, worker, stranger):
    [waiting] = waiting_for(worker.actor, place.room)

    notices.mark_seen(stranger.actor, place.room, waiting)
    assert waiting_for(worker.actor, place.room) == {waiting}
    notices.mark_seen(worker.actor, place.room, waiting)

    assert waiting_for(worker.actor, place.room) == frozenset()
    with clock.stopped_at(clock.now() + timedelta(days=200)):
        assert notices.sweep_notices(place.room) >= 1


# --- handing over


def test_dossiers_are_handed_over_and_accepted(place, number, director, coordinator):
    taker = a_user()
    key = handover.propose(
        coordinator.actor, place.room, from_id=director.id, to_id=taker.id, cause=Cause.LEAVES
    )
    offer = offers.get_offer(taker.actor, place.room, key)
    assert [one.number for one in offer.going] == [number]
    assert is_nothing(offers.get_offer, director.actor, place.room, key)

    assert handover.accept(taker.actor, place.room, key, reason=WHY) == 1

    assert place.row(number).director_id == taker.id
    assert found(place, taker.actor, number).facts.linked
    told = offers.list_proposals(coordinator.actor, place.room)[0]
    assert (told.taker, told.answer) == (taker.name, "accepted")


def test_what_one_cannot_take_does_not_go(place, number, director, coordinator, stranger):
    preview = offers.get_preview(coordinator.actor, place.room, director.id, stranger.id)
    propose = partial(handover.propose, coordinator.actor, place.room, cause=Cause.ABSENT)

    assert preview.problem is HandoverProblem.NOT_A_DIRECTOR
    assert problems_of(propose, from_id=director.id, to_id=stranger.id)
    assert problems_of(propose, from_id=stranger.id, to_id=director.id) == {
        "to_id": HandoverProblem.NOTHING
    }
    choices = offers.get_choices(coordinator.actor, place.room)
    assert director.id in {one for one, _ in choices.leavers}


def test_a_handover_is_refused_and_everything_stays(place, number, director, coordinator):
    taker = a_user()
    key = handover.propose(
        coordinator.actor, place.room, from_id=director.id, to_id=taker.id, cause=Cause.LEAVES
    )

    handover.refuse(taker.actor, place.room, key, objection=Objection.FULL)

    assert place.row(number).director_id == director.id
    assert is_nothing(handover.accept, taker.actor, place.room, key, reason=WHY)


# --- what changed, who looked, what went out


def a_look(place, actor, number):
    with transaction() as session:
        there = find(session, actor, place.room, number)
        changes = session.scalars(
            sa.select(place.room.tables.change).filter_by(dossier_id=there.dossier.id)
        )
        return visit(session, actor, there, list(changes))


def test_what_a_colleague_did_is_new_and_what_one_did_oneself_is_not(
    place, number, director, worker
):
    other = a_user()
    for who in (director, worker):
        assert a_look(place, who.actor, number) is None

    with clock.stopped_at(clock.now() + A_DAY):
        flags.flag(worker.actor, place.room, number, text="Kijk.", due_on=clock.today())
    with clock.stopped_at(clock.now() + A_DAY + timedelta(minutes=1)):
        found(place, worker.actor, number)
    with clock.stopped_at(clock.now() + A_DAY + timedelta(minutes=2)):
        join(place, director.actor, number, other.id)
    with clock.stopped_at(clock.now() + 2 * A_DAY):
        assert kinds_for(place, worker.actor) == {number: {NewsKind.JOINED}}
        news = a_look(place, worker.actor, number)
        assert [(one.kind, one.by) for one in news.items] == [(NewsKind.JOINED, director.id)]
        assert kinds_for(place, worker.actor) == {}


def test_a_flag_of_a_colleague_is_new(place, number, director, worker):
    a_look(place, director.actor, number)

    with clock.stopped_at(clock.now() + A_DAY):
        flags.flag(worker.actor, place.room, number, text="Kijk.", due_on=clock.today())
        assert kinds_for(place, director.actor) == {number: {NewsKind.FLAGGED}}


def test_that_a_colleague_knows_the_person_is_no_news(place, number, director, worker):
    a_look(place, director.actor, number)

    with clock.stopped_at(clock.now() + A_DAY):
        step_back(place, worker.actor, number)

        assert kinds_for(place, director.actor) == {number: {NewsKind.LEFT}}


def test_wijzigingen_tells_was_and_is_and_why(place, number, director):
    part, other = place.room.directing[0], a_user()
    people.name_director(
        director.actor,
        place.room,
        number,
        place.row(number).version,
        part=part,
        user_id=other.id,
        reason="Kent de wijk.",
    )

    told = get_changes(director.actor, place.room, number)

    act = next(one for one in told.acts if one.why == "Kent de wijk.")
    [line] = [one for one in act.changed if one.field == part.field]
    assert (line.was, line.now) == (str(director.id), str(other.id))
    assert {told.names[line.was], told.names[line.now]} == {director.name, other.name}


def test_a_coordinator_sees_who_looked_and_so_does_the_fg_without_a_name(
    place, number, director, worker, coordinator
):
    get_head(worker.actor, place.room, number)

    seen = get_lookers(coordinator.actor, place.room, number)
    fg = get_lookers(a_user(Role.DPO).actor, place.room, number)

    assert worker.name in {one.who for one in seen.lines}
    assert seen.head.name
    assert fg.head is None
    assert is_nothing(get_lookers, a_user(Role.DPO, "EEM").actor, place.room, number)


def a_supply(**changes):
    usual = {
        "organisation_id": None,
        "recipient": "Mevrouw Kwartel",
        "categories": (next(iter(Category)),),
        "purpose": next(iter(Purpose)),
        "means": next(iter(Means)),
        "on": clock.today(),
        "secrecy_on": clock.today(),
    }
    return DisclosureGiven(**{**usual, **changes})


def test_what_went_out_stands_in_the_register(place, number, director, coordinator):
    partner, before = an_organisation(), booked.get_disclosures(director.actor, place.room, number)
    book(
        director.actor,
        place.room,
        number,
        a_supply(organisation_id=partner, secrecy_on=None),
    )
    book(director.actor, place.room, number, a_supply())
    wrong = partial(book, director.actor, place.room, number)
    assert problems_of(wrong, a_supply(recipient=""))["recipient"] is DisclosureProblem.NO_RECIPIENT

    page = booked.get_disclosures(director.actor, place.room, number)
    by_partner = booked.get_disclosures_by_partner(coordinator.actor, place.room, partner)

    assert page.total == before.total + 2
    assert [one.recipient for one in page.lines[:2]] == ["Mevrouw Kwartel"] * 2
    assert [one.number for one in by_partner.lines] == [number]
    assert booked.get_booking(director.actor, place.room, number).partners


# --- the wall


def test_no_door_leads_from_one_room_into_the_other(sheds):
    director, worker = a_user(), a_user(Role.INTERVENTION_TEAM)
    number = sheds.make(director.actor)
    join(sheds, director.actor, number, worker.id)
    flags.flag(director.actor, sheds.room, number, text="Kijk.", due_on=clock.today() + A_DAY)
    in_cases = [
        partial(get_head, director.actor, CASES, number),
        partial(get_changes, director.actor, CASES, number),
        partial(get_lookers, a_user(Role.COORDINATOR).actor, CASES, number),
        partial(get_people, worker.actor, CASES, number),
    ]

    for way in some(in_cases):
        assert is_nothing(way)
    with transaction() as session:
        assert notices_in(session, worker.actor, CASES).total == 0
        assert notices_in(session, worker.actor, sheds.room).total == 1
        assert offers.offers_in(session, worker.actor, CASES) == []
    assert waiting_for(worker.actor, CASES) == frozenset()
    assert not an_emergency(
        replace(sheds, room=CASES), a_user(Role.INTERVENTION_TEAM).actor, number
    )


def test_a_link_counts_from_its_first_day_to_the_day_before_its_last(place, number, director):
    who = a_user(Role.INTERVENTION_TEAM)
    people.link(
        director.actor,
        place.room,
        number,
        user_id=who.id,
        from_on=clock.today() + A_DAY,
        last_on=clock.today() + A_DAY,
        reason=WHY,
    )

    assert is_nothing(found, place, who.actor, number)
    with clock.stopped_at(clock.now() + A_DAY):
        assert found(place, who.actor, number).facts.linked
    with clock.stopped_at(clock.now() + 2 * A_DAY):
        assert is_nothing(found, place, who.actor, number)
    [row] = place.rows(place.room.tables.link, number, user_id=who.id)
    assert (row.kind, row.until_on) == (LinkKind.WORKS, clock.today() + 2 * A_DAY)
    assert isinstance(row.until_on, date)
