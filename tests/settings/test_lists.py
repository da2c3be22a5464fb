from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.referral import Referral
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.reading.plan import get_plan
from pga.cases.reading.preview import count_holders
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import IntakeProblem
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import Problem
from pga.cases.rules.states import State
from pga.cases.services import referral
from pga.core import clock
from pga.core.database import glance
from pga.core.errors import AlreadyDone, Invalid
from pga.privacy import once
from pga.privacy.events import Event
from pga.settings import labels, services
from pga.settings.models import Setting
from pga.settings.reading.lists import faults_of_reworded, list_entries, wording_on
from pga.settings.rules.bounds import SettingFault
from pga.settings.rules.following import Mark
from pga.settings.rules.lists import LISTS, Reworded
from tests.builders import a_case, a_person, a_referral, a_user, an_organisation
from tests.support.pages import Page, text_of
from tests.support.rows import fingerprint, lines, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=30)
PROBLEMS, DOMAINS, RULES = (LISTS[name] for name in ("problems", "domains", "plan_rules"))
URL = "/beheer/lijsten/problems"
OTHER = f"{URL}/other/wijzigen"
WHY = {"reason": "Besluit van 23 november"}
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN, name="Noor Rietorchis").actor


def call(actor, code, label, *, which=PROBLEMS, after=0, **more):
    """Call an entry otherwise; ``after`` is in minutes, since each line has its own moment."""
    new = Reworded(**{"code": code, "label": label, "from_on": TODAY, "reason": "Besluit", **more})
    with clock.stopped_at(NOW + timedelta(minutes=after)):
        services.change_entry(
            actor,
            which,
            new,
            labels.ENTRY[which.name],
        )


def take_back(actor, name, from_on=LATER, *, after=50):
    with clock.stopped_at(NOW + timedelta(minutes=after)):
        services.withdraw(actor, name, from_on, reason="Toch niet")


def problems(act, *args, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        act(*args, **more)
    assert fingerprint() == before
    return caught.value.problems


def words(municipality="LAR", day=TODAY):
    with glance() as session:
        return wording_on(session, municipality, day)


def given(received_on=TODAY, **more):
    return a_referral(received_on=received_on, **more)


# --- changing the words


def test_a_label_holds_from_its_day_with_who_why_and_a_line(admin):
    call(admin, "other", "Overig", from_on=LATER)

    state = list_entries(admin, PROBLEMS)["other"]
    assert state.holds is None
    assert [(one.value, one.from_on, one.set_by) for one in state.coming] == [
        ("Overig", LATER, "Noor Rietorchis")
    ]
    assert words(day=TODAY).label("problems", "other") is None
    assert words(day=LATER).label("problems", "other") == "Overig"
    assert lines(Event.SETTING_CHANGED)[-1].fields.startswith("list.problems.other,set,")


def test_another_municipality_keeps_its_own_words(admin):
    call(admin, "other", "Overig")

    assert words("EEM").label("problems", "other") is None
    assert words("LAR").label("problems", "other") == "Overig"


def test_what_is_wrong_is_refused_and_nothing_is_written(admin):
    assert problems(call, admin, "other", "Anders") == {"label": SettingFault.SAME}
    assert problems(call, admin, "other", "Huiselijk geweld") == {"label": SettingFault.TAKEN}
    assert problems(call, admin, "other", "Nu", reason=" ") == {"reason": SettingFault.NO_REASON}
    past = TODAY - timedelta(days=1)
    assert problems(call, admin, "other", "Nu", from_on=past) == {"from_on": SettingFault.PAST}


def test_two_leefgebieden_stay_on(admin):
    for at, code in enumerate(DOMAINS.codes[:-2]):
        call(admin, code, "", which=DOMAINS, after=at)

    left = DOMAINS.codes[-1]
    assert problems(call, admin, left, "", which=DOMAINS, after=30) == {
        "label": SettingFault.TOO_FEW_LEFT
    }


def test_what_goes_on_again_cannot_be_taken_back_when_the_rest_goes_off(admin):
    for at, code in enumerate(PROBLEMS.codes[:-1]):
        call(admin, code, "", after=at)
    call(admin, "youth_nuisance", "Jongeren", from_on=LATER, after=20)
    call(admin, "other", "", from_on=LATER, after=30)

    name = "list.problems.youth_nuisance"
    assert problems(take_back, admin, name) == {"reason": SettingFault.TOO_FEW_LEFT}
    take_back(admin, "list.problems.other")
    assert rows_of(Setting, name="list.problems.other")[-1].mark is Mark.WITHDRAWN


def test_a_leefgebied_that_goes_on_again_cannot_be_taken_back_when_one_would_be_left(admin):
    first, *_, last = DOMAINS.codes
    for at, code in enumerate(DOMAINS.codes[:-2]):
        call(admin, code, "", which=DOMAINS, after=at)
    call(admin, first, "Geldzaken", which=DOMAINS, from_on=LATER, after=20)
    call(admin, last, "", which=DOMAINS, from_on=LATER, after=30)

    name = f"list.domains.{first}"
    assert problems(take_back, admin, name) == {"reason": SettingFault.TOO_FEW_LEFT}


@pytest.mark.both
def test_a_form_that_comes_twice_counts_once(admin):
    with once.handing_in(admin.id, "k1"):
        call(admin, "other", "Overig")

    with pytest.raises(AlreadyDone), once.handing_in(admin.id, "k1"):
        call(admin, "other", "Rest", after=1)
    assert len(rows_of(Setting)) == 1


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
def test_only_the_beheerder_changes_words(stopped, role):
    who = a_user(role).actor
    new = Reworded("other", "Overig", TODAY, "Besluit")

    for act in (
        lambda: call(who, "other", "Overig"),
        lambda: count_holders(who, "problems", "other"),
        lambda: faults_of_reworded(who, PROBLEMS, new, labels.ENTRY["problems"]),
    ):
        with pytest.raises(Refused):
            act()
    assert rows_of(Setting) == []


@pytest.mark.parametrize("role", [one for one in Role if one not in {Role.ADMIN, Role.DPO}])
def test_who_has_nothing_to_do_with_settings_does_not_read_them(stopped, role):
    with pytest.raises(Refused):
        list_entries(a_user(role).actor, DOMAINS)


# --- what it touches


def test_the_effect_is_the_number_of_cases_here_that_are_not_over(admin):
    finance = {"domains": frozenset({LifeDomain.FINANCES, LifeDomain.HOUSING})}
    a_case(State.PLANNING, given=given(**finance))
    a_case(given=given(**finance))
    a_case(State.CLOSED, given=given(**finance))
    a_case(given=given(domains=frozenset({LifeDomain.JUSTICE, LifeDomain.HOUSING})))
    a_case(municipality="EEM", given=given(**finance, persons=(a_person(town="Eemnes"),)))

    assert count_holders(admin, "domains", "FIN") == 2
    line = lines(Event.LIST)[-1]
    assert (line.fields, line.purpose) == ("list.domains.FIN", "settings_preview")


# --- using the words


def test_a_record_keeps_the_label_of_its_day(admin):
    by = a_user().actor
    old = a_case(by=by, given=given(TODAY - timedelta(days=3)))
    call(admin, "other", "Overig")
    new = a_case(by=by, given=given())

    assert get_handed_in(by, old).wording.label("problems", "other") is None
    assert get_handed_in(by, new).wording.label("problems", "other") == "Overig"


def test_what_is_off_cannot_be_chosen_and_stays_where_it_was(admin):
    by, partner = a_user().actor, an_organisation()
    chosen = given(problems=frozenset({Problem.OTHER}))
    number = a_case(by=by, given=chosen)
    call(admin, "other", "")

    def register():
        referral.register(by, chosen, organisation_id=partner, duplicate_checked=True)

    assert problems(register) == {"problems": IntakeProblem.SWITCHED_OFF}
    found = get_correcting(by, number)
    more = {"organisation_id": found.organisation_id, "reason": "Een cijfer was fout."}
    referral.correct(by, number, found.token, found.given, **more)
    assert rows_of(Referral)[0].problems == "other"


def test_a_correction_cannot_choose_what_is_off(admin):
    by = a_user().actor
    number = a_case(by=by, given=given(problems=frozenset({Problem.YOUTH_NUISANCE})))
    call(admin, "other", "")
    found = get_correcting(by, number)
    more = {"organisation_id": found.organisation_id, "reason": "Er kwam iets bij."}
    both = given(problems=frozenset({Problem.YOUTH_NUISANCE, Problem.OTHER}))

    found_wrong = problems(referral.correct, by, number, found.token, both, **more)
    assert found_wrong == {"problems": IntakeProblem.SWITCHED_OFF}


# --- rules of the plankeuring


def test_a_rule_goes_off_from_its_day_and_the_plan_says_since_when_and_why(admin):
    by = a_user().actor
    number = a_case(State.PLANNING, by=by)
    call(admin, "no_exit", "", which=RULES, reason="Staat in elk plan al in de crisisafspraak.")
    call(admin, "no_crisis", "", which=RULES, from_on=LATER, after=1)

    page = get_plan(by, number)

    assert PlanRule.NO_EXIT not in {one.rule for one in page.review.findings}
    assert PlanRule.NO_CRISIS in {one.rule for one in page.review.findings}
    off = page.review.off.items()
    assert [(rule, line.from_on, line.reason, line.set_by) for rule, line in off] == [
        (
            PlanRule.NO_EXIT,
            TODAY,
            "Staat in elk plan al in de crisisafspraak.",
            "Noor Rietorchis",
        )
    ]


def test_a_rule_that_goes_on_again_looks_again(admin):
    by = a_user().actor
    number = a_case(State.PLANNING, by=by)
    call(admin, "no_exit", "", which=RULES)
    call(admin, "no_exit", labels.ENTRY["plan_rules"]["no_exit"], which=RULES, after=1)

    page = get_plan(by, number)

    assert page.review.off == {}
    assert PlanRule.NO_EXIT in {one.rule for one in page.review.findings}


def test_another_municipality_keeps_its_own_rules(admin):
    by = a_user(municipality="EEM").actor
    number = a_case(State.PLANNING, by=by, municipality="EEM")
    call(admin, "no_exit", "", which=RULES)

    assert get_plan(by, number).review.off == {}
    here = a_user().actor
    assert get_plan(here, a_case(State.PLANNING, by=here)).review.off != {}


# --- pages


@ONLY_SQLITE
def test_a_rule_is_switched_at_once_and_its_plan_shows_it(app, page, admin):
    worker = a_user()
    number = a_case(State.PLANNING, by=worker.actor)
    url = "/beheer/lijsten/plan_rules"
    page.log_in(a_user(Role.ADMIN))
    lacks = text_of(page.post(f"{url}/no_exit/wijzigen", {"label": "Iets anders"}, status=200))
    assert "Deze waarde geldt dan al." in lacks
    assert "Schrijf op waarom." in lacks

    page.post(f"{url}/no_exit/wijzigen", {"off": "y", **WHY})

    assert WHY["reason"] in text_of(page.get(url))
    shown = text_of(Page(app).log_in(worker).get(f"/casussen/{number}/plan"))
    assert "1 regel staat uit" in shown
    assert "uit sinds 24 nov 2026" in shown
    assert WHY["reason"] in shown
    assert "1 regel staat uit" in text_of(
        Page(app).log_in(worker).get(f"/casussen/{number}/plan/vaststellen")
    )


@ONLY_SQLITE
def test_a_change_goes_by_its_effect_and_is_withdrawn(app, page, admin):
    a_case(given=given(problems=frozenset({Problem.OTHER})))
    page.log_in(member := a_user(Role.ADMIN))
    day = {"from_on": "24-12-2026"}

    shown = page.post(OTHER, {"label": "Overig", **day, **WHY}, status=200)
    assert "1 lopende casus heeft deze keuze" in text_of(shown)
    assert rows_of(Setting) == []
    again = [page.send(OTHER, page.form(shown.text, OTHER)) for _ in range(2)]
    assert {one.headers["Location"] for one in again} == {URL}
    assert [(one.value, one.set_by) for one in rows_of(Setting)] == [("Overig", member.id)]
    listed = text_of(page.get(URL))
    assert "Overig" in listed
    assert WHY["reason"] in listed
    back = f"{URL}/other/intrekken/2026-12-24"
    with clock.stopped_at(NOW + timedelta(minutes=5)):
        page.post(back, WHY)
    assert "Ingetrokken" in text_of(page.get(URL))
    page.get(back, status=404)


@ONLY_SQLITE
def test_another_label_than_the_one_that_was_shown_is_shown_first(app, page, admin):
    page.log_in(a_user(Role.ADMIN))
    shown = page.post(OTHER, {"label": "Overig", **WHY}, status=200)
    typed = [(n, "Rest" if n == "label" else v) for n, v in page.form(shown.text, OTHER)]

    page.send(OTHER, typed, status=200)
    assert rows_of(Setting) == []


@ONLY_SQLITE
def test_a_name_is_needed_unless_it_goes_off(app, page, admin):
    page.log_in(a_user(Role.ADMIN))

    shown = page.post(OTHER, {"label": "", **WHY}, status=200)
    assert "Vul een naam in, of zet deze keuze uit." in text_of(shown)
    shown = page.post(OTHER, {"label": "", "off": "y", **WHY}, status=200)
    page.send(OTHER, page.form(shown.text, OTHER))
    assert [one.value for one in rows_of(Setting)] == [""]
    assert "checked" in page.get(OTHER).text


@ONLY_SQLITE
def test_the_fg_reads_and_what_is_no_list_is_not_there(app):
    fg = Page(app).log_in(a_user(Role.DPO))
    listed = text_of(fg.get(URL))
    beheerder = Page(app).log_in(a_user(Role.ADMIN))

    assert "Daar hangt een regel van de wet of een stap van het werk aan." in listed
    assert "Wijzig" not in listed
    beheerder.get("/beheer/lijsten/relations", status=404)
    beheerder.get(f"{URL}/nonsense/wijzigen", status=404)
    beheerder.get(f"{URL}/other/intrekken/2026-12-24", status=404)


@ONLY_SQLITE
def test_the_forms_and_pages_use_the_words(app, page, admin):
    worker = a_user()
    before = given(TODAY - timedelta(days=3), problems=frozenset({Problem.OTHER}))
    old = a_case(by=worker.actor, given=before)
    call(admin, "other", "Overig, zie tekst")
    call(admin, "youth_nuisance", "", after=1)
    call(admin, "FIN", "Geld", which=DOMAINS, after=2)
    new = a_case(State.IN_TRIAGE, by=worker.actor, given=given(problems=frozenset({Problem.OTHER})))
    page.log_in(worker)

    form = text_of(page.get("/aanmelden"))
    assert "Overig, zie tekst" in form
    assert "Geld" in form
    assert "Jeugdoverlast" not in form
    assert "Overig, zie tekst" not in text_of(page.get(f"/casussen/{old}/aanmelding"))
    assert "Overig, zie tekst" in text_of(page.get(f"/casussen/{new}/aanmelding"))
    assert "Overig, zie tekst" not in text_of(page.get(f"/casussen/{old}/aanmelding/corrigeren"))
    page.get(f"/casussen/{new}/weging")
