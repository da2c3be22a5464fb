"""Search a case: shape only; whether it is enough to search with is a rule."""

from pga.web.case_number import CaseNumber
from pga.web.forms import BaseForm, TextLine


class SearchForm(BaseForm):
    """A number, or a surname and a birth date."""

    number = CaseNumber()
    surname = TextLine(
        "Achternaam", hint="Met of zonder tussenvoegsel. Accenten hoeven niet.", most=60
    )
    birth = TextLine("Geboortedatum", hint="Dag-maand-jaar, of alleen het jaar.", most=30)
