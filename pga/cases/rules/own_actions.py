"""Somebody of the case itself does part of the plan: as what, and what must stay readable then."""

from collections.abc import Mapping
from typing import Final

from pga.cases.rules.actions import ActionGiven, ActionProblem
from pga.cases.rules.owners import Own
from pga.cases.rules.referral import PersonRole

OWN_OF: Final[Mapping[PersonRole, Own]] = {
    PersonRole.MAIN: Own.PERSON,
    PersonRole.FAMILY_MEMBER: Own.FAMILY_MEMBER,
}
"""As what a person of the case has an action.

Who has one is told of the case and hears the plan: the persons whom it is about, and the parents of
a minor. A relation is none of them: of a neighbour, an aunt or a friend we keep a name and what
the plan needs (pga.md 6.2), and nobody tells them of the case. An action in that name would do so.
What such a person helps with is an action of who asks for it: "vraagt zijn zus om mee te gaan".
"""
KIN: Final = frozenset({
    *("moeder", "vader", "ouder", "voogd", "grootmoeder", "grootvader", "oma", "opa"),
    *("stiefmoeder", "stiefvader", "pleegmoeder", "pleegvader", "pleegouder"),
    *("adoptiemoeder", "adoptievader"),
})  # fmt: skip
"""Words for what somebody is to a child; any other word can hold a name."""


def kin(relation: str) -> str:
    """Return what somebody is to a child as a shared screen may say it; nothing in doubt."""
    word = relation.strip().casefold()
    return word if word in KIN else ""


def faults_of_own(
    given: ActionGiven, *, goal_regie: bool = False, goal_counts: bool = True
) -> dict[str, ActionProblem]:
    """Return why who has this action, of the case itself, could not read it: nobody does that."""
    found = {}
    if given.regie or goal_regie:
        found["owner"] = ActionProblem.REGIE_OF_OWN
    elif not goal_counts:
        found["goal_id"] = ActionProblem.NO_GOAL
    if given.about_other.text and given.about_other.text == given.text:
        found["passage"] = ActionProblem.ALL_OF_OWN
    return found
