"""The start page of who works on cases: one unit, one line in the trail."""

from dataclasses import dataclass

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.duties import Work, work_in
from pga.cases.reading.lists import CasePage, Filter, names_in, page_in
from pga.cases.room import CASES
from pga.core.database import transaction
from pga.dossiers.reading.emergency import OpenDossier, running_in
from pga.dossiers.reading.handover import Offer, offers_in
from pga.dossiers.reading.notices import Notices, notices_in
from pga.dossiers.reading.since import NewsCards, news_in
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the start page shows."""

    work: Work
    mine: CasePage
    notices: Notices
    news: NewsCards
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
        desk = Desk(
            work=work,
            mine=mine,
            notices=notices_in(session, actor, CASES),
            news=news_in(session, actor, CASES),
            offers=offers_in(session, actor, CASES),
            running=running_in(session, actor, CASES),
        )
        record(session, actor, Line(Event.LIST, purpose="work"))
        return desk
