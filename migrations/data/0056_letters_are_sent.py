"""The term in which an approved letter is sent."""

from alembic import op

revision = "0056"
down_revision = "0054"
branch_labels = None
depends_on = None

TERMS = (
    "signal_deletion triage information_round information_reminder inform_person inform_review "
    "first_meeting plan meeting_after_plan meeting planned_meeting contact measurement evaluation "
    "zvh_answer hold_review aftercare_check rights_request rights_request_extended "
    "retention_closed retention_rejected retention_log authority frozen feedback retraction "
    "end_told retention_withdrawn retention_wrongly_registered retention_deceased "
    "proposal scale_up_proposal"
).split()


def upgrade() -> None:
    """Bring the store up."""
    _terms([*TERMS, "letter_sending"])


def downgrade() -> None:
    """Take the store down; what was to be sent has no term any more."""
    op.execute("DELETE FROM case_term WHERE kind = 'letter_sending'")
    _terms(TERMS)


def _terms(kinds: list[str]) -> None:
    with op.batch_alter_table("case_term") as table:
        table.drop_constraint(op.f("termkind"), type_="check")
        table.create_check_constraint(op.f("termkind"), _one_of(kinds))


def _one_of(values: list[str]) -> str:
    return f"kind IN ({', '.join(repr(value) for value in values)})"
