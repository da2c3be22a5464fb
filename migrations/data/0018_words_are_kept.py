"""A draft of every form, and where a form that was handed in led."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BECAME = {
    "referral": "cases.register",
    "correction": "cases.correct",
    "triage": "cases.triage",
    "planning": "cases.start_planning",
    "plan_texts": "cases.plan_texts",
    "adopt_plan": "cases.adopt_plan",
    "measure": "cases.measure",
    "hold": "cases.hold",
    "resume": "cases.resume",
    "drop": "cases.drop",
}
OF_A_CASE = sa.text("UPDATE form_draft SET municipality = substr(about, 1, 3) WHERE about <> ''")
OF_NO_CASE = sa.text(
    "UPDATE form_draft SET municipality = coalesce((SELECT min(municipality) FROM role_grant"
    " WHERE role_grant.user_id = form_draft.user_id), '') WHERE about = ''"
)


def upgrade() -> None:
    """Bring the store up; drafts stay, under the name of the endpoint that takes them in."""
    op.add_column("user_session", sa.Column("names_on", sa.String(length=40), nullable=True))
    op.add_column(
        "user_session", sa.Column("names_until", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("submission", sa.Column("led_to", sa.String(length=250), nullable=True))
    with op.batch_alter_table("form_draft") as table:
        table.add_column(
            sa.Column("municipality", sa.String(length=3), nullable=False, server_default="")
        )
        table.add_column(sa.Column("part", sa.String(length=80), nullable=False, server_default=""))
        table.drop_constraint("uq_form_draft_user_id_form_about", type_="unique")
        table.create_unique_constraint(
            "uq_form_draft_user_id_municipality_form_about_part",
            ["user_id", "municipality", "form", "about", "part"],
        )
    op.execute(OF_A_CASE)
    op.execute(OF_NO_CASE)
    op.execute("DELETE FROM form_draft WHERE form = 'base' OR municipality = ''")
    for was, now in BECAME.items():
        op.execute(
            sa.text("UPDATE form_draft SET form = :now WHERE form = :was").bindparams(
                now=now, was=was
            )
        )
    with op.batch_alter_table("form_draft") as table:
        table.alter_column("municipality", server_default=None)
        table.alter_column("part", server_default=None)


def downgrade() -> None:
    """Take the store down; drafts of forms that it did not know are gone."""
    op.execute("DELETE FROM form_draft WHERE part <> ''")
    for was, now in BECAME.items():
        op.execute(
            sa.text("UPDATE form_draft SET form = :was WHERE form = :now").bindparams(
                now=now, was=was
            )
        )
    op.execute("DELETE FROM form_draft WHERE form LIKE '%.%'")
    with op.batch_alter_table("form_draft") as table:
        table.drop_constraint("uq_form_draft_user_id_municipality_form_about_part", type_="unique")
        table.create_unique_constraint(
            "uq_form_draft_user_id_form_about", ["user_id", "form", "about"]
        )
        table.drop_column("part")
        table.drop_column("municipality")
    with op.batch_alter_table("submission") as table:
        table.drop_column("led_to")
    with op.batch_alter_table("user_session") as table:
        table.drop_column("names_until")
        table.drop_column("names_on")
