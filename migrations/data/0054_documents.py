"""Documents of a case in versions, and why a letter goes in the register of verstrekkingen."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

PURPOSES = ["feedback", "request", "meeting", "action", "safety", "scale_up", "handover"]
KINDS = ["notified", "scaled_up"]
READERS = ["adult", "from_16", "from_12", "parent"]
STATES = ["draft", "proposed", "sent", "failed", "withdrawn"]
MEANS = ["spoken", "letter", "screen", "paper", "secure_mail"]
AUDIENCES = ["person", "guardian", "unknown"]
TABLE = "case_document"
VERSIONS = "case_document_version"


def upgrade() -> None:
    """Bring the store up; old cases begin without a document."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link(TABLE, "case_id", "pga_case"),
        *_code("kind", "letterkind", KINDS),
        *_code("reader", "letterreader", READERS),
        *_code("state", "documentstate", STATES),
        *_code("means", "means", MEANS),
        *_link(TABLE, "made_by", "user_account"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        *_link(TABLE, "approval_id", "approval", empty=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        *_link(TABLE, "settled_by", "user_account", empty=True),
        sa.Column("failed", sa.LargeBinary(), nullable=True),
        *_code("audience", "audience", AUDIENCES),
        *_link(TABLE, "person_id", "person", empty=True),
        *_link(TABLE, "guardian_id", "guardian", empty=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("approval_id", name=op.f(f"uq_{TABLE}_approval_id")),
    )
    op.create_index(f"ix_{TABLE}_case_id", TABLE, ["case_id"])
    op.create_table(
        VERSIONS,
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link(VERSIONS, "case_id", "pga_case"),
        *_link(VERSIONS, "document_id", TABLE),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("template_version", sa.SmallInteger(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        *_link(VERSIONS, "made_by", "user_account"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("filled", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{VERSIONS}")),
        sa.UniqueConstraint("document_id", "place", name=op.f(f"uq_{VERSIONS}_document_id_place")),
    )
    op.create_index(f"ix_{VERSIONS}_case_id", VERSIONS, ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in (TABLE, VERSIONS):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO pga_app")
    _purposes([*PURPOSES, "inform"])


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    _purposes(PURPOSES)
    op.drop_index(f"ix_{VERSIONS}_case_id", table_name=VERSIONS)
    op.drop_table(VERSIONS)
    op.drop_index(f"ix_{TABLE}_case_id", table_name=TABLE)
    op.drop_table(TABLE)


def _purposes(known: list[str]) -> None:
    """Set why data can go; the register may only grow, so its guards stand aside meanwhile."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("ALTER TABLE disclosure DISABLE TRIGGER USER")
    else:
        for act in ("update", "delete", "insert"):
            op.execute(f"DROP TRIGGER disclosure_{act}")
    here = sa.column("purpose", sa.String())
    op.execute(sa.delete(sa.table("disclosure", here)).where(here.not_in(known)))
    with op.batch_alter_table("disclosure") as table:
        table.drop_constraint(op.f("purpose"), type_="check")
        table.create_check_constraint(op.f("purpose"), _one_of("purpose", known))
    if postgresql:
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


def _code(name: str, kind: str, members: list[str]) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.String(length=40), nullable=False),
        sa.CheckConstraint(_one_of(name, members), name=op.f(f"ck_{TABLE}_{kind}")),
    )


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(
    table: str, name: str, to: str, *, empty: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=empty),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}")),
    )
