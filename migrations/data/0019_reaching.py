"""How a person and who has authority are reached, and when the safety line was last checked.

Old rows begin empty: nobody wrote these down, and nothing is guessed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SEALED = (("person", "phone"), ("guardian", "phone"), ("guardian", "address"))


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("safety_checked_on", sa.Date(), nullable=True))
    for name, column in SEALED:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the store down; what was written in these columns goes."""
    for name, column in reversed(SEALED):
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    with op.batch_alter_table("pga_case") as table:
        table.drop_column("safety_checked_on")
