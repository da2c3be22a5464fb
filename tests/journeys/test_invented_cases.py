"""The invented cases 1 and 2 of pga.md 11.1, up to the execution, each step by whose step it is."""

import re
from html import unescape

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.states import State
from pga.core import clock
from pga.partners.rules import AgreementKind, Chain, PartnerKind, Standing
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Purpose
from tests.builders import a_contact, a_user, an_agreement_of, an_organisation
from tests.journeys.casework import (
    acts_on,
    answers,
    asks,
    choose,
    closes_and_approves,
    contributes,
    day,
    decides,
    feeds_back,
    hides,
    invites,
    links,
    measures,
    opens,
    plans_meeting,
    registers,
    sends,
    sets_goal,
    shows,
    tells,
    tick,
    weighs,
)
from tests.journeys.fields import a_form, today
from tests.support.browser import NARROW
from tests.support.rows import row_of, rows_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

RENT = "Kanariegeel: de huur is drie maanden niet betaald."
ARREST = "Kanarierood: hij is op 3 november twee keer aangehouden."
SCHOOL = "Kanarieblauw: hij was vijf weken niet op school."
LINK = re.compile(r'href="(/(?:casussen/|overleggen/|verstrekkingen|acties)[^"]*)"')
DECIDED = "De afspraak begint deze week."
CONTENT = ("Zichtbaar", "Robin", "Kanarie")
"""What a page without content never holds."""


@pytest.fixture
def people(app):
    named = {
        "safety": ("Anneloes Kwartelstaart", Role.SAFETY_TEAM),
        "inter": ("Mirre Lisdodde", Role.INTERVENTION_TEAM),
        "coordinator": ("Noor Rietorchis", Role.COORDINATOR),
        "dpo": ("Tjeerd Boomvalk", Role.DPO),
    }
    return {key: a_user(role, name=name) for key, (name, role) in named.items()}


def a_partner(name, kind, who, chain=Chain.SOCIAL, **more):
    """Set a partner up as a beheerder would: its kind, the convenant, a contact person."""
    made = an_organisation(name=name, kind=kind, chain=chain, **more)
    an_agreement_of(made)
    a_contact(made, who, function="contactpersoon")
    return made


def test_a_man_with_confused_behaviour_comes_to_a_plan_that_works(people, visit):
    police = a_partner("Politie Eemland", PartnerKind.POLICE, "Tijs Testman", Chain.JUSTICE)
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    a_partner("GGZ De Wilgen", PartnerKind.MENTAL_HEALTH, "Pleun Pimpelmees", Chain.CARE)
    private = {"standing": Standing.PRIVATE}
    a_partner("De Verzonnen Hof", PartnerKind.HOUSING, "Willie van Waan", **private)
    a_partner("Wijkteam Laren", PartnerKind.COMMUNITY_TEAM, "Wietske Wulp")
    safety = visit(people["safety"])
    number = registers(safety, of_the_man())
    safety.tab.check()
    weighs(safety, "Anneloes Kwartelstaart", consulted="Interventieteam en politie.")
    feeds_back(safety, number)
    opens(safety, number)
    links(safety, number, "Mirre Lisdodde")
    inter = opens(visit(people["inter"]), number)
    informs_the_man(inter, number)
    opens(safety, number)
    asks_three(safety)

    opens(inter, number)
    records_the_answers(inter)
    ends_the_round(inter, number)
    opens(safety, number)
    names_casusregisseur(safety, "Mirre Lisdodde")
    opens(inter, number)
    writes_the_plan(inter, number)

    opens(safety, number)
    shows(safety, "Bespreek het plan in een casusoverleg")
    plans_meeting(safety, number, "Tijs", "Pleun", "Willie", "Wietske")
    invites_all(safety)
    holds_it_before_the_partners(safety)
    adopts(inter, number)
    sees_it_on_the_ladder(visit(people["coordinator"]), number)
    sees_steps_and_no_content(visit(people["dpo"]), number)
    sees_what_went_out(safety, number)

    case = row_of(Case, number=number)
    assert case.state is State.IN_EXECUTION
    assert case.casusregisseur_id == people["inter"].id
    went = rows_of(Disclosure, dossier_id=case.id)
    assert sum(one.purpose is Purpose.FEEDBACK for one in went) == 1
    assert sum(one.purpose is Purpose.REQUEST for one in went) == 3


def test_a_boy_who_makes_trouble_comes_to_a_plan_that_works(people, visit):
    police = a_partner("Politie Eemland", PartnerKind.POLICE, "Tijs Testman", Chain.JUSTICE)
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    a_partner("Jongerenwerk De Ekster", PartnerKind.YOUTH_WORK, "Juul van Waan")
    a_partner("Leerplicht Eemland", PartnerKind.SCHOOL, "Lotte Lijster")
    safety = visit(people["safety"], width=NARROW)
    number = registers_the_boy(safety)
    weighs(safety, "Anneloes Kwartelstaart", consulted="Het interventieteam bracht hem in.")
    links(safety, number, "Mirre Lisdodde")
    inter = opens(visit(people["inter"], width=NARROW), number)
    informs_the_boy_and_his_mother(inter, number)
    opens(safety, number)
    safety.turn_to("Partners")
    asks(safety, "Politie Eemland", "Leerplicht Eemland")
    answers(safety, "Politie Eemland", "known")
    contributes(safety, ARREST, about="justice", visibility="regie")
    shows(safety, ARREST, "Alleen de regie")

    opens(inter, number)
    records_what_school_told(inter)
    ends_the_round(inter, number)
    names_casusregisseur(opens(safety, number), "Mirre Lisdodde")
    opens(inter, number)
    writes_a_short_plan(inter, number)

    opens(safety, number)
    plans_meeting(safety, number, "Tijs", "Juul", "Lotte", "Betrokkene")
    hides(safety, *CONTENT)
    invites(safety, "Betrokkene")
    holds_it_with_the_boy_and_his_mother(safety)
    adopts(inter, number)

    assert row_of(Case, number=number).state is State.IN_EXECUTION
    pages = all_pages(inter, f"/casussen/{number}")
    assert [path for path, page in pages.items() if SCHOOL in page] != []
    assert [path for path, page in pages.items() if "Kanarierood" in page] == []


def of_the_man():
    """Return what the politie hands in: nine calls of neighbours are one signal."""
    fields = a_form(
        "Politie Eemland",
        referrer="Tijs Testman, wijkagent",
        **{"persons-0-birth": f"14-05-{clock.today().year - 47}"},
        occasion="Tussen 3 augustus en 12 november belden buren negen keer over geschreeuw.",
        tried="De wijkagent sprak vier keer aan de deur. Het wijkteam kreeg geen gehoor.",
        problems=["confused_behaviour"],
        domains=["GGZ", "FIN", "HUI", "NET"],
        informed="nee",
    )
    del fields["informed_on"], fields["said"]
    return fields


def asks_three(safety):
    safety.turn_to("Partners").tab.check()
    asks(safety, "GGZ De Wilgen", "De Verzonnen Hof", "Wijkteam Laren")


def records_the_answers(inter):
    inter.turn_to("Partners")
    answers(inter, "GGZ De Wilgen", "may_not_share")
    shows(inter, "Dit is een goed antwoord. Vraag er niet nog eens om.")
    answers(inter, "De Verzonnen Hof", "known")
    tick(inter, "partners", "Politie Eemland")
    contributes(inter, RENT, words="Graag eerst bellen.")
    shows(inter, RENT, "Niet aan Politie Eemland.", "Graag eerst bellen.")
    answers(inter, "Wijkteam Laren", "known")
    inter.tab.check()
    inter.press("Terug")
    shows(inter, "Mag niet delen", "Bekend")
    inter.tab.check()


def ends_the_round(inter, number):
    inter.turn_to("Overzicht")
    shows(inter, "Rond de informatieronde af")
    sends(inter.press("Begin"), "Rond de informatieronde af")
    shows(
        inter,
        "De informatieronde is klaar.",
        "Wijs een casusregisseur aan",
        "Dat doen team Veiligheid en de coördinator.",
    )


def names_casusregisseur(safety, name):
    shows(safety, "Wijs een casusregisseur aan")
    safety.press("Aanwijzen")
    choose(safety, "user_id", name).fill({"reason": "Kent hem van de outreach."})
    sends(safety, "Wijs aan")
    shows(safety, "De casusregisseur is aangewezen.", "Maak het plan")


def informs_the_man(inter, number):
    shows(inter, "Geïnformeerd nog niet")
    inter.press("bekijk wie is geïnformeerd")
    shows(inter, "Vertel het Robin, uiterlijk", "Moet nog")
    inter.tab.check()
    tells(inter, "Robin, 1", "Mirre Lisdodde")
    shows(inter, "Wie het moet weten, weet het.")
    inter.turn_to("Overzicht")


def writes_the_plan(inter, number):
    inter.press("Naar het plan").press("Samenvatting schrijven")
    texts = {
        "picture": "Buren hoorden negen keer geschreeuw. Hij woont alleen.",
        "view": "Ik wil rust en in mijn huis blijven.",
        "crisis": "We bellen de crisisdienst, ook in de nacht.",
        "enough": "Drie maanden geen melding, en de huur loopt.",
    }
    sends(inter.fill(texts), "Bewaar de samenvatting")
    goals = {
        LifeDomain.MENTAL_HEALTH: ("Hij heeft een vaste hulpverlener.", "Ik praat met één iemand."),
        LifeDomain.FINANCES: ("Er is een regeling voor de schulden.", "Ik wil overzicht."),
        LifeDomain.HOUSING: ("Hij houdt zijn woning.", "Ik wil in mijn huis blijven."),
        LifeDomain.SOCIAL_NETWORK: ("Hij spreekt elke week iemand.", "Ik zie graag mijn broer."),
    }
    for domain, (text, words) in goals.items():
        sets_goal(inter, domain, text, words)
    texts_of = [text for text, _ in goals.values()]
    ggz, owner = "GGZ De Wilgen, Pleun Pimpelmees", "Mirre Lisdodde"
    acts_on(inter, texts_of[0], "Zoekt hem elke week thuis op.", kind="care", owner=ggz)
    acts_on(inter, texts_of[1], "Meldt hem aan bij schuldhulp.", kind="social", owner=owner)
    hof = "De Verzonnen Hof, Willie van Waan"
    acts_on(inter, texts_of[2], "Maakt een afspraak over de huur.", kind="civil", owner=hof)
    team = "Wijkteam Laren, Wietske Wulp"
    acts_on(inter, texts_of[3], "Gaat mee naar de buurtkamer.", kind="social", owner=team)
    inter.tab.check()
    inter.turn_to("Overzicht")
    shows(inter, "Maak de 0-meting af")
    inter.turn_to("Plan", "Leefgebieden").press("Begin de 0-meting")
    measures(
        inter,
        {
            LifeDomain.MENTAL_HEALTH: Score.ACUTE,
            LifeDomain.FINANCES: Score.NOT_SELF_SUFFICIENT,
            LifeDomain.HOUSING: Score.LIMITED,
            LifeDomain.SOCIAL_NETWORK: Score.NOT_SELF_SUFFICIENT,
        },
    )
    shows(inter, "3 leefgebieden staan op 1 of 2.")
    inter.tab.check()
    inter.turn_to("Overzicht")


def invites_all(safety):
    hides(safety, *CONTENT)
    safety.tab.check()
    for name in ("Tijs Testman", "Pleun Pimpelmees", "Willie van Waan", "Wietske Wulp"):
        invites(safety, name)
    hides(safety, "Nog niet verstuurd", *CONTENT)


def holds_it_before_the_partners(safety):
    safety.press("Naar het overleg").press("Begin")
    hides(safety, *CONTENT)
    guests = ("Anneloes", "Mirre", "Tijs", "Pleun", "Willie", "Wietske")
    tick(safety, "present", *guests).fill({"view": "told"})
    sends(safety, "Open deze casus")
    shows(safety, "6 personen zien dit nu.", "1 bijdrage niet te zien", "rust en in mijn huis")
    hides(safety, "Kanarie")
    safety.tab.check()
    decides(safety, DECIDED, "Pleun Pimpelmees", day(14))
    seats(safety, "Tijs", on=False)
    shows(safety, "5 personen zien dit nu.", RENT)
    hides(safety, "niet te zien</h2>")
    decides(safety, "De corporatie wacht met de deurwaarder.")
    closes_and_approves(safety, day(42))
    safety.tab.check()


def adopts(inter, number):
    opens(inter, number)
    shows(inter, "Stel het plan vast", "Daarna begint de uitvoering.")
    inter.press("Begin").tab.check()
    sends(inter, "Stel het plan vast")
    opens(inter, number)
    shows(inter, "In uitvoering", "Voer het plan uit", DECIDED)
    hides(inter, "Geen volgende datum")
    inter.tab.check()


def sees_it_on_the_ladder(coordinator, number):
    rung = coordinator.page.locator(".ladder").inner_text()
    assert "2" in rung.split("Lokaal, bij ons")[1].split("Regulier")[0]  # and the noisy case
    hides(coordinator, *CONTENT)
    coordinator.press("Casussen")
    shows(coordinator, number, "In uitvoering", "Anneloes Kwartelstaart")
    hides(coordinator, *CONTENT)
    coordinator.press(number)
    shows(coordinator, "Voer het plan uit", "Mirre Lisdodde")
    coordinator.tab.check()


def sees_steps_and_no_content(fg, number):
    fg.press("Het hele logboek")
    fg.fill({"casus": number, "doel": "Interne controle"}).press("Toon het logboek")
    shows(fg, number, "zette een stap", "verstrekte gegevens", "Mirre Lisdodde")
    hides(fg, *CONTENT, "GGZ De Wilgen")
    fg.tab.check()
    fg.go(f"/casussen/{number}", status=403)


def sees_what_went_out(safety, number):
    opens(safety, number).turn_to("Dossier", "Verstrekkingen")
    shows(
        safety,
        "Terugkoppeling aan de aanmelder",
        "Een vraag aan een partner",
        "Een casusoverleg",
        "Per veilige mail",
        "Op het gedeelde scherm van een overleg",
        "Pleun Pimpelmees",
        "Tijs Testman",
    )
    hides(safety, "Kanarie")
    told = safety.page.locator("tr", has_text="Wonen, werk, geld en school").locator("th")
    who = {one.split(",")[0] for one in told.all_inner_texts()}
    assert who == {"Mirre Lisdodde", "Pleun Pimpelmees", "Wietske Wulp"}
    safety.tab.check()


def registers_the_boy(safety):
    fields = a_form(
        "Jongerenwerk De Ekster",
        **{"persons-0-birth": f"01-01-{clock.today().year - 16}"},
        occasion="Op 3 juli hing hij met een groep in het centrum. Er sneuvelden ruiten.",
        problems=["youth_nuisance"],
        domains=["WEO", "NET", "JUS"],
        informed="nee",
    )
    del fields["informed_on"], fields["said"]
    safety.begin("Aanmelding").fill(fields).press("Aanmelding indienen")
    shows(safety, "Er is een minderjarige. Vul in wie het gezag heeft.")
    safety.tab.check()
    guardian = {
        "guardians-0-name": "Kim Zichtbaar",
        "guardians-0-relation": "Moeder met gezag",
        "guardians-0-informed_on": today(),
    }
    sends(safety.fill(guardian), "Aanmelding indienen")
    safety.turn_to("Dossier")
    shows(safety, "Kim Zichtbaar", "Moeder met gezag", "Jongerenwerk De Ekster")
    number = safety.path().split("/")[2]
    safety.turn_to("Overzicht")
    return number


def records_what_school_told(inter):
    inter.turn_to("Partners")
    shows(inter, "Politie Eemland", "Bekend")
    hides(inter, "Kanarie")
    answers(inter, "Leerplicht Eemland", "known")
    hides(inter, 'value="regie"')
    contributes(inter, SCHOOL, codes="not_to_person")
    shows(inter, SCHOOL, "Niet aan de persoon zelf.")
    inter.tab.check()


def informs_the_boy_and_his_mother(inter, number):
    inter.press("bekijk wie is geïnformeerd")
    shows(inter, "16 of 17", "Vanaf 16 is de jongere zelf genoeg.")
    assert inter.page.get_by_text("Moet nog", exact=True).count() == 1
    tells(inter, "Robin, 1", "Mirre Lisdodde")
    shows(inter, "Wie het moet weten, weet het.")
    tells(inter, "Kim Zichtbaar", "Anneloes Kwartelstaart", means="letter")
    shows(inter, "Kim Zichtbaar, Moeder met gezag van Robin")
    inter.tab.check()
    inter.turn_to("Overzicht")


def writes_a_short_plan(inter, number):
    inter.press("Naar het plan")
    goal = "Hij gaat elke dag naar school."
    sets_goal(inter, LifeDomain.WORK_AND_EDUCATION, goal, "Ik wil monteur worden.")
    school = "Leerplicht Eemland, Lotte Lijster"
    acts_on(inter, goal, "Maakt een rooster met de mentor.", kind="social", owner=school)
    inter.turn_to("Overzicht").press("Meten")
    low = {LifeDomain.WORK_AND_EDUCATION: Score.NOT_SELF_SUFFICIENT}
    measures(inter, {**low, LifeDomain.JUSTICE: Score.NOT_SELF_SUFFICIENT})
    inter.tab.check()


def holds_it_with_the_boy_and_his_mother(safety):
    safety.press("Naar het overleg").press("Begin")
    sends(tick(safety, "present", "Anneloes").fill({"view": "none"}), "Open deze casus")
    shows(safety, "1 persoon ziet dit nu.", ARREST, SCHOOL)
    seats(safety, "Mirre", "Tijs", "Juul", "Lotte")
    shows(safety, "5 personen zien dit nu.", SCHOOL)
    hides(safety, "Kanarierood", "niet te zien</h2>")
    safety.tab.check()
    decides(safety, DECIDED, "Lotte", day(14))
    mother = {"late_name": "Kim Zichtbaar, moeder", "late_promises": "y", "view": "present"}
    seats(safety, "Betrokkene", **mother)
    shows(safety, "7 personen zien dit nu.", "1 bijdrage niet te zien", "Betrokkene is er zelf")
    hides(safety, "Kanarie")
    safety.tab.check()
    seats(safety, "Betrokkene", on=False, view="told")
    shows(safety, "6 personen zien dit nu.", "1 bijdrage niet te zien")
    hides(safety, "Kanarie")
    closes_and_approves(safety, day(42))
    shows(safety, "Kim Zichtbaar, moeder: aanwezig")


def seats(safety, *names, on=True, **fields):
    """Change on the shared screen who sits there."""
    safety.page.locator("summary", has_text="Komt of gaat er iemand?").click()
    sends(tick(safety, "present", *names, on=on).fill(fields), "Pas het scherm aan")


def all_pages(visitor, start):
    """Return each page to which links lead from a page of a case, by its address."""
    found, to_do = {}, [start]
    while to_do:
        path = to_do.pop()
        answer = visitor.page.request.get(visitor.address + path)
        found[path] = answer.text()
        hrefs = {unescape(one).split("#")[0] for one in LINK.findall(found[path])}
        to_do += sorted(hrefs - set(found) - set(to_do))
    return found
