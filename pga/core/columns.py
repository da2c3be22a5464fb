"""Column types that every room shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; refuses a time without a zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn an aware time into UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        """Give an aware UTC time back on both stores."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


def stored_enum(members: type[StrEnum], name: str = "", *, checked: bool = True) -> sa.Enum:
    """Return a column type that stores the *values* of an enum as text, checked by the database.

    A table that has the same enum twice gives the second its own ``name``. ``checked=False`` is for
    enums that grow with every room, in tables that may not be rebuilt.
    """
    return sa.Enum(
        members,
        values_callable=_values,
        native_enum=False,
        create_constraint=checked,
        length=40,
        name=name or members.__name__.lower(),
    )


def _values(members: Any) -> list[str]:
    return [member.value for member in members]
