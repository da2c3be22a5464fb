"""Convenants and contact persons, questions to partners and what they contributed, third parties.

A register of verstrekkingen that is rebuilt keeps its rows and gets its triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = (
    "municipality intervention police prosecution probation child_protection youth_care "
    "mental_health doctor safe_home housing benefits school youth_work community_team halt "
    "prison public_health safety_house other"
).split()
PURPOSES = "feedback request meeting action safety scale_up handover".split()
TABLES = ("agreement", "contact_person", "information_request", "contribution")


def upgrade() -> None:
    """Bring the store up."""
    for name in ("organisation", "organisation_line"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("kind", sa.String(length=40), nullable=True))
            table.create_check_constraint(op.f("partnerkind"), _one_of("kind", KINDS))
    _partners()
    _requests()
    _contributions()
    _triggers_away()
    with op.batch_alter_table("disclosure") as table:
        table.alter_column("organisation_id", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("recipient_kind", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("secrecy_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("contents", sa.LargeBinary(), nullable=True))
        table.drop_constraint(op.f("purpose"), type_="check")
        table.create_check_constraint(op.f("purpose"), _one_of("purpose", PURPOSES))
        table.create_check_constraint(
            op.f("recipientkind"), _one_of("recipient_kind", ["partner", "incidental"])
        )
    op.create_index("ix_disclosure_organisation_id", "disclosure", ["organisation_id"])
    _triggers_back()
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    _triggers_away()
    op.execute("DELETE FROM disclosure WHERE purpose <> 'feedback' OR organisation_id IS NULL")
    op.drop_index("ix_disclosure_organisation_id", table_name="disclosure")
    with op.batch_alter_table("disclosure") as table:
        table.drop_constraint(op.f("recipientkind"), type_="check")
        table.drop_constraint(op.f("purpose"), type_="check")
        table.create_check_constraint(op.f("purpose"), _one_of("purpose", PURPOSES[:1]))
        for column in ("contents", "secrecy_on", "recipient_kind"):
            table.drop_column(column)
        table.alter_column("organisation_id", existing_type=sa.Uuid(), nullable=False)
    _triggers_back()
    op.drop_index("ix_contribution_case", table_name="contribution")
    op.drop_table("contribution")
    op.drop_index("ix_information_request_case", table_name="information_request")
    op.drop_table("information_request")
    for name in ("contact_person", "agreement"):
        op.drop_index(f"ix_{name}_organisation_id", table_name=name)
        op.drop_table(name)
    for name in ("organisation_line", "organisation"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f("partnerkind"), type_="check")
            table.drop_column("kind")


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _check(table: str, column: str, enum: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(_one_of(column, values.split()), name=op.f(f"ck_{table}_{enum}"))


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _partners() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        _check("agreement", "kind", "agreementkind", "covenant incidental police_decision"),
        _to("agreement", "organisation_id", "organisation"),
        _to("agreement", "set_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
    )
    op.create_index("ix_agreement_organisation_id", "agreement", ["organisation_id"])
    op.create_table(
        "contact_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("secrecy_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("function", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        _to("contact_person", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_person"),
    )
    op.create_index("ix_contact_person_organisation_id", "contact_person", ["organisation_id"])


def _requests() -> None:
    name = "information_request"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("not_needed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_note", sa.LargeBinary(), nullable=True),
        sa.Column("late_note", sa.LargeBinary(), nullable=True),
        _check(name, "purpose", "askpurpose", "known picture safety measures"),
        _check(name, "answer", "requestanswer", "known unknown may_not_share spoken"),
        _to(name, "case_id", "pga_case"),
        _to(name, "organisation_id", "organisation"),
        _to(name, "contact_id", "contact_person"),
        _to(name, "asked_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_case", name, ["case_id", "asked_on"])


def _contributions() -> None:
    name = "contribution"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("onward", sa.String(length=40), nullable=False),
        sa.Column("manner", sa.String(length=40), nullable=False),
        sa.Column("facts_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact", sa.LargeBinary(), nullable=False),
        sa.Column("opinion", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("conditions", sa.LargeBinary(), nullable=False),
        sa.Column("frozen_word", sa.LargeBinary(), nullable=True),
        sa.Column("settled_word", sa.LargeBinary(), nullable=True),
        _check(name, "about", "infoclass", "care justice administration social"),
        _check(name, "visibility", "visibility", "regie kernteam overleg"),
        _check(name, "onward", "onward", "no after_consent yes"),
        _check(name, "manner", "manner", "own_work register from_person from_other"),
        _check(name, "status", "status", "active frozen withdrawn"),
        _to(name, "case_id", "pga_case"),
        _to(name, "request_id", "information_request"),
        _to(name, "organisation_id", "organisation"),
        _to(name, "noted_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_case", name, ["case_id", "received_on"])


def _triggers_away() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE disclosure DISABLE TRIGGER USER")
        return
    for act in ("update", "delete", "insert"):
        op.execute(f"DROP TRIGGER disclosure_{act}")


def _triggers_back() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE disclosure ENABLE TRIGGER USER")
        return
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER disclosure_{act} BEFORE {act.upper()} ON disclosure "
            "BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER disclosure_insert BEFORE INSERT ON disclosure WHEN "
        "EXISTS (SELECT 1 FROM disclosure WHERE id = NEW.id) OR EXISTS "
        "(SELECT 1 FROM disclosure WHERE rowid = NEW.rowid) "
        "BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END"
    )
