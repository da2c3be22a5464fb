from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.concept import ConceptReferral
from pga.cases.reading.duties import count_elsewhere
from pga.cases.rules.states import State
from pga.cases.services import concept
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user, an_action, an_organisation
from tests.pages.test_queries import cost
from tests.support.pages import text_of
from tests.support.rows import row_of


def late(town="Blaricum"):
    return a_referral(
        received_on=clock.today() - timedelta(days=30),
        persons=(a_person(town=town),),
        look_again_on=clock.today(),
    )


def test_what_waits_elsewhere_is_counted_by_place(cellar):
    member = a_user(also={"BLA": Role.SAFETY_TEAM, "EEM": Role.BOARD})
    there = a_user(municipality="BLA")
    a_case(State.REFERRED, by=there.actor, municipality="BLA", given=late())

    found = count_elsewhere(
        member.actor, [("BLA", Role.SAFETY_TEAM), ("EEM", Role.BOARD), ("LAR", Role.SAFETY_TEAM)]
    )

    assert found == [2, 0, 0]
    assert count_elsewhere(member.actor, []) == []


def test_what_is_due_until_the_weekend_behind_three_working_days_is_soon(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        member = a_user(also={"BLA": Role.SAFETY_TEAM})
        there = replace(member.actor, municipality="BLA")
        number = a_case(State.PLANNING, by=there, municipality="BLA")
        places = [("BLA", Role.SAFETY_TEAM)]
        (before,) = count_elsewhere(member.actor, places)

        for day in (date(2026, 11, 29), date(2026, 11, 30)):  # a Sunday and a Monday
            an_action(there, number, due_on=day)

        assert count_elsewhere(member.actor, places) == [before + 1]


def test_a_concept_that_waits_elsewhere_counts_for_whose_hand_it_is_in(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        maker = a_user(Role.INTERVENTION_TEAM, municipality="BLA")
        member = a_user(also={"BLA": Role.SAFETY_TEAM, "EEM": Role.COORDINATOR})
        places = [("BLA", Role.SAFETY_TEAM), ("BLA", Role.COORDINATOR), ("BLA", Role.BOARD)]
        before = count_elsewhere(member.actor, places)
        own = [("BLA", Role.INTERVENTION_TEAM)]
        (own_before,) = count_elsewhere(maker.actor, own)
        concept_id = concept.hand_in_new(
            maker.actor, late(), [], organisation_id=an_organisation("BLA"), name="W."
        )
        due = row_of(ConceptReferral, id=concept_id).judge_by

        for day, more in ((due - timedelta(days=20), 0), (due, 1), (due + timedelta(days=1), 1)):
            with clock.stopped_at(datetime.combine(day, time(10), UTC)):
                found = count_elsewhere(member.actor, places)
                assert [now - then for now, then in zip(found, before, strict=True)] == [more, 0, 0]
                assert count_elsewhere(maker.actor, own) == [own_before]


@pytest.mark.parametrize("path", ["/werk", "/casussen", "/aanmelden", "/account", "/hulp"])
def test_the_header_of_each_page_shows_where_one_could_go_on(app, page, path):
    a_case(State.REFERRED, by=a_user().actor, given=late("Laren"))
    page.log_in(a_user(also={"BLA": Role.SAFETY_TEAM, "EEM": Role.BOARD}))
    page.never = ("LAR-",)

    shown = text_of(page.get(path))

    assert "binnen drie werkdagen ook bij Wissel naar Laren als team Veiligheid, 2" in shown
    assert "Wissel naar Eemnes als bestuur," not in shown


@pytest.mark.bare
def test_also_who_sees_no_case_here_sees_what_waits_there(app, page):
    page.log_in(a_user(Role.COORDINATOR, also={"BLA": Role.ADMIN}))
    a_case(State.REFERRED, by=a_user().actor, given=late("Laren"))

    assert "Laren als coördinator, 2" in text_of(page.get("/beheer/gebruikers"))


def test_the_header_leads_there(app, page):
    page.log_in(a_user(also={"BLA": Role.COORDINATOR}))

    page.post("/account/wissel", at="/casussen")

    assert "bij gemeente Laren" in text_of(page.get("/account"))


def test_who_works_in_one_place_sees_no_such_row(app, page):
    page.log_in(a_user())

    assert "ook bij" not in text_of(page.get("/werk"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_more_places_and_more_cases_ask_no_more(app, page):
    alone, two = a_user(), a_user(also={"BLA": Role.SAFETY_TEAM})
    three = a_user(also={"BLA": Role.SAFETY_TEAM, "EEM": Role.COORDINATOR})
    few = cost(page.log_in(alone), "/hulp")
    for _ in range(5):
        a_case(State.REFERRED, by=a_user().actor, given=late("Laren"))

    more = cost(page.log_in(two), "/hulp")

    assert more <= few + 4  # two units, each with its beginning
    assert cost(page.log_in(three), "/hulp") == more
