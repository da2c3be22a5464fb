"""The start page of who works on cases: one unit, one line in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.concept_work import (
    ConceptDuty,
    ConceptNoticeLine,
    concept_duties_in,
    concept_notices_in,
)
from pga.cases.reading.duties import Duties, Work, work_in
from pga.cases.reading.lists import CasePage, Filter, names_in, page_in
from pga.cases.room import CASES
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.emergency import OpenDossier, running_in
from pga.dossiers.reading.handover import Offer, offers_in
from pga.dossiers.reading.notices import Notices, notices_in
from pga.dossiers.reading.since import NewsCards, news_in
from pga.dossiers.rules.lateness import is_late, is_soon, soon_until
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the start page shows."""

    work: Work
    mine: CasePage
    notices: Notices
    news: NewsCards
    concepts: list[ConceptDuty]
    """What is to be done with concept-aanmeldingen; counted among what is due."""
    concept_notices: list[ConceptNoticeLine]
    offers: list[Offer]
    running: tuple[OpenDossier, ...]


def get_desk(actor: Actor, wanted: Filter, *, names: bool = False) -> Desk:
    """Return what waits for this actor; with names each shown case is an inzage of its own."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        work, mine = work_in(session, actor), page_in(session, actor, wanted)
        if names:
            shown = {*(duty.case_id for duty in work.lines), *(line.id for line in mine.lines)}
            opened = names_in(session, actor, shown)
            work, mine = work.named(opened), mine.named(opened)
        concepts = concept_duties_in(session, actor)
        desk = Desk(
            work=_with_concepts(work, concepts),
            concepts=concepts,
            concept_notices=concept_notices_in(session, actor),
            mine=mine,
            notices=notices_in(session, actor, CASES),
            news=news_in(session, actor, CASES),
            offers=offers_in(session, actor, CASES),
            running=running_in(session, actor, CASES),
        )
        record(session, actor, Line(Event.LIST, purpose="work"))
        return desk


def _with_concepts(work: Work, concepts: Sequence[ConceptDuty]) -> Work:
    """Count what is to be done with concept-aanmeldingen among what is due."""
    today = clock.today()
    days = [one.due_on for one in concepts]
    ahead = tuple(
        (after, late + sum(is_late(day, today + timedelta(days=after)) for day in days))
        for after, late in work.ahead
    )
    own = _counted(work.own, [one.due_on for one in concepts if one.yours], today)
    others = _counted(work.others, [one.due_on for one in concepts if not one.yours], today)
    return replace(work, own=own, others=others, ahead=ahead)


def _counted(duties: Duties, days: Sequence[date], today: date) -> Duties:
    until = soon_until(today)
    return replace(
        duties,
        total=duties.total + len(days),
        late=duties.late + sum(is_late(day, today) for day in days),
        soon=duties.soon + sum(is_soon(day, today, until) for day in days),
    )
