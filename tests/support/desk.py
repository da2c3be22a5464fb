"""The start page as it is for somebody now."""

from pga.access.policy import Actor
from pga.cases.reading.desk import Desk, get_desk
from pga.cases.reading.lists import Filter


def desk_of(actor: Actor) -> Desk:
    return get_desk(actor, Filter())
