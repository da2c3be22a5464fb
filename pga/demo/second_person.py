"""Vier ogen in the demo: one role that nobody answered in time, one refused, one that waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.models import GrantProposal
from pga.accounts.reading import find_presence
from pga.accounts.rules.login import LoginRules
from pga.accounts.services import granting, sign_in, sign_out, users
from pga.accounts.services.granting import NewRole, WhyAsked
from pga.core import clock
from pga.core.database import glance
from pga.demo.town import PASSWORD, Town
from pga.privacy.approval_rows import Approval

DAYS: Final = 14
NO: Final = "Zij werkt bij het interventieteam. Twee rollen door elkaar is niet de bedoeling."


def second_person_of(town: Town, today: date, rules: LoginRules) -> Iterator[date]:
    """Let the days of three questions come, each with what happens on it."""
    admin = town.people["beheerder"]
    yield today - timedelta(days=33)
    _ask(admin, town, "bestuur", Role.DPO, "De FG is ziek. Zij neemt waar.")
    yield today - timedelta(days=8)
    asked = _ask(admin, town, "interventie2", Role.SAFETY_TEAM, "Zij helpt twee dagen per week.")
    yield today - timedelta(days=7)
    second = logged_in(town.people["coordinator"], rules)
    granting.answer(second, asked, approve=False, words=NO)
    sign_out(second)
    yield today - timedelta(days=1)
    why = "Zij vervangt de coördinator tijdens zijn verlof."
    _ask(admin, town, "veiligheid2", Role.COORDINATOR, why)


def _ask(admin: Actor, town: Town, username: str, role: Role, why: str) -> UUID:
    """Propose a role; return the id of the question."""
    user_id, today = town.people[username].id, clock.today()
    asking = WhyAsked(why, today + timedelta(days=DAYS))
    users.propose_role(admin, user_id, NewRole(role, today), asking)
    question = (
        sa.select(Approval.id)
        .join(GrantProposal, GrantProposal.id == Approval.object_id)
        .where(GrantProposal.user_id == user_id)
    )
    with glance() as session:
        return session.scalars(question).one()


def logged_in(actor: Actor, rules: LoginRules) -> Actor:
    """Return somebody of the demo in a session of now, as a second person must be."""
    ticket = sign_in(
        "coordinator", PASSWORD, address="127.0.0.1", device="Firefox op Linux", rules=rules
    )
    presence = find_presence(ticket.token, rules, touch=False)
    if presence is None:
        raise RuntimeError(actor.name)
    return replace(actor, session=presence.actor.session)
