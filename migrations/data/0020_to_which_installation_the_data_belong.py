"""To which installation the data belong; `pga migrate` fills it, when the keys open the data."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "belonging",
        sa.Column("place", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("installation_id", sa.Uuid(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("place = 1", name=op.f("ck_belonging_one")),
        sa.PrimaryKeyConstraint("place", name="pk_belonging"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT ON belonging TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("belonging")
