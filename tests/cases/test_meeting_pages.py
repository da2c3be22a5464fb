from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.contributions import Condition, Conditions, Onward, Visibility
from pga.cases.rules.meetings import AttendeeKind, ItemStatus
from pga.cases.rules.states import State
from pga.cases.services.booking_shown import book_forgotten
from pga.core import clock
from pga.core.database import transaction
from pga.partners.rules import PartnerKind, Standing
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.app.test_words import foreign, seen
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_decision_list,
    a_meeting,
    a_user,
    an_action,
    an_emergency,
    an_organisation,
    closed,
    prepared,
    ticked,
)
from tests.help.test_texts import OTHER_VOICE
from tests.support.pages import text_of
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.system import SYSTEM

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

CANARY = "Kanariegeel"
WHEN = {"on": "01-12-2099", "begins": "14:00", "place": "Gemeentehuis"}


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor, director=member.id)


@pytest.fixture
def housing(app):
    return an_organisation(
        name="De Verzonnen Hof", kind=PartnerKind.HOUSING, standing=Standing.PRIVATE
    )


@pytest.fixture
def meeting(member, number, housing):
    made = a_meeting(member.actor, number)
    tenant = a_contact(housing, "Willie van Waan", secrecy_on=None)
    prepared(member.actor, number, made, f"c:{tenant}", purpose="De huur redden.")
    return made


def of_case(number, meeting, part):
    return f"/casussen/{number}/overleggen/{meeting}/{part}"


def soon(days=7):
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


def invited(meeting, **which):
    items = {row.id for row in rows_of(MeetingItem, meeting_id=meeting)}
    return [str(row.id) for row in rows_of(Attendance, **which) if row.item_id in items]


def opened(page, number, meeting):
    """Tick everybody and open the case on the screen."""
    url = of_case(number, meeting, "scherm")
    outside = invited(meeting, kind=AttendeeKind.PARTNER, secrecy_on=None)
    page.post(url, {"present": invited(meeting), "promised": outside, "view": "told"})
    return url


def but_for(form, **changes):
    """Return a form as it stood, with other answers."""
    return [pair for pair in form if pair[0] not in changes] + [*changes.items()]


def test_a_meeting_is_planned_from_the_case_with_one_form(page, member, number):
    page.log_in(member)
    assert "nog geen overleg" in text_of(page.get(f"/casussen/{number}/overleggen"))
    assert f"{number} Plan in opstelling" in text_of(page.get("/overleggen/nieuw"))
    wrong = text_of(page.post("/overleggen/nieuw", {"begins": "half drie"}, status=200))
    assert "Kies een dag." in wrong
    assert "Typ de tijd als uren en minuten" in wrong
    none = text_of(page.post("/overleggen/nieuw", WHEN | {"on": soon()}, status=200))
    assert "Kies minstens één casus." in none

    chosen = f"/overleggen/nieuw?casus={number}"
    answer = page.post(chosen, WHEN | {"on": soon()})

    made = row_of(CaseMeeting)
    assert answer.headers["Location"] == f"/overleggen/{made.id}"
    assert number in text_of(page.get(f"/overleggen/{made.id}"))
    assert "Casusoverleg om 14:00" in text_of(page.get("/overleggen"))
    assert "Casusoverleg om 14:00" in text_of(page.get(f"/casussen/{number}/overleggen"))


def test_a_form_that_is_sent_twice_leads_to_the_one_meeting(page, member, number):
    page.log_in(member)
    url = f"/overleggen/nieuw?casus={number}"
    form = page.form(page.get(url).text, url)

    answers = [
        page.send(url, but_for(form, **WHEN | {"on": soon()})).headers["Location"] for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(rows_of(CaseMeeting)) == 1


def test_who_is_asked_is_chosen_per_case_and_somebody_of_no_list_can_come(
    page, member, number, meeting
):
    page.log_in(member)
    url = of_case(number, meeting, "voorbereiden")
    wrong = text_of(page.post(url, {"purpose": ""}, status=200))
    assert "Schrijf op waarvoor u samenkomt." in wrong

    page.post(url, {"extra_name": "Piet Plotseling", "minutes": "45"})

    assert sorted(row.kind for row in rows_of(Attendance)) == [
        AttendeeKind.COLLEAGUE,
        AttendeeKind.INCIDENTAL,
        AttendeeKind.PARTNER,
    ]
    assert row_of(MeetingItem).minutes == 45


def test_somebody_who_was_first_is_told_and_nothing_typed_is_lost(page, member, number, meeting):
    page.log_in(member)
    url = of_case(number, meeting, "voorbereiden")
    form = page.form(page.get(url).text, url)
    page.post(url, {"purpose": "Iets anders."})

    text = page.send(url, but_for(form, purpose="Mijn tekst."), status=200).text

    assert "Dit is veranderd sinds u dit opende." in text
    assert "Mijn tekst." in text


def test_an_invitation_is_shown_noted_and_a_verstrekking(page, member, number, meeting):
    a_contribution(member.actor, number, fact=CANARY)
    page.never = (CANARY, "Zichtbaar")
    page.log_in(member)
    url = f"/overleggen/{meeting}/uitnodigingen"
    told = text_of(page.get(url))
    assert "Nog niet verstuurd" in told
    assert number in told

    page.post(url, {"means": "secure_mail"})

    sent = page.get(url)
    assert "Verstuurd" in text_of(sent)
    assert "Naar het overleg" in text_of(sent)
    assert row_of(Disclosure, purpose=Purpose.MEETING).means is Means.SECURE_MAIL
    wrong = text_of(page.post(url, {"means": "letter", "guest": "c:nobody"}, status=200))
    assert "Kies iemand uit de lijst." in wrong


def test_no_paper_holds_anything_of_a_contribution(page, member, number, meeting, housing):
    said = product(Visibility, (Onward.NO, Onward.YES), (frozenset(), frozenset(Condition)))
    for visibility, onward, codes in said:
        asked = Conditions(codes=codes, partners=frozenset({housing}), words=CANARY)
        a_contribution(
            member.actor,
            number,
            fact=CANARY,
            opinion=CANARY,
            source=CANARY,
            visibility=visibility,
            onward=onward,
            conditions=asked,
        )
    prepared(member.actor, number, meeting, "person")
    an_action(member.actor, number, organisation_id=housing)
    page.log_in(member)
    assert CANARY in page.get(f"/casussen/{number}/informatieronde").text
    page.never = (CANARY,)

    for url in (
        f"/overleggen/{meeting}/uitnodigingen",
        f"/overleggen/{meeting}/agenda.ics",
        f"/overleggen/{meeting}/actielijst/{housing}",
        f"/casussen/{number}/plan",
        f"/casussen/{number}/plan/voor-betrokkene/0",
        opened(page, number, meeting),
        of_case(number, meeting, "besluiten"),
    ):
        page.get(url)


def test_the_person_gets_a_text_of_ones_own(page, member, number, meeting):
    prepared(member.actor, number, meeting, "person")
    page.log_in(member)

    told = text_of(page.get(f"/overleggen/{meeting}/uitnodigingen"))

    assert "U mag iemand meenemen." in told
    assert "de gemeente en De Verzonnen Hof" in told


def test_a_calendar_file_comes_as_a_file_with_the_number_only(page, member, number, meeting):
    page.log_in(member)
    url = f"/overleggen/{meeting}/agenda.ics"

    answer = page.get(url)

    assert answer.mimetype == "text/calendar"
    assert f"SUMMARY:Casusoverleg {number}" in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Gemeentehuis" not in answer.text
    contact = row_of(Attendance, kind=AttendeeKind.PARTNER).contact_id
    assert number in page.get(f"{url}?voor=c:{contact}").text
    page.get(f"{url}?voor=c:niemand", status=404)


def test_a_meeting_is_moved_and_cancelled_with_a_reason(page, member, number):
    made = a_meeting(member.actor, number, on=clock.today() + timedelta(days=7))
    page.log_in(member)
    at = f"/overleggen/{made}"
    assert "Schrijf op waarom." in text_of(page.post(f"{at}/verzetten", {}, status=200))
    past = {"on": soon(-30), "reason": "Toen."}
    assert "Kies vandaag" in text_of(page.post(f"{at}/verzetten", past, status=200))
    form = page.form(page.get(f"{at}/verzetten").text, f"{at}/verzetten")
    sent = page.post(f"{at}/verzetten", {"on": soon(9), "reason": "De wijkagent kan niet."})
    assert sent.headers["Location"] == f"{at}/uitnodigingen"
    late = page.send(f"{at}/verzetten", but_for(form, reason="Ik ook."), status=200)
    assert "Dit is veranderd sinds u dit opende." in late.text

    stale = page.form(page.get(f"{at}/afzeggen").text, f"{at}/afzeggen")
    assert "Schrijf op waarom." in text_of(page.post(f"{at}/afzeggen", {}, status=200))
    page.post(f"{at}/afzeggen", {"reason": "Te weinig mensen."})

    assert "Dit overleg is afgezegd" in text_of(page.get(at))
    assert "Afgezegd" in text_of(page.get("/overleggen"))
    assert "Dit overleg is afgezegd." in text_of(page.get(f"{at}/uitnodigingen"))
    again = page.send(f"{at}/afzeggen", but_for(stale, reason="Nog eens."), status=200)
    assert "Dit is veranderd sinds u dit opende." in again.text
    twice = page.post(f"{at}/afzeggen", {"reason": "Nog eens."}, status=200)
    assert "Dit overleg is afgezegd." in text_of(twice)


def test_the_agenda_grows_shrinks_and_changes_order(page, member, number):
    other = a_case(State.PLANNING, by=member.actor)
    third = a_case(State.PLANNING, by=member.actor)
    made = a_meeting(member.actor, number, other, on=clock.today() + timedelta(days=7))
    page.log_in(member)
    at = f"/overleggen/{made}"
    wrong = text_of(page.post(f"{at}/casus", {}, at=at, status=200))
    assert "Kies een casus." in wrong

    page.post(f"{at}/casus", {"number": third}, at=at)
    page.post(f"{at}/volgorde", {"eerder": third}, at=at)
    page.post(f"{at}/volgorde", {"eerder": number}, at=at)
    assert "Schrijf op waarom." in text_of(
        page.post(of_case(other, made, "van-agenda"), {}, status=200)
    )
    page.post(of_case(other, made, "van-agenda"), {"reason": "Is opgelost."})

    items = sorted(rows_of(MeetingItem, status=ItemStatus.WAITING), key=lambda one: one.place)
    assert len(items) == 2
    text = text_of(page.get(at))
    assert text.index(number) < text.index(third)
    page.get(of_case(other, made, "voorbereiden"), status=404)


def test_nothing_stands_on_the_screen_before_somebody_is_ticked(page, member, number, meeting):
    a_contribution(member.actor, number, fact=CANARY)
    an_action(member.actor, number, text=CANARY)
    page.log_in(member)
    url = of_case(number, meeting, "scherm")
    page.never = (CANARY,)
    told = text_of(page.get(url))
    assert "De huur redden." in told
    wrong = text_of(page.post(url, {}, status=200))
    assert "Vink aan wie er bij deze casus zit." in wrong
    assert "Kies hoe de zienswijze op tafel komt." in wrong
    guest = {"present": invited(meeting), "view": "none"}
    assert "belooft eerst geheimhouding" in text_of(page.post(url, guest, status=200))

    page.never = ()
    opened(page, number, meeting)

    told = text_of(page.get(url))
    assert CANARY in told


def test_who_leaves_or_comes_changes_the_screen(page, member, number, meeting, housing):
    no = Conditions(partners=frozenset({housing}))
    a_contribution(member.actor, number, fact=CANARY, conditions=no)
    page.log_in(member)
    page.never = (CANARY,)
    url = opened(page, number, meeting)
    assert "1 bijdrage niet te zien" in text_of(page.get(url))
    assert "2 personen zien dit scherm." in text_of(page.get(url))

    page.never = ()
    mine = str(row_of(Attendance, kind=AttendeeKind.COLLEAGUE).id)
    page.post(url, {"present": [mine]})
    assert CANARY in page.get(url).text
    assert "1 persoon ziet dit scherm." in text_of(page.get(url))
    page.post(url, {"present": invited(meeting)})
    page.never = (CANARY,)

    assert "1 bijdrage niet te zien" in text_of(page.get(url))


def test_a_decision_is_an_action_and_what_is_wrong_stands_beside_its_field(
    page, member, number, meeting
):
    page.log_in(member)
    url = opened(page, number, meeting)
    empty = text_of(page.post(f"{url}/besluit", {}, at=url, status=200))
    assert "Schrijf het besluit op." in empty
    half = {"text": "De buren één nummer geven.", "due_on": soon()}
    told = page.post(f"{url}/besluit", half, at=url, status=200)
    assert "Kies wie dit doet, of laat de datum leeg." in told.text
    assert "De buren één nummer geven." in told.text

    page.post(f"{url}/besluit", half | {"owner": f"u:{member.id}"}, at=url, status=200)
    page.post(f"{url}/besluit", half | {"owner": _seat_of(member)}, at=url)

    assert row_of(CaseAction).user_id == member.id
    assert "B1 vastgelegd" in text_of(page.get(url))


def _seat_of(member):
    return f"a:{row_of(Attendance, user_id=member.id).id}"


def test_the_outcome_of_an_action_is_one_press_and_wants_a_word_when_it_failed(
    page, member, number, meeting
):
    done = an_action(member.actor, number, text="Belt de corporatie.")
    failed = an_action(member.actor, number, text="Gaat langs.")
    page.log_in(member)
    url = opened(page, number, meeting)

    page.post(f"{url}/acties/{done}", {"uitkomst": "done"}, at=url)
    wrong = page.post(f"{url}/acties/{failed}", {"uitkomst": "failed"}, at=url, status=200)
    assert "Schrijf op wat er gebeurde." in wrong.text
    page.post(f"{url}/acties/{failed}", {"uitkomst": "failed", "result": "Niet thuis."}, at=url)

    assert row_of(CaseAction, id=done).outcome is ActionOutcome.DONE
    assert row_of(CaseAction, id=failed).outcome is ActionOutcome.FAILED
    assert "Alles heeft een uitkomst." in text_of(page.get(url))


@pytest.mark.parametrize("said", ["", "maybe"])
def test_an_outcome_that_is_none_is_nothing(page, member, number, meeting, said):
    action = an_action(member.actor, number)
    page.log_in(member)
    url = opened(page, number, meeting)
    form = page.form(page.get(url).text, f"{url}/acties/{action}")
    typed = [(name, value) for name, value in form if name != "uitkomst"]

    page.send(f"{url}/acties/{action}", [*typed, ("uitkomst", said)], status=404)
    page.send(f"{url}/acties/{uuid4()}", [*typed, ("uitkomst", "done")], status=404)

    assert row_of(CaseAction).outcome is None


def test_the_next_case_comes_after_this_one_and_then_the_lists(page, member, number):
    other = a_case(State.PLANNING, by=member.actor)
    made = a_meeting(member.actor, number, other)
    page.log_in(member)
    first, second = (of_case(one, made, "scherm") for one in (number, other))
    for url in (first, second):
        page.post(url, {"present": _seats_at(url), "view": "none"})
        early = {"next_on": clock.today().strftime("%d-%m-%Y")}
        assert "na vandaag" in text_of(page.post(f"{url}/klaar", early, at=url, status=200))
        form = page.form(page.get(url).text, f"{url}/klaar")
        answer = page.post(f"{url}/klaar", {"next_on": soon(28)}, at=url)
        late = page.send(f"{url}/klaar", form, status=200)
        assert "Dit is veranderd sinds u dit opende." in late.text
    assert answer.headers["Location"] == of_case(other, made, "besluiten")
    assert "al besproken" in text_of(page.get(first))

    lists = [of_case(one, made, "besluiten") for one in (other, number)]
    assert "Nog een besluitenlijst" not in text_of(page.get(lists[0]))
    page.post(f"{lists[0]}/vaststellen", at=lists[0])
    assert f"{number} wacht nog" in text_of(page.get(lists[0]))
    page.post(f"{lists[1]}/vaststellen", at=lists[1])
    assert "Vastgesteld" in text_of(page.get(lists[1]))
    assert "besluitenlijst is vastgesteld" in text_of(page.get(first))
    assert len(rows_of(CaseMeeting)) == 2


def _seats_at(url):
    number = url.split("/")[2]
    case_id = row_of(Case, number=number).id
    return [str(row.id) for row in rows_of(Attendance, case_id=case_id)][:1]


def test_a_list_is_put_right_before_it_is_approved(page, member, number, meeting):
    page.log_in(member)
    url = opened(page, number, meeting)
    page.post(f"{url}/besluit", {"text": "Eerste."}, at=url)
    page.post(f"{url}/besluit", {"text": "Tweede."}, at=url)
    lists = of_case(number, meeting, "besluiten")
    open_ = page.get(lists)
    assert "staat nog op het scherm" in text_of(open_)
    page.post(f"{url}/klaar", {"next_on": ""}, at=url)
    first, second = (row.id for row in sorted(rows_of(Decision), key=lambda one: one.number))
    wrong = text_of(page.post(f"{lists}/{first}", {"text": ""}, status=200))
    assert "Schrijf het besluit op." in wrong
    form = page.form(page.get(f"{lists}/{first}").text, f"{lists}/{first}")

    page.post(f"{lists}/{first}", {"text": "Anders.", "reason": "Duidelijker."})
    late = page.send(f"{lists}/{first}", but_for(form, reason="Ook."), status=200)
    assert "Dit is veranderd sinds u dit opende." in late.text
    assert "Schrijf op waarom." in text_of(page.post(f"{lists}/{second}/intrekken", {}, status=200))
    page.post(f"{lists}/{second}/intrekken", {"reason": "Dubbel."})

    shown = text_of(page.get(lists))
    assert "Anders." in shown
    assert "ingetrokken" in shown
    for gone in (second, uuid4()):
        page.get(f"{lists}/{gone}", status=404)
    stale = page.form(page.get(lists).text, f"{lists}/vaststellen")
    looked = len(lines(Event.READ))
    page.send(f"{lists}/vaststellen", stale)
    assert len(lines(Event.READ)) == looked
    page.send(f"{lists}/vaststellen", stale)
    assert "vastgesteld en verandert niet meer" in page.get(lists).text
    page.post(f"{lists}/{first}", {"text": "Te laat.", "reason": "Te laat."}, status=200)
    late = page.post(f"{lists}/{first}/intrekken", {"reason": "Te laat."}, status=200)
    assert "verandert niet meer" in late.text


def test_a_list_that_somebody_else_changed_is_read_again(page, member, number, meeting):
    page.log_in(member)
    url = opened(page, number, meeting)
    page.post(f"{url}/klaar", {"next_on": ""}, at=url)
    lists = of_case(number, meeting, "besluiten")
    stale = page.form(page.get(lists).text, f"{lists}/vaststellen")
    opened(page, number, meeting)
    page.post(f"{url}/klaar", {"next_on": ""}, at=url)

    page.send(f"{lists}/vaststellen", stale)

    again = text_of(page.get(lists))
    assert "Deze lijst is net veranderd. Lees hem opnieuw." in again
    assert "Concept" in again


def test_a_partner_takes_its_own_actions_home_on_paper(page, member, number, meeting, housing):
    an_action(member.actor, number, organisation_id=housing, text="Maakt een regeling.")
    an_action(member.actor, number, text=CANARY)
    page.never = (CANARY, "Zichtbaar")
    page.log_in(member)
    url = f"/overleggen/{meeting}/actielijst/{housing}"
    assert "Maakt een regeling." in text_of(page.get(url))
    assert "Kies hoe." in text_of(page.post(url, {}, status=200))

    page.post(url, {"means": "paper"})

    assert row_of(Disclosure, purpose=Purpose.ACTION).means is Means.PAPER
    page.get(f"/overleggen/{meeting}/actielijst/{an_organisation()}", status=404)


def test_who_reads_by_noodtoegang_reads_the_list_and_drives_nothing(page, member, number, meeting):
    ticked(member.actor, number, meeting, promised=frozenset(r.id for r in rows_of(Attendance)))
    closed(member.actor, number, meeting)
    other = a_user()
    an_emergency(other.actor, number)
    page.log_in(other)

    told = text_of(page.get(of_case(number, meeting, "besluiten")))

    assert "Stel de besluitenlijst vast" not in told
    page.get(of_case(number, meeting, "scherm"), status=403)
    assert page.get("/overleggen").status_code == 200
    page.get(f"/overleggen/{meeting}", status=404)


def test_no_page_of_a_meeting_speaks_english_or_shows_a_code(page, member, number, meeting):
    page.log_in(member)
    prepared(member.actor, number, meeting, "person")
    ahead = a_meeting(member.actor, number, on=clock.today() + timedelta(days=7))
    url = of_case(number, meeting, "scherm")
    pages = [page.get(url).text, page.post(url, {}, status=200).text]
    an_action(member.actor, number)
    opened(page, number, meeting)
    page.post(f"{url}/besluit", {"text": "Een besluit.", "owner": "", "due_on": ""}, at=url)
    decision = row_of(Decision).id
    lists = of_case(number, meeting, "besluiten")
    pages += [
        page.get(one).text
        for one in (
            *(url, lists, f"{lists}/{decision}", f"{lists}/{decision}/intrekken"),
            *("/overleggen", f"/overleggen/{meeting}", f"/overleggen/{ahead}"),
            *(f"/overleggen/{ahead}/{part}" for part in ("verzetten", "afzeggen")),
            f"/overleggen/{meeting}/uitnodigingen",
            *(of_case(number, ahead, part) for part in ("voorbereiden", "van-agenda")),
            f"/casussen/{number}/overleggen",
        )
    ]

    assert [found for text in pages if (found := foreign(seen(text)))] == []
    assert [found for text in pages if (found := OTHER_VOICE.findall(seen(text)))] == []


def test_a_meeting_of_another_case_writes_nothing(page, member, number, meeting):
    other = a_case(State.PLANNING, by=member.actor)
    page.log_in(member)
    url = of_case(number, meeting, "scherm")
    form = page.form(page.get(url).text, url)
    before = fingerprint()

    for part in ("scherm", "scherm/klaar", "scherm/besluit", "besluiten/vaststellen"):
        page.send(of_case(other, meeting, part), form, status=404)

    assert fingerprint() == before


def test_the_screen_names_nobody_and_no_birth_date_so_the_register_says_neither(
    page, member, number, meeting
):
    page.log_in(member)
    url = opened(page, number, meeting)

    shown = page.get(url).text
    assert number in shown
    for hidden in ("Zichtbaar", "Jorinde", "14-05-1991", "14 mei 1991", "Lisdoddepad"):
        assert hidden not in shown
    page.post(f"{url}/klaar", {"next_on": ""}, at=url)
    told = text_of(page.get(f"/casussen/{number}/verstrekkingen"))
    assert "Het casusnummer" in told
    assert "naam, geboortedatum" not in told


def test_an_approved_list_says_what_was_kept_and_of_one_of_before_that_it_was_not(
    page, member, number
):
    made = a_decision_list(number)
    url = of_case(number, made, "besluiten")
    a_meeting(member.actor, number, on=clock.today() + timedelta(days=9))
    page.log_in(member)
    assert "toen geen datum" in text_of(page.get(url))
    with transaction() as session:
        row = session.scalars(sa.select(MeetingItem).filter_by(meeting_id=made)).one()
        row.approved_list = None
        record(session, None, Line(Event.SEEDED))

    assert "niet bewaard" in text_of(page.get(url))


def test_a_sweep_of_the_night_books_what_stayed_on_a_screen(page, member, number, meeting):
    page.log_in(member)
    url = opened(page, number, meeting)
    page.get(url)
    assert "casusoverleg" not in text_of(page.get(f"/casussen/{number}/verstrekkingen")).lower()

    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert book_forgotten(SYSTEM) == 1
        page.log_in(member)
        told = text_of(page.get(f"/casussen/{number}/verstrekkingen"))
    assert "Willie van Waan" in told
