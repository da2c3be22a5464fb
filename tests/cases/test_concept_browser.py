"""The five concept-aanmeldingen of the demo, on each page where somebody meets one."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from pga.access.permissions import Role
from pga.cases.models.concept import ConceptReferral
from pga.cases.rules.concept import ConceptState
from pga.core import clock
from pga.demo.concepts import concepts_of
from pga.demo.town import TEAM, Town
from tests.builders import a_user, an_organisation
from tests.support.rows import rows_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def lived(town):
    """Let the days of the concept-aanmeldingen of the demo come, up to today."""
    today = clock.today()
    days = concepts_of(town, today)
    day = next(days, None)
    while day is not None:
        with clock.stopped_at(datetime.combine(day, time(10), UTC)):
            day = next(days, None)
    return {one.state: one.id for one in rows_of(ConceptReferral)}


def test_each_page_of_a_concept_has_no_barrier_and_fits(app, open_page):
    maker, member = a_user(Role.INTERVENTION_TEAM), a_user(Role.SAFETY_TEAM)
    team = an_organisation(name=TEAM)
    people = {
        "interventie": replace(maker.actor, organisation=team),
        "veiligheid": member.actor,
    }
    there = lived(Town("LAR", people, {TEAM: team}))
    assert there.keys() == {
        *(ConceptState.BEING_WRITTEN, ConceptState.HANDED_IN, ConceptState.ASKED_BACK),
        *(ConceptState.REFUSED, ConceptState.TAKEN),
    }
    at = {state: f"/concepten/{one}" for state, one in there.items()}
    handed, asked = at[ConceptState.HANDED_IN], at[ConceptState.ASKED_BACK]
    theirs = {
        maker: [
            *("/werk", "/concepten", "/concepten/nieuw", at[ConceptState.REFUSED], handed),
            *(f"{asked}/schrijven", f"{at[ConceptState.BEING_WRITTEN]}/schrijven"),
            f"{handed}/intrekken",
        ],
        member: [
            *("/werk", "/concepten", handed, asked),
            *(f"{handed}/overnemen", f"{handed}/terugvragen", f"{handed}/weigeren"),
        ],
        a_user(Role.COORDINATOR): ["/concepten", handed, "/cijfers"],
    }
    with serving(app) as base:
        for who, paths in some(list(theirs.items())):
            tab = open_page()
            tab.log_in(base, who)
            for path in some(paths):
                tab.page.goto(base + path)
                tab.check_each_look()
