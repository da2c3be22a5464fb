"""A concept-aanmelding in each stage: refused, taken, asked back, being written, handed in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.forms.referral import filled_with
from pga.cases.reading.concept import get_heading
from pga.cases.rules.concept import ConceptMove
from pga.cases.rules.intake import ReferralGiven
from pga.cases.services import concept as services
from pga.demo.referrals import Brief, write
from pga.demo.stories import STORIES
from pga.demo.town import TEAM, Town

SEED: Final = 45
SURNAMES: Final = (
    "Winterlantaarn",
    "van der Mistbank",
    "Zeepbelstra",
    "ten Wolkenrand",
    "Hagelbui",
)
"""Invented, and nobody bears them."""
REFERRER: Final = "Bas Bedacht, interventieteam"
MAIL: Final = "bas.bedacht@vangnet.example"
QUESTION: Final = "Sinds wanneer is dit zo, en wie van de familie weet ervan?"
REFUSAL: Final = (
    "De gewone hulp is nog niet geprobeerd. Het wijkteam pakt dit op en belt u over een maand."
)
TAKEN: Final = 1
"""How many of them became a case."""


def concepts_of(town: Town, today: date) -> Iterator[date]:
    """Let the days of five concept-aanmeldingen come, each with what happens on it."""
    maker, judge = town.people["interventie"], town.people["veiligheid"]
    given = [_given(town, today, place) for place in range(len(SURNAMES))]
    yield today - timedelta(days=12)
    refused = _hand_in(maker, town, given[0])
    yield today - timedelta(days=10)
    services.refuse(judge, refused, _version(judge, refused, ConceptMove.REFUSE), reason=REFUSAL)
    yield today - timedelta(days=9)
    taken = _hand_in(maker, town, given[1])
    yield today - timedelta(days=8)
    services.take(
        judge,
        taken,
        _version(judge, taken, ConceptMove.TAKE),
        given[1],
        organisation_id=town.organisations[TEAM],
        duplicate_checked=True,
    )
    yield today - timedelta(days=5)
    asked = _hand_in(maker, town, given[2])
    yield today - timedelta(days=3)
    services.ask_back(judge, asked, _version(judge, asked, ConceptMove.ASK_BACK), question=QUESTION)
    yield today - timedelta(days=2)
    half = [pair for pair in _fields(town, given[3]) if pair[0] not in {"necessity", "domains"}]
    services.begin(maker, half, name=_name(given[3]))
    yield today - timedelta(days=1)
    _hand_in(maker, town, given[4])


def _given(town: Town, today: date, place: int) -> ReferralGiven:
    rng = Random(SEED + place)  # noqa: S311 - the demo is the same every time, and guards nothing
    story = STORIES[place % len(STORIES)]
    received_on = today - timedelta(days=12)
    brief = Brief(story=story, town=town.name, surname=SURNAMES[place], received_on=received_on)
    return replace(write(brief, rng), referrer=REFERRER, email=MAIL)


def _hand_in(maker: Actor, town: Town, given: ReferralGiven) -> UUID:
    fields = _fields(town, given)
    team = town.organisations[TEAM]
    return services.hand_in_new(maker, given, fields, organisation_id=team, name=_name(given))


def _fields(town: Town, given: ReferralGiven) -> list[tuple[str, str]]:
    pairs = filled_with(given, town.organisations[TEAM])
    return [pair for pair in pairs if pair[0] != "received_on" and pair[1]]


def _name(given: ReferralGiven) -> str:
    return f"{given.persons[0].call_name} {given.persons[0].surname}"


def _version(judge: Actor, concept_id: UUID, move: ConceptMove) -> int:
    return get_heading(judge, concept_id, Permission.CONCEPT_JUDGE, move)[1]
