"""The day of what a score rests on. Old rows begin empty: nobody guesses it."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("domain_score") as table:
        table.add_column(sa.Column("source_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the store down."""
    with op.batch_alter_table("domain_score") as table:
        table.drop_column("source_on")
