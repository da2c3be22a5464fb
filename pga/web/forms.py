"""The base of all forms and our own fields: shape only, Dutch messages, nothing typed is lost."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, ClassVar, Final

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import TextAreaField as WtfTextArea
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from pga.core import clock
from pga.core.days import DAYS, DayProblem, UnreadableDay, leaves_out, read_day
from pga.core.numbers import DIGITS, read_count
from pga.core.pasted import ASKED, Suspicion, suspicions_in
from pga.core.spans import span_of
from pga.web.day_input import DayInput
from pga.web.filters import field_date, long_date, plain_date

LINE: Final = 120
"""The longest a text on one line may be, in characters."""
TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:(?: ?[:.u] ?| )?([0-5]\d))?(?: ?u(?:ur)?)?", re.ASCII)
SUMMER: Final = "de klok gaat dan van 02:00 meteen naar 03:00."
STORY: Final = 1000
"""The longest a narrative may be, in characters (pga.md 2.3)."""
NOT_LISTED: Final = "Kies iets uit de lijst."
PHONE: Final = frozenset({Suspicion.PHONE})
EMAIL: Final = frozenset({Suspicion.EMAIL})
KEPT_AS_IS: Final = "y"
PASTED: Final = {
    Suspicion.BSN: (
        "Hier staat een getal dat een BSN kan zijn. Een BSN bewaren we niet: haal het weg. "
        "Is het iets anders? Laat dan het laatste cijfer weg."
    ),
    Suspicion.EMAIL: "Dit lijkt een e-mailadres.",
    Suspicion.PHONE: "Dit lijkt een telefoonnummer.",
}
ASK: Final = " Hoort dit hier? Haal het weg, of kies “Toch bewaren”."
HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What nobody sees: controls, what a screen may ignore, and blanks that count as letters."""


@dataclass(slots=True)
class Opening:
    """How a form came on its page: what it was made from, and what was being typed in it."""

    place: Any
    """Where its words are kept."""
    sent: bool
    now: list[tuple[str, str]]
    """What stands now, as a browser would send it."""
    stands: dict[str, str]
    """The version or token of what stands now, by the field that carries it."""
    offer: Callable[[Any], object]
    draft: Any = None
    draft_url: str = ""
    began: str = ""
    """Digests of the values that the form began with."""
    stale: bool = False
    """Whether somebody was first."""


def new_key() -> str:
    """Return a key by which one form, as it stands on one page, is known again."""
    return secrets.token_urlsafe(16)


class BaseForm(FlaskForm):
    """A form that knows all its problems at once and is handed in once."""

    opening: Opening | None = None

    class Meta(FlaskForm.Meta):
        """Dutch messages of WTForms itself."""

        locales: ClassVar = ("nl_NL", "nl")

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Take what was typed, and a file only where the form asks for one."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if not form.is_submitted():
                return None
            asked = {field.name for field in form if isinstance(field, FileField)}
            sent = request.files.items(multi=True)
            files = MultiDict([(name, file) for name, file in sent if name in asked])
            return CombinedMultiDict((files, request.form)) if files or request.form else None

    form_key = HiddenField(default=new_key)

    def problem(self, name: str, message: str) -> None:
        """Put a problem beside its field, wherever that is nested."""
        field = self.field(name)
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, message]
        else:
            field.errors = [*field.errors, message]

    def field(self, name: str) -> Any:
        """Return the field of this name, wherever it is nested; None when there is none."""
        return next((one for one in _leaves(self) if one.name == name), None)

    def add_errors(self, problems: Mapping[str, str], words: Mapping[Any, str]) -> None:
        """Put what the rules found beside the fields; what has a fault keeps that."""
        for name, code in problems.items():
            field = self.field(name)
            if field is None or not field.errors:
                self.problem(name, words[code])

    def faults(self) -> list[tuple[str, str]]:
        """Return every message with the anchor of its field, in the order of the page."""
        found = [("inhoud", message) for message in self.form_errors]
        for field in _leaves(self):
            group = isinstance(field, Choice | Several)
            anchor = f"{field.id}-0" if group else field.id
            found += [(anchor, str(message)) for message in field.errors]
        return found

    def leaves(self) -> Iterator[Any]:
        """Yield all fields, those inside lists and groups included."""
        return _leaves(self)

    def put_standing(self, now: "BaseForm") -> None:
        """Remember which days and texts stand now: what stays is not asked about."""
        stood = {field.name: field.data for field in now.leaves()}
        for field in self.leaves():
            if isinstance(field, Day | Watched):
                field.stood = stood.get(str(field.name))

    def put_theirs(self, values: Mapping[str, list[str]]) -> None:
        """Put beside fields, by their name, what somebody else wrote there meanwhile."""
        for field in _leaves(self):
            found = values.get(field.name)
            names = dict(_choices_of(field))
            told = [names.get(value, value) for value in found or ()]
            field.theirs = "" if found is None else ", ".join(told) or "niets"


def _leaves(form: Any) -> Iterator[Any]:
    """Yield the fields of a form, those inside lists and groups included."""
    for field in form:
        if isinstance(field, FieldList | FormField):
            yield from _leaves(field)
        else:
            yield field


def _choices_of(field: Any) -> Iterator[tuple[str, str]]:
    """Yield the values of a field that can be chosen, with their words."""
    for value, label, *_ in field.iter_choices() if hasattr(field, "iter_choices") else ():
        yield str(value), str(label["label"] if isinstance(label, Mapping) else label)


def clean(text: str | None) -> str:
    """Return a text in one spelling (NFC), without blanks around or invisible characters.

    A text that is clean stays as it is, so what was kept comes back from a form unchanged.
    """
    shown = HIDDEN.sub("", text or "")
    return unicodedata.normalize("NFC", re.sub("\r\n?", "\n", shown)).strip()


class Needed:
    """Ask for a value, in our own words: judged on what is left of it once it is clean."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise StopValidation when nothing was given; what cannot be read has its own sentence."""
        if field.process_errors or (given(field.raw_data) and given(field.data)):
            return
        field.errors = []
        raise StopValidation(self.message)


def given(value: Any) -> bool:
    """Tell whether a value says anything: blanks and what nobody sees do not."""
    if isinstance(value, list):
        return any(map(given, value))
    return bool(clean(value)) if isinstance(value, str) else bool(value)


def required(message: str) -> Needed:
    """Ask for a value, in our own words."""
    return Needed(message)


class CaseForm(BaseForm):
    """A form about a dossier: it carries the version it was made from."""

    version = HiddenField()

    @property
    def made_from(self) -> int:
        """Return the version of the dossier that this form was made from."""
        return read_count(self.version.data)


class PlainLine(StringField):
    """A text on one line that is about nobody: a colour, the version of a document."""

    def __init__(
        self, label: str = "", *, need: str = "", hint: str = "", most: int = LINE, **kw: Any
    ) -> None:
        rules = [
            required(need) if need else Optional(),
            Length(max=most, message=_too_long(most)),
        ]
        super().__init__(label, rules, filters=[clean], description=hint, **kw)


class Watched:
    """What each text about people does: a BSN is refused, mail and telephone are asked about once.

    ``holds`` says what belongs in this field, such as a number in the field for a number. Who says
    *toch bewaren* is believed, and what stood there already is not asked about.
    """

    holds: frozenset[Suspicion] = frozenset()
    name: str
    data: Any
    kept = False
    """Whether *toch bewaren* was ticked."""
    asks = False
    """Whether that box stands on the page."""
    stood: str | None = None

    def process(self, formdata: Any, *given: Any, **kw: Any) -> None:
        """Take the text, and whether it may stay as it is."""
        self.kept = formdata is not None and KEPT_AS_IS in formdata.getlist(self.kept_name)
        super().process(formdata, *given, **kw)  # type: ignore[misc]

    @property
    def kept_name(self) -> str:
        """Return the name of the box beside this field."""
        return f"{self.name}-kept"

    def post_validate(self, _form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 - WTForms
        """Refuse a BSN, and ask about what else was probably pasted."""
        text: str = self.data or ""
        if validation_stopped or not text:
            return
        found = set(suspicions_in(text))
        asked = [] if text == self.stood else sorted(found & ASKED - self.holds)
        self.asks = bool(asked)
        told = [PASTED[Suspicion.BSN]] if Suspicion.BSN in found else []
        told += [PASTED[kind] + ASK for kind in asked if not self.kept]
        if told:
            raise ValidationError(" ".join(told))


class TextLine(Watched, PlainLine):
    """A text on one line."""

    def __init__(
        self, label: str = "", *, holds: frozenset[Suspicion] = frozenset(), **kw: Any
    ) -> None:
        super().__init__(label, **kw)
        self.holds = holds


class Story(Watched, WtfTextArea):
    """A narrative: facts with a date and a source, in one piece."""

    def __init__(
        self, label: str = "", *, need: str = "", hint: str = "", most: int = STORY, **kw: Any
    ) -> None:
        rules = [
            required(need) if need else Optional(),
            Length(max=most, message=_too_long(most)),
        ]
        super().__init__(label, rules, filters=[clean], description=hint, **kw)


class Day(Field):
    """A date, typed in any way that ``read_day`` knows; what cannot be read stays as it was typed.

    ``since`` names the field of the day before which it may not lie, in the form that has it.
    """

    widget = DayInput()
    stood: date | None = None
    """What stands now, when the form changes something that is there."""

    def __init__(
        self, label: str = "", *, need: str = "", hint: str = "", since: str = "", **kw: Any
    ) -> None:
        rules = [required(need) if need else Optional()]
        super().__init__(label, rules, description=hint, **kw)
        self.since = since
        self.span = span_of(type(kw.get("_form")), self.short_name)

    def _value(self) -> str:
        if self.raw_data and not self.data:
            return str(self.raw_data[0])
        return field_date(self.data)

    def pre_validate(self, form: Any) -> None:
        """Refuse a day before that of ``since``, and ask about a new one that is too far away."""
        if self.data is None:
            return
        since = next((one for one in form if one.short_name == self.since), None)
        if since and since.data and self.data < since.data:
            words = f"“{since.label.text}” ({plain_date(since.data)})"
            raise ValidationError(f"Deze datum ligt vóór {words}.")
        today = clock.today()
        if self.data == self.stood or self.span is None or self.span.holds(self.data, today):
            return
        bound = self.span.first(today) if self.data < today else self.span.last(today)
        side = "vóór" if self.data < today else "na"
        raise ValidationError(f"Deze datum ligt {side} {bound:%d-%m-%Y}. Klopt het jaar?")

    @property
    def day(self) -> date:
        """Return the day, once the form is whole. Raises ValueError: no other day stands for it."""
        if self.data is None:
            raise ValueError(self.name)
        return self.data

    @property
    def filled_in(self) -> str:
        """Return the day in words when what was typed left a part of it to the reader."""
        typed = clean(str(self.raw_data[0])) if self.raw_data else ""
        return long_date(self.data) if self.data and typed and leaves_out(typed) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; raises ValueError with a sentence that helps."""
        self.data: date | None = None
        typed = clean(valuelist[0]) if valuelist else ""
        if not typed:
            return
        back = self.span is not None and self.span.looks_back
        try:
            self.data = read_day(typed, clock.today(), back=back)
        except UnreadableDay as unread:
            raise ValueError(_unreadable(typed, unread)) from None


class Hour(Field):
    """A time of day, typed as hours and minutes; what cannot be read stays as it was typed.

    ``on`` names the field of its day. Of the hour that comes twice in October it is the first.
    """

    widget = TextInput()

    def __init__(
        self, label: str = "", *, on: str = "", need: str = "", hint: str = "", **kw: Any
    ) -> None:
        rules = [required(need) if need else Optional()]
        super().__init__(label, rules, description=hint, **kw)
        self.on = on

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def pre_validate(self, form: Any) -> None:
        """Refuse a time that no Dutch clock shows on that day: it goes on to summer time."""
        day = form[self.on].data if self.on else None
        if self.data is None or day is None or clock.shows(day, self.data):
            return
        raise ValidationError(f"Deze tijd bestaat niet op {long_date(day)}: {SUMMER}")

    @property
    def hour(self) -> time:
        """Return the time, once the form is whole. Raises ValueError: no other stands for it."""
        if self.data is None:
            raise ValueError(self.name)
        return self.data

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; raises ValueError with a sentence that helps."""
        self.data: time | None = None
        typed = " ".join(clean(valuelist[0]).split()) if valuelist else ""
        if not typed:
            return
        parts = TIME.fullmatch(typed)
        if parts is None:
            raise ValueError("Typ de tijd als uren en minuten, bijvoorbeeld 14:00.")
        self.data = time(int(parts[1]), int(parts[2] or 0))


def _unreadable(typed: str, unread: UnreadableDay) -> str:
    if unread.day is not None:
        return f"{plain_date(unread.day)} is een {DAYS[unread.day.weekday()]}. Welke dag bedoelt u?"
    if unread.problem is DayProblem.NO_SUCH_DAY:
        return f"{' '.join(typed.split())} bestaat niet. Kijk naar de dag en de maand."
    return "Typ de datum als dag-maand-jaar, bijvoorbeeld 23-11-2026."


def listed(choices: Iterable[tuple[Any, Any]], group: str | None = None) -> list[SelectChoice]:
    """Return pairs of value and label as the choices of a field, perhaps as a group with a name."""
    return [SelectChoice(value, label, optgroup=group) for value, label in choices]


class Choice(RadioField):
    """One of a few."""

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, Any]],
        *,
        need: str = "",
        hint: str = "",
        **kw: Any,
    ) -> None:
        rules = [required(need) if need else Optional()]
        super().__init__(label, rules, choices=listed(choices), description=hint, **kw)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list; an empty answer is for the other rules."""
        if self.data:
            _only_listed(self, super().pre_validate, form)

    def process_data(self, value: Any) -> None:
        """Leave an absent answer absent."""
        self.data = None if value is None else str(value)


class Picked(SelectField):
    """One of a list."""

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, Any]] = (),
        *,
        need: str = "",
        hint: str = "",
        **kw: Any,
    ) -> None:
        rules = [required(need) if need else Optional()]
        super().__init__(label, rules, choices=listed(choices), description=hint, **kw)

    def offer(self, choices: Iterable[tuple[Any, str]], empty: str) -> None:
        """Set what can be chosen, after a line that says what to do."""
        self.choices = listed([("", empty), *((str(value), label) for value, label in choices)])

    def offer_groups(self, groups: Mapping[str, Iterable[tuple[str, str]]], empty: str) -> None:
        """Set what can be chosen in groups with a name, after a line that says what to do."""
        grouped = (one for name, some in groups.items() for one in listed(some, name))
        self.choices = [*listed([("", empty)]), *grouped]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list; an empty answer is for the other rules."""
        if self.data:
            _only_listed(self, super().pre_validate, form)


class Several(SelectMultipleField):
    """Some of a list, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, Any]],
        *,
        need: str = "",
        hint: str = "",
        **kw: Any,
    ) -> None:
        rules = [required(need) if need else Optional()]
        super().__init__(label, rules, choices=listed(choices), description=hint, **kw)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        _only_listed(self, super().pre_validate, form)


class Repeated(FieldList):
    """A part that stands in a form some times, each with its number in the names of its fields."""

    def __init__(self, part: Any, most: int, *, fewest: int = 1, **kw: Any) -> None:
        super().__init__(part, min_entries=fewest, max_entries=most, **kw)

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        numbered = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,{DIGITS}}})-.*", re.DOTALL)
        for name in formdata:
            found = numbered.fullmatch(name)
            if found:
                yield int(found[1])

    def grow(self) -> None:
        """Add an empty one, as long as there may be more."""
        if len(self.entries) < (self.max_entries or 0):
            self.append_entry()


def _only_listed(field: Any, judge: Callable[[Any], object], form: Any) -> None:
    """Refuse what is not on the list of a field, and keep it from who reads the field later."""
    try:
        judge(form)
    except ValidationError:
        offered = {value for value, _ in _choices_of(field)}
        several = isinstance(field.data, list)
        field.data = [one for one in field.data if one in offered] if several else None
        raise ValidationError(NOT_LISTED) from None


def options(labels: dict[Any, str]) -> list[tuple[str, str]]:
    """Return the choices of a field from the labels of an enum."""
    return [(str(member), label) for member, label in labels.items()]


def member(kind: type[StrEnum], value: Any) -> Any:
    """Return the enum member that a field holds, or None."""
    return kind(value) if value else None


def _too_long(most: int) -> str:
    return f"Dit is te lang. Er passen {most} tekens."
