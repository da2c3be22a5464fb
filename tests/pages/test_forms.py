"""What comes in by a form: nothing more than it asks, from nowhere else, as the text that it is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.doors import CaseLink
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.timeline import get_timeline
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import GuardianGiven, ReferralGiven
from pga.cases.rules.referral import BirthDate, CaseKind, Problem
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user, an_organisation, id_of
from tests.support.pages import outside, text_of
from tests.support.rows import LOOKS, TRAIL, fingerprint, row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def typed_today():
    return clock.today().strftime("%d-%m-%Y")


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def organisation(app):
    return an_organisation()


def typed(organisation, **changes):
    usual = {
        "organisation": organisation,
        "referrer": "Wessel Waterhoen, wijkagent",
        "phone": "035 555 01 00",
        "received_on": typed_today(),
        "kind": "person",
        "persons-0-call_name": "Jorinde",
        "persons-0-surname": "Zichtbaar",
        "persons-0-birth": "14-05-1991",
        "persons-0-address": "Lisdoddepad 3",
        "persons-0-town": "Laren",
        "occasion": "Op 3 november stond de muziek hard aan.",
        "tried": "De wijkagent sprak twee keer aan de deur.",
        "necessity": "Geen van de diensten krijgt dit alleen tot rust.",
        "problems": ["serious_nuisance"],
        "domains": ["HUI", "GGZ"],
        "at_risk": "nee",
        "informed": "ja",
        "informed_on": typed_today(),
        "urgent": "nee",
    }
    return {**usual, **changes}


def register(page, fields, *, status=302):
    return page.post("/aanmelden", fields, status=status)


def new_case():
    (case,) = rows_of(Case)
    return case


def test_what_was_typed_of_a_family_stands_in_the_aanmelding(page, member, organisation):
    child = {
        "persons-1-call_name": "Kim",
        "persons-1-surname": "Zichtbaar",
        "persons-1-birth": "01-03-2012",
        "persons-1-address": "Lisdoddepad 5",
        "persons-1-town": "Laren",
        "guardians-0-name": "Ilse Zonnedauw",
        "guardians-0-relation": "moeder",
        "guardians-0-informed_on": typed_today(),
    }
    more = {"kind": "family", "urgent": "ja", "urgent_reason": "De huur is opgezegd."}
    told = {"at_risk": "ja", "safety": "Er is een grote hond.", "email": "wessel@laren.invalid"}
    today = clock.today()

    register(page.log_in(member), typed(organisation, **more, **told, **child))

    assert get_handed_in(member.actor, new_case().number).given == ReferralGiven(
        kind=CaseKind.FAMILY,
        received_on=today,
        referrer="Wessel Waterhoen, wijkagent",
        phone="035 555 01 00",
        email="wessel@laren.invalid",
        persons=(
            a_person(surname="Zichtbaar"),
            a_person(call_name="Kim", birth=BirthDate(2012, 3, 1), address="Lisdoddepad 5"),
        ),
        guardians=(GuardianGiven(name="Ilse Zonnedauw", relation="moeder", informed_on=today),),
        occasion="Op 3 november stond de muziek hard aan.",
        tried="De wijkagent sprak twee keer aan de deur.",
        necessity="Geen van de diensten krijgt dit alleen tot rust.",
        problems=frozenset({Problem.SERIOUS_NUISANCE}),
        domains=frozenset({LifeDomain.HOUSING, LifeDomain.MENTAL_HEALTH}),
        at_risk=True,
        safety="Er is een grote hond.",
        informed=True,
        informed_on=today,
        urgent=True,
        urgent_reason="De huur is opgezegd.",
    )


def test_somebody_with_authority_is_written_down_by_the_name_alone(page, member, organisation):
    alone = {"guardians-0-name": "Ilse Zonnedauw", "persons-0-birth": "01-03-2012"}

    register(page.log_in(member), typed(organisation, **alone))

    given = get_handed_in(member.actor, new_case().number).given
    assert given.guardians == (GuardianGiven(name="Ilse Zonnedauw", relation=""),)


# --- nothing more than a form asks


def test_fields_that_a_form_does_not_have_change_nothing(page, member, organisation):
    more = {
        "state": "closed",
        "municipality": "EEM",
        "role": "coordinator",
        "number": "LAR-2026-0042",
        "id": str(uuid4()),
        "procesregisseur_id": str(member.id),
        "admitted_on": typed_today(),
        "processing_restricted": "1",
        "criteria_met": "1",
        "version": "9",
        "persons-0-id": str(uuid4()),
        "persons-0-role": "family_member",
        "persons-0-case_id": str(uuid4()),
    }

    register(page.log_in(member), typed(organisation, **more))

    case = new_case()
    assert (case.state, case.municipality, case.version) == (State.REFERRED, "LAR", 2)
    assert case.number.endswith("-0001")
    assert (case.procesregisseur_id, case.admitted_on) == (None, None)
    assert not case.processing_restricted
    assert not case.criteria_met
    assert "team Veiligheid" in page.get("/account").text


def test_more_fields_on_a_small_form_change_nothing_either(page, member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    before = row_of(Case, number=number)

    page.log_in(member).post(
        f"/casussen/{number}/plan-opstellen",
        {"note": "Iedereen zat al om tafel.", "state": "top_x", "municipality": "EEM"},
    )

    after = row_of(Case, number=number)
    assert (after.state, after.municipality) == (State.PLANNING, "LAR")
    assert after.procesregisseur_id == before.procesregisseur_id


# --- nothing of somebody else


@pytest.mark.parametrize("which", ["elsewhere", "may_not_refer", "unknown", "nonsense"])
def test_an_organisation_that_was_not_offered_is_refused(page, member, which):
    chosen = {
        "elsewhere": lambda: an_organisation("EEM"),
        "may_not_refer": lambda: an_organisation(may_refer=False),
        "unknown": uuid4,
        "nonsense": lambda: "niets",
    }[which]()
    page.log_in(member).get("/aanmelden")
    before = fingerprint()

    response = register(page, typed(chosen), status=200)

    assert fingerprint() == before
    assert "Lisdoddepad 3" in response.text


@pytest.mark.parametrize("path", ["betrokken", "regie/procesregisseur", "regie/casusregisseur"])
def test_a_user_of_another_municipality_is_refused(page, member, path):
    number, stranger = a_case(State.PLANNING, by=member.actor), a_user(municipality="EEM")
    page.log_in(member)
    before = fingerprint()

    page.post(
        f"/casussen/{number}/{path}",
        {"user_id": stranger.id, "reason": "Zomaar.", "from_on": typed_today()},
        status=200,
    )

    assert fingerprint() == before


def test_a_procesregisseur_of_another_municipality_is_refused(page, member):
    number, stranger = a_case(State.IN_TRIAGE, by=member.actor), a_user(municipality="EEM")
    page.log_in(member)
    before = fingerprint()
    answers = {f"criterion_{letter}": "yes" for letter in "abcdef"}
    texts = dict.fromkeys(["necessity", "proportionality", "subsidiarity", "reasoning"], "Zo.")

    page.post(
        f"/casussen/{number}/weging",
        {
            **answers,
            **texts,
            "outcome": "admitted",
            "feedback": "phone",
            "procesregisseur": stranger.id,
        },
        status=200,
    )

    assert fingerprint() == before


def test_a_link_of_another_case_is_not_ended(page, member):
    number, colleague = a_case(State.PLANNING, by=member.actor), a_user(Role.INTERVENTION_TEAM)
    a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    foreign = row_of(CaseLink, user_id=colleague.id)
    token = dict(page.form(page.log_in(member).get("/account").text, "/uitloggen", own=False))
    before = fingerprint()

    page.send(
        f"/casussen/{number}/betrokken/{foreign.id}/beeindigen",
        [("csrf_token", token["csrf_token"]), ("reason", "Weg.")],
        status=404,
    )

    assert fingerprint() == before


def test_a_form_of_one_case_does_nothing_to_another(page, member):
    mine = a_case(State.IN_EXECUTION, by=member.actor)
    foreign = a_case(State.IN_EXECUTION)
    fields = page.form(
        page.log_in(member).get(f"/casussen/{mine}/aanhouden").text, f"/casussen/{mine}/aanhouden"
    )
    later = (clock.today() + timedelta(days=30)).strftime("%d-%m-%Y")
    answers = [("reason", "detention"), ("note", "Zit vast."), ("review_on", later)]
    before = fingerprint()

    sent = [pair for pair in fields if pair[0] not in dict(answers)] + answers
    page.send(f"/casussen/{foreign}/aanhouden", sent, status=404)

    assert fingerprint() == before


# --- only from this site, and only by asking


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        ({}, "", 400),
        ({}, "verzonnen", 400),
        ({"Sec-Fetch-Site": "cross-site"}, "right", 403),
        ({"Sec-Fetch-Site": "same-site"}, "right", 403),
        ({"Origin": "https://elsewhere.example"}, "right", 403),
    ],
)
def test_a_form_from_elsewhere_writes_nothing(page, member, organisation, headers, token, status):
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    sent = {**form, **typed(organisation)}
    if token != "right":
        sent["csrf_token"] = token
        del sent["made_for"]  # it is signed for a person, and no other site has it
    before = fingerprint()

    answer = outside(lambda: page.client.post("/aanmelden", data=sent, headers=headers))

    assert answer.status_code == status
    assert fingerprint() == before


def test_the_token_of_one_user_does_not_open_the_form_of_another(page, app, member, organisation):
    other = type(page)(app).log_in(a_user())
    stolen = dict(page.form(other.get("/aanmelden").text, "/aanmelden"))
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    sent = {**form, **typed(organisation), "csrf_token": stolen["csrf_token"]}
    before = fingerprint()

    for made_for, status in (("", 400), ("verzonnen", 400), (stolen["made_for"], 403)):
        data = sent | {"made_for": made_for}
        answer = outside(lambda data=data: page.client.post("/aanmelden", data=data))
        assert answer.status_code == status

    assert fingerprint() == before


def test_a_form_whose_token_is_of_an_earlier_session_is_kept_and_not_sent(
    page, member, organisation
):
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    before = fingerprint(without=UNSTABLE)

    page.send("/aanmelden", list({**form, "occasion": "Muziek.", "csrf_token": "oud"}.items()))

    assert fingerprint(without=UNSTABLE) == before
    shown = page.get("/aanmelden")
    assert "Er is nog niets verstuurd" in text_of(shown)
    assert dict(page.form(shown.text, "/aanmelden"))["occasion"].strip() == "Muziek."


def test_a_look_changes_nothing_but_the_trail(page, member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    page.log_in(member)
    link = rows_of(CaseLink, case_id=id_of(number))[0].id
    before = fingerprint(without=UNSTABLE)

    for path in (
        "",
        "/aanmelding",
        "/aanmelding/corrigeren",
        "/wijzigingen",
        "/betrokken",
        f"/betrokken/{link}/beeindigen",
        "/regie/procesregisseur",
        "/weging/starten",
        "/weging",
        "/plan-opstellen",
        "/beeindigen",
        "/aanhouden",
        "/hervatten",
    ):
        page.get(f"/casussen/{number}{path}")
    for path in ("/werk", "/casussen?wie=all&stand=in_triage", "/aanmelden", "/account"):
        page.get(path)

    assert fingerprint(without=UNSTABLE) == before


UNSTABLE = TRAIL | LOOKS | {"form_draft"}
"""What a look may leave besides its line: from what a correction was made."""


# --- text is text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Jo\u200brinde", "Jorinde"),
        ("\u202eednirojJ\u202c", "ednirojJ"),
        ("  Jorinde\x07 ", "Jorinde"),
        ("Zoe\u0308", "Zoë"),
        ("Jorinde\u2066\u2069", "Jorinde"),
    ],
)
def test_what_cannot_be_seen_is_not_kept(page, member, organisation, given, kept):
    fields = typed(organisation, **{"persons-0-call_name": given})

    register(page.log_in(member), fields)

    (person,) = get_handed_in(member.actor, new_case().number).given.persons
    assert person.call_name == kept


def test_a_story_keeps_its_lines(page, member, organisation):
    register(page.log_in(member), typed(organisation, occasion="Eerst.\r\n\r\nDaarna."))

    assert get_handed_in(member.actor, new_case().number).given.occasion == "Eerst.\n\nDaarna."


@pytest.mark.parametrize(
    ("field", "most"),
    [("occasion", 1000), ("referrer", 120), ("phone", 30), ("persons-0-surname", 120)],
)
def test_a_text_that_is_too_long_stays_and_is_told(page, member, organisation, field, most):
    page.log_in(member).get("/aanmelden")
    before = fingerprint()
    text = "x" * (most + 1)

    response = register(page, typed(organisation, **{field: text}), status=200)

    assert f"Er passen {most} tekens." in text_of(response)
    assert text in response.text
    assert fingerprint() == before
    register(page, typed(organisation, **{field: text[:most]}))


SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_a_script_is_shown_as_the_text_it_is(page, member, organisation):
    fields = typed(
        organisation,
        occasion=SCRIPT,
        tried=SCRIPT,
        necessity=SCRIPT,
        referrer=SCRIPT,
        at_risk="ja",
        safety=SCRIPT,
        occasion_about="y",
        occasion_relation="neighbour",
        occasion_passage="<script>alert(1)</script>",
        **{"persons-0-surname": SCRIPT, "persons-0-call_name": SCRIPT},
    )

    register(page.log_in(member), fields)

    number = new_case().number
    for path in ("", "/aanmelding", "/aanmelding/corrigeren", "/betrokken", "/weging/starten"):
        shown = page.get(f"/casussen/{number}{path}")
        assert "<script>alert" not in shown.text
        assert not re.search(r"<img[^>]+onerror", shown.text)
    assert SCRIPT in text_of(page.get(f"/casussen/{number}/aanmelding"))
    page.post("/casussen", at="/casussen")
    named = page.get("/casussen")
    assert SCRIPT in text_of(named)
    assert "<script>alert" not in named.text


def test_a_script_that_is_refused_is_shown_as_text_too(page, member, organisation):
    fields = typed("", occasion=SCRIPT, received_on=SCRIPT)

    response = register(page.log_in(member), fields, status=200)

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


# --- nothing typed is lost, everything wrong is told at once


def test_all_that_is_wrong_is_told_at_once_beside_its_field(page, member, organisation):
    fields = typed(
        organisation,
        received_on="31-02-2026",
        domains=["HUI"],
        occasion="Zijn nummer is 111222333.",
        tried="Mail naar iemand@voorbeeld.example",
        informed="nee",
        informed_on="",
        not_informed="unreachable",
        urgent="ja",
        **{"persons-0-birth": "31-11-2010", "persons-0-town": ""},
    )

    response = register(page.log_in(member), fields, status=200)

    told = text_of(response)
    for message in (
        "31-02-2026 bestaat niet.",
        "Bedoelt u 30-11-2010?",
        "Vul de woonplaats in.",
        "BSN kan zijn",
        "Dit lijkt een e-mailadres.",
        "Kies minstens 2 leefgebieden",
        "Geef hier de reden.",
        "Vul de datum in.",
    ):
        assert message in told
    for text in ("31-02-2026", "31-11-2010", "Zijn nummer is 111222333."):
        assert text in response.text
    assert rows_of(Case) == []


def test_a_known_person_asks_for_a_choice(page, member, organisation):
    known = a_case(director=member.id)
    shown = register(page.log_in(member), typed(organisation), status=200)
    assert f"Kijk naar {known} , procesregisseur {member.name}" in text_of(shown)

    same = register(page, typed(organisation, double="same"), status=200)
    assert "Een persoon heeft hoogstens één casus." in text_of(same)

    register(page, typed(organisation, double="ask"))
    newest = max(rows_of(Case), key=lambda case: case.number)
    assert not newest.duplicate_checked


def test_a_minor_asks_for_a_guardian_and_is_then_taken_in(page, member, organisation):
    minor = typed(organisation, **{"persons-0-birth": "14-05-2012"})
    shown = register(page.log_in(member), minor, status=200)
    assert "Er is iemand jonger dan 18." in text_of(shown)

    guardian = {"guardians-0-name": "Mirre Lisdodde", "guardians-0-relation": "moeder"}
    register(page, {**minor, **guardian})

    assert new_case().state is State.REFERRED


@pytest.mark.parametrize(
    ("button", "field"),
    [
        ("add_person", "persons-1-surname"),
        ("add_guardian", "guardians-1-name"),
        ("add_involved", "involved-1-contact"),
    ],
)
def test_a_button_for_one_more_of_them_adds_its_fields_and_sends_nothing(
    page, member, organisation, button, field
):
    page.log_in(member)
    begun = register(page, typed(organisation, at_risk=""), status=200)
    assert field not in dict(page.form(begun.text, "/aanmelden"))

    shown = register(page, typed(organisation, **{button: "ja"}), status=200)

    assert dict(page.form(shown.text, "/aanmelden"))[field] == ""
    assert rows_of(Case) == []


def test_the_same_form_twice_shows_the_one_case(page, member, organisation):
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    sent = [(k, v) for k, v in {**form, **typed(organisation)}.items()]
    sent = [(k, str(w)) for k, v in sent for w in (v if isinstance(v, list) else [v])]

    first = page.send("/aanmelden", sent)
    second = page.send("/aanmelden", sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert "Dit had u al vastgelegd." in text_of(page.get(second.headers["Location"]))
    assert len(rows_of(Case)) == 1


def test_other_words_in_the_same_form_are_no_second_press(page, member, organisation):
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    sent = [(k, v) for k, v in {**form, **typed(organisation)}.items()]
    sent = [(k, str(w)) for k, v in sent for w in (v if isinstance(v, list) else [v])]
    first = page.send("/aanmelden", sent)

    warned = page.send("/aanmelden", [*sent, ("double", "ask")])

    assert first.headers["Location"] != warned.headers["Location"]
    newest = max(rows_of(Case), key=lambda case: case.number)
    assert not newest.duplicate_checked
    assert len(rows_of(Case)) == 2


def test_two_editors_of_one_aanmelding_lose_nothing(page, app, member):
    number = a_case(by=member.actor)
    url = f"/casussen/{number}/aanmelding/corrigeren"
    other = type(page)(app).log_in(a_user())
    mine = page.form(page.log_in(member).get(url).text, url)
    other.post(url, {"tried": "De eerste schreef dit.", "reason": "Was fout."})

    sent = [(k, v) for k, v in mine if k not in {"tried", "necessity", "reason"}]
    sent += [("tried", "De tweede schreef dit."), ("necessity", "Ook anders."), ("reason", "Nu.")]
    shown = page.send(url, sent, status=200)

    told = text_of(shown)
    assert "Dit is veranderd sinds u dit opende." in told
    assert "Er staat nu: De eerste schreef dit." in told
    for words in ("De tweede schreef", "De eerste schreef dit."):
        assert words in told
    again = page.form(shown.text, url)
    assert dict(again)["necessity"].strip() == "Ook anders."
    page.send(url, again)
    given = get_handed_in(member.actor, number).given
    assert (given.tried, given.necessity) == ("De tweede schreef dit.", "Ook anders.")


def test_what_only_the_other_changed_is_no_conflict_however_many_lines_it_has(page, app, member):
    number = a_case(by=member.actor, given=a_referral(tried="Eerst dit.\n\nToen dat."))
    url = f"/casussen/{number}/aanmelding/corrigeren"
    other = type(page)(app).log_in(a_user())
    mine = page.form(page.log_in(member).get(url).text, url)
    other.post(url, {"tried": "De eerste schreef dit.", "reason": "Was fout."})

    sent = [(k, v) for k, v in mine if k not in {"tried", "necessity", "reason"}]
    as_browsers_do = ("tried", "Eerst dit.\r\n\r\nToen dat.")
    sent += [as_browsers_do, ("necessity", "Ook anders."), ("reason", "Nu.")]
    shown = page.send(url, sent, status=200)

    assert "Uw tekst De eerste" not in text_of(shown)
    page.send(url, page.form(shown.text, url))
    given = get_handed_in(member.actor, number).given
    assert (given.tried, given.necessity) == ("De eerste schreef dit.", "Ook anders.")


def test_two_editors_of_one_weging_lose_nothing(page, app, member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    url = f"/casussen/{number}/weging"
    words = {f"criterion_{letter}": "yes" for letter in "abcdef"}
    words |= dict.fromkeys(["necessity", "proportionality", "subsidiarity"], "Zo is het.")
    words |= {"outcome": "admitted", "feedback": "phone", "procesregisseur": str(member.id)}
    mine = dict(page.form(page.log_in(member).get(url).text, url))
    other = type(page)(app).log_in(a_user())
    other.post(url, {**words, "reasoning": "De eerste."})

    shown = page.send(url, list({**mine, **words, "reasoning": "De tweede."}.items()), status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(shown)
    assert "De tweede." in shown.text
    assert get_timeline(member.actor, number).moves[0].reason == "De eerste."
    assert len(rows_of(CaseTerm, case_id=id_of(number))) == 5


def test_a_step_that_does_not_fit_the_state_says_so_and_changes_nothing(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    url = f"/casussen/{number}/hervatten"
    page.log_in(member)

    told = page.post(url, {"reason": "Verder."}, status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(told)
    assert row_of(Case, number=number).state is State.PLANNING
