"""The casusoverleg: agenda per case, who sat there, what was decided, and its day as a term."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TERMS = (
    "signal_deletion triage information_round information_reminder inform_person inform_review "
    "first_meeting plan meeting_after_plan meeting contact measurement evaluation zvh_answer "
    "hold_review aftercare_check rights_request rights_request_extended retention_closed "
    "retention_rejected retention_log"
).split()
RECIPIENTS = ["partner", "incidental"]
MEANS = ["spoken", "letter", "secure_mail"]
TABLES = ("case_meeting", "meeting_item", "attendance", "decision")


def upgrade() -> None:
    """Bring the store up."""
    _meetings()
    _items()
    _attendance()
    _decisions()
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(
            op.f("termkind"), _one_of("kind", [*TERMS, "planned_meeting"])
        )
    _disclosures([*RECIPIENTS, "colleague", "person"], [*MEANS, "screen", "paper"])
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    _disclosures(RECIPIENTS, MEANS)
    op.execute("DELETE FROM case_term WHERE kind = 'planned_meeting'")
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", TERMS))
    op.drop_table("decision")
    op.drop_index("ix_attendance_item", table_name="attendance")
    op.drop_table("attendance")
    op.drop_index("ix_meeting_item_case", table_name="meeting_item")
    op.drop_table("meeting_item")
    op.drop_index("ix_case_meeting_day", table_name="case_meeting")
    op.drop_table("case_meeting")


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _check(table: str, column: str, enum: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(_one_of(column, values.split()), name=op.f(f"ck_{table}_{enum}"))


def _to(table: str, column: str, other: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}")


def _meetings() -> None:
    name = "case_meeting"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("chair_id", sa.Uuid(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        _to(name, "municipality", "municipality", "code"),
        _to(name, "chair_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index("ix_case_meeting_day", name, ["municipality", "held_on"])


def _items() -> None:
    name = "meeting_item"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("view_form", sa.String(length=40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=True),
        _check(name, "status", "itemstatus", "waiting open done taken_off"),
        _check(name, "view_form", "viewform", "present written told none"),
        _to(name, "meeting_id", "case_meeting"),
        _to(name, "case_id", "pga_case"),
        _to(name, "approved_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("meeting_id", "case_id", name=f"uq_{name}_meeting_id_case_id"),
    )
    op.create_index("ix_meeting_item_case", name, ["case_id", "status"])


def _attendance() -> None:
    name = "attendance"
    roles = "safety_team intervention_team coordinator dpo board admin"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("presence", sa.String(length=40), nullable=True),
        sa.Column("secrecy_on", sa.Date(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        _check(name, "kind", "attendeekind", "colleague partner incidental person"),
        _check(name, "role", "role", roles),
        _check(name, "presence", "presence", "present excused absent"),
        _to(name, "case_id", "pga_case"),
        _to(name, "item_id", "meeting_item"),
        _to(name, "user_id", "user_account"),
        _to(name, "organisation_id", "organisation"),
        _to(name, "contact_id", "contact_person"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index("ix_attendance_item", name, ["item_id"])


def _decisions() -> None:
    name = "decision"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _to(name, "case_id", "pga_case"),
        _to(name, "item_id", "meeting_item"),
        _to(name, "action_id", "case_action"),
        _to(name, "written_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("item_id", "number", name=f"uq_{name}_item_id_number"),
    )


def _disclosures(recipients: list[str], means: list[str]) -> None:
    _triggers_away()
    for column, known in (("recipient_kind", recipients), ("means", means)):
        here = sa.column(column, sa.String())
        op.execute(sa.delete(sa.table("disclosure", here)).where(here.not_in(known)))
    with op.batch_alter_table("disclosure") as table:
        for name, column, known in (
            ("recipientkind", "recipient_kind", recipients),
            ("means", "means", means),
        ):
            table.drop_constraint(op.f(name), type_="check")
            table.create_check_constraint(op.f(name), _one_of(column, known))
    _triggers_back()


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
