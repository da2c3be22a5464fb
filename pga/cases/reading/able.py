"""Who could do something to a case, asked of the policy itself; for use cases that tell them."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, DossierFacts, allows
from pga.accounts.reading import Colleague, colleagues
from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.scope import facts_about, link_counts


def links_now(session: Session, case: Case, user_ids: Sequence[UUID]) -> list[CaseLink]:
    """Return the links of these users to a case that count now."""
    question = sa.select(CaseLink).where(
        CaseLink.case_id == case.id, CaseLink.user_id.in_(user_ids), link_counts()
    )
    return list(session.scalars(question))


def who_can(
    session: Session, case: Case, permission: Permission, roles: Sequence[Role], *, but: UUID
) -> list[Colleague]:
    """Return who in these roles may do this to a case now, but for one; two questions."""
    here = [one for one in colleagues(session, case.municipality, roles) if one.id != but]
    links = links_now(session, case, [one.id for one in here])

    def facts_of(them: Actor) -> DossierFacts:
        return facts_about(case, [link for link in links if link.user_id == them.id], them)

    able = [(one, Actor(one.id, one.name, one.role, case.municipality)) for one in here]
    return [one for one, them in able if allows(them, permission, facts_of(them))]


def colleagues_for(session: Session, case: Case, roles: Sequence[Role]) -> list[Colleague]:
    """Return who can work on a case: who stepped back from it is not there."""
    back = set(
        session.scalars(
            sa.select(CaseLink.user_id).where(
                CaseLink.case_id == case.id, CaseLink.kind == LinkKind.RECUSED, link_counts()
            )
        )
    )
    return [one for one in colleagues(session, case.municipality, roles) if one.id not in back]
