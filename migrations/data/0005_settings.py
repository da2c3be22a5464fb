"""A line of a setting says whether it sets, confirms or withdraws; room for longer texts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None

MARKS = ("set", "confirmed", "withdrawn")


def upgrade() -> None:
    """Bring the store up."""
    mark = sa.Enum(*MARKS, name="mark", native_enum=False, create_constraint=True, length=40)
    with op.batch_alter_table("setting") as table:
        table.add_column(sa.Column("mark", mark, nullable=False, server_default="set"))
    with op.batch_alter_table("setting") as table:
        table.alter_column("mark", server_default=None)


def downgrade() -> None:
    """Take the store down."""
    with op.batch_alter_table("setting") as table:
        table.drop_constraint("ck_setting_mark", type_="check")
        table.drop_column("mark")
