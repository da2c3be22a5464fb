"""What stands in every store before a test begins: other cases, other colleagues, another town.

A question that forgets its case, its person, its colleague or its town reads something of this. It
is all long ago and by nobody whom a test knows, so that what a test makes stays its own example.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionKind
from pga.cases.rules.intake import AboutOther, GuardianGiven, ReferralGiven
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.referral import BirthDate, ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import plan
from pga.core import clock
from pga.dossiers.services import access, flags
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_goal,
    a_meeting,
    a_person,
    a_plan,
    a_recusal,
    a_referral,
    a_request,
    a_user,
    an_action,
    an_emergency,
    an_error_in,
    an_organisation,
    token_of_plan,
    version_of,
)

BEFORE: Final = datetime(2020, 2, 3, 10, tzinfo=UTC)
NUMBER: Final = "LAR-2020-0001"
"""The noisy case of Laren."""
SURNAME: Final = "Ruisvoorn"
NAMES: Final = (
    "Ruud Roerdomp",
    "Wies Wulpenveld",
    "Tineke Tureluur",
    "Piet Purperreiger",
    "Lies Lepelvogel",
    "Kees Kluutman",
)
"""Who works there, a role each."""


def make_noise(towns: tuple[str, ...] = ("LAR", "EEM")) -> None:
    """Fill a founded store; every act is in the trail."""
    for town in towns:
        with clock.stopped_at(BEFORE):
            _town(town)


def _town(town: str) -> None:
    here = {
        role: a_user(role, town, name=name).actor for role, name in zip(Role, NAMES, strict=True)
    }
    worker, safety = here[Role.INTERVENTION_TEAM], here[Role.SAFETY_TEAM]
    knows = a_user(Role.SAFETY_TEAM, town, name="Gijs Grutto").actor
    linked = [worker.id, knows.id]
    number = a_case(
        State.PLANNING, by=safety, linked=linked, given=_family(town), municipality=town
    )
    _partners(safety, number, town)
    _plan(safety, number)
    _people(safety, number, town)
    a_recusal(knows, number)
    a_meeting(safety, number, on=clock.today() + timedelta(days=9))


def _family(town: str) -> ReferralGiven:
    name = {"LAR": "Laren", "EEM": "Eemnes", "BLA": "Blaricum"}[town]
    on = clock.today()
    child = a_person(surname=SURNAME, call_name="Kiki", birth=BirthDate(2008, 3, 1), town=name)
    return a_referral(
        persons=(child,),
        guardians=(
            GuardianGiven(name="Hella Ruisvoorn", relation="moeder", informed_on=on),
            GuardianGiven(name="Sander Ruisvoorn", relation="vader", informed_on=on),
        ),
        at_risk=True,
        safety="Er is een grote hond.",
        about_others=(
            AboutOther(
                field="tried",
                relation=ThirdPartyRelation.NEIGHBOUR,
                passage="De wijkagent sprak twee keer",
            ),
        ),
    )


def _partners(safety: Actor, number: str, town: str) -> None:
    """Two partners: one has not answered, one contributed and called one thing wrong."""
    silent, telling = (an_organisation(town, f"Stichting Roerdomp {nth}") for nth in (1, 2))
    a_contact(silent, "Bas Bergeend", municipality=town)
    a_request(safety, number, silent)
    a_contribution(safety, number, telling)
    an_error_in(safety, number, a_contribution(safety, number, telling))


def _plan(safety: Actor, number: str) -> None:
    """Adopt a plan twice, and leave open what belongs to it."""
    a_plan(safety, number)
    later = a_goal(safety, number, status=GoalStatus.LATER, text="Een vak leren.")
    an_action(safety, number, goal_id=later, kind=ActionKind.SOCIAL, text="Zoekt een opleiding.")
    token = token_of_plan(safety, number)
    plan.revise_plan(safety, number, version_of(number), token, why="Er kwam een doel bij.")


def _people(safety: Actor, number: str, town: str) -> None:
    """Somebody asks for access, somebody came in by noodtoegang; and two flags."""
    asks, urgent = (a_user(Role.INTERVENTION_TEAM, town).actor for _ in range(2))
    access.ask_access(asks, CASES, number, reason="Ik val in.")
    an_emergency(urgent, number)
    for days in (3, 12):
        flags.flag(
            safety, CASES, number, text="Bel de school.", due_on=clock.today() + timedelta(days)
        )
