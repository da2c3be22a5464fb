"""What somebody proposes for a case and what was answered, with the terms of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KINDS = "aftercare close scale_up".split()
ANSWERS = "taken refused withdrawn lapsed".split()
TERMS = (
    "signal_deletion triage information_round information_reminder inform_person inform_review "
    "first_meeting plan meeting_after_plan meeting planned_meeting contact measurement evaluation "
    "zvh_answer hold_review aftercare_check rights_request rights_request_extended "
    "retention_closed retention_rejected retention_log authority frozen feedback retraction "
    "end_told retention_withdrawn retention_wrongly_registered retention_deceased"
).split()
NEW_TERMS = ["proposal", "scale_up_proposal"]


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("case_id", "pga_case"),
        *_link("evaluation_id", "evaluation", nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_link("proposed_by", "user_account"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_link("answered_by", "user_account", nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("answer_why", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_proposal_proposalkind")),
        sa.CheckConstraint(_one_of("answer", ANSWERS), name=op.f("ck_proposal_proposalanswer")),
    )
    op.create_index("ix_proposal_case", "proposal", ["case_id", "made_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON proposal TO pga_app")
    _terms([*TERMS, *NEW_TERMS])


def downgrade() -> None:
    """Take the store down; the terms of an answer end with it."""
    op.execute("DELETE FROM case_term WHERE kind IN ('proposal', 'scale_up_proposal')")
    _terms(TERMS)
    op.drop_index("ix_proposal_case", table_name="proposal")
    op.drop_table("proposal")


def _terms(kinds: list[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", kinds))


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(name: str, to: str, *, nullable: bool = False) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_proposal_{name}")),
    )
