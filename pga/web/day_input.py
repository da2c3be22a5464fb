"""How the field of a day is drawn: the text field, and beside it the day as it was read."""

from typing import Any

from markupsafe import Markup
from wtforms.widgets import TextInput

from pga.core import clock
from pga.web.filters import long_date


class DayInput(TextInput):
    """A text field that says how it reads, and between which days; a script adds the picker."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        """Return the field and the day in words; empty words while no day was read."""
        today, span, words = clock.today(), field.span, f"{field.id}-w"
        about = {"data_day": "back" if span and span.looks_back else "ahead", "data_today": today}
        if span:
            about |= {"data_first": span.first(today), "data_last": span.last(today)}
        kwargs["aria_describedby"] = f"{kwargs.get('aria_describedby') or ''} {words}".strip()
        said = long_date(field.data) if field.data else ""
        return Markup('<span class="day">{}<span class="words" id="{}">{}</span></span>').format(
            super().__call__(field, **about, **kwargs), words, said
        )
