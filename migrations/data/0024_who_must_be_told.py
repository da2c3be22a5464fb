"""Who must be told, one by one: gezag over each child, by whom and what was told, who waits.

Old rows begin empty; how it stands with telling in a case of before is judged by the second half.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = ["person", "guardian"]
AUDIENCES = [*BEFORE, "unknown"]
STANDINGS = ["to_confirm", "yes", "no"]
SOURCES = ["municipality", "referrer"]
TERMS = (
    "signal_deletion triage information_round information_reminder inform_person inform_review "
    "first_meeting plan meeting_after_plan meeting planned_meeting contact measurement evaluation "
    "zvh_answer hold_review aftercare_check rights_request rights_request_extended "
    "retention_closed retention_rejected retention_log"
).split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "guardianship",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("guardianship", "case_id", "pga_case"),
        *_link("guardianship", "guardian_id", "guardian"),
        *_link("guardianship", "person_id", "person"),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guardianship"),
        sa.UniqueConstraint(
            "guardian_id", "person_id", name="uq_guardianship_guardian_id_person_id"
        ),
        sa.CheckConstraint(
            _one_of("standing", STANDINGS), name=op.f("ck_guardianship_authoritysaid")
        ),
    )
    op.create_index("ix_guardianship_case_id", "guardianship", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON guardianship TO pga_app")
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("inform_rule", sa.SmallInteger(), nullable=True))
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("authority_sought_by", sa.Date(), nullable=True))
    with op.batch_alter_table("informing") as table:
        table.drop_constraint(op.f("ck_informing_audience"), type_="check")
        table.create_check_constraint(op.f("ck_informing_audience"), _one_of("audience", AUDIENCES))
        for name, kind in (("person_id", sa.Uuid()), ("told_by", sa.Uuid())):
            table.alter_column(name, existing_type=kind, nullable=True)
        table.alter_column("means", existing_type=sa.String(length=40), nullable=True)
        table.add_column(sa.Column("guardian_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("source", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("topics", sa.String(length=120), nullable=True))
        table.create_check_constraint(op.f("ck_informing_toldby"), _one_of("source", SOURCES))
        table.create_foreign_key(
            op.f("fk_informing_guardian_id"), "guardian", ["guardian_id"], ["id"]
        )
    with op.batch_alter_table("inform_postponement") as table:
        table.alter_column("decided_by", existing_type=sa.Uuid(), nullable=True)
        table.alter_column("note", existing_type=sa.LargeBinary(), nullable=True)
        table.add_column(sa.Column("audience", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("guardian_id", sa.Uuid(), nullable=True))
        table.create_check_constraint(
            op.f("ck_inform_postponement_audience"), _one_of("audience", AUDIENCES)
        )
        for name in ("person", "guardian"):
            table.create_foreign_key(
                op.f(f"fk_inform_postponement_{name}_id"), name, [f"{name}_id"], ["id"]
            )
    _terms([*TERMS, "authority"])


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    op.execute("DELETE FROM case_term WHERE kind = 'authority'")
    _terms(TERMS)
    op.execute("DELETE FROM inform_postponement WHERE decided_by IS NULL OR note IS NULL")
    with op.batch_alter_table("inform_postponement") as table:
        for name in ("person", "guardian"):
            table.drop_constraint(op.f(f"fk_inform_postponement_{name}_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_inform_postponement_audience"), type_="check")
        for name in ("guardian_id", "person_id", "audience"):
            table.drop_column(name)
        table.alter_column("note", existing_type=sa.LargeBinary(), nullable=False)
        table.alter_column("decided_by", existing_type=sa.Uuid(), nullable=False)
    op.execute("DELETE FROM informing WHERE person_id IS NULL OR told_by IS NULL OR means IS NULL")
    with op.batch_alter_table("informing") as table:
        table.drop_constraint(op.f("fk_informing_guardian_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_informing_toldby"), type_="check")
        table.drop_constraint(op.f("ck_informing_audience"), type_="check")
        table.create_check_constraint(op.f("ck_informing_audience"), _one_of("audience", BEFORE))
        for name in ("topics", "source", "guardian_id"):
            table.drop_column(name)
        table.alter_column("means", existing_type=sa.String(length=40), nullable=False)
        for name in ("told_by", "person_id"):
            table.alter_column(name, existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("person") as table:
        table.drop_column("authority_sought_by")
    with op.batch_alter_table("pga_case") as table:
        table.drop_column("inform_rule")
    op.drop_index("ix_guardianship_case_id", table_name="guardianship")
    op.drop_table("guardianship")


def _terms(kinds: list[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", kinds))


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(table: str, name: str, to: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}")),
    )
