"""What a partner contributed: who may see it, to whom it may go on, and on whose word.

The supplier's conditions win over every table and every role (LAW-45), and bind a colleague as
they bind a guest (decisions.md 44). ``on_screen`` is the one rule for a screen that several people
look at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.access.permissions import Role
from pga.accounts.rules.granting import OF_THE_MUNICIPALITY
from pga.cases.rules.criminal import Ages, CriminalFault, fault_of_criminal
from pga.cases.rules.referral import ThirdPartyRelation
from pga.partners.rules import Agreed, PartnerKind, Standing, police_may_supply


class InfoClass(StrEnum):
    """What a contribution is about (pga.md 5)."""

    CARE = "care"
    """Zorg."""
    JUSTICE = "justice"
    """Straf."""
    ADMINISTRATION = "administration"
    """Bestuurlijk."""
    SOCIAL = "social"
    """Sociaal."""


class Visibility(StrEnum):
    """How far a contribution reaches inside the approach; the narrowest is the default (LAW-14)."""

    REGIE = "regie"
    """Team Veiligheid and the coördinator only."""
    KERNTEAM = "kernteam"
    """With the interventieteam on the case."""
    OVERLEG = "overleg"
    """All who are invited to a casusoverleg."""


class Onward(StrEnum):
    """Whether the supplier lets it go on to somebody else; the default is no (LAW-45)."""

    NO = "no"
    """It does not go on."""
    AFTER_CONSENT = "after_consent"
    """It goes on after the supplier said yes, each time."""
    YES = "yes"
    """It may go on, within the conditions."""


class Condition(StrEnum):
    """What a supplier can ask; a closed list, next to its own words."""

    NOT_TO_PERSON = "not_to_person"
    """Not to the person of the case."""
    NOT_TO_PRIVATE = "not_to_private"
    """Not to private organisations."""
    SPOKEN_ONLY = "spoken_only"
    """Never in writing."""


class Manner(StrEnum):
    """How the supplier came to know it (LAW-61)."""

    OWN_WORK = "own_work"
    """Seen or done by the supplier itself."""
    REGISTER = "register"
    """From a register of the supplier."""
    FROM_PERSON = "from_person"
    """Told by the person."""
    FROM_OTHER = "from_other"
    """Told by somebody else."""


class Status(StrEnum):
    """Whether a contribution may be used."""

    ACTIVE = "active"
    """It counts."""
    FROZEN = "frozen"
    """The supplier reports an error, or the law keeps it: nobody sees it, nobody shares it."""
    WITHDRAWN = "withdrawn"
    """The supplier took it back, or we took it out."""


class FrozenFor(StrEnum):
    """Which law keeps a contribution of before; nothing when its supplier reports an error."""

    POLICE = "police"
    """It is of the police, without a decision that lets them supply (Wpg 20, decision 48)."""
    UNDER_12 = "under_12"
    """It is criminal data, and of somebody under 12 or not said of whom (decision 47)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the supplier asked."""

    codes: frozenset[Condition] = frozenset()
    partners: frozenset[UUID] = frozenset()
    """Organisations that may not have it."""
    kinds: frozenset[PartnerKind] = frozenset()
    """Kinds of partner that may not have it."""
    words: str = ""

    @property
    def any(self) -> bool:
        """Tell whether it asked anything at all."""
        return bool(self.codes or self.partners or self.kinds or self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that says who may see a contribution, and nothing of what it says."""

    supplier: UUID
    status: Status
    visibility: Visibility
    onward: Onward = Onward.NO
    conditions: Conditions = field(default_factory=Conditions)
    wholly_about_other: bool = False
    """The whole text is about somebody else (the mark has no passage)."""
    by: UUID | None = None
    """The colleague who typed it."""
    agreed: frozenset[UUID] = frozenset()
    """The recipients for whom the supplier said yes, when it wants to be asked."""


@dataclass(frozen=True, slots=True)
class ColleagueViewer:
    """Somebody with a role here before a page or a screen, and for which organisation."""

    role: Role
    id: UUID | None = None
    organisation_id: UUID | None = None
    """Nothing for who is of the municipality itself, and of whom it is not known."""
    kind: PartnerKind | None = None
    standing: Standing | None = None

    @property
    def known(self) -> bool:
        """Tell whether it is known of this colleague for whom the work is done."""
        return self.role in OF_THE_MUNICIPALITY or self.organisation_id is not None


@dataclass(frozen=True, slots=True)
class GuestViewer:
    """Somebody of an organisation before the screen, or to whom something would go."""

    organisation_id: UUID | None
    kind: PartnerKind | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class PersonViewer:
    """The person of the case, or who represents that person."""


Viewer = ColleagueViewer | GuestViewer | PersonViewer

SEEN_BY: Final = {
    Role.SAFETY_TEAM: frozenset(Visibility),
    Role.COORDINATOR: frozenset(Visibility),
    Role.INTERVENTION_TEAM: frozenset({Visibility.KERNTEAM, Visibility.OVERLEG}),
}
"""Which reach each role of the municipality sees; the interventieteam never ``regie``."""


def may_see(terms: Terms, viewer: Viewer) -> bool:
    """Tell whether one viewer may see a contribution; what is frozen or taken back, nobody."""
    return terms.status is Status.ACTIVE and may_know_of(terms, viewer)


def may_know_of(terms: Terms, viewer: Viewer) -> bool:
    """Tell whether a viewer may know of a contribution, also when it is not in use any more."""
    return reaches(terms, viewer) and not kept_back(terms, viewer)


def reaches(terms: Terms, viewer: Viewer) -> bool:
    """Tell whether a contribution is meant for eyes like these, whatever its supplier asked."""
    if isinstance(viewer, ColleagueViewer):
        return terms.visibility in SEEN_BY.get(viewer.role, frozenset())
    return terms.visibility is Visibility.OVERLEG


def kept_back(terms: Terms, viewer: Viewer) -> bool:
    """Tell whether the supplier keeps it from these eyes.

    Who typed it may read it. Of a colleague of whom nothing is known every condition counts.
    """
    if isinstance(viewer, ColleagueViewer):
        return _kept_from_colleague(terms, viewer)
    if isinstance(viewer, PersonViewer):
        return Condition.NOT_TO_PERSON in terms.conditions.codes or terms.wholly_about_other
    if viewer.organisation_id is None and terms.wholly_about_other:
        return True
    return viewer.organisation_id != terms.supplier and _excluded(terms, viewer)


def on_screen(terms: Terms, present: Iterable[Viewer]) -> bool:
    """Tell whether a contribution may stand on a screen with these people before it.

    Who is there decides together: one who may not see it takes it off the screen for all.
    """
    return all(may_see(terms, viewer) for viewer in present)


def withheld(terms: Terms, present: Iterable[Viewer]) -> bool:
    """Tell whether it is meant for all of these, and only its supplier keeps it from somebody."""
    before = list(present)
    return (
        terms.status is Status.ACTIVE
        and all(reaches(terms, one) for one in before)
        and not on_screen(terms, before)
    )


def missing(terms: Terms, present: Iterable[Viewer]) -> bool:
    """Tell whether a screen says that something is missing, without saying what or from whom.

    Of what is for the regie nobody else is to know that it is there.
    """
    before = list(present)
    said = terms.visibility is not Visibility.REGIE or all(reaches(terms, one) for one in before)
    return terms.status is Status.ACTIVE and said and not on_screen(terms, before)


ANY: Final = "any"
PRIVATE: Final = "private"
KINDS: Final = "kinds"


def barred_by(conditions: Conditions) -> str:
    """Return whom conditions keep out, in words between commas: what a list asks the store.

    It holds nothing of what was said. A text is opened by the conditions themselves.
    """
    if not conditions.any:
        return ""
    words = {ANY, *map(barred_kind, conditions.kinds), *map(barred_partner, conditions.partners)}
    if conditions.kinds:
        words.add(KINDS)
    if Condition.NOT_TO_PRIVATE in conditions.codes:
        words.add(PRIVATE)
    return f",{','.join(sorted(words))},"


def barred_kind(kind: PartnerKind) -> str:
    """Return how a kind stands among who is kept out."""
    return f"kind:{kind}"


def barred_partner(organisation_id: UUID) -> str:
    """Return how an organisation stands among who is kept out."""
    return f"partner:{organisation_id.hex}"


class LeftOut(StrEnum):
    """Why a contribution is not in a text that goes out."""

    NOT_ACTIVE = "not_active"
    """It is frozen or taken back."""
    NOT_FOR_OTHERS = "not_for_others"
    """It is for the regie or the kernteam only."""
    SUPPLIER = "supplier"
    """The supplier said no to this recipient, to going on, or to writing."""
    ASK_FIRST = "ask_first"
    """The supplier wants to be asked each time."""
    ABOUT_OTHER = "about_other"
    """It is about somebody else."""


def left_out(terms: Terms, recipient: GuestViewer) -> LeftOut | None:
    """Return why a contribution may not go to a recipient in writing; nothing when it may."""
    if terms.status is not Status.ACTIVE:
        return LeftOut.NOT_ACTIVE
    if terms.visibility is not Visibility.OVERLEG:
        return LeftOut.NOT_FOR_OTHERS
    if terms.onward is Onward.NO or _excluded(terms, recipient):
        return LeftOut.SUPPLIER
    if Condition.SPOKEN_ONLY in terms.conditions.codes:
        return LeftOut.SUPPLIER
    asked = recipient.organisation_id in terms.agreed
    if terms.onward is Onward.AFTER_CONSENT and not asked:
        return LeftOut.ASK_FIRST
    return LeftOut.ABOUT_OTHER if terms.wholly_about_other else None


def _kept_from_colleague(terms: Terms, viewer: ColleagueViewer) -> bool:
    said = terms.conditions
    if not said.any or (viewer.id is not None and viewer.id == terms.by):
        return False
    if viewer.role in OF_THE_MUNICIPALITY:
        return PartnerKind.MUNICIPALITY in said.kinds
    if viewer.organisation_id is None:
        return True
    return viewer.organisation_id != terms.supplier and _excluded(terms, viewer)


def _excluded(terms: Terms, guest: GuestViewer | ColleagueViewer) -> bool:
    """Tell whether the supplier said no to this organisation; of what is unknown, it did."""
    said = terms.conditions
    if guest.organisation_id in said.partners:
        return True
    # who comes for no organisation can be a parent of the person
    if guest.organisation_id is None and (said.partners or Condition.NOT_TO_PERSON in said.codes):
        return True
    if said.kinds and (guest.kind is None or guest.kind in said.kinds):
        return True
    return Condition.NOT_TO_PRIVATE in said.codes and guest.standing is not Standing.PUBLIC


def age_of_old(facts_on: date, today: date, old_after: int) -> int | None:
    """Return how many days old facts are, once they are older than so many; else nothing."""
    age = (today - facts_on).days
    return age if age > old_after else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionGiven:
    """A contribution as given on the form."""

    about: InfoClass
    visibility: Visibility
    onward: Onward
    conditions: Conditions
    fact: str
    opinion: str
    source: str
    manner: Manner
    facts_on: date
    received_on: date
    other: ThirdPartyRelation | None = None
    passage: str = ""
    persons: frozenset[UUID] = frozenset()
    """Which persons of the case criminal data are about, where somebody is under 12."""


class ContributionProblem(StrEnum):
    """What can be wrong with a contribution."""

    IN_FUTURE = "in_future"
    """A day that has still to come."""
    AFTER_RECEIPT = "after_receipt"
    """The facts are of after the day on which they came in."""
    PASSAGE_NOT_FOUND = "passage_not_found"
    """The passage does not stand in the text."""
    NO_RELATION = "no_relation"
    """A passage is marked, and not about whom."""
    NOT_YOURS_TO_HIDE = "not_yours_to_hide"
    """This role does not write what it may not read."""
    NO_POLICE_DECISION = "no_police_decision"
    """Of the police, without a valid decision (Wpg 20, LAW-64)."""
    NO_KIND = "no_kind"
    """Nobody said what kind of partner it is, so not what it may supply."""
    NOT_FROZEN = "not_frozen"
    """There is nothing to settle."""
    NOT_ACTIVE = "not_active"
    """It is frozen or taken back already."""
    EXCLUDES_US = "excludes_us"
    """It would keep the municipality itself out, which runs the case."""
    CASE_OVER = "case_over"
    """The case does not run any more."""


def supplying_bar(
    kind: PartnerKind | None, agreed: Iterable[Agreed], day: date
) -> ContributionProblem | None:
    """Return why nothing of a partner can be written down, whatever it is about; or nothing."""
    if kind is None:
        return ContributionProblem.NO_KIND
    if not police_may_supply(kind, agreed, day):
        return ContributionProblem.NO_POLICE_DECISION
    return None


def contribution_problems(
    given: ContributionGiven,
    role: Role,
    today: date,
    *,
    bar: ContributionProblem | None,
    ages: Ages[UUID],
) -> dict[str, ContributionProblem | CriminalFault]:
    """Return what is wrong, by field; ``bar`` says why its supplier cannot contribute."""
    found: dict[str, ContributionProblem | CriminalFault] = {}
    if given.received_on > today:
        found["received_on"] = ContributionProblem.IN_FUTURE
    if given.facts_on > given.received_on:
        found["facts_on"] = ContributionProblem.AFTER_RECEIPT
    if given.passage and given.passage not in f"{given.fact}\n{given.opinion}":
        found["passage"] = ContributionProblem.PASSAGE_NOT_FOUND
    if given.passage and given.other is None:
        found["other"] = ContributionProblem.NO_RELATION
    if given.visibility not in SEEN_BY.get(role, frozenset()):
        found["visibility"] = ContributionProblem.NOT_YOURS_TO_HIDE
    if PartnerKind.MUNICIPALITY in given.conditions.kinds:
        found["kinds"] = ContributionProblem.EXCLUDES_US
    if bar is not None:
        found[""] = bar
    young = fault_of_criminal(ages, given.persons) if given.about is InfoClass.JUSTICE else None
    if young is not None:
        found["about" if young is CriminalFault.ALL_UNDER_12 else "persons"] = young
    return found


def frozen_for(
    about: InfoClass,
    persons: frozenset[UUID],
    ages: Ages[UUID],
    bar: ContributionProblem | None,
) -> FrozenFor | None:
    """Return which law keeps a contribution that stands; nothing when it may be used."""
    if bar is ContributionProblem.NO_POLICE_DECISION:
        return FrozenFor.POLICE
    if about is InfoClass.JUSTICE and fault_of_criminal(ages, persons) is not None:
        return FrozenFor.UNDER_12
    return None
