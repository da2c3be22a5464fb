"""Forms about the table of *mag ik dit delen*: shape only."""

from collections.abc import Iterable

from wtforms import HiddenField

from pga.core.numbers import read_count
from pga.partners.labels.sharing import ANSWER, PHASE
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import Cell, CellGiven, Phase, SharingAnswer
from pga.privacy.disclosure_codes import Category
from pga.web.forms import BaseForm, Choice, Day, Several, Story, TextLine, options


class _Versioned(BaseForm):
    """A form that was made from a version of the table."""

    version = HiddenField()

    @property
    def made_from(self) -> int:
        """Return the version that this form was made from."""
        return read_count(self.version.data)


class BeginForm(BaseForm):
    """Begin with the proposal."""

    reason = Story("Waarom, en waar staat het?", need="Schrijf op waarom.", most=300)


class CellForm(_Versioned):
    """One answer, in the phases for which it is alike."""

    phases = Several("In welke fasen?", options(PHASE))
    answer = Choice("Mag het?", options(ANSWER), need="Kies ja, ja mits of nee.")
    condition = TextLine(
        "Mits",
        hint="Alleen bij ja, mits. Bijvoorbeeld: alleen wat over wonen gaat.",
        most=200,
    )
    source = TextLine(
        "Artikel of bron", need="Vul het artikel of de bron in.", hint="Waar staat het?", most=200
    )
    sentence = Story(
        "Wat zegt een collega tegen de persoon?",
        need="Schrijf op wat een collega tegen de persoon zegt.",
        hint="In gewone taal, één of twee zinnen.",
        most=300,
    )
    reason = Story("Waarom verandert u dit?", need="Schrijf op waarom u dit verandert.", most=300)

    def fill(self, cell: Cell, phases: Iterable[Phase]) -> None:
        """Begin with what the table says now."""
        self.phases.process_data([str(one) for one in phases])
        self.answer.process_data(cell.answer)
        self.condition.process_data(cell.condition)
        self.source.process_data(cell.source)
        self.sentence.process_data(cell.sentence)

    def given(self, kind: PartnerKind, category: Category) -> CellGiven:
        """Return what was filled in, once the form is whole; a *mits* belongs to one answer."""
        answer = SharingAnswer(str(self.answer.data))
        cell = Cell(
            answer,
            self.source.data,
            self.sentence.data,
            self.condition.data if answer is SharingAnswer.IF else "",
            self.reason.data,
        )
        return CellGiven(kind, category, frozenset(Phase(one) for one in self.phases.data), cell)


class ApproveForm(_Versioned):
    """Let a version count."""

    from_on = Day("Geldt vanaf", need="Kies een dag.", hint="Vandaag of later.")
    reason = Story(
        "Waarom keurt u deze versie goed?",
        need="Schrijf op waarom u deze versie goedkeurt.",
        hint="Bijvoorbeeld: besproken in het privacyoverleg, en met welk stuk u vergeleek.",
        most=300,
    )
