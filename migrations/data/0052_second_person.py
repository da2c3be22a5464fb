"""Roles with a second person: what was proposed, how a role began, and who proved who is there."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

ROLES = "safety_team intervention_team coordinator dpo board admin".split()


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "grant_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("role", _code("ck_grant_proposal_role", ROLES), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        _to("grant_proposal", "user_id", "user_account.id"),
        _to("grant_proposal", "municipality", "municipality.code"),
        _to("grant_proposal", "organisation_id", "organisation.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_proposal")),
    )
    op.create_index("ix_grant_proposal_user_id", "grant_proposal", ["user_id"])
    basis = _code("ck_role_grant_grantbasis", ["before", "founding", "approved"])
    with op.batch_alter_table("role_grant") as table:
        table.add_column(sa.Column("basis", basis, nullable=True))
        table.add_column(sa.Column("approval_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_role_grant_approval_id"), "approval", ["approval_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_role_grant_approval_id"), ["approval_id"])
    op.add_column("user_session", sa.Column("proved_at", sa.DateTime(timezone=True)))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON grant_proposal TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_column("user_session", "proved_at")
    with op.batch_alter_table("role_grant") as table:
        table.drop_constraint(op.f("uq_role_grant_approval_id"), type_="unique")
        table.drop_constraint(op.f("fk_role_grant_approval_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_role_grant_grantbasis"), type_="check")
        table.drop_column("approval_id")
        table.drop_column("basis")
    op.drop_table("grant_proposal")


def _code(name: str, members: list[str]) -> sa.Enum:
    return sa.Enum(*members, name=op.f(name), native_enum=False, create_constraint=True, length=40)


def _to(table: str, name: str, where: str) -> sa.schema.SchemaItem:
    return sa.ForeignKeyConstraint([name], [where], name=op.f(f"fk_{table}_{name}"))
