"""Who hears that a case ended, until somebody told them; and a term of keeping for each class."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

NAME = "end_telling"
HEARERS = ["partner", "referrer", "person", "family"]
MEANS = ["phone", "letter", "secure_mail", "in_person"]
BEFORE = (
    "signal_deletion triage information_round information_reminder inform_person inform_review "
    "authority first_meeting plan meeting_after_plan meeting planned_meeting contact measurement "
    "evaluation zvh_answer hold_review aftercare_check rights_request rights_request_extended "
    "retention_closed retention_rejected retention_log frozen feedback retraction"
).split()
NEW = "end_told retention_withdrawn retention_wrongly_registered retention_deceased".split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("hearer", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("means", sa.String(length=40), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(_one_of("hearer", HEARERS), name=op.f(f"ck_{NAME}_hearer")),
        sa.CheckConstraint(_one_of("means", MEANS), name=op.f(f"ck_{NAME}_feedbackmeans")),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name=op.f(f"fk_{NAME}_case_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f(f"fk_{NAME}_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["user_account.id"], name=op.f(f"fk_{NAME}_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(f"ix_{NAME}_case_id", NAME, ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {NAME} TO pga_app")
    _terms([*BEFORE, *NEW])


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    op.execute(sa.delete(sa.table("case_term", _KIND)).where(_KIND.in_(NEW)))
    _terms(BEFORE)
    op.drop_index(f"ix_{NAME}_case_id", table_name=NAME)
    op.drop_table(NAME)


_KIND = sa.column("kind", sa.String())


def _terms(kinds: list[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", kinds))


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
