"""Lists of which a municipality chooses the words, or which entries count.

The kinds of problem, the leefgebieden, the kinds of signaal and the rules of the plankeuring: only
a list of which no code carries law or work is here. The codes are those of the enums in the rooms
above; a test keeps them equal. An empty value switches a code off from its day on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pga.settings.rules.bounds import SettingFault, faults_of_line
from pga.settings.rules.following import Dated, Mark, effective, in_force


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list: its codes in the order of the screen, and how many stay on at least."""

    name: str
    codes: tuple[str, ...]
    least: int = 1
    named: bool = True
    """Whether a municipality chooses the words too; else it only switches off and on."""

    @property
    def field(self) -> str:
        """Return the field of a form beside which stands what is wrong with an entry."""
        return "label" if self.named else "off"


LISTS: Final[Mapping[str, CodeList]] = {
    one.name: one
    for one in (
        CodeList(
            "problems",
            (
                "serious_nuisance",
                "criminal_offences",
                "confused_behaviour",
                "youth_nuisance",
                "domestic_violence",
                "other",
            ),
        ),
        CodeList(
            "domains",
            (
                *("FIN", "WEO", "TYD", "HUI", "REL", "GGZ"),
                *("LIG", "VER", "ADL", "NET", "PAR", "JUS"),
            ),
            least=2,
        ),
        CodeList(
            "signal_kinds",
            (
                *("E33", "youth", "neighbours", "substances"),
                *("homeless", "home", "neglect", "other"),
            ),
        ),
        CodeList(
            "plan_rules",
            (
                *("no_view", "goal_without_words", "goal_without_action", "goal_without_date"),
                *("many_goals", "one_kind", "one_owner", "acute_without_goal", "no_exit"),
                *("no_crisis", "failed_again", "far_away", "no_outcome", "not_at_table"),
                "ask_again",
            ),
            least=0,
            named=False,
        ),
    )
}
"""Each list by its name; an aanmelding names at least two leefgebieden, so two stay on."""
START: Final = "list."
"""How the name of a setting begins that is about an entry of a list."""
LONGEST_LABEL: Final = 60
"""A label, in characters."""

Lines = Mapping[str, Sequence[Dated[str]]]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the entries are called on the day of a record, and which are off for a new one."""

    own: Mapping[str, str] = field(default_factory=dict)
    """The labels that a municipality chose, by the name of the setting."""
    off: frozenset[str] = frozenset()
    """The names of what cannot be chosen now."""

    def label(self, which: str, code: str) -> str | None:
        """Return the own label of an entry; None when it is called as the house calls it."""
        return self.own.get(name_of(which, code))

    def offers(self, which: str, code: str) -> bool:
        """Tell whether an entry can be chosen."""
        return name_of(which, code) not in self.off


def name_of(which: str, code: str) -> str:
    """Return the name of the setting that is about an entry."""
    return f"{START}{which}.{code}"


def wording_of(lines: Lines, day: date, today: date) -> Wording:
    """Return the words of a day; what is off that day keeps the label that it had before."""
    own = {name: label for name, found in lines.items() if (label := _label_on(found, day))}
    return Wording(own, frozenset(name for name, found in lines.items() if _is_off(found, today)))


def too_few_left(which: CodeList, lines: Lines, from_on: date) -> bool:
    """Tell whether on a day or any later one fewer entries are on than there must be."""
    names = [name_of(which.name, code) for code in which.codes]
    later = {
        one.from_on
        for name in names
        for one in effective(lines.get(name, ()))
        if one.from_on > from_on
    }
    return any(
        sum(not _is_off(lines.get(name, ()), day) for name in names) < which.least
        for day in (from_on, *later)
    )


@dataclass(frozen=True, slots=True)
class Reworded:
    """Another label for an entry from a day on; an empty one switches it off."""

    code: str
    label: str
    from_on: date
    reason: str


def faults_of_entry(
    which: CodeList, new: Reworded, lines: Lines, house: Mapping[str, str], today: date
) -> dict[str, SettingFault]:
    """Return what is wrong with another label, by field; ``house`` has the labels of the house."""
    found = faults_of_line(from_on=new.from_on, today=today, reason=new.reason)
    fault = _fault_of_label(which, new, lines, house)
    return found if fault is None else {which.field: fault, **found}


def with_line(lines: Lines, name: str, line: Dated[str]) -> Lines:
    """Return the lines as they would be with one more."""
    return {**lines, name: [*lines.get(name, ()), line]}


def _fault_of_label(
    which: CodeList, new: Reworded, lines: Lines, house: Mapping[str, str]
) -> SettingFault | None:
    name = name_of(which.name, new.code)
    if len(new.label) > LONGEST_LABEL:
        return SettingFault.TOO_LONG
    if new.label == value_on(lines.get(name, ()), new.from_on, house[new.code]):
        return SettingFault.SAME
    others = (
        value_on(lines.get(name_of(which.name, code), ()), new.from_on, house[code])
        for code in which.codes
        if code != new.code
    )
    if new.label and new.label.casefold() in {other.casefold() for other in others}:
        return SettingFault.TAKEN
    after = with_line(lines, name, Dated(new.from_on, Mark.SET, new.label))
    if not new.label and too_few_left(which, after, new.from_on):
        return SettingFault.TOO_FEW_LEFT
    return None


def value_on(lines: Iterable[Dated[str]], day: date, house: str) -> str:
    """Return the label of an entry on a day; empty while it is off."""
    held = in_force(lines, day)
    return house if held is None else held.line


def _is_off(lines: Iterable[Dated[str]], day: date) -> bool:
    held = in_force(lines, day)
    return held is not None and not held.line


def _label_on(lines: Iterable[Dated[str]], day: date) -> str:
    labels = [one.line for one in effective(lines) if one.from_on <= day and one.line]
    return labels[-1] if labels else ""
