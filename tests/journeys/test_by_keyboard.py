"""Each task of each role without a mouse: Tab, Enter, Space, the arrows and typing."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.accounts.models import GrantProposal, PasswordLink, RoleGrant, User
from pga.cases.models.case import Case
from pga.cases.models.doors import AccessRequest, CaseFlag, CaseHandover, CaseLink
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.rules.handover import Cause, HandoverAnswer
from pga.dossiers.services import access, handover
from pga.partners.models import Organisation
from pga.privacy.events import Event
from pga.settings.models import Setting
from tests.builders import a_case, a_user, an_organisation
from tests.journeys.fields import a_weging, today
from tests.journeys.keys import Keys
from tests.support.rows import lines, row_of, rows_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

FAR = "31-12-2034"


def day(days):
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


class Walk:
    """Somebody at a keyboard, who types an address and then goes on by Tab."""

    def __init__(self, visit, who):
        self.visitor = visit(who)
        self.keys = Keys(self.visitor.page)

    def does(self, path, fields, button):
        """Go to a page, answer what is given, and press the button."""
        self.visitor.go(path)
        self.keys.answer(fields).press(button)
        assert self.visitor.page.locator(".summary").count() == 0, path
        return self


def of_case(number, part=""):
    return f"/casussen/{number}{part}"


def asked_for_by(who, number):
    access.ask_access(who.actor, CASES, number, reason="Ik val in.")
    return row_of(AccessRequest, user_id=who.id, answered_on=None).id


def test_team_veiligheid(app, visit):
    member, mate = a_user(name="Anneloes Kwartelstaart"), a_user(name="Joost van Zonnedauw")
    worker = a_user(Role.INTERVENTION_TEAM, name="Mirre Lisdodde")
    number, weighed = a_case(by=member.actor), a_case(State.IN_TRIAGE, by=member.actor)
    round_, foreign = a_case(State.INFORMATION_ROUND, by=member.actor), a_case(State.PLANNING)
    a_case(State.PLANNING, by=mate.actor)
    chief = a_user(Role.COORDINATOR)
    offer = handover.propose(
        chief.actor, CASES, from_id=mate.id, to_id=member.id, cause=Cause.LEAVES
    )
    walk = Walk(visit, member)

    correction = {"phone": "035 555 02 18", "reason": "Er stond een oud nummer."}
    walk.does(of_case(number, "/aanmelding/corrigeren"), correction, "Correctie vastleggen")
    linked = {"user_id": worker.name, "reason": "Doet de outreach."}
    walk.does(of_case(number, "/betrokken"), linked, "Koppel de collega")
    walk.does(of_case(number, "/betrokken"), {}, f"Beëindig de koppeling van {worker.name}")
    walk.keys.answer({"reason": "Is klaar."}).press("Beëindig de koppeling")
    for which in ("procesregisseur", "casusregisseur"):
        named = {"user_id": mate.name, "reason": "Kent de wijk."}
        walk.does(of_case(number, f"/regie/{which}"), named, "Wijs aan")
    rejected = a_weging("rejected", criterion_a="no", route="Het wijkteam.")
    walk.does(of_case(weighed, "/weging"), rejected, "Besluit vastleggen")
    note = {"note": "Alle partners zaten al om tafel."}
    walk.does(of_case(round_, "/plan-opstellen"), note, "Rond de informatieronde af")
    flag = {"text": "Bel de school.", "due_on": day(5)}
    walk.does(of_case(number, "/vlag"), flag, "Zet de vlag")
    flag_id = row_of(CaseFlag).id
    closing = {"closing": "De school belde terug."}
    walk.does(of_case(number, f"/vlag/{flag_id}/sluiten"), closing, "Sluit de vlag")
    asked = {"number": foreign, "reason": "Ik val in."}
    walk.does("/toegang-vragen", asked, "Vraag toegang")
    walk.does(f"/overdracht/{offer}", {}, "Neem deze")

    case = row_of(Case, number=number)
    assert (case.procesregisseur_id, case.casusregisseur_id) == (member.id, member.id)
    assert row_of(CaseLink, case_id=case.id, user_id=worker.id).until_on == clock.today()
    assert row_of(Case, number=weighed).state is State.REJECTED
    assert row_of(Case, number=round_).state is State.PLANNING
    assert row_of(CaseFlag).closed_on == clock.today()
    assert row_of(AccessRequest).user_id == member.id
    assert row_of(CaseHandover).answer is HandoverAnswer.ACCEPTED
    assert len(lines(Event.CORRECTED)) == 1


def test_interventieteam(app, visit):
    member, by = a_user(Role.INTERVENTION_TEAM), a_user().actor
    round_, busy = (
        a_case(state, by=by, linked=[member.id])
        for state in (State.INFORMATION_ROUND, State.IN_EXECUTION)
    )
    walk = Walk(visit, member)

    note = {"note": "Alle partners zaten al om tafel."}
    walk.does(of_case(round_, "/plan-opstellen"), note, "Rond de informatieronde af")
    waits = {"reason": "admission", "note": "Hij is opgenomen.", "review_on": day(30)}
    walk.does(of_case(busy, "/aanhouden"), waits, "Houd de casus aan")
    assert row_of(Case, number=busy).state is State.ON_HOLD
    walk.does(of_case(busy, "/hervatten"), {"reason": "Hij is thuis."}, "Hervat de casus")
    flag = {"text": "Bel de school.", "due_on": day(5)}
    walk.does(of_case(busy, "/vlag"), flag, "Zet de vlag")

    assert row_of(Case, number=round_).state is State.PLANNING
    assert row_of(Case, number=busy).state is State.IN_EXECUTION
    assert row_of(CaseFlag).by == member.id


def test_coordinator(app, visit):
    member = a_user(Role.COORDINATOR, also={"LAR": Role.COORDINATOR, "EEM": Role.COORDINATOR})
    by, taker = a_user(name="Wietske Kwartelstaart"), a_user(name="Xander van Zonnedauw")
    number = a_case(State.PLANNING, by=by.actor)
    first, second = a_user(Role.INTERVENTION_TEAM), a_user(Role.INTERVENTION_TEAM)
    requests = [asked_for_by(one, number) for one in (first, second)]
    walk = Walk(visit, member)
    walk.keys.press("Wissel naar Laren")

    granted, refused = (of_case(number, f"/betrokken/vragen/{request}") for request in requests)
    walk.does(granted, {"answer": "grant", "last_on": day(7)}, "Antwoord vastleggen")
    no = {"answer": "refuse", "reason": "Er werken al drie collega's aan."}
    walk.does(refused, no, "Antwoord vastleggen")
    named = {"user_id": taker.name, "reason": "Kent de wijk."}
    walk.does(of_case(number, "/regie/casusregisseur"), named, "Wijs aan")
    walk.does("/werk-overdragen", {"van": by.name, "naar": taker.name}, "Bekijk de casussen")
    walk.keys.answer({"cause": "leaves"}).press("om over te nemen")

    assert [row_of(AccessRequest, id=one).granted for one in requests] == [True, False]
    assert row_of(Case, number=number).casusregisseur_id == taker.id
    assert row_of(CaseHandover).proposed_by == member.id
    assert len(lines(Event.GRANT_SWITCHED)) == 1


def test_beheerder(app, visit):
    admin, other = a_user(Role.ADMIN), a_user(name="Anneloes Kwartelstaart")
    users = "/beheer/gebruikers"
    walk = Walk(visit, admin)

    dates = {"screened_until": FAR, "trained_until": FAR, "secrecy_until": FAR}
    dates |= {"secrecy_on": today()}
    team = an_organisation(name="Interventieteam Veenpad")
    new = {"name": "Wessel Waterhoen", "username": "wessel", "role": "interventieteam"}
    new |= {"organisation": "Interventieteam Veenpad", "reason": "Zij begint vandaag."}
    walk.does(f"{users}/nieuw", {**new, **dates}, "Maak het account")
    assert walk.visitor.reads("eerste-wachtwoord")
    role = {"role": "coördinator", "reason": "Zij vervangt haar voorganger."}
    walk.does(f"{users}/{other.id}/rol", role, "Vraag een tweede persoon")
    walk.does(f"{users}/{other.id}/bevoegdheid", dates, "Leg de datums vast")
    walk.does(f"{users}/{other.id}", {}, "Maak een link")
    walk.does(f"{users}/{other.id}", {}, "Sluit het account")
    why = {"reason": "Reglement versie 1.2."}
    terms = "/beheer/instellingen/triage_working_days/wijzigen"
    walk.does(terms, {"value": "6", **why}, "Bekijk wat dit raakt")
    walk.keys.press("Leg de nieuwe waarde vast")
    town = {"display_name": "Gemeente aan het Gooi", **why}
    walk.does("/beheer/gemeente/wijzigen", town, "Leg vast")
    entry = "/beheer/lijsten/problems/other/wijzigen"
    walk.does(entry, {"label": " dan dit", **why}, "Bekijk wat dit raakt")
    walk.keys.press("Leg de wijziging vast")
    walk.does("/beheer/huisstijl/logo", {}, "Terug")
    partner = {"name": "Stichting Rietkraag", "chain": "care", "standing": "private", **why}
    walk.does("/beheer/partners/nieuw", {**partner, "may_refer": "y"}, "Leg vast")

    made = row_of(User, username="wessel")
    asked = row_of(GrantProposal, user_id=made.id)
    assert (asked.role, asked.organisation_id) == (Role.INTERVENTION_TEAM, team)
    assert row_of(GrantProposal, user_id=other.id).role is Role.COORDINATOR
    assert rows_of(RoleGrant, user_id=made.id) == []
    assert row_of(User, id=other.id).disabled_at is not None
    assert {one.user_id for one in rows_of(PasswordLink)} == {made.id, other.id}
    values = {one.name: one.value for one in rows_of(Setting)}
    assert values.pop("list.problems.other") in {"Anders dan dit", " dan dit", "dan dit"}
    assert values == {"triage_working_days": "6", "display_name": "Gemeente aan het Gooi"}
    assert row_of(Organisation, name="Stichting Rietkraag").may_refer


def test_fg_and_bestuur(app, visit):
    an_organisation()
    number = a_case(State.PLANNING)
    fg = Walk(visit, a_user(Role.DPO))
    fg.does("/toezicht", {}, "Reken het logboek na")
    assert fg.visitor.reads("Het logboek is heel.")
    why = {"doel": "Nagaan"}
    fg.does("/toezicht", {"casus": number, **why}, "Toon wie keek")
    assert fg.visitor.path().startswith("/toezicht/logboek?")
    board = Walk(visit, a_user(Role.BOARD))
    board.keys.press("Cijfers")
    assert board.visitor.reads("Waar staan de casussen?")
