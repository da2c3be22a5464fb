"""An evaluatie of the approach, and which contributions a text cites. Old texts cite nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None

CONCLUSIONS = "continue adjust propose_aftercare propose_scale_up propose_close".split()
CITED_IN = "goal action decision evaluation".split()
SEALED = "needed_why proportional_why level_why worked failed why took_part".split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("evaluation", "case_id", "pga_case"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_link("evaluation", "evaluated_by", "user_account"),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("proportional", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Boolean(), nullable=False),
        sa.Column("plan_number", sa.SmallInteger(), nullable=False),
        sa.Column("conclusion", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in SEALED),
        sa.Column("unused", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation"),
        sa.CheckConstraint(
            _one_of("conclusion", CONCLUSIONS), name=op.f("ck_evaluation_conclusion")
        ),
    )
    op.create_index("ix_evaluation_case", "evaluation", ["case_id", "held_on"])
    op.create_table(
        "citation",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("citation", "case_id", "pga_case"),
        *_link("citation", "contribution_id", "contribution"),
        sa.Column("used_in", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("cited_at", sa.DateTime(timezone=True), nullable=False),
        *_link("citation", "cited_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_citation"),
        sa.UniqueConstraint("row_id", "contribution_id", name="uq_citation_row_id_contribution_id"),
        sa.CheckConstraint(_one_of("used_in", CITED_IN), name=op.f("ck_citation_citedin")),
    )
    op.create_index("ix_citation_case", "citation", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON evaluation, citation TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_citation_case", table_name="citation")
    op.drop_table("citation")
    op.drop_index("ix_evaluation_case", table_name="evaluation")
    op.drop_table("evaluation")


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(table: str, name: str, to: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}")),
    )
