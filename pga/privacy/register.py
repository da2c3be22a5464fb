"""The register of columns: which are sealed, and why every other one may be read as it is.

A test holds it against the tables: a column that is neither sealed nor listed here cannot be added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from pga.privacy.columns import is_sealed

_WHY: Final[Mapping[str, str]] = {
    "an id made at random: says nothing by itself": """
        approval.id approval.key_id approval.object_id grant_proposal.id
        grant_proposal.organisation_id role_grant.approval_id stand_in.approval_id stand_in.id
        belonging.installation_id case_end.case_id case_end.id end_telling.case_id end_telling.id
        end_telling.organisation_id mistaken.case_id mistaken.id retraction.case_id
        retraction.disclosure_id retraction.id retraction.mistaken_id retraction.organisation_id
        retraction.term_id evaluation.case_id evaluation.id citation.case_id
        citation.contribution_id citation.id citation.row_id proposal.case_id
        proposal.evaluation_id proposal.id signal.id signal.organisation_id signal_count.id
        concept_notice.concept_id concept_notice.id concept_recusal.concept_id concept_recusal.id
        concept_referral.became_id concept_referral.id
        agreement.id agreement.organisation_id contact_person.id contact_person.organisation_id
        information_request.case_id information_request.contact_id information_request.id
        information_request.organisation_id contribution.case_id contribution.id
        contribution.organisation_id contribution.request_id
        criminal_hold.case_id criminal_hold.id criminal_hold.row_id
        criminal_mark.case_id criminal_mark.id criminal_mark.row_id
        feedback.case_id feedback.contact_id feedback.id feedback.organisation_id
        onward_consent.case_id onward_consent.contribution_id onward_consent.id
        onward_consent.organisation_id
        emergency_access.case_id emergency_access.id emergency_access.link_id
        emergency_review.access_id emergency_review.case_id emergency_review.id
        role_grant.organisation_id
        recusal.case_id recusal.id recusal.link_id
        case_document.approval_id case_document.case_id case_document.guardian_id case_document.id
        case_document.person_id case_document_version.case_id case_document_version.document_id
        case_document_version.id
        contact_moment.case_id contact_moment.guardian_id contact_moment.id
        contact_moment.person_id contact_moment.term_id out_of_sight.case_id out_of_sight.id
        case_action.case_id case_action.contact_id case_action.goal_id case_action.guardian_id
        case_action.id case_action.organisation_id case_action.person_id
        case_plan.case_id case_plan.id domain_score.case_id domain_score.id
        domain_score.measurement_id guardianship.case_id guardianship.guardian_id guardianship.id
        guardianship.person_id inform_postponement.case_id inform_postponement.guardian_id
        inform_postponement.id inform_postponement.person_id informing.guardian_id
        informing.case_id informing.id informing.person_id measurement.case_id measurement.id
        plan_goal.case_id plan_goal.id plan_version.case_id plan_version.id
        last_seen.case_id row_birth.dossier_id row_birth.row_id
        case_handover.id audit_event.event_id audit_event.object_id case_link.case_id
        case_link.id case_term.case_id
        account_notice.id account_notice.made_in
        access_request.case_id access_request.id case_flag.case_id case_flag.id notice.about_id
        notice.case_id notice.id audit_event.event_id audit_event.object_id
        case_link.case_id case_link.id case_term.case_id
        case_term.id disclosure.dossier_id disclosure.id disclosure.organisation_id form_draft.id
        attendance.id attendance.case_id attendance.item_id attendance.organisation_id
        attendance.contact_id case_meeting.id decision.id decision.case_id decision.item_id
        decision.action_id meeting_item.id meeting_item.meeting_id meeting_item.case_id
        form_draft.key_id guardian.case_id guardian.id organisation.id organisation_line.id
        organisation_line.organisation_id person.case_id person.id
        pga_case.id recovery_code.id referral.case_id referral.id referral.organisation_id
        role_grant.id row_version.dossier_id row_version.id row_version.row_id second_factor.id
        image.id setting.id state_change.case_id state_change.id third_party_mark.case_id
        third_party_mark.id third_party_mark.row_id tombstone.dossier_id triage.case_id triage.id
        password_link.id user_account.id user_session.grant_id user_session.id
        sharing_approval.id sharing_approval.version_id sharing_version.id
    """,
    "the id of a colleague: who did or does the work": """
        approval.decided_by approval.proposed_by grant_proposal.user_id stand_in.user_id
        mistaken.taken_by retraction.told_by case_end.ended_by end_telling.settled_by
        pga_case.kept_by_id citation.cited_by evaluation.evaluated_by proposal.answered_by
        proposal.proposed_by signal.made_by concept_notice.user_id concept_recusal.user_id
        concept_referral.judged_by
        concept_referral.maker_id
        attendance.user_id case_meeting.chair_id decision.written_by meeting_item.approved_by
        agreement.set_by contribution.noted_by feedback.noted_by onward_consent.noted_by
        information_request.asked_by
        emergency_access.user_id emergency_review.reviewed_by recusal.ended_by recusal.user_id
        case_document.made_by case_document.settled_by case_document_version.made_by
        contact_moment.ended_by contact_moment.made_by contact_moment.made_with
        out_of_sight.answered_by
        case_action.made_by case_action.user_id inform_postponement.decided_by informing.told_by
        measurement.measured_by plan_version.adopted_by
        last_seen.user_id row_birth.made_by
        case_handover.from_user_id case_handover.proposed_by case_handover.to_user_id
        password_link.made_by password_link.user_id audit_event.actor_id case_link.user_id
        disclosure.noted_by form_draft.user_id
        account_notice.user_id access_request.user_id case_flag.made_by notice.user_id
        audit_event.actor_id case_link.user_id disclosure.noted_by form_draft.user_id
        login_state.user_id pga_case.casusregisseur_id pga_case.procesregisseur_id
        recovery_code.user_id role_grant.user_id row_version.changed_by second_factor.user_id
        organisation_line.set_by
        setting.set_by state_change.moved_by submission.user_id triage.decided_by
        user_session.user_id sharing_approval.approved_by sharing_version.made_by
    """,
    "the municipality: the wall between dossiers is asked in SQL": """
        approval.decided_from approval.municipality grant_proposal.municipality
        stand_in.home stand_in.municipality
        case_meeting.municipality signal.municipality signal_count.municipality
        concept_referral.municipality
        audit_event.municipality audit_head.municipality case_counter.municipality
        case_handover.municipality form_draft.municipality municipality.code
        organisation.municipality
        pga_case.municipality role_grant.municipality
        image.municipality setting.municipality sharing_version.municipality
    """,
    "the number of a case or its counter: a place in a row, nothing about the person": """
        case_counter.last_number case_counter.year form_draft.about pga_case.number
        submission.led_to submission.result
    """,
    "a code of the process: lists, terms and numbers are asked in SQL": """
        approval.kind approval.outcome
        mistaken.kind retraction.means citation.used_in evaluation.conclusion evaluation.level
        evaluation.needed evaluation.proportional proposal.answer proposal.kind signal.calls
        signal.forum signal.kind signal.outcome signal.place signal.source signal_count.calls
        signal_count.kind signal_count.outcome signal_count.source
        attendance.kind attendance.presence attendance.role meeting_item.minutes
        concept_notice.kind concept_referral.state
        case_end.cause case_end.retention case_end.starts_with case_end.told pga_case.held_from
        end_telling.hearer end_telling.means
        pga_case.objection_outcome
        meeting_item.status meeting_item.view_form
        contribution.about contribution.manner contribution.onward contribution.status
        criminal_hold.kind criminal_hold.used pga_case.criminal_rule
        contribution.barred contribution.frozen_for contribution.law_rule contribution.visibility
        feedback.ended_as feedback.means feedback.planned referral.own_knowledge
        disclosure.recipient_kind
        information_request.answer information_request.purpose
        case_handover.answer case_handover.cause case_handover.objection
        case_handover.proposed_as case_link.kind case_term.kind disclosure.ground
        disclosure.means disclosure.purpose
        case_document.audience case_document.kind case_document.means case_document.reader
        case_document.state case_document_version.kept
        contact_moment.ended contact_moment.kind contact_moment.reached contact_moment.regie
        contact_moment.spoken contact_moment.whom out_of_sight.answer out_of_sight.tries
        case_action.kind case_action.outcome case_action.own case_action.regie domain_score.domain
        domain_score.score guardianship.standing
        inform_postponement.audience inform_postponement.ground informing.audience
        informing.means informing.source informing.topics pga_case.inform_rule
        measurement.kind plan_goal.domain plan_goal.regie plan_goal.status plan_version.reply
        access_request.granted emergency_access.cause emergency_review.justified notice.kind
        case_link.kind case_term.kind disclosure.ground disclosure.means disclosure.purpose
        pga_case.criteria_met pga_case.duplicate_checked pga_case.ground pga_case.hold_code
        pga_case.kind pga_case.outcome pga_case.processing_restricted pga_case.purpose
        pga_case.scaled_from pga_case.state pga_case.urgent person.role referral.domains
        referral.not_informed referral.problems row_migration.code state_change.checks
        state_change.move state_change.to_state triage.outcome
    """,
    "a date of the process: terms are asked in SQL": """
        approval.closed_at approval.decided_at approval.expires_on approval.proposed_at
        approval.told_at approval.used_at approval.voided_at approval.withdrawn_at
        mistaken.backups_until mistaken.taken_on retraction.given_on retraction.told_on
        domain_score.source_on citation.cited_at evaluation.held_on evaluation.made_at
        proposal.answered_at proposal.due_on proposal.made_at case_end.ended_on case_end.starts_on
        information_request.ended_on end_telling.told_on end_telling.waived_on signal.called_on
        signal.discussed_on signal.extended_on signal.last_on signal.made_at signal.received_on
        signal_count.counted_on concept_notice.cleared_at concept_notice.made_at
        concept_recusal.declared_at
        concept_referral.again_on concept_referral.begun_at concept_referral.ends_on
        concept_referral.handed_in_on concept_referral.judge_by concept_referral.judged_on
        pga_case.objection_decided_on
        attendance.invited_on attendance.secrecy_on case_meeting.begins case_meeting.cancelled_on
        case_meeting.held_on decision.decided_on decision.withdrawn_on meeting_item.approved_on
        meeting_item.held_on
        case_document.made_at case_document.proposed_on case_document.sent_on
        case_document_version.dated_on case_document_version.made_at
        contact_moment.held_at contact_moment.held_on contact_moment.noted_at
        out_of_sight.answered_at out_of_sight.made_at
        case_action.done_on case_action.due_on case_action.made_at
        inform_postponement.decided_on inform_postponement.noted_at inform_postponement.review_on
        informing.noted_at informing.told_on measurement.final_on measurement.measured_on
        plan_goal.made_at plan_goal.target_on plan_version.adopted_on plan_version.discussed_on
        plan_version.replied_on
        contact_person.last_on contact_person.secrecy_on contribution.facts_on
        feedback.given_on onward_consent.ended_on onward_consent.said_on
        criminal_hold.held_on criminal_hold.settled_on
        contribution.frozen_on contribution.received_on contribution.settled_on
        disclosure.secrecy_on information_request.answered_on information_request.asked_on
        information_request.due_on information_request.remind_on information_request.reminded_on
        last_seen.compared_at last_seen.looked_at last_seen.sheet_at row_birth.at
        case_handover.answered_at case_handover.proposed_at case_link.from_on case_link.until_on
        case_term.due_on case_term.ended_on
        case_link.until_at emergency_access.ends_at emergency_access.opened_at
        emergency_access.review_by emergency_review.reviewed_at recusal.declared_at
        recusal.ended_at
        access_request.answered_on access_request.asked_at case_flag.closed_on case_flag.due_on
        case_flag.made_at notice.cleared_at notice.made_at
        case_link.from_on case_link.until_on case_term.due_on case_term.ended_on
        case_term.started_on disclosure.given_on disclosure.noted_at form_draft.expires_at
        form_draft.saved_at pga_case.admitted_on pga_case.hold_review_on pga_case.inform_review_on
        pga_case.informed_on pga_case.received_on
        person.authority_sought_by pga_case.safety_checked_on row_version.at
        state_change.at row_migration.done_at submission.handed_in_at tombstone.buried_at
        triage.decided_on
    """,
    "the place of a row: order, version, table or field": """
        approval.version signal.version case_document.version
        case_document_version.place case_document_version.template_version
        belonging.place
        case_meeting.version concept_referral.version decision.number decision.version
        meeting_item.place
        meeting_item.version
        case_action.version case_plan.version measurement.version plan_goal.version
        plan_version.number contribution.version feedback.version information_request.version
        evaluation.plan_number
        form_draft.form form_draft.part guardian.place guardian.version person.place person.version
        pga_case.version referral.version row_birth.of_table
        row_version.of_fields row_version.of_table third_party_mark.of_field
    """,
    "a line of the trail: codes and names of fields, never values; readable without keys": """
        audit_event.actor_role audit_event.at audit_event.event audit_event.fields
        audit_event.object_kind audit_event.origin audit_event.outcome audit_event.purpose
        audit_event.request_id audit_event.seq audit_head.seq audit_event.key_epoch
    """,
    "a digest: cannot be turned back": """
        approval.digest belonging.proof
        audit_event.hash audit_event.mac audit_event.prev audit_event.row_digest
        audit_event.session_ref audit_head.hash recovery_code.code_hash submission.form_key
        throttle.subject user_account.password_hash user_session.token_hash
        image.digest password_link.token_hash
    """,
    "the account of a colleague: needed before any key is open": """
        grant_proposal.from_on grant_proposal.role grant_proposal.until_on role_grant.basis
        stand_in.from_on stand_in.until_on user_session.proved_at
        account_notice.cleared_at account_notice.kind account_notice.made_at
        password_link.ended_at password_link.expires_at user_account.screened_until
        user_account.secrecy_on user_account.secrecy_until user_account.trained_until
        user_session.names_on user_session.names_until
        login_state.failures login_state.last_at login_state.last_step login_state.previous_at
        login_state.previous_failures recovery_code.used_at role_grant.from_on role_grant.role
        role_grant.until_on second_factor.confirmed_at second_factor.made_at throttle.failures
        throttle.last_at user_account.digest_on user_account.disabled_at user_account.email
        user_account.wants_digest user_account.made_at user_account.name
        user_account.username user_session.device user_session.ends_at user_session.factor_done
        user_session.made_at user_session.revoked_at user_session.seen_at
    """,
    "an organisation or the house itself: no person": """
        grant_proposal.organisation
        agreement.edition agreement.kind agreement.last_on agreement.set_at agreement.signed_on
        agreement.title organisation.kind organisation_line.kind
        installation.kind installation.made_at municipality.name organisation.chain
        organisation.may_refer organisation.name organisation.standing organisation.from_on
        organisation.until_on organisation_line.chain organisation_line.may_refer
        organisation_line.name organisation_line.reason organisation_line.set_at
        organisation_line.standing organisation_line.until_on setting.from_on
        setting.mark setting.name setting.reason setting.set_at
        sharing_approval.approved_at sharing_approval.from_on sharing_approval.reason
        sharing_version.cells sharing_version.made_at sharing_version.number sharing_version.reason
    """,
    "the logo of a municipality, written anew: a picture for everybody, and of nobody": """
        image.content
    """,
    "a term, word, colour or the public contact of the FG (AVG 37(7)); nothing about a case": """
        setting.value
    """,
}

PLAIN: Final[Mapping[str, str]] = {
    column: why for why, columns in _WHY.items() for column in columns.split()
}
"""Each column that may be read as it is, with the reason."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One line of the register; ``why`` is empty when nobody said why a column is plain."""

    table: str
    column: str
    sealed: bool
    why: str


def columns(metadata: sa.MetaData) -> list[ColumnLine]:
    """Return the register of all columns of these tables, in order."""
    return [
        ColumnLine(
            table.name, column.name, is_sealed(column), PLAIN.get(f"{table.name}.{column.name}", "")
        )
        for table in sorted(metadata.tables.values(), key=lambda table: table.name)
        for column in table.columns
    ]
