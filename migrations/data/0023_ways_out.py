"""A case can be left from every state: new moves, how it ended, and where it was held from.

Old rows begin empty: a case that is on hold was held in execution, and that is how it is read; of
what ended before nothing was written down. A register of moves that is rebuilt keeps its rows and
gets its triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOVES = (
    "start_triage admit reject scale_up_directly start_planning drop_after_information adopt_plan "
    "hold resume request_scale_up record_zvh_yes record_zvh_no reject_after_zvh admit_after_zvh "
    "propose_scale_down return_to_execution return_to_aftercare refuse_scale_down start_aftercare "
    "close_from_execution close_from_hold close_from_top_x close reopen_from_aftercare reopen "
    "destroy destroy_rejected"
).split()
NEW_MOVES = (
    "hold_from_round hold_from_planning resume_to_round resume_to_planning end_referred "
    "end_in_triage end_in_round close_from_planning close_from_aftercare"
).split()
OUTCOMES = "done partly failed dropped".split()
REASONS = (
    "goals_reached stable_to_community_team stable_to_partner moved_handed_over "
    "moved_not_handed_over long_detention_or_admission no_longer_necessary "
    "no_cooperation_risk_acceptable deceased wrongly_registered withdrawn merged"
).split()
CLASSES = "admitted not_admitted withdrawn wrongly_registered deceased".split()
STATES = (
    "referred in_triage rejected information_round planning in_execution on_hold "
    "scale_up_requested top_x scale_down_proposed aftercare closed destroyed"
).split()


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("held_from", _codes(STATES, "held_from"), nullable=True))
        table.add_column(
            sa.Column(
                "objection_outcome",
                _codes(["upheld", "rejected"], "objectionoutcome"),
                nullable=True,
            )
        )
        table.add_column(sa.Column("objection_decided_on", sa.Date(), nullable=True))
    op.add_column("information_request", sa.Column("ended_on", sa.Date(), nullable=True))
    _outcomes([*OUTCOMES, "handed_over"])
    _moves([*MOVES, *NEW_MOVES])
    _ends()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON case_end TO pga_app")


def downgrade() -> None:
    """Take the store down; what an older shape does not know ends with it."""
    op.drop_index("ix_case_end_case_id", table_name="case_end")
    op.drop_table("case_end")
    _moves(MOVES)
    op.execute("UPDATE case_action SET outcome = 'dropped' WHERE outcome = 'handed_over'")
    _outcomes(OUTCOMES)
    op.drop_column("information_request", "ended_on")
    with op.batch_alter_table("pga_case") as table:
        for name in ("objectionoutcome", "held_from"):
            table.drop_constraint(op.f(name), type_="check")
        for column in ("objection_decided_on", "objection_outcome", "held_from"):
            table.drop_column(column)


def _codes(values: list[str], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _outcomes(values: list[str]) -> None:
    with op.batch_alter_table("case_action") as table:
        table.drop_constraint(op.f("ck_case_action_actionoutcome"), type_="check")
        table.create_check_constraint(
            op.f("ck_case_action_actionoutcome"), _one_of("outcome", values)
        )


def _ends() -> None:
    name = "case_end"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.Column("told", sa.String(length=80), nullable=False),
        sa.Column("retention", sa.String(length=40), nullable=False),
        sa.Column("starts_with", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        _check(name, "cause", "closingreason", REASONS),
        _check(name, "retention", "retentionclass", CLASSES),
        _check(name, "starts_with", "startevent", ["end", "death"]),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name=op.f(f"fk_{name}_case_id")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["user_account.id"], name=op.f(f"fk_{name}_ended_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index("ix_case_end_case_id", name, ["case_id"])


def _check(table: str, column: str, enum: str, values: list[str]) -> sa.CheckConstraint:
    return sa.CheckConstraint(_one_of(column, values), name=op.f(f"ck_{table}_{enum}"))


def _moves(known: list[str]) -> None:
    here = sa.column("move", sa.String())
    _triggers_away()
    op.execute(sa.delete(sa.table("state_change", here)).where(here.not_in(known)))
    with op.batch_alter_table("state_change") as table:
        table.drop_constraint(op.f("movecode"), type_="check")
        table.create_check_constraint(op.f("movecode"), _one_of("move", known))
    _triggers_back()


def _triggers_away() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE state_change DISABLE TRIGGER USER")
        return
    for act in ("update", "delete", "insert"):
        op.execute(f"DROP TRIGGER state_change_{act}")


def _triggers_back() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE state_change ENABLE TRIGGER USER")
        return
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER state_change_{act} BEFORE {act.upper()} ON state_change "
            "BEGIN SELECT RAISE(ABORT, 'state_change is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER state_change_insert BEFORE INSERT ON state_change WHEN "
        "EXISTS (SELECT 1 FROM state_change WHERE id = NEW.id) OR EXISTS "
        "(SELECT 1 FROM state_change WHERE rowid = NEW.rowid) "
        "BEGIN SELECT RAISE(ABORT, 'state_change is append-only'); END"
    )
