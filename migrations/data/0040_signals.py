"""Signalen: a worry before there is a case, with a key of its own, and what is left to count."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

SOURCES = (
    "school attendance police youth_work parents neighbourhood security gp network "
    "intervention_team"
).split()
KINDS = "E33 youth neighbours substances homeless home neglect other".split()
PLACES = "at_home street centre school nature online other".split()
FORUMS = "network safety_talk care bilateral other".split()
OUTCOMES = (
    "concept referral taken_up regular_care care_report youth_group nothing expired"
).split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "signal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        _code("source"),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        _code("kind"),
        _code("place", nullable=True),
        sa.Column("calls", sa.SmallInteger(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        _code("forum", nullable=True),
        _code("outcome", nullable=True),
        sa.Column("worry", sa.LargeBinary(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=True),
        sa.Column("birth", sa.LargeBinary(), nullable=True),
        sa.Column("organisations", sa.LargeBinary(), nullable=True),
        sa.Column("extension", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signal"),
        *_links("signal", municipality="municipality.code", made_by="user_account.id"),
        *_links("signal", organisation_id="organisation.id"),
        *_codes(
            "signal",
            ("signalsource", "source", SOURCES),
            ("signalkind", "kind", KINDS),
            ("placekind", "place", PLACES),
            ("forum", "forum", FORUMS),
            ("signaloutcome", "outcome", OUTCOMES),
        ),
    )
    op.create_index("ix_signal_place", "signal", ["municipality", "last_on"])
    op.create_table(
        "signal_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        _code("source"),
        _code("kind"),
        _code("outcome"),
        sa.Column("calls", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signal_count"),
        *_links("signal_count", municipality="municipality.code"),
        *_codes(
            "signal_count",
            ("signalsource", "source", SOURCES),
            ("signalkind", "kind", KINDS),
            ("signaloutcome", "outcome", OUTCOMES),
        ),
    )
    op.create_index("ix_signal_count_place", "signal_count", ["municipality", "counted_on"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("signal", "signal_count"):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO pga_app")


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    for table in ("signal_count", "signal"):
        op.drop_index(f"ix_{table}_place", table_name=table)
        op.drop_table(table)


def _code(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=nullable)


def _links(table: str, **to: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [place], name=op.f(f"fk_{table}_{name}"))
        for name, place in to.items()
    ]


def _codes(table: str, *some: tuple[str, str, list[str]]) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(
            f"{column} IN ({', '.join(repr(one) for one in values)})",
            name=op.f(f"ck_{table}_{name}"),
        )
        for name, column, values in some
    ]
