"""The twelve leefgebieden and what a score can be; no total, no ranking (pga.md 3.4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class LifeDomain(StrEnum):
    """One leefgebied (pga.md 3.2, ZRM 2017 with the two ADL domains joined [V])."""

    FINANCES = "FIN"
    """Financiën: income and debts."""
    WORK_AND_EDUCATION = "WEO"
    """Werk en opleiding: job, school or a route to it."""
    USE_OF_TIME = "TYD"
    """Tijdsbesteding: useful days, day and night rhythm."""
    HOUSING = "HUI"
    """Huisvesting: stable, suitable, no threat of eviction."""
    RELATIONS_AT_HOME = "REL"
    """Huiselijke relaties: safe and supportive."""
    MENTAL_HEALTH = "GGZ"
    """Geestelijke gezondheid: as a working fact, never a diagnosis."""
    PHYSICAL_HEALTH = "LIG"
    """Lichamelijke gezondheid: as a working fact, never a diagnosis."""
    SUBSTANCE_USE = "VER"
    """Middelengebruik and verslaving: use and its effects."""
    DAILY_LIFE_SKILLS = "ADL"
    """ADL-vaardigheden: self-care, household, post and appointments."""
    SOCIAL_NETWORK = "NET"
    """Sociaal netwerk: supporting people, or a wrong circle."""
    PARTICIPATION = "PAR"
    """Maatschappelijke participatie: takes part, connects."""
    JUSTICE = "JUS"
    """Justitie: contacts with police, sentences, conditions."""


class Score(StrEnum):
    """How one leefgebied stands now (pga.md 3.3, the five ZRM labels)."""

    ACUTE = "1"
    """Acute problematiek."""
    NOT_SELF_SUFFICIENT = "2"
    """Niet zelfredzaam."""
    LIMITED = "3"
    """Beperkt zelfredzaam."""
    SUFFICIENT = "4"
    """Voldoende zelfredzaam."""
    FULL = "5"
    """Volledig zelfredzaam."""
    UNKNOWN = "unknown"
    """Not known or not judged; counts nowhere."""
    NOT_NEEDED = "not_needed"
    """Not needed for this case; not every domain is scored (pga.md 3.3, the AP in 2018)."""

    @property
    def number(self) -> int | None:
        """Return 1 to 5, or nothing for what was not scored."""
        return int(self.value) if self.value.isdigit() else None


LOW: Final = frozenset({Score.ACUTE, Score.NOT_SELF_SUFFICIENT})


def difference(before: Score, after: Score) -> int | None:
    """Return how far one domain rose or fell; nothing when one of both was not scored."""
    if before.number is None or after.number is None:
        return None
    return after.number - before.number


def low_domains(scores: Mapping[LifeDomain, Score]) -> tuple[LifeDomain, ...]:
    """Return the domains on 1 or 2, in the order of the list (pga.md 3.4)."""
    return tuple(domain for domain in LifeDomain if scores.get(domain) in LOW)
