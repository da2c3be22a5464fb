"""A line of a setting says whether it sets a value, confirms one or withdraws one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WITHDRAWN = """
DELETE FROM setting WHERE EXISTS (
  SELECT 1 FROM setting AS back
  WHERE back.mark = 'withdrawn' AND back.municipality = setting.municipality
    AND back.name = setting.name AND back.from_on = setting.from_on
    AND back.set_at >= setting.set_at
)
"""


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("setting") as table:
        table.add_column(sa.Column("mark", sa.String(length=40), nullable=True))
    op.execute("UPDATE setting SET mark = 'set'")
    with op.batch_alter_table("setting") as table:
        table.alter_column("mark", existing_type=sa.String(length=40), nullable=False)
        table.create_check_constraint(
            op.f("ck_setting_mark"), "mark IN ('set', 'confirmed', 'withdrawn')"
        )


def downgrade() -> None:
    """Take the store down; a withdrawn value may not come to life, as nothing says it is one."""
    op.execute(WITHDRAWN)
    with op.batch_alter_table("setting") as table:
        table.drop_constraint(op.f("ck_setting_mark"), type_="check")
        table.drop_column("mark")
