"""Two corrections of the demo: who did not belong in a case, and who was the wrong person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from pga.access.policy import Actor
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.mistaken import get_choosing
from pga.cases.room import CASES
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.mistaken import TakenKind
from pga.cases.rules.states import State
from pga.cases.services import mistaken, referral
from pga.cases.services.taking_out import Taken, take_out
from pga.core import clock
from pga.demo.lives import Life
from pga.dossiers.rules.disclosures import DisclosureGiven
from pga.dossiers.services import disclosures
from pga.privacy.disclosure_codes import Category, Means, Purpose

UNCLE: Final = GuardianGiven(name="Odin Lisdodde", relation="oom")
NEIGHBOUR: Final = GuardianGiven(name="Roerdomp Veenpluis", relation="voogd")
ADDED: Final = "De school noemde nog iemand met gezag."
NO_GEZAG: Final = "De rechtbank liet weten dat deze oom geen gezag heeft."
WRONG: Final = "De school verwarde de voogd met een buurman van dezelfde leeftijd."
TOLD: Final = "Saskia Strandloper, leerplichtambtenaar"


def make_mistakes(here: Sequence[Life]) -> None:
    """Take a guardian out of one case with a minor, and the wrong one out of another."""
    minors = [
        life for life in here if life.plot.ends_as is State.PLANNING and life.plot.given.guardians
    ]
    for life, play in zip(minors, (_take_out, _forget), strict=False):
        play(life.plot.crew.director, life)


def _take_out(director: Actor, life: Life) -> None:
    who = _added(director, life.number, UNCLE)
    token = get_choosing(director, life.number).token
    take_out(director, life.number, token, who, reason=NO_GEZAG)


def _forget(director: Actor, life: Life) -> None:
    who = _added(director, life.number, NEIGHBOUR)
    _disclose(director, life.number, life.plot.town.organisations["Leerplicht"], clock.today())
    given = mistaken.MistakenGiven(who=who, reason=WRONG, sure=True)
    mistaken.forget(director, life.number, get_choosing(director, life.number).token, given)


def _added(director: Actor, number: str, guardian: GuardianGiven) -> Taken:
    """Add somebody with gezag by a correction."""
    standing = get_correcting(director, number)
    referral.correct(
        director,
        number,
        standing.token,
        replace(standing.given, guardians=(*standing.given.guardians, guardian)),
        organisation_id=standing.organisation_id,
        reason=ADDED,
    )
    last = [one for one in get_choosing(director, number).people if one.kind is TakenKind.GUARDIAN]
    return Taken(TakenKind.GUARDIAN, last[-1].id)


def _disclose(director: Actor, number: str, organisation_id: UUID, on: date) -> None:
    given = DisclosureGiven(
        organisation_id=organisation_id,
        recipient=TOLD,
        categories=(Category.IDENTITY,),
        purpose=Purpose.ACTION,
        means=Means.SPOKEN,
        on=on,
    )
    disclosures.book(director, CASES, number, given)
