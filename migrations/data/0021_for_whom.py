"""For which organisation somebody with a role works, and whom a supplier keeps out, for lists."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up; for whom who has a role now works, the beheerder has still to say."""
    with op.batch_alter_table("role_grant") as table:
        table.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_role_grant_organisation_id"), "organisation", ["organisation_id"], ["id"]
        )
    op.add_column("contribution", sa.Column("barred", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the store down."""
    op.drop_column("contribution", "barred")
    with op.batch_alter_table("role_grant") as table:
        table.drop_constraint(op.f("fk_role_grant_organisation_id"), type_="foreignkey")
        table.drop_column("organisation_id")
