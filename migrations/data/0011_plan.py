"""The plan: goals, actions and adopted versions; metingen; telling the person."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DOMAINS = ("FIN", "WEO", "TYD", "HUI", "REL", "GGZ", "LIG", "VER", "ADL", "NET", "PAR", "JUS")
OUTCOMES = ("done", "partly", "failed", "dropped")
TABLES = (
    "case_plan",
    "plan_goal",
    "case_action",
    "plan_version",
    "measurement",
    "domain_score",
    "informing",
    "inform_postponement",
)
INDEXES = {
    "ix_plan_goal_case": ("plan_goal", ["case_id", "status", "made_at"]),
    "ix_case_action_open": ("case_action", ["case_id", "outcome", "due_on"]),
    "ix_case_action_user": ("case_action", ["user_id", "outcome", "due_on"]),
    "ix_case_action_goal": ("case_action", ["goal_id"]),
    "ix_measurement_case": ("measurement", ["case_id", "final_on", "measured_on"]),
    "ix_domain_score_case": ("domain_score", ["case_id"]),
    "ix_informing_case_id": ("informing", ["case_id"]),
    "ix_inform_postponement_case_id": ("inform_postponement", ["case_id"]),
}


def upgrade() -> None:
    """Bring the store up."""
    _plan()
    _measuring()
    _informing()
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    for name, (table, _) in reversed(INDEXES.items()):
        op.drop_index(name, table_name=table)
    for name in reversed(TABLES):
        op.drop_table(name)


def _plan() -> None:
    _make(
        "case_plan",
        *(_sealed(name) for name in ("picture", "view", "crisis", "enough")),
        _number("version"),
        sa.UniqueConstraint("case_id", name="uq_case_plan_case_id"),
    )
    _make(
        "plan_goal",
        *_code("plan_goal", "domain", "lifedomain", DOMAINS),
        *_code("plan_goal", "status", "goalstatus", ("now", "later", "reached", "dropped")),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("regie", sa.Boolean(), nullable=False),
        _moment("made_at"),
        _sealed("text", required=True),
        _sealed("words"),
        _number("version"),
    )
    kinds = ("care", "justice", "administrative", "civil", "social", "supervision")
    _make(
        "case_action",
        *_link("case_action", "goal_id", "plan_goal", required=False),
        *_code("case_action", "kind", "actionkind", kinds),
        *_link("case_action", "user_id", "user_account", required=False),
        *_link("case_action", "organisation_id", "organisation", required=False),
        _day("due_on"),
        sa.Column("regie", sa.Boolean(), nullable=False),
        _moment("made_at"),
        *_link("case_action", "made_by", "user_account"),
        *_code("case_action", "outcome", "actionoutcome", OUTCOMES, required=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        _sealed("text", required=True),
        _sealed("contact"),
        _sealed("result"),
        _number("version"),
    )
    replies = ("agreed", "not_agreed", "could_not")
    _make(
        "plan_version",
        sa.Column("number", sa.SmallInteger(), nullable=False),
        _day("adopted_on"),
        *_link("plan_version", "adopted_by", "user_account"),
        _day("discussed_on"),
        *_code("plan_version", "reply", "planreply", replies, required=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        _sealed("content", required=True),
        _sealed("why"),
        _sealed("reply_note"),
        sa.UniqueConstraint("case_id", "number", name="uq_plan_version_case_id_number"),
    )


def _measuring() -> None:
    _make(
        "measurement",
        *_code("measurement", "kind", "measurementkind", ("baseline", "interim", "final")),
        _day("measured_on"),
        *_link("measurement", "measured_by", "user_account"),
        sa.Column("final_on", sa.Date(), nullable=True),
        _number("version"),
    )
    scores = ("1", "2", "3", "4", "5", "unknown", "not_needed")
    _make(
        "domain_score",
        *_link("domain_score", "measurement_id", "measurement"),
        *_code("domain_score", "domain", "lifedomain", DOMAINS),
        *_code("domain_score", "score", "score", scores, required=False),
        _sealed("why"),
        _sealed("source"),
        sa.UniqueConstraint(
            "measurement_id", "domain", name="uq_domain_score_measurement_id_domain"
        ),
    )


def _informing() -> None:
    _make(
        "informing",
        *_link("informing", "person_id", "person"),
        *_code("informing", "audience", "audience", ("person", "guardian")),
        *_code("informing", "means", "informmeans", ("letter", "talk")),
        _day("told_on"),
        *_link("informing", "told_by", "user_account"),
        _moment("noted_at"),
        _sealed("note"),
    )
    grounds = (
        "investigation",
        "safety_person",
        "safety_other",
        "safety_professional",
        "unreachable",
        "other",
    )
    _make(
        "inform_postponement",
        *_code("inform_postponement", "ground", "notinformedreason", grounds),
        *_link("inform_postponement", "decided_by", "user_account"),
        _day("decided_on"),
        _day("review_on"),
        _moment("noted_at"),
        _sealed("note", required=True),
    )


def _make(table: str, *parts: sa.schema.SchemaItem) -> None:
    """Make a table of a case."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        *_link(table, "case_id", "pga_case"),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _link(
    table: str, name: str, to: str, *, required: bool = True
) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=not required),
        sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}"),
    )


def _code(
    table: str, name: str, check: str, allowed: tuple[str, ...], *, required: bool = True
) -> tuple[sa.schema.SchemaItem, ...]:
    told = ", ".join(f"'{code}'" for code in allowed)
    return (
        sa.Column(name, sa.String(length=40), nullable=not required),
        sa.CheckConstraint(f"{name} IN ({told})", name=f"ck_{table}_{check}"),
    )


def _sealed(name: str, *, required: bool = False) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=not required)


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)
