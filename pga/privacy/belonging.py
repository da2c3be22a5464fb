"""To which installation a store belongs: data and keys carry one id, and a proof of the root key.

Compared before anything is written, because what is meant for the other data destroys keys: a sweep
takes a key without data for one that a crash left behind, and no key comes back (decisions.md 58).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.core.database import Base, direct_write, glance, table_of, transaction, upsert_on
from pga.privacy import keys, safe
from pga.privacy.columns import SUFFIX, all_sealed, opened_cell
from pga.privacy.drafts import FormDraft
from pga.privacy.keys import Identity, KeyStore, Scope, identity_in, store_of
from pga.privacy.migrating import OtherRoot, ShutRows
from pga.privacy.safe import Unreadable
from pga.privacy.tombstones import Tombstone
from pga.privacy.verify import signed_here

MOST: Final = 100
"""Of how many dossiers a cell is opened before two stores of before get one id."""
AT_ONCE: Final = 1000
"""How many cells of one column are looked through for dossiers that were not tried yet."""


class Belonging(Base):
    """To which installation these data belong; one row, that never changes."""

    __tablename__ = "belonging"
    __audited__ = False
    __table_args__ = (sa.CheckConstraint("place = 1", name="one"),)

    place: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    installation_id: Mapped[UUID] = mapped_column(sa.Uuid)
    proof: Mapped[bytes] = mapped_column(sa.LargeBinary)


DATA: Final = table_of(Belonging)


class Rift(StrEnum):
    """Why two stores and a root key may not work together."""

    EMPTY_DATA = "empty data"
    """There are keys, and no data: a wrong address, or data that were not put back yet."""
    OTHER_STORES = "other stores"
    """Data and keys are of two installations."""
    OTHER_ROOT = "other root"
    """The root key is that of another installation."""
    UNTOLD = "untold"
    """One of the stores is of before, and carries no id yet."""


class Apart(Exception):
    """Data, keys and root key were not shown to be of one installation; nothing was changed."""

    def __init__(self, rift: Rift) -> None:
        super().__init__(rift.value)
        self.rift = rift


@dataclass(frozen=True, slots=True)
class Sides:
    """What the two stores say of themselves."""

    data: Identity | None
    keys: Identity | None
    founded: bool
    """Whether the data are of an installation at all."""
    filled: bool
    """Whether there is any key."""

    @property
    def told(self) -> bool:
        """Tell whether both say to which installation they belong."""
        return bool(self.data and self.keys)

    def compare(self, store: KeyStore | None = None) -> None:
        """Raise Apart when the two, and the root key when it is known, are not of one house."""
        if self.filled and not self.founded:
            raise Apart(Rift.EMPTY_DATA)
        if self.data and self.keys and self.data.installation_id != self.keys.installation_id:
            raise Apart(Rift.OTHER_STORES)
        for side in filter(None, (self.data, self.keys) if store else ()):
            if store and not safe.same(store.identify(side.installation_id).proof, side.proof):
                raise Apart(Rift.OTHER_ROOT)


def sides_of(data: sa.Engine, keystore: sa.Engine, *, founded: bool) -> Sides:
    """Ask two stores, of whatever shape they are, without a root key."""
    schema = keys.SCHEMA if keystore.dialect.name == "postgresql" else None
    keystore = keystore.execution_options(schema_translate_map={None: schema})
    has_data, has_keys = sa.inspect(data).has_table, sa.inspect(keystore).has_table
    with data.connect() as ours, keystore.connect() as theirs:
        return Sides(
            identity_in(ours, DATA) if has_data(DATA.name) else None,
            identity_in(theirs, keys.belonging) if has_keys("key_belonging", schema) else None,
            founded,
            has_keys("data_key", schema) and keys.holds_keys(theirs),
        )


def require_together(*, founded: bool, told: bool = True) -> None:
    """Go on only when data, keys and root key are of one installation. Raises Apart.

    With ``told=False`` a store of before, which does not say yet where it belongs, will do.
    """
    with glance() as session:
        sides, store = _sides(session, founded=founded), store_of(session)
    sides.compare(store)
    if told and not sides.told:
        raise Apart(Rift.UNTOLD)


def begin(connection: sa.Connection, store: KeyStore) -> None:
    """Let stores that hold nothing yet belong to one installation, keys first."""
    known = store.identity() or identity_in(connection, DATA)
    installation_id = known.installation_id if known else uuid4()
    store.belong(installation_id)
    row = {"place": 1, **store.identify(installation_id).row}
    insert = upsert_on(connection.dialect.name, DATA).values(row)
    connection.execute(insert.on_conflict_do_nothing())


def bring_together(actor: System) -> bool:
    """Give two stores of before one id; tell whether they had none yet.

    First the root key is held against the trail, and one cell of each of up to a hundred dossiers
    is opened with these keys. Raises Apart, OtherRoot, ShutRows or Refused.
    """
    require(actor, Permission.INSTALLATION_KEEP)
    with glance() as session:
        sides, store = _sides(session, founded=True), store_of(session)
        sides.compare(store)
        if sides.told:
            return False
        _try(session, store)
    with transaction() as session, direct_write():
        begin(session.connection(), store)
    return True


def _sides(session: Session, *, founded: bool) -> Sides:
    store = store_of(session)
    known = identity_in(session.connection(), DATA)
    return Sides(known, store.identity(), founded, store.holds_keys())


def _try(session: Session, store: KeyStore) -> None:
    """Open a cell of each of many dossiers; raises Apart, OtherRoot or ShutRows."""
    if not signed_here(session):
        raise OtherRoot
    shut, tried = [], 0
    for model, name, row_id, dossier_id, cell in _cells(session):
        tried += 1
        try:
            opened_cell(session, model, name, row_id, dossier_id, cell)
        except Unreadable:
            shut.append((model.__tablename__, row_id))
    if shut and len(shut) == tried:
        raise Apart(Rift.OTHER_STORES)
    if shut:
        raise ShutRows(shut)
    if not tried and store.holds_keys(Scope.DRAFT):
        raise Apart(Rift.EMPTY_DATA)


def _cells(session: Session) -> Iterator[tuple[Any, str, UUID, UUID, bytes]]:
    """Give one cell of each of up to a hundred dossiers, whatever they are about.

    Not of a draft, which may lose its key and is then begun anew, and not of what was destroyed.
    """
    seen: set[UUID] = set()
    for model, name in sorted(all_sealed(), key=lambda one: (one[0].__name__, one[1])):
        dossier, cell = getattr(model, model.__dossier__ or ""), getattr(model, name + SUFFIX)
        buried = sa.exists().where(Tombstone.dossier_id == dossier)
        question = sa.select(table_of(model).c.id, dossier, cell).where(cell.is_not(None), ~buried)
        rows = () if model is FormDraft else session.execute(question.limit(AT_ONCE))
        for row_id, dossier_id, sealed in rows:
            if dossier_id not in seen and len(seen) < MOST:
                seen.add(dossier_id)
                yield model, name, row_id, dossier_id, sealed
