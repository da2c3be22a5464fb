import logging
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.contributions import Conditions
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.intake import AboutOther, GuardianGiven
from pga.cases.rules.referral import BirthDate, ThirdPartyRelation
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.triage import LegalTest
from pga.cases.services import information, referral, triage, working
from pga.core import clock
from pga.core.database import db, transaction
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.disclosures import DisclosureGiven
from pga.dossiers.services import access, flags, people
from pga.dossiers.services.disclosures import book
from pga.privacy import drafts
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.drafts import DraftPlace
from tests.builders import (
    PASSWORD,
    a_case,
    a_contact,
    a_person,
    a_referral,
    a_request,
    a_user,
    a_weging,
    an_organisation,
    given_by_a_partner,
    version_of,
)
from tests.support.pages import text_of
from tests.support.rows import row_of


class Cage:
    """Gives each text field a bird of its own, so that a leak says what leaked."""

    def __init__(self):
        self.birds = {}

    def __call__(self, field):
        return self.birds.setdefault(field, f"Kanarie{field}{len(self.birds):03}z")

    def found_in(self, text):
        raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        return {field for field, bird in self.birds.items() if any(w in raw for w in worn_by(bird))}


def worn_by(bird):
    plain = bird.encode()
    return plain, bird.encode("utf-16-le"), plain.hex().encode(), plain.hex().upper().encode()


@pytest.fixture
def bird():
    return Cage()


def a_referral_of(bird):
    return a_referral(
        referrer=bird("Aanmelder"),
        phone=bird("Telefoon"),
        email=f"{bird('Mail')}@voorbeeld.example",
        persons=(
            a_person(
                surname=bird("Achternaam"),
                call_name=bird("Roepnaam"),
                address=bird("Straat"),
                town=bird("Woonplaats"),
                exception=bird("Uitzondering"),
                birth=BirthDate(2012, 5, 14),
            ),
        ),
        guardians=(GuardianGiven(name=bird("Gezag"), relation=bird("Relatie")),),
        occasion=f"Op dinsdag {bird('Aanleiding')} en {bird('Buurman')}.",
        tried=bird("Geprobeerd"),
        necessity=bird("Noodzaak"),
        involved=((bird("Organisatie"), bird("Contact")),),
        at_risk=True,
        safety=bird("Veiligheid"),
        not_informed_note=bird("Toelichting"),
        urgent=True,
        urgent_reason=bird("Spoed"),
        about_others=(
            AboutOther(
                field="occasion",
                relation=ThirdPartyRelation.NEIGHBOUR,
                passage=bird("Buurman"),
            ),
        ),
    )


def a_weging_of(bird, director):
    weging = a_weging(consulted=bird("Geraadpleegd"), procesregisseur_id=director)
    tests = {test: bird(f"Toets{test.name.title()}") for test in LegalTest}
    return replace(
        weging, answers=replace(weging.answers, reasoning=bird("Motivering"), legal_tests=tests)
    )


def lived_through(bird, member):
    """Let a case live, with a bird in every text; return its number."""
    actor, given = member.actor, a_referral_of(bird)
    number = a_case(by=actor, given=given)
    triage.start_triage(actor, number, version_of(number), duplicate_checked=True)
    triage.decide_triage(actor, number, version_of(number), a_weging_of(bird, member.id))
    colleague, today = a_user(Role.INTERVENTION_TEAM).id, clock.today()
    people.link(
        actor,
        CASES,
        number,
        user_id=colleague,
        from_on=today,
        last_on=None,
        reason=bird("Koppeling"),
    )
    inform(bird, member, number)
    working.start_planning(actor, number, version_of(number), note=bird("Planning"))
    referral.correct(
        actor,
        number,
        get_correcting(actor, number).token,
        replace(given, tried=bird("Verbeterd")),
        organisation_id=an_organisation(),
        reason=bird("Waarom"),
    )
    ask_and_answer(bird, member, number)
    words = [["occasion", bird("Concept")]]
    drafts.save(DraftPlace(member.id, "LAR", "cases.register"), words)
    return number


def inform(bird, member, number):
    """Ask a contact person, and let a partner contribute, report an error and put it right."""
    actor, organisation = member.actor, an_organisation()
    contact = a_contact(organisation, bird("Contactpersoon"), function=bird("Functie"))
    words = {"question": bird("Vraag"), "not_needed": bird("Nietnodig")}
    request_id = a_request(actor, number, organisation, contact_id=contact, **words)
    version = row_of(InformationRequest, id=request_id).version
    information.record_answer(
        *(actor, number, request_id, version),
        answer=RequestAnswer.KNOWN,
        answered_on=clock.today(),
        note=bird("Antwoord"),
    )
    given = given_by_a_partner(
        fact=f"{bird('Feit')} {bird('Derde')}",
        opinion=bird("Oordeel"),
        source=bird("Bron"),
        conditions=Conditions(words=bird("Voorwaarde")),
        other=ThirdPartyRelation.NEIGHBOUR,
        passage=bird("Derde"),
    )
    information.contribute(actor, number, request_id, given)
    row = row_of(Contribution, request_id=request_id)
    information.freeze(actor, number, row.id, word=bird("Fout"))
    information.correct_contribution(actor, number, row.id, given, word=bird("Herstel"))
    supply = DisclosureGiven(
        organisation_id=None,
        recipient=bird("Huismeester"),
        categories=(Category.SAFETY,),
        purpose=Purpose.SAFETY,
        means=Means.SPOKEN,
        on=clock.today(),
        secrecy_on=clock.today(),
    )
    book(actor, CASES, number, supply)


def ask_and_answer(bird, member, number):
    actor, today = member.actor, clock.today()
    flags.flag(actor, CASES, number, text=bird("Vlag"), due_on=today)
    (flag,) = get_sheet(actor, number).flags
    flags.close_flag(actor, CASES, number, flag.id, closing=bird("Sluitregel"))
    flags.flag(actor, CASES, number, text=bird("Openvlag"), due_on=today)
    access.ask_access(
        a_user(Role.INTERVENTION_TEAM).actor, CASES, number, reason=bird("Toegangsvraag")
    )
    (asked,) = get_choices(actor, CASES, number).asking
    access.refuse_access(actor, CASES, number, asked.id, reason=bird("Weigering"))
    access.ask_access(a_user(Role.INTERVENTION_TEAM).actor, CASES, number, reason=bird("Openvraag"))


def everything_stored(settings):
    """Return all bytes of the stores, the log of the database included."""
    if db.engine.dialect.name == "postgresql":
        with transaction() as session:
            tables = sa.inspect(db.engine).get_table_names()
            rows = [
                session.scalars(sa.text(f'SELECT t::text FROM "{table}" t')).all()  # noqa: S608 - our own table names
                for table in [*tables, "pga_keys.data_key"]
                if "." not in table
            ]
            keys = session.scalars(sa.text("SELECT t::text FROM pga_keys.data_key t")).all()
        stored = "\n".join(line for part in [*rows, keys] for line in part).encode()
    else:
        stored = b"".join(path.read_bytes() for path in settings.heads.parent.glob("*.db*"))
    return stored + settings.heads.read_bytes()


def test_no_text_about_a_person_is_stored_as_it_is(cellar, settings, bird):
    number = lived_through(bird, a_user())

    stored = everything_stored(settings)

    assert len(bird.birds) > 25
    assert number.encode() in stored
    assert bird.found_in(stored) == set()


def test_no_text_about_a_person_is_logged(cellar, settings, bird, caplog):
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "sqlalchemy.engine"):
        lived_through(bird, a_user())
        hold_one(bird)

    assert "INSERT INTO person" in caplog.text
    assert bird.found_in(caplog.text) == set()


def hold_one(bird):
    member = a_user()
    held = a_case(State.IN_EXECUTION, by=member.actor)
    working.hold(
        member.actor,
        held,
        version_of(held),
        reason=HoldReason.DETENTION,
        note=bird("Aanhouden"),
        review_on=clock.today() + timedelta(days=30),
    )


def test_a_scan_finds_a_bird_that_is_out(bird):
    bird("Los")

    assert bird.found_in("x" + bird("Los")) == {"Los"}
    assert bird.found_in(bird("Los").encode().hex()) == {"Los"}
    assert bird.found_in(b"niets") == set()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_no_address_title_or_log_line_of_a_page_holds_a_name(app, page, settings, bird, caplog):
    member = a_user()
    number = lived_through(bird, member)
    case = f"/casussen/{number}"

    with caplog.at_level(logging.DEBUG):
        page.log_in(member)
        shown = text_of(page.get(f"{case}/aanmelding"))
        for path in (
            *("", "/wijzigingen", "/betrokken", "/inzagen", "/aanmelding/corrigeren"),
            *("/informatieronde", "/informatieronde/vragen", "/informatieronde/vragen/teksten"),
            *("/verstrekkingen", "/delen"),
        ):
            page.get(case + path)
        page.get("/casussen")
        page.post("/casussen")
        page.get("/casussen")
        page.get("/aanmelden")

    assert {"Achternaam", "Verbeterd", "Gezag"} <= bird.found_in(shown)
    assert bird.found_in("\n".join(page.visited)) == set()
    assert bird.found_in(caplog.text) == set()
    assert bird.found_in(everything_stored(settings)) == set()
    assert PASSWORD.encode() not in everything_stored(settings)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_lists_show_no_name_until_it_is_asked_for(app, page, bird):
    member = a_user()
    lived_through(bird, member)
    page.log_in(member)

    for path in ("/werk", "/casussen"):
        assert bird.found_in(page.get(path).text) == set()
        page.post(path)
        assert "Achternaam" in bird.found_in(page.get(path).text)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN, Role.INTERVENTION_TEAM])
def test_who_may_not_see_a_case_sees_none_of_it(app, page, bird, role):
    number = lived_through(bird, a_user())
    page.never = tuple(bird.birds.values())
    page.log_in(a_user(role))

    for path in ("", "/aanmelding", "/wijzigingen", "/betrokken"):
        status = 404 if role is Role.INTERVENTION_TEAM else 403
        page.get(f"/casussen/{number}{path}", status=status)

    assert len(page.visited) == 8


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_an_error_of_the_store_is_logged_without_what_was_asked(
    app, page, bird, caplog, monkeypatch
):
    secret = bird("Fout")

    def fail(*_, **__):
        raise RuntimeError(secret)

    monkeypatch.setattr("pga.worklist.routes.get_desk", fail)

    response = page.log_in(a_user()).get("/werk", status=500)

    assert bird.found_in(caplog.text) == set()
    assert bird.found_in(response.text) == set()
    assert "RuntimeError at " in caplog.text
