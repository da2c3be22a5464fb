"""Letters in the demo: one being written, one that waits, one that went, one that could not."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from pga.access.policy import Actor
from pga.cases.reading.letters import get_writing
from pga.cases.services.letters import (
    LetterWritten,
    answer_letter,
    propose_letter,
    settle_sending,
    write_letter,
)
from pga.core import clock
from pga.letters.rules.states import Sending
from pga.letters.rules.templates import LetterKind, LetterPlace
from pga.privacy.disclosure_codes import Means
from pga.settings.services import change_texts

TOWN: Final = {
    "return_address": "Postbus 1, 1250 AA Laren",
    "dpo_name": "Functionaris gegevensbescherming",
    "dpo_mail": "fg@laren.example",
}
WHY: Final = "De verzonnen gegevens van de oefengemeente."
WORDS: Final = {
    LetterPlace.REASON: "de buren horen al weken ruzie en harde muziek.",
    LetterPlace.ORGANISATIONS: "de politie\nhet wijkteam\nde woningcorporatie",
    LetterPlace.TALK: "maandag om 10 uur in het huis van de gemeente",
    LetterPlace.PHONE: "035 55 50 100",
}
ASKED: Final = "Nu het plan loopt, moet dit ook op papier staan."
CLOSED: Final = "Twee keer aangebeld. Er deed niemand open."


def leave_letters(admin: Actor, second: Actor, cases: Sequence[tuple[str, Actor]]) -> None:
    """Leave a letter of each kind for the first cases, each with who directs it."""
    change_texts(admin, TOWN, from_on=clock.today(), reason=WHY)
    (draft, waits, goes, fails), today = cases[:4], clock.today()
    _write(draft[1], draft[0], {**WORDS, LetterPlace.TALK: ""})
    _ask(waits[1], waits[0])
    for (number, director), sending in (
        (goes, Sending(went=True, on=today)),
        (fails, Sending(went=False, on=today, reason=CLOSED)),
    ):
        letter, asked = _ask(director, number)
        answer_letter(second, asked, approve=True)
        settle_sending(director, number, letter, sending)


def _ask(director: Actor, number: str) -> tuple[UUID, UUID]:
    letter = _write(director, number, WORDS)
    return letter, propose_letter(director, number, letter, 1, ASKED)


def _write(director: Actor, number: str, typed: dict[LetterPlace, str]) -> UUID:
    ear = get_writing(director, number).ears[0].ear
    written = LetterWritten(LetterKind.NOTIFIED, ear, Means.PAPER, typed)
    return write_letter(director, number, written)
