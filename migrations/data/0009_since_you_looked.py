"""Sinds u laatst keek: who looked when, when rows came to be; the trail by case and by user."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("last_seen", "row_birth")


def upgrade() -> None:
    """Bring the store up; of what was there before, nobody knows when it came to be."""
    op.create_table(
        "last_seen",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheet_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["pga_case.id"], name="fk_last_seen_case_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name="fk_last_seen_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "case_id", name="pk_last_seen"),
    )
    op.create_index("ix_last_seen_case", "last_seen", ["case_id"])
    op.create_table(
        "row_birth",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("of_table", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name="pk_row_birth"),
    )
    op.create_index("ix_row_birth_dossier", "row_birth", ["dossier_id", "at"])
    op.drop_index("ix_row_version_dossier_id", table_name="row_version")
    with op.batch_alter_table("row_version") as table:
        table.add_column(sa.Column("of_fields", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("row_version") as table:
        table.alter_column("of_fields", existing_type=sa.Text(), server_default=None)
    op.create_index("ix_row_version_dossier", "row_version", ["dossier_id", "at"])
    _index_trail(["object_id", "municipality", "seq"], ["actor_id", "municipality", "seq"])
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    _index_trail(["object_id", "event", "seq"], ["actor_id", "at"])
    op.drop_index("ix_row_version_dossier", table_name="row_version")
    with op.batch_alter_table("row_version") as table:
        table.drop_column("of_fields")
    op.create_index("ix_row_version_dossier_id", "row_version", ["dossier_id"])
    op.drop_index("ix_row_birth_dossier", table_name="row_birth")
    op.drop_table("row_birth")
    op.drop_index("ix_last_seen_case", table_name="last_seen")
    op.drop_table("last_seen")


def _index_trail(by_object: list[str], by_actor: list[str]) -> None:
    for name, columns in (
        ("ix_audit_event_object", by_object),
        ("ix_audit_event_actor", by_actor),
    ):
        op.drop_index(name, table_name="audit_event")
        op.create_index(name, "audit_event", columns)
