"""Forms of the beheerder: shape only."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField
from wtforms.widgets import TextInput

from pga.core import clock
from pga.settings.labels import SETTING, SHAPE
from pga.settings.rules.bounds import COLOURS, LONGEST, TEXTS, Proposed, Shape
from pga.settings.rules.lists import LONGEST_LABEL, Reworded
from pga.settings.rules.png import HIGHEST, MOST_BYTES, WIDEST
from pga.settings.rules.retention import KeptPart
from pga.web.forms import EMAIL, PHONE, BaseForm, Day, PlainLine, Story, TextLine, clean

WHY: Final = 300
"""The longest a reason may be, in characters."""

MOST_KB: Final = MOST_BYTES // 1000
SIDES: Final = f"{WIDEST} breed en {HIGHEST} hoog"


class Number(Field):
    """A whole number; what cannot be read stays as it was typed."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raises ValueError with a sentence that helps."""
        self.data: int | None = None
        typed = clean(valuelist[0]) if valuelist else ""
        if not re.fullmatch(r"\d{1,4}", typed, re.ASCII):
            raise ValueError("Typ een heel getal, bijvoorbeeld 10.")
        self.data = int(typed)


class DatedForm(BaseForm):
    """Another value from a day on, with a reason."""

    from_on = Day("Vanaf", need="Kies een dag.", hint="Vandaag of later, bijvoorbeeld 01-01-2027")
    reason = Story("Waarom?", need="Schrijf op waarom.", most=WHY)

    @property
    def day(self) -> date:
        """Return the day from which it counts; today while it cannot be read."""
        return self.from_on.data or clock.today()


class TermForm(DatedForm):
    """Another value of a term; ``seen`` is the value whose effect was shown."""

    value = Number("Nieuwe waarde")
    confirmed = BooleanField("Deze waarde is bevestigd: zij staat in het reglement of een besluit")
    seen = HiddenField()

    def proposed(self) -> Proposed:
        """Return what was filled in; what cannot be read has its fault already."""
        return Proposed(
            self.value.data or 0, self.day, self.reason.data, confirmed=self.confirmed.data
        )


class EntryForm(DatedForm):
    """Another label for an entry of a list; ``seen`` is the label whose effect was shown."""

    label = PlainLine("Naam op het scherm", most=LONGEST_LABEL)
    off = BooleanField("Dit gaat uit vanaf deze dag")
    seen = HiddenField()

    def reworded(self, code: str) -> Reworded:
        """Return what was filled in; an entry that goes off has no label."""
        label = "" if self.off.data else self.label.data or ""
        return Reworded(code, label, self.day, self.reason.data)

    @property
    def nameless(self) -> bool:
        """Tell whether an entry would stay on without a name."""
        return not self.off.data and not self.label.data

    @property
    def sees(self) -> str:
        """Return what stands for the label that was typed, in the page that shows its effect."""
        return "uit" if self.off.data else f"aan:{self.label.data}"


class LogoForm(DatedForm):
    """A logo from a day on, or none."""

    picture = FileField("Logo", description=f"Een PNG: hoogstens {MOST_KB} kB, {SIDES}.")
    none = BooleanField("Vanaf deze dag geen logo")

    def sent(self) -> bytes | None:
        """Return the file that was chosen; None when there is none."""
        return self.picture.data.read() if self.picture.data else None


class SettingReasonForm(BaseForm):
    """Only a reason."""

    reason = Story("Waarom?", need="Schrijf op waarom.", most=WHY)


class ConfirmForm(BaseForm):
    """By what a value was confirmed."""

    reason = Story(
        "Wie bevestigde dit, en waar staat het?",
        need="Schrijf op wie dit bevestigde en waar het staat.",
        hint="Bijvoorbeeld: reglement versie 1.2, artikel 9.",
        most=WHY,
    )


class TownForm(DatedForm):
    """What a municipality tells of itself."""

    display_name = PlainLine(SETTING["display_name"], hint="Leeg: Gemeente en naam.", most=LONGEST)
    dpo_name = TextLine(SETTING["dpo_name"], most=LONGEST)
    dpo_mail = TextLine(SETTING["dpo_mail"], most=LONGEST, holds=EMAIL)
    dpo_phone = TextLine(SETTING["dpo_phone"], most=LONGEST, holds=PHONE)
    return_address = TextLine(
        SETTING["return_address"], hint="Bijvoorbeeld: Postbus 1, 1250 AA Laren.", most=LONGEST
    )
    covenant_signed_on = Day(SETTING["covenant_signed_on"])
    covenant_ends_on = Day(SETTING["covenant_ends_on"], since="covenant_signed_on")
    dpia_on = Day(SETTING["dpia_on"])
    dpia_version = PlainLine(SETTING["dpia_version"], most=LONGEST)
    processing_register_number = PlainLine(SETTING["processing_register_number"], most=LONGEST)
    reglement_version = PlainLine(SETTING["reglement_version"], most=LONGEST)

    def values(self) -> dict[str, str]:
        """Return what was filled in, a date as year-month-day."""
        return {name: _kept(self[name].data) for name in TEXTS}

    def fill(self, values: dict[str, str]) -> None:
        """Put in what holds today."""
        for name, shape in TEXTS.items():
            text = values.get(name, "")
            day = date.fromisoformat(text) if shape is Shape.DAY and text else None
            self[name].process_data(day if shape is Shape.DAY else text)


class RetentionForm(DatedForm):
    """What the selectielijst says of one head."""

    result = TextLine(
        "Nummer van het resultaat", hint="Zoals in de selectielijst, bijvoorbeeld 1.1", most=LONGEST
    )
    term = TextLine("Bewaartermijn", hint="In woorden van de selectielijst.", most=LONGEST)
    start = TextLine("Telt vanaf", hint="Bijvoorbeeld: na afsluiting van de zaak.", most=LONGEST)
    article = TextLine("Artikel", hint="Waar het op rust: wet, reglement of besluit.", most=LONGEST)

    def values(self) -> dict[KeptPart, str]:
        """Return what was filled in."""
        return {part: _kept(self[part].data) for part in KeptPart}

    def fill(self, values: Mapping[KeptPart, str]) -> None:
        """Put in what holds today."""
        for part, text in values.items():
            self[part].process_data(text)


class ColoursForm(DatedForm):
    """The colours of a municipality."""

    brand = PlainLine(SETTING["brand"], hint=SHAPE[Shape.COLOUR], most=LONGEST)
    brand_ink = PlainLine(SETTING["brand_ink"], hint="Op donker wit: #ffffff", most=LONGEST)
    accent = PlainLine(SETTING["accent"], hint="Ook als letter te lezen op papier.", most=LONGEST)

    def values(self) -> dict[str, str]:
        """Return what was filled in, in small letters."""
        return {name: _kept(self[name].data).lower() for name in COLOURS}

    def fill(self, values: dict[str, str]) -> None:
        """Put in what holds today."""
        for name in COLOURS:
            self[name].process_data(values.get(name, ""))


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
