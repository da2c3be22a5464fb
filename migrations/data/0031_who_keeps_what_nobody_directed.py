"""Who looks after a case that ended while nobody directed it; old rows by the second half."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None

KEPT = "fk_pga_case_kept_by_id"


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("kept_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f(KEPT), "user_account", ["kept_by_id"], ["id"])


def downgrade() -> None:
    """Take the store down."""
    with op.batch_alter_table("pga_case") as table:
        table.drop_constraint(op.f(KEPT), type_="foreignkey")
        table.drop_column("kept_by_id")
