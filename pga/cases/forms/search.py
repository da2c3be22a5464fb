"""Search a case: shape only; whether it is enough to search with is a rule."""

from pga.web.forms import BaseForm, TextLine


class SearchForm(BaseForm):
    """A number, or a surname and a birth date."""

    number = TextLine("Casusnummer", hint="Bijvoorbeeld LAR-2026-0001.", most=20)
    surname = TextLine(
        "Achternaam", hint="Met of zonder tussenvoegsel. Accenten hoeven niet.", most=60
    )
    birth = TextLine("Geboortedatum", hint="Dag-maand-jaar, of alleen het jaar.", most=30)
