"""The key store: wrapped data keys, in a schema of their own on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "pga_keys"


def upgrade() -> None:
    """Bring the store up."""
    schema = _schema()
    if schema:
        op.execute(f"CREATE SCHEMA {schema}")
    op.create_table(
        "data_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(20), nullable=False),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("kek_version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_key"),
        sa.UniqueConstraint("dossier_id", name="uq_data_key_dossier_id"),
        schema=schema,
    )
    if schema:
        op.execute(f"GRANT USAGE ON SCHEMA {schema} TO pga_app")
        op.execute(f"GRANT SELECT, INSERT, DELETE ON {schema}.data_key TO pga_app")
        op.execute("GRANT SELECT ON alembic_keys TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    schema = _schema()
    op.drop_table("data_key", schema=schema)
    if schema:
        op.execute(f"DROP SCHEMA {schema}")


def _schema() -> str | None:
    return SCHEMA if op.get_bind().dialect.name == "postgresql" else None
