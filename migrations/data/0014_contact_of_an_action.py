"""An action keeps which contact person has it; a contribution can come without a question."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("case_action") as table:
        table.add_column(sa.Column("contact_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_case_action_contact_id"), "contact_person", ["contact_id"], ["id"]
        )
    with op.batch_alter_table("contribution") as table:
        table.alter_column("request_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """Take the store down; what came without a question ends with it."""
    op.execute("DELETE FROM contribution WHERE request_id IS NULL")
    with op.batch_alter_table("contribution") as table:
        table.alter_column("request_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("case_action") as table:
        table.drop_constraint(op.f("fk_case_action_contact_id"), type_="foreignkey")
        table.drop_column("contact_id")
