"""Concept-aanmeldingen of the interventieteam, and what colleagues are told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0040"
branch_labels = None
depends_on = None

STATES = "being_written handed_in asked_back taken refused withdrawn lapsed".split()
NEWS = "handed_in asked_back taken refused unanswered".split()
DAYS = "handed_in_on again_on judge_by ends_on judged_on".split()
SEALED = "name writing handed question answer refusal".split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "concept_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *STATES,
                name="conceptstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in DAYS),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("became_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in SEALED),
        _to("concept_referral", "judged_by", "user_account.id"),
        _to("concept_referral", "maker_id", "user_account.id"),
        _to("concept_referral", "municipality", "municipality.code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_referral")),
    )
    op.create_index("ix_concept_referral_maker", "concept_referral", ["maker_id", "state"])
    op.create_index("ix_concept_referral_place", "concept_referral", ["municipality", "state"])
    op.create_table(
        "concept_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*NEWS, name="conceptnews", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        _to("concept_notice", "concept_id", "concept_referral.id"),
        _to("concept_notice", "user_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_notice")),
    )
    op.create_index("ix_concept_notice_concept_id", "concept_notice", ["concept_id"])
    op.create_index("ix_concept_notice_user", "concept_notice", ["user_id", "cleared_at"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("concept_referral", "concept_notice"):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("concept_notice")
    op.drop_table("concept_referral")


def _to(table: str, name: str, where: str) -> sa.schema.SchemaItem:
    return sa.ForeignKeyConstraint([name], [where], name=op.f(f"fk_{table}_{name}"))
