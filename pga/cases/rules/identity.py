"""Whether two people may be one: a warning for somebody who can look, never a decision."""

from typing import Final

from pga.cases.rules.referral import BirthDate
from pga.dossiers.rules.names import similar

# [V] how far an estimated year of birth may lie from another
ESTIMATE_MARGIN_YEARS: Final = 2


def births_compatible(a: BirthDate, b: BirthDate) -> bool:
    """Tell whether two birth dates may be the same, given what is not known of them."""
    if a.estimated or b.estimated:
        return abs(a.year - b.year) <= ESTIMATE_MARGIN_YEARS
    pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    return all(x is None or y is None or x == y for x, y in pairs)


def same_person_likely(birth_a: BirthDate, name_a: str, birth_b: BirthDate, name_b: str) -> bool:
    """Tell whether to warn that two persons may be one (pga.md 2.3 and 10.4 check 2).

    Twins with one surname are warned about too; a person looks.
    """
    return births_compatible(birth_a, birth_b) and similar(name_a, name_b)
