from datetime import timedelta

from pga.access.permissions import Role
from pga.cases.reading.duties import count_elsewhere
from pga.cases.rules.workflow import State
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user
from tests.support.pages import text_of


def late(town="Blaricum"):
    return a_referral(
        received_on=clock.today() - timedelta(days=30), persons=(a_person(town=town),)
    )


def test_what_waits_elsewhere_is_counted_by_place(cellar):
    member = a_user(also={"BLA": Role.SAFETY_TEAM, "EEM": Role.BOARD})
    there = a_user(municipality="BLA")
    a_case(State.REFERRED, by=there.actor, municipality="BLA", given=late())

    found = count_elsewhere(
        member.actor, [("BLA", Role.SAFETY_TEAM), ("EEM", Role.BOARD), ("LAR", Role.SAFETY_TEAM)]
    )

    assert found == [2, 0, 0]


def test_the_start_page_shows_where_one_could_go_on(app, page):
    member = a_user(also={"BLA": Role.SAFETY_TEAM})
    a_case(State.REFERRED, by=a_user().actor, given=late("Laren"))
    page.log_in(member)

    shown = text_of(page.get("/werk"))

    assert "Ook bij Laren 2 team Veiligheid; te laat of deze week Wissel" in shown


def test_who_works_in_one_place_sees_no_such_card(app, page):
    page.log_in(a_user())

    assert "Ook bij" not in text_of(page.get("/werk"))
