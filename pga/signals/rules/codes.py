"""What a signaal is made of: where it came from, of what kind, and how it went on."""

from enum import StrEnum
from typing import Final


class SignalSource(StrEnum):
    """Who worries (second-look 21)."""

    SCHOOL = "school"
    ATTENDANCE = "attendance"
    """Leerplicht and RMC: who watches over school attendance."""
    POLICE = "police"
    YOUTH_WORK = "youth_work"
    PARENTS = "parents"
    """Parents who ask for help themselves."""
    NEIGHBOURHOOD = "neighbourhood"
    """Neighbours, and the buurtpreventie."""
    SECURITY = "security"
    """Private security."""
    GP = "gp"
    """The huisarts."""
    NETWORK = "network"
    """The netwerkoverleg."""
    INTERVENTION_TEAM = "intervention_team"


class SignalKind(StrEnum):
    """What the worry is about; a municipality chooses the words (``list.signal_kinds``)."""

    E33 = "E33"
    """As the police calls confused behaviour."""
    YOUTH = "youth"
    NEIGHBOURS = "neighbours"
    SUBSTANCES = "substances"
    HOMELESS = "homeless"
    HOME = "home"
    NEGLECT = "neglect"
    OTHER = "other"


class PlaceKind(StrEnum):
    """At what kind of place it shows; never an address."""

    AT_HOME = "at_home"
    STREET = "street"
    CENTRE = "centre"
    """The shops and squares of the centre."""
    SCHOOL = "school"
    NATURE = "nature"
    """Park, heath and woods."""
    ONLINE = "online"
    OTHER = "other"


class Forum(StrEnum):
    """Where a signaal was talked about."""

    NETWORK = "network"
    """The netwerkoverleg Jeugd."""
    SAFETY_TALK = "safety_talk"
    """The overleg of team Veiligheid itself."""
    CARE = "care"
    """The local team of care."""
    BILATERAL = "bilateral"
    """By telephone or between two."""
    OTHER = "other"


class SignalOutcome(StrEnum):
    """How a signaal ended (second-look 22)."""

    CONCEPT = "concept"
    """The interventieteam writes a concept-aanmelding."""
    REFERRAL = "referral"
    """It becomes an aanmelding."""
    TAKEN_UP = "taken_up"
    """The interventieteam takes it up; the day and the count are kept, and nothing else."""
    REGULAR_CARE = "regular_care"
    """Ordinary help."""
    CARE_REPORT = "care_report"
    """The source itself makes a zorgmelding."""
    YOUTH_GROUP = "youth_group"
    """It is about a group of youths: a count."""
    NOTHING = "nothing"
    """Nothing needs to be done."""
    EXPIRED = "expired"
    """Nobody decided before its last day."""


CHOSEN: Final = tuple(one for one in SignalOutcome if one is not SignalOutcome.EXPIRED)
"""What somebody can decide."""
LEADS_ON: Final = frozenset({SignalOutcome.CONCEPT, SignalOutcome.REFERRAL})
"""After these it can be read a few days more, for who writes the aanmelding."""
