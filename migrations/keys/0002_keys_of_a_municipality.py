"""Find all keys of a municipality at once, for a search by name."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "pga_keys"


def upgrade() -> None:
    """Bring the store up."""
    op.create_index("ix_data_key_place", "data_key", ["municipality", "scope"], schema=_schema())


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_data_key_place", "data_key", schema=_schema())


def _schema() -> str | None:
    return SCHEMA if op.get_bind().dialect.name == "postgresql" else None
