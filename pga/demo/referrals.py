"""Write an aanmelding from a story: the days filled in, a person invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from pga.cases.rules.informing import ALL_TOPICS
from pga.cases.rules.intake import AboutOther, GuardianGiven, PersonGiven, ReferralGiven
from pga.cases.rules.referral import BirthDate, CaseKind, NotInformedReason
from pga.core.days import MONTHS
from pga.demo import names
from pga.demo.stories import DemoStory

POSTPONED: Final = (
    (NotInformedReason.UNREACHABLE, "Drie keer aangebeld en twee keer gebeld, geen gehoor."),
    (NotInformedReason.INVESTIGATION, "De politie vraagt te wachten tot na het verhoor."),
    (NotInformedReason.SAFETY_OTHER, "Eerst een veilig adres voor de anderen in huis."),
)
OF_AGE: Final = 18
HALF: Final = 0.5
FIND_OUT: Final = timedelta(days=14)
"""Within this it is found out who has authority."""
UNKNOWN_PHONE: Final = 4
"""Of so many people one has no number that is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is already known of an aanmelding before it is written."""

    story: DemoStory
    town: str
    surname: str
    received_on: date
    look_again_on: date | None = None
    """Set when the person was not told beforehand."""
    moved_to: str = ""
    people: tuple[tuple[str, int], ...] = ()
    """Call names and ages, the main person first; invented when there are none."""
    guardians: tuple[str, ...] = ()
    """Who has authority over a minor; invented when needed and not named."""
    parents: tuple[str, ...] = ()
    """Who of the same surname have authority, by their call names."""
    authority_open: bool = False
    """Whether nobody knows yet who has authority."""


def write(brief: Brief, rng: Random) -> ReferralGiven:
    """Return an aanmelding that lacks nothing."""
    story = brief.story
    persons = _persons(brief, rng)
    days = _days(brief.received_on, rng) | {"naam": persons[0].call_name}
    other = story.other[1].format(**days) if story.other else ""
    name = names.CONTACTS[story.referrer]
    urgent = bool(story.urgent) and rng.random() < HALF
    told = brief.look_again_on is None
    reason, note = rng.choice(POSTPONED)
    return ReferralGiven(
        kind=story.kind,
        received_on=brief.received_on,
        referrer=f"{name}, {story.function}",
        phone=f"035 555 0{rng.randrange(1, 10)} {rng.randrange(10, 100)}",
        email=f"{name.lower().replace(' ', '.')}@{story.referrer.split()[-1].lower()}.example",
        persons=persons,
        guardians=_guardians(persons, brief, rng),
        authority_by=brief.received_on + FIND_OUT if brief.authority_open else None,
        occasion=" ".join([*(line.format(**days) for line in story.occasion), other]).strip(),
        tried=story.tried.format(**days),
        necessity=story.necessity.format(**days),
        problems=frozenset(story.problems),
        domains=frozenset(story.domains[: rng.choice((2, 3, 3))]),
        involved=tuple((partner, names.CONTACTS[partner]) for partner in story.involved),
        at_risk=bool(story.safety),
        safety=story.safety.format(**days),
        informed=told,
        said=ALL_TOPICS if told and rng.random() < HALF else frozenset(),
        informed_on=brief.received_on - timedelta(days=rng.randrange(1, 6)) if told else None,
        not_informed=None if told else reason,
        not_informed_note="" if told else note,
        look_again_on=brief.look_again_on,
        urgent=urgent,
        urgent_reason=story.urgent.format(**days) if urgent else "",
        about_others=_about(story, other),
    )


def birth_at(age: int, on: date, rng: Random, *, estimated: bool = False) -> BirthDate:
    """Return when somebody of this age was born, or about when."""
    if estimated:
        return BirthDate(on.year - age, estimated=True)
    birthday = on - timedelta(days=rng.randrange(1, 360))
    return BirthDate(birthday.year - age, birthday.month, min(birthday.day, 28))


def _persons(brief: Brief, rng: Random) -> tuple[PersonGiven, ...]:
    story = brief.story
    town = brief.moved_to or brief.town
    exception = f"Verhuist van {brief.town} naar {town}." if brief.moved_to else ""
    street = f"{rng.choice(names.STREETS)} {rng.randrange(1, 120)}"
    estimated = story.homeless and rng.random() < HALF
    return tuple(
        PersonGiven(
            surname=brief.surname,
            call_name=name,
            birth=birth_at(age, brief.received_on, rng, estimated=estimated),
            address="" if story.homeless else street,
            town="" if story.homeless else town,
            homeless=story.homeless,
            exception=exception,
            phone=phone_of(f"{name} {brief.surname}"),
        )
        for name, age in brief.people or _household(story, rng)
    )


def _household(story: DemoStory, rng: Random) -> list[tuple[str, int]]:
    """Invent call names and ages; in a family the first is the parent."""
    called = rng.choice(names.CALL_NAMES)
    if story.kind is not CaseKind.FAMILY:
        return [(called, rng.randint(*story.ages))]
    children = rng.sample(names.CHILDREN, rng.choice((1, 2)))
    return [(called, rng.randint(29, 44)), *((child, rng.randint(4, 15)) for child in children)]


def _guardians(
    persons: tuple[PersonGiven, ...], brief: Brief, rng: Random
) -> tuple[GuardianGiven, ...]:
    if all(person.birth.year < brief.received_on.year - OF_AGE for person in persons):
        return ()
    told = brief.received_on if brief.look_again_on is None else None
    if brief.authority_open:
        return ()
    named = tuple(f"{one} {brief.surname}" for one in brief.parents)
    called = brief.guardians or named or _parents(persons, brief.surname, rng)
    return tuple(
        GuardianGiven(name=name, relation="ouder met gezag", informed_on=told, phone=phone_of(name))
        for name in called
    )


def _parents(persons: tuple[PersonGiven, ...], surname: str, rng: Random) -> tuple[str, ...]:
    if len(persons) > 1:
        return (f"{persons[0].call_name} {surname}",)
    return tuple(f"{name} {surname}" for name in rng.sample(names.CALL_NAMES, rng.choice((1, 2))))


def phone_of(name: str) -> str:
    """Return a number that nobody has; some have no telephone that anybody knows of."""
    last = sum(map(ord, name)) % 100
    return f"06 00 00 00 {last:02}" if last % UNKNOWN_PHONE else ""


def _about(story: DemoStory, passage: str) -> tuple[AboutOther, ...]:
    if story.other is None:
        return ()
    return (AboutOther(field="occasion", relation=story.other[0], passage=passage),)


def _days(received_on: date, rng: Random) -> dict[str, str]:
    back = {"a": (20, 45), "b": (8, 16), "c": (1, 6)}
    days = {
        name: received_on - timedelta(days=rng.randint(*between)) for name, between in back.items()
    }
    return {name: f"{day.day} {MONTHS[day.month - 1]}" for name, day in days.items()}
