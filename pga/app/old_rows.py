"""Which migrations of old rows there are, in order; a room declares one, and the roof lists it.

How to add one stands in ``docs/architecture.md``.
"""

from typing import Final

from pga.accounts.services.granting_before import GRANTED_ALONE
from pga.cases.services.ending import KEPT_BY
from pga.cases.services.frozen_before import CRIMINAL_HELD, HELD_AGAINST_THE_LAW
from pga.cases.services.information import BARRED
from pga.cases.services.informing_before import JUDGED_ANEW
from pga.privacy.migrating import RowMigration

ROW_MIGRATIONS: Final[tuple[RowMigration, ...]] = (
    BARRED,
    JUDGED_ANEW,
    HELD_AGAINST_THE_LAW,
    KEPT_BY,
    GRANTED_ALONE,
    CRIMINAL_HELD,
)
