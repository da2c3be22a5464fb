"""That the referrer hears the outcome of the weging is a duty with a day, until it was given."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MEANS = ["phone", "letter", "secure_mail", "in_person"]
ENDS = ["given", "anonymous", "not_possible"]
TERM = "feedback"


def upgrade() -> None:
    """Bring the store up; of a weging of before the feedback stands as it was booked."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("planned", sa.String(length=40), nullable=False),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("means", sa.String(length=40), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_feedback_{name}"))
            for name, to in (
                ("case_id", "pga_case"),
                ("organisation_id", "organisation"),
                ("contact_id", "contact_person"),
                ("noted_by", "user_account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("case_id", name="uq_feedback_case_id"),
        sa.CheckConstraint(_one_of("planned", MEANS), name=op.f("ck_feedback_planned")),
        sa.CheckConstraint(_one_of("means", MEANS), name=op.f("ck_feedback_feedbackmeans")),
        sa.CheckConstraint(_one_of("ended_as", ENDS), name=op.f("ck_feedback_feedbackend")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON feedback TO pga_app")
    _terms({*_standing(), TERM})


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    op.execute(f"DELETE FROM case_term WHERE kind = '{TERM}'")  # noqa: S608 - a constant
    _terms(_standing() - {TERM})
    op.drop_table("feedback")


def _standing() -> set[str]:
    """Return the kinds of term that the store knows now, whichever step before brought them."""
    checks = sa.inspect(op.get_bind()).get_check_constraints("case_term")
    told = next(one["sqltext"] for one in checks if one["name"] == "termkind")
    return set(re.findall(r"'(\w+)'", told))


def _terms(kinds: set[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of("kind", sorted(kinds)))


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
