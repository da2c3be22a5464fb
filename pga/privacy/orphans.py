"""Keys without data: a crash leaves one now and then, and many at once are no crash.

A key that is swept never comes back, so a sweep takes few or none: where a great part of the keys
lacks its row, the data are older than the keys, or not whole (decisions.md 58).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.core import clock
from pga.core.database import glance
from pga.privacy.keys import Scope, store_of

AFTER: Final = timedelta(hours=1)
"""A key may be an hour ahead of what it is for; nobody types on one request for longer."""
FEW: Final = 10
"""So many keys may always go."""
SHARE: Final = 20
"""One in so many keys may go, when that is more."""


def bound(keys: int) -> int:
    """Return how many of these keys one sweep may take: ten, or five in a hundred."""
    return max(FEW, keys // SHARE)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: keys, those of them without a row, and whether these are gone."""

    keys: int
    orphans: int

    @property
    def most(self) -> int:
        """Return how many could have gone."""
        return bound(self.keys)

    @property
    def gone(self) -> int:
        """Return how many keys are gone: all without a row, or none."""
        return self.orphans if self.orphans <= self.most else 0


def sweep(actor: System, used: Mapping[Scope, sa.SQLColumnExpression[UUID]]) -> Swept:
    """Delete the keys that came before a crash and never got their row, or none when it is many.

    ``used`` says for each kind of key which column holds what such keys are for.
    """
    require(actor, Permission.INSTALLATION_KEEP)
    before = clock.now() - AFTER
    with glance() as session:
        store = store_of(session)
        # the keys first: a row that comes in between is not missed
        old = {scope: store.dossiers_before(scope, before) for scope in used}
        orphans = {
            dossier_id
            for scope, column in used.items()
            for dossier_id in old[scope] - set(session.scalars(sa.select(column)))
        }
    swept = Swept(sum(map(len, old.values())), len(orphans))
    for dossier_id in orphans if swept.gone else ():
        store.destroy(dossier_id)
    return swept
