"""The actielijst of one partner is handed over: that gives something, and is booked."""

from uuid import UUID

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.action_list import cases_of_partner, open_for_partner
from pga.cases.reading.agenda import find_agenda
from pga.cases.room import CASES
from pga.cases.rules.meetings import MeetingProblem
from pga.cases.services.judging import refuse_untold
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def hand_action_list(
    actor: Actor, meeting_id: UUID, organisation_id: UUID, *, means: Means
) -> None:
    """Book that a partner got its actielijst, a line for each case on it.

    Raises Invalid when there is nothing to give, or Refused.
    """
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        given = 0
        for case in cases_of_partner(session, actor, agenda, organisation_id):
            if not open_for_partner(session, case, organisation_id):
                continue
            refuse_untold(session, case)
            given += 1
            supply = ToDisclose(
                dossier_id=case.id,
                organisation_id=organisation_id,
                recipient="Contactpersoon in het overleg",
                categories=[Category.CASE_NUMBER, Category.ACTIONS],
                purpose=Purpose.ACTION,
                means=means,
                on=clock.today(),
            )
            disclose(session, actor, supply)
            record(session, actor, Line(Event.DISCLOSED, CASES.about(case.id)))
        if not given:
            raise Invalid({"": MeetingProblem.NOTHING})
