"""Dutch for asking partners: what one must know of each, and the text of a question to copy."""

from datetime import date
from typing import Final

from pga.cases.labels.disclosures import GROUND
from pga.cases.labels.information import ASK_PURPOSE
from pga.cases.rules.asking import AskedText, PersonNamed, names_person
from pga.partners.labels.sharing import BAR, condition_of
from pga.partners.rules.sharing import CategoryAnswer
from pga.privacy.disclosure_codes import Ground

NO_NAME: Final = "De tekst noemt de persoon niet."
TABLE_SAYS_NO: Final = "De deeltabel zegt hier nee."
NO_POLICE_DECISION: Final = (
    "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20): wat zij "
    "vertelt, kunt u niet vastleggen."
)


def of_identity(identity: CategoryAnswer) -> str:
    """Return whether and on what condition a partner may hear who it is; empty for a plain *ja*."""
    if not names_person(identity):
        why = BAR[identity.bar] if identity.bar else TABLE_SAYS_NO
        return f"{NO_NAME} {why}"
    condition = condition_of(identity)
    return f"Noem de persoon alleen als dit klopt: {condition}." if condition else ""


def before_asking(identity: CategoryAnswer, waits_since: date | None, *, may_supply: bool) -> str:
    """Return what one must know of a partner before asking it."""
    waits = f"Al gevraagd op {_day(waits_since)}, nog geen antwoord." if waits_since else ""
    police = "" if may_supply else NO_POLICE_DECISION
    return " ".join(filter(None, (waits, of_identity(identity), police)))


def question_text(number: str, town: str, one: AskedText, today: date) -> str:
    """Return the text of a question: who it is about only where the partner may be told that."""
    source = f"; {one.identity.cell.source}" if one.persons and one.identity.cell.source else ""
    agreed = one.agreement
    takes_part = [f"U doet mee op: {agreed.title}, versie {agreed.version}"] if agreed else []
    about = [f"Het gaat om: {_person(person)}" for person in one.persons]
    return "\n".join(
        [
            f"Aan: {one.recipient}, {one.partner}",
            f"Casusnummer: {number}",
            f"Datum: {_day(today)}",
            f"Grondslag: {GROUND[Ground.PUBLIC_TASK]}{source}",
            *takes_part,
            "",
            *(about or ["Wie het is, noemen wij hier niet. Kent u dit nummer niet? Bel ons dan."]),
            f"Waarvoor: {ASK_PURPOSE[one.purpose]}",
            "",
            f"Onze vraag: {one.question}",
            f"Dit hoeft u niet te sturen: {one.not_needed}",
            f"Graag uw antwoord vóór of op {_day(one.due_on)}.",
            "",
            "Mag u dit niet delen? Dat is ook een goed antwoord. U hoeft niet te zeggen waarom.",
            "Gebruik deze vraag alleen om te antwoorden. Zet geen naam in de onderwerpregel.",
            "",
            ", ".join(filter(None, (one.asked_by, f"gemeente {town}"))),
        ]
    )


def _person(one: PersonNamed) -> str:
    lives = "zonder vaste woonplaats" if one.homeless else one.address
    return ", ".join(filter(None, (one.name, f"geboren {one.birth}", lives, one.town)))


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
