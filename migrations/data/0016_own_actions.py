"""Somebody of the case itself can have an action; the name stands as on the day of choosing."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    own = sa.Enum(
        "person",
        "family_member",
        "guardian",
        name="own",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    with op.batch_alter_table("case_action") as table:
        table.add_column(sa.Column("own", own, nullable=True))
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("guardian_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("own_name", sa.LargeBinary(), nullable=True))
        table.create_foreign_key(op.f("fk_case_action_person_id"), "person", ["person_id"], ["id"])
        table.create_foreign_key(
            op.f("fk_case_action_guardian_id"), "guardian", ["guardian_id"], ["id"]
        )


def downgrade() -> None:
    """Take the store down; what somebody of the case has ends with it."""
    op.execute(
        "UPDATE decision SET action_id = NULL "
        "WHERE action_id IN (SELECT id FROM case_action WHERE own IS NOT NULL)"
    )
    op.execute("DELETE FROM case_action WHERE own IS NOT NULL")
    with op.batch_alter_table("case_action") as table:
        table.drop_constraint(op.f("own"), type_="check")
        table.drop_constraint(op.f("fk_case_action_guardian_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_case_action_person_id"), type_="foreignkey")
        for column in ("own_name", "guardian_id", "person_id", "own"):
            table.drop_column(column)
