"""What the cases tell their doors."""

from typing import Final

from pga.access.permissions import Permission, Role
from pga.cases.models.case import Case, CaseTerm, Person, StateChange
from pga.cases.models.doors import (
    AccessRequest,
    CaseFlag,
    CaseHandover,
    CaseLink,
    EmergencyAccess,
    EmergencyReview,
    LastSeen,
    Notice,
    Recusal,
)
from pga.cases.models.visibility import kept_from, struck_codes
from pga.cases.models.waiting import actions_waiting, questions_waiting, untold_waiting
from pga.cases.rules.news import CaseNews
from pga.cases.rules.states import ACTIVE, State, level_of
from pga.dossiers.room import Directing, Named, Permissions, Room, SafetyLine, Tables
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.rules.notices import NoticeKind

WORKERS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)
"""Who can be linked: the coördinator sees the own municipality anyway."""
DIRECTORS: Final = (Role.SAFETY_TEAM,)
"""Who can be procesregisseur (pga.md 1.3)."""
PROCESREGISSEUR: Final = Directing("procesregisseur_id", DIRECTORS, NoticeKind.PROCESREGISSEUR)
CASUSREGISSEUR: Final = Directing("casusregisseur_id", WORKERS, NoticeKind.CASUSREGISSEUR)

CASES: Final[Room[Case]] = Room(
    kind="case",
    tables=Tables(
        dossier=Case,
        link=CaseLink,
        change=StateChange,
        term=CaseTerm,
        flag=CaseFlag,
        notice=Notice,
        request=AccessRequest,
        recusal=Recusal,
        emergency=EmergencyAccess,
        review=EmergencyReview,
        handover=CaseHandover,
        seen=LastSeen,
    ),
    may=Permissions(
        see=Permission.CASE_LIST,
        read=Permission.CASE_READ,
        assign=Permission.CASE_ASSIGN,
        flag=Permission.CASE_FLAG,
        book=Permission.CASE_WORK,
        lookers=Permission.CASE_TRAIL,
        documents=Permission.CASE_LETTERS,
        recuse=Permission.CASE_RECUSE,
        recusals=Permission.CASE_RECUSALS,
        emergency=Permission.CASE_EMERGENCY,
    ),
    running=ACTIVE,
    gone=State.DESTROYED,
    unowned=(State.REFERRED, State.IN_TRIAGE),
    directing=(PROCESREGISSEUR, CASUSREGISSEUR),
    workers=WORKERS,
    named=Named(Person, ("call_name", "surname")),
    safety=SafetyLine("safety_warning", "safety_checked_on"),
    waiting={
        "actions": actions_waiting,
        "questions": questions_waiting,
        "untold": untold_waiting,
    },
    level_of=level_of,
    kept_from=kept_from,
    struck=struck_codes,
    news=(*NewsKind, *CaseNews),
)
"""The room of the person cases."""
