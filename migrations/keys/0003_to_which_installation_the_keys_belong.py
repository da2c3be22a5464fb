"""To which installation the keys belong, as it stands with the data."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = "pga_keys"


def upgrade() -> None:
    """Bring the store up."""
    schema = _schema()
    op.create_table(
        "key_belonging",
        sa.Column("place", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("place = 1", name=op.f("ck_key_belonging_one")),
        sa.PrimaryKeyConstraint("place", name="pk_key_belonging"),
        schema=schema,
    )
    if schema:
        op.execute(f"GRANT SELECT, INSERT ON {schema}.key_belonging TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("key_belonging", schema=_schema())


def _schema() -> str | None:
    return SCHEMA if op.get_bind().dialect.name == "postgresql" else None
