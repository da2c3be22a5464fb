"""What stood on a shared screen waits until it is booked; an approved besluitenlijst is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up; what was shown before is booked, how a list was before is not known."""
    op.add_column("attendance", sa.Column("pending", sa.LargeBinary(), nullable=True))
    op.add_column("meeting_item", sa.Column("approved_list", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the store down."""
    op.drop_column("meeting_item", "approved_list")
    op.drop_column("attendance", "pending")
