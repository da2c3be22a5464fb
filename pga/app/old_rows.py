"""Which migrations of old rows there are, in order; a room declares one, and the roof lists it.

None is needed yet: no row of the oldest version that is kept (``tests/old_store``) lacks what the
code of today expects. How to add one stands in ``docs/architecture.md``.
"""

from typing import Final

from pga.privacy.migrating import RowMigration

ROW_MIGRATIONS: Final[tuple[RowMigration, ...]] = ()
