"""Roles of before a second person was asked: they stay as they are, and say so."""

from typing import Any, Final

from sqlalchemy.orm import Session

from pga.accounts.models import RoleGrant
from pga.accounts.rules.granting import GrantBasis
from pga.privacy.context import AccessContext
from pga.privacy.migrating import RowMigration


def _mark(_session: Session, grant: Any, _context: AccessContext) -> None:
    grant.basis = GrantBasis.BEFORE


GRANTED_ALONE: Final = RowMigration(
    "granted_alone", RoleGrant, RoleGrant.basis.is_(None), _mark, about="role_grant"
)
"""Which roles a beheerder gave alone."""
