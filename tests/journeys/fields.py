"""What somebody types in the forms of the journeys; all invented."""

from typing import Any

from pga.cases.rules.informing import Topic
from pga.core import clock

STORY = "Op 12 november zag de wijkagent dat er ruiten sneuvelden. Zijn broer was er ook bij."


def today() -> str:
    return clock.today().strftime("%d-%m-%Y")


def a_form(organisation: str, **changes: Any) -> dict[str, Any]:
    """Return an aanmelding of an adult that lacks nothing."""
    usual = {
        "organisation": organisation,
        "referrer": "Sanne Schijn, jongerenwerker",
        "phone": "035 555 01 00",
        "received_on": today(),
        "kind": "person",
        "persons-0-call_name": "Robin",
        "persons-0-surname": "Zichtbaar",
        "persons-0-birth": "14-05-1991",
        "persons-0-address": "Kwartelpad 3",
        "persons-0-town": "Laren",
        "occasion": STORY,
        "tried": "Jongerenwerk sprak Robin elke week sinds mei.",
        "problems": ["serious_nuisance"],
        "domains": ["WEO", "NET"],
        "necessity": "Een partner alleen lukt het niet.",
        "at_risk": "nee",
        "informed": "ja",
        "informed_on": today(),
        "said": [topic.value for topic in Topic],
        "urgent": "nee",
    }
    return {**usual, **changes}


def a_weging(outcome: str, **changes: Any) -> dict[str, Any]:
    """Return the answers of a weging."""
    usual = {
        **{f"criterion_{letter}": "yes" for letter in "abcd"},
        "criterion_e": "no",
        "criterion_f": "unknown",
        "necessity": "Zonder overleg raakt niemand verder.",
        "proportionality": "De overlast groeit en raakt een hele straat.",
        "subsidiarity": "Lichtere hulp is twee keer geprobeerd.",
        "outcome": outcome,
        "reasoning": "De criteria kloppen.",
        "feedback": "phone",
    }
    return {**usual, **changes}
