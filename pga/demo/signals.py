"""Signalen in every stage: just in, often called about, talked about, nearly past, and ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pga.core import clock
from pga.demo.town import HOME, Town
from pga.signals import services
from pga.signals.rules.codes import Forum, PlaceKind, SignalKind, SignalOutcome, SignalSource
from pga.signals.rules.life import SignalGiven, TalkGiven


@dataclass(frozen=True, slots=True)
class Worry:
    """A signaal of the demo: how many days ago it came, and what became of it."""

    ago: int
    worry: str
    source: SignalSource
    kind: SignalKind
    by: str = "veiligheid"
    who: str = ""
    birth: str = ""
    place: PlaceKind | None = None
    organisation: str = ""
    more_calls: int = 0
    talked: Forum | None = None
    extended: str = ""
    outcome: SignalOutcome | None = None


RUNNING: Final = (
    Worry(
        2,
        "Een vrouw loopt ’s nachts op blote voeten over de brink en praat in zichzelf.",
        SignalSource.POLICE,
        SignalKind.E33,
        who="M. Lisdodde",
        place=PlaceKind.CENTRE,
        organisation="Politie",
        more_calls=12,
    ),
    Worry(
        5,
        "Een jongen van vijftien komt al drie weken niet op school en slaapt bij vrienden.",
        SignalSource.ATTENDANCE,
        SignalKind.HOME,
        who="T. Boomvalk",
        birth="2011",
        place=PlaceKind.SCHOOL,
    ),
    Worry(
        9,
        "Een man slaapt in een auto bij de hei en wil met niemand praten.",
        SignalSource.INTERVENTION_TEAM,
        SignalKind.HOMELESS,
        by="interventie",
        place=PlaceKind.NATURE,
    ),
    Worry(
        20,
        "Ouders vragen hulp: hun zoon blowt elke dag en bedreigt zijn zusje.",
        SignalSource.PARENTS,
        SignalKind.HOME,
        who="Rietorchis",
        talked=Forum.NETWORK,
    ),
    Worry(
        38,
        "Buren horen elke nacht geschreeuw en zien overdag niemand naar buiten komen.",
        SignalSource.NEIGHBOURHOOD,
        SignalKind.NEIGHBOURS,
        more_calls=3,
        place=PlaceKind.AT_HOME,
    ),
    Worry(
        50,
        "De huisarts maakt zich zorgen over een man die zijn huis laat vervuilen.",
        SignalSource.GP,
        SignalKind.NEGLECT,
        talked=Forum.CARE,
        extended="Het sociaal team belt deze week aan.",
    ),
    Worry(
        4,
        "Een jongen is drie keer opgepakt voor vernieling en drinkt sinds de zomer.",
        SignalSource.YOUTH_WORK,
        SignalKind.SUBSTANCES,
        by="interventie",
        who="Kluutman",
        talked=Forum.SAFETY_TALK,
        outcome=SignalOutcome.CONCEPT,
    ),
    Worry(
        6,
        "Een vrouw belt elke nacht 112 en zegt dat de buren haar vergiftigen.",
        SignalSource.POLICE,
        SignalKind.E33,
        who="Wulpenveld",
        organisation="Politie",
        talked=Forum.BILATERAL,
        outcome=SignalOutcome.REFERRAL,
    ),
)
ENDED: Final = (
    (SignalSource.POLICE, SignalKind.E33, SignalOutcome.REGULAR_CARE, 6),
    (SignalSource.NEIGHBOURHOOD, SignalKind.YOUTH, SignalOutcome.YOUTH_GROUP, 5),
    (SignalSource.SCHOOL, SignalKind.HOME, SignalOutcome.CARE_REPORT, 2),
    (SignalSource.NETWORK, SignalKind.SUBSTANCES, SignalOutcome.TAKEN_UP, 3),
    (SignalSource.SECURITY, SignalKind.YOUTH, SignalOutcome.NOTHING, 4),
)
"""From whom, about what, how it ended, and how many of these there were."""
EVERY: Final = 9
"""So many days lie between two that ended."""
TALKED, SETTLED, EXTENDED = 3, 4, 30
"""After so many days it was talked about, got its outcome, or was extended."""
OLD: Final = "Iemand maakt zich zorgen over een inwoner."


class SignalOfDemo:
    """One signaal, that waits for its days as a case does."""

    def __init__(self, town: Town, one: Worry, today: date) -> None:
        self._town, self._one = town, one
        self._came = today - timedelta(days=one.ago)

    def __iter__(self) -> Iterator[date]:
        """Yield the day of each next act; asked for the one after, do that act."""
        one, people = self._one, self._town.people
        by, safety = people[one.by], people["veiligheid"]
        yield self._came
        signal_id, version = services.note_signal(by, self._given()), 1
        for nth in range(one.more_calls):
            yield self._after(one.ago * (nth + 1) // (one.more_calls + 1))
            services.add_call(by, signal_id, clock.today())
            version += 1
        if one.talked:
            yield self._after(TALKED)
            organisations = (self._town.organisations["Wijkteam"],)
            talk = TalkGiven(one.talked, clock.today(), organisations)
            services.discuss(safety, signal_id, version, talk)
            version += 1
        if one.extended:
            yield self._after(EXTENDED)
            services.extend(safety, signal_id, version, one.extended)
            version += 1
        if one.outcome:
            yield self._after(SETTLED)
            services.settle(safety, signal_id, version, one.outcome)

    def _after(self, days: int) -> date:
        return self._came + timedelta(days=min(self._one.ago, days))

    def _given(self) -> SignalGiven:
        one = self._one
        return SignalGiven(
            worry=one.worry,
            source=one.source,
            kind=one.kind,
            received_on=clock.today(),
            who=one.who,
            birth=one.birth,
            place=one.place,
            organisation_id=self._town.organisations.get(one.organisation),
        )


def all_signals(towns: Mapping[str, Town], today: date) -> list[SignalOfDemo]:
    """Return every signaal of the demo; those that ended are only counted."""
    ways = [way for way in ENDED for _ in range(way[3])]
    ended = [
        Worry(
            15 + EVERY * turn,
            OLD,
            source,
            kind,
            talked=Forum.SAFETY_TALK,
            outcome=outcome,
        )
        for turn, (source, kind, outcome, _) in enumerate(ways)
    ]
    return [SignalOfDemo(towns[HOME], one, today) for one in (*ended, *RUNNING)]
