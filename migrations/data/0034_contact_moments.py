"""Contact moments of a case, and who does not go there alone. Old cases begin with none."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = ["home_visit", "phone", "street", "message", "location"]
WHOM = ["person", "guardian", "other"]
ENDS = ["withdrawn", "moved"]
TABLE = "contact_moment"


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link("case_id", "pga_case"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("whom", sa.String(length=40), nullable=False),
        *_link("person_id", "person", empty=True),
        *_link("guardian_id", "guardian", empty=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.Time(), nullable=False),
        *_link("made_by", "user_account"),
        *_link("made_with", "user_account", empty=True),
        sa.Column("regie", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        *_link("term_id", "case_term", empty=True),
        sa.Column("ended", sa.String(length=40), nullable=True),
        *_link("ended_by", "user_account", empty=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("whom_name", sa.LargeBinary(), nullable=True),
        sa.Column("ended_why", sa.LargeBinary(), nullable=True),
        *(
            sa.CheckConstraint(_one_of(column, values), name=op.f(f"ck_{TABLE}_{name}"))
            for column, name, values in (
                ("kind", "contactkind", KINDS),
                ("whom", "whom", WHOM),
                ("ended", "momentend", ENDS),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    op.create_index("ix_contact_moment_case", TABLE, ["case_id", "held_on"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO pga_app")
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("visit_rule", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the store down."""
    with op.batch_alter_table("pga_case") as table:
        table.drop_column("visit_rule")
    op.drop_index("ix_contact_moment_case", table_name=TABLE)
    op.drop_table(TABLE)


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _link(name: str, to: str, *, empty: bool = False) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=empty),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{TABLE}_{name}")),
    )
