"""Who was the wrong person, and each recipient who must hear it.

Old rows stay as they are. The kinds of term are added to those that stand. In a register that may
only grow the words of a row may be overwritten from now on, and nothing else of it: the words of
somebody about whom the case never was do not stay. ``pga audit verify --rows`` tells it when that
was done without a line in the trail.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

MEANS = ["spoken", "letter", "screen", "paper", "secure_mail"]
KINDS = ["person", "guardian"]
TERM = "retraction"
WORDS = {"state_change": "reason", "emergency_access": "note", "emergency_review": "note"}
"""The one column of a register that may be overwritten."""


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "mistaken",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("mistaken", "case_id", "pga_case"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        *_link("mistaken", "taken_by", "user_account"),
        sa.Column("backups_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mistaken"),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_mistaken_takenkind")),
    )
    op.create_index("ix_mistaken_case_id", "mistaken", ["case_id"])
    op.create_table(
        "retraction",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("retraction", "case_id", "pga_case"),
        *_link("retraction", "mistaken_id", "mistaken"),
        *_link("retraction", "term_id", "case_term"),
        sa.Column("disclosure_id", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        *_link("retraction", "organisation_id", "organisation", nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        *_link("retraction", "told_by", "user_account", nullable=True),
        sa.Column("means", sa.String(length=40), nullable=True),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retraction"),
        sa.CheckConstraint(_one_of("means", MEANS), name=op.f("ck_retraction_means")),
    )
    op.create_index("ix_retraction_case_id", "retraction", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("mistaken", "retraction"):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO pga_app")
    _terms(sorted({*_known(), TERM}))
    for table, words in WORDS.items():
        columns = [one["name"] for one in sa.inspect(op.get_bind()).get_columns(table)]
        _guard(table, " OF " + ", ".join(name for name in columns if name != words))
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"GRANT UPDATE ({words}) ON {table} TO pga_app")


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    for table, words in WORDS.items():
        _guard(table, "")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"REVOKE UPDATE ({words}) ON {table} FROM pga_app")
    for table in ("retraction", "mistaken"):
        op.drop_index(f"ix_{table}_case_id", table_name=table)
        op.drop_table(table)
    op.execute("DELETE FROM case_term WHERE kind = 'retraction'")
    _terms(sorted({*_known()} - {TERM}))


def _known() -> list[str]:
    """Return the kinds of term that the store takes now."""
    checks = sa.inspect(op.get_bind()).get_check_constraints("case_term")
    return [one for check in checks for one in re.findall(r"'([a-z_]+)'", check["sqltext"])]


def _terms(kinds: list[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", kinds))


def _guard(table: str, columns: str) -> None:
    """Let a register refuse a change of these columns, or of any."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE{columns} OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        return
    op.execute(f"DROP TRIGGER {table}_update")
    op.execute(
        f"CREATE TRIGGER {table}_update BEFORE UPDATE{columns} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(
    table: str, name: str, to: str, *, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}")),
    )
