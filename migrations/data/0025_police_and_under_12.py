"""What the law keeps of a contribution, about whom criminal data are, and the term to judge it.

Old rows begin empty; they are held against the law by the second half.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

LAWS = ["police", "under_12"]
TERM = "frozen"


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "criminal_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("persons", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["pga_case.id"], name=op.f("fk_criminal_mark_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_criminal_mark"),
        sa.UniqueConstraint("row_id", name="uq_criminal_mark_row_id"),
    )
    op.create_index("ix_criminal_mark_case_id", "criminal_mark", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON criminal_mark TO pga_app")
    with op.batch_alter_table("contribution") as table:
        table.add_column(sa.Column("frozen_for", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("law_rule", sa.SmallInteger(), nullable=True))
        table.create_check_constraint(
            op.f("ck_contribution_frozenfor"), _one_of("frozen_for", LAWS)
        )
    with op.batch_alter_table("referral") as table:
        table.add_column(sa.Column("own_knowledge", sa.Boolean(), nullable=True))
    _terms({*_standing(), TERM})


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    op.execute(f"DELETE FROM case_term WHERE kind = '{TERM}'")  # noqa: S608 - a constant
    _terms(_standing() - {TERM})
    with op.batch_alter_table("referral") as table:
        table.drop_column("own_knowledge")
    with op.batch_alter_table("contribution") as table:
        table.drop_constraint(op.f("ck_contribution_frozenfor"), type_="check")
        table.drop_column("law_rule")
        table.drop_column("frozen_for")
    op.drop_index("ix_criminal_mark_case_id", table_name="criminal_mark")
    op.drop_table("criminal_mark")


def _standing() -> set[str]:
    """Return the kinds of term that the store knows now, whichever step before brought them."""
    checks = sa.inspect(op.get_bind()).get_check_constraints("case_term")
    told = next(one["sqltext"] for one in checks if one["name"] == "termkind")
    return set(re.findall(r"'(\w+)'", told))


def _terms(kinds: set[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", sorted(kinds)))


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
