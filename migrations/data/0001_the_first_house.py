"""The first house: people, settings, partners, cases, privacy."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "audit_event",
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "login",
                "login_failed",
                "login_throttled",
                "logout",
                "session_ended",
                "grant_switched",
                "password_changed",
                "factor_changed",
                "user_added",
                "granted",
                "list",
                "search",
                "read",
                "trail_read",
                "created",
                "corrected",
                "moved",
                "decided",
                "linked",
                "unlinked",
                "assigned",
                "disclosed",
                "setting_changed",
                "refused",
                "verified",
                "seeded",
                name="event",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "ok",
                "refused",
                "failed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.String(length=40), nullable=False),
        sa.Column("session_ref", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("row_digest", sa.Text(), nullable=False),
        sa.Column("key_epoch", sa.Integer(), nullable=False),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "seq", name="pk_audit_event"),
        sa.UniqueConstraint("event_id", name="uq_audit_event_event_id"),
        sa.UniqueConstraint("municipality", "prev", name="uq_audit_event_municipality_prev"),
    )
    op.create_index("ix_audit_event_actor", "audit_event", ["actor_id", "at"], unique=False)
    op.create_index(
        "ix_audit_event_object", "audit_event", ["object_id", "event", "seq"], unique=False
    )
    op.create_table(
        "audit_head",
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("municipality", name="pk_audit_head"),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "feedback", name="purpose", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "public_task", name="ground", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "means",
            sa.Enum(
                "spoken",
                "letter",
                "secure_mail",
                name="means",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("categories", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
    )
    op.create_index("ix_disclosure_dossier_id", "disclosure", ["dossier_id"], unique=False)
    op.create_table(
        "installation",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_installation"),
    )
    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_municipality"),
        sa.UniqueConstraint("name", name="uq_municipality_name"),
    )
    op.create_table(
        "row_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("of_table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("former", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_row_version"),
    )
    op.create_index("ix_row_version_dossier_id", "row_version", ["dossier_id"], unique=False)
    op.create_table(
        "throttle",
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_throttle"),
    )
    op.create_table(
        "tombstone",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("buried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_tombstone"),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("username", name="uq_user_account_username"),
    )
    op.create_table(
        "case_counter",
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_case_counter_municipality"
        ),
        sa.PrimaryKeyConstraint("municipality", "year", name="pk_case_counter"),
    )
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_form_draft_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_form_draft"),
        sa.UniqueConstraint("user_id", "form", "about", name="uq_form_draft_user_id_form_about"),
    )
    op.create_index("ix_form_draft_expires_at", "form_draft", ["expires_at"], unique=False)
    op.create_table(
        "login_state",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previous_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("previous_failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_login_state_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_login_state"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "chain",
            sa.Enum(
                "justice",
                "care",
                "administration",
                "social",
                name="chain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "public",
                "private",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("may_refer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_organisation_municipality"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("municipality", "name", name="uq_organisation_municipality_name"),
    )
    op.create_table(
        "pga_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=13), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "family",
                name="casekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "referred",
                "in_triage",
                "rejected",
                "information_round",
                "planning",
                "in_execution",
                "on_hold",
                "scale_up_requested",
                "top_x",
                "scale_down_proposed",
                "aftercare",
                "closed",
                "destroyed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("duplicate_checked", sa.Boolean(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "admitted",
                "bilateral",
                "referred_back",
                "referred_on",
                "scale_up_directly",
                "rejected",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("criteria_met", sa.Boolean(), nullable=False),
        sa.Column("procesregisseur_id", sa.Uuid(), nullable=True),
        sa.Column("casusregisseur_id", sa.Uuid(), nullable=True),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("inform_review_on", sa.Date(), nullable=True),
        sa.Column(
            "hold_code",
            sa.Enum(
                "detention",
                "admission",
                "out_of_sight",
                "objection",
                name="holdreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("hold_review_on", sa.Date(), nullable=True),
        sa.Column(
            "scaled_from",
            sa.Enum(
                "referred",
                "in_triage",
                "rejected",
                "information_round",
                "planning",
                "in_execution",
                "on_hold",
                "scale_up_requested",
                "top_x",
                "scale_down_proposed",
                "aftercare",
                "closed",
                "destroyed",
                name="scaled_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("processing_restricted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("safety_warning", sa.LargeBinary(), nullable=True),
        sa.Column("hold_note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["casusregisseur_id"], ["user_account.id"], name="fk_pga_case_casusregisseur_id"
        ),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_pga_case_municipality"
        ),
        sa.ForeignKeyConstraint(
            ["procesregisseur_id"], ["user_account.id"], name="fk_pga_case_procesregisseur_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pga_case"),
        sa.UniqueConstraint("number", name="uq_pga_case_number"),
    )
    op.create_index(
        "ix_pga_case_director", "pga_case", ["procesregisseur_id", "state"], unique=False
    )
    op.create_index(
        "ix_pga_case_place", "pga_case", ["municipality", "state", "number"], unique=False
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_recovery_code_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_code_code_hash"),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "safety_team",
                "intervention_team",
                "coordinator",
                "dpo",
                "board",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_role_grant_municipality"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_role_grant_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
    )
    op.create_index("ix_role_grant_place", "role_grant", ["municipality", "role"], unique=False)
    op.create_index("ix_role_grant_user_id", "role_grant", ["user_id"], unique=False)
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_second_factor_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_second_factor"),
        sa.UniqueConstraint("user_id", name="uq_second_factor_user_id"),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_setting_municipality"
        ),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name="fk_setting_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
    )
    op.create_index("ix_setting_name", "setting", ["municipality", "name", "from_on"], unique=False)
    op.create_table(
        "submission",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=80), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_submission_user_id"),
        sa.PrimaryKeyConstraint("user_id", "form_key", name="pk_submission"),
    )
    op.create_table(
        "case_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "works",
                "recused",
                name="linkkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until_on is null or until_on >= from_on", name="ck_case_link_order"),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_case_link_case_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_case_link_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_link"),
    )
    op.create_index("ix_case_link_case", "case_link", ["case_id"], unique=False)
    op.create_index("ix_case_link_user", "case_link", ["user_id", "kind", "case_id"], unique=False)
    op.create_table(
        "case_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "signal_deletion",
                "triage",
                "information_round",
                "information_reminder",
                "inform_person",
                "inform_review",
                "first_meeting",
                "plan",
                "meeting_after_plan",
                "meeting",
                "contact",
                "measurement",
                "evaluation",
                "zvh_answer",
                "hold_review",
                "aftercare_check",
                "rights_request",
                "rights_request_extended",
                "retention_closed",
                "retention_rejected",
                "retention_log",
                name="termkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_case_term_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_term"),
    )
    op.create_index(
        "ix_case_term_open", "case_term", ["case_id", "ended_on", "due_on"], unique=False
    )
    op.create_table(
        "guardian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.LargeBinary(), nullable=False),
        sa.Column("informed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_guardian_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_guardian"),
    )
    op.create_index("ix_guardian_case_id", "guardian", ["case_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "main",
                "family_member",
                "relation",
                name="personrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("surname", sa.LargeBinary(), nullable=False),
        sa.Column("call_name", sa.LargeBinary(), nullable=False),
        sa.Column("birth", sa.LargeBinary(), nullable=False),
        sa.Column("residence", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_person_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_case_id", "person", ["case_id"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("problems", sa.String(length=200), nullable=False),
        sa.Column("domains", sa.String(length=60), nullable=False),
        sa.Column(
            "not_informed",
            sa.Enum(
                "investigation",
                "safety_person",
                "safety_other",
                "safety_professional",
                "unreachable",
                "other",
                name="notinformedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("referrer", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("occasion", sa.LargeBinary(), nullable=False),
        sa.Column("tried", sa.LargeBinary(), nullable=False),
        sa.Column("necessity", sa.LargeBinary(), nullable=False),
        sa.Column("involved", sa.LargeBinary(), nullable=True),
        sa.Column("urgent_reason", sa.LargeBinary(), nullable=True),
        sa.Column("not_informed_note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_referral_case_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_referral_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
    )
    op.create_index("ix_referral_case_id", "referral", ["case_id"], unique=False)
    op.create_table(
        "state_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "move",
            sa.Enum(
                "start_triage",
                "admit",
                "reject",
                "scale_up_directly",
                "start_planning",
                "drop_after_information",
                "adopt_plan",
                "hold",
                "resume",
                "request_scale_up",
                "record_zvh_yes",
                "record_zvh_no",
                "reject_after_zvh",
                "admit_after_zvh",
                "propose_scale_down",
                "return_to_execution",
                "return_to_aftercare",
                "refuse_scale_down",
                "start_aftercare",
                "close_from_execution",
                "close_from_hold",
                "close_from_top_x",
                "close",
                "reopen_from_aftercare",
                "reopen",
                "destroy",
                "destroy_rejected",
                name="movecode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "referred",
                "in_triage",
                "rejected",
                "information_round",
                "planning",
                "in_execution",
                "on_hold",
                "scale_up_requested",
                "top_x",
                "scale_down_proposed",
                "aftercare",
                "closed",
                "destroyed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=False),
        sa.Column("checks", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_state_change_case_id"),
        sa.ForeignKeyConstraint(["moved_by"], ["user_account.id"], name="fk_state_change_moved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_state_change"),
    )
    op.create_index("ix_state_change_case", "state_change", ["case_id", "at"], unique=False)
    op.create_table(
        "third_party_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("of_field", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_third_party_mark_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_third_party_mark"),
    )
    op.create_index("ix_third_party_mark_case_id", "third_party_mark", ["case_id"], unique=False)
    op.create_table(
        "triage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "admitted",
                "bilateral",
                "referred_back",
                "referred_on",
                "scale_up_directly",
                "rejected",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("criteria", sa.LargeBinary(), nullable=False),
        sa.Column("necessity", sa.LargeBinary(), nullable=False),
        sa.Column("proportionality", sa.LargeBinary(), nullable=False),
        sa.Column("subsidiarity", sa.LargeBinary(), nullable=False),
        sa.Column("reasoning", sa.LargeBinary(), nullable=False),
        sa.Column("consulted", sa.LargeBinary(), nullable=True),
        sa.Column("route", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_triage_case_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name="fk_triage_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_triage"),
    )
    op.create_index("ix_triage_case_id", "triage", ["case_id"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("factor_done", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["role_grant.id"], name="fk_user_session_grant_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_user_session_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user_session"),
        sa.UniqueConstraint("token_hash", name="uq_user_session_token_hash"),
    )
    op.create_index("ix_user_session_user_id", "user_session", ["user_id"], unique=False)


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_user_session_user_id", table_name="user_session")
    op.drop_table("user_session")
    op.drop_index("ix_triage_case_id", table_name="triage")
    op.drop_table("triage")
    op.drop_index("ix_third_party_mark_case_id", table_name="third_party_mark")
    op.drop_table("third_party_mark")
    op.drop_index("ix_state_change_case", table_name="state_change")
    op.drop_table("state_change")
    op.drop_index("ix_referral_case_id", table_name="referral")
    op.drop_table("referral")
    op.drop_index("ix_person_case_id", table_name="person")
    op.drop_table("person")
    op.drop_index("ix_guardian_case_id", table_name="guardian")
    op.drop_table("guardian")
    op.drop_index("ix_case_term_open", table_name="case_term")
    op.drop_table("case_term")
    op.drop_index("ix_case_link_user", table_name="case_link")
    op.drop_index("ix_case_link_case", table_name="case_link")
    op.drop_table("case_link")
    op.drop_table("submission")
    op.drop_index("ix_setting_name", table_name="setting")
    op.drop_table("setting")
    op.drop_table("second_factor")
    op.drop_index("ix_role_grant_user_id", table_name="role_grant")
    op.drop_index("ix_role_grant_place", table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index("ix_recovery_code_user_id", table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_index("ix_pga_case_place", table_name="pga_case")
    op.drop_index("ix_pga_case_director", table_name="pga_case")
    op.drop_table("pga_case")
    op.drop_table("organisation")
    op.drop_table("login_state")
    op.drop_index("ix_form_draft_expires_at", table_name="form_draft")
    op.drop_table("form_draft")
    op.drop_table("case_counter")
    op.drop_table("user_account")
    op.drop_table("tombstone")
    op.drop_table("throttle")
    op.drop_index("ix_row_version_dossier_id", table_name="row_version")
    op.drop_table("row_version")
    op.drop_table("municipality")
    op.drop_table("installation")
    op.drop_index("ix_disclosure_dossier_id", table_name="disclosure")
    op.drop_table("disclosure")
    op.drop_table("audit_head")
    op.drop_index("ix_audit_event_object", table_name="audit_event")
    op.drop_index("ix_audit_event_actor", table_name="audit_event")
    op.drop_table("audit_event")
