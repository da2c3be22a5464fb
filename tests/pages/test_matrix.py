"""Each door of the house, for each role, for each kind of case: one table, read by a person."""

import re
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pytest
from flask import url_for

from pga.access.permissions import Role
from pga.accounts.models import RoleGrant
from pga.cases import room
from pga.cases.models.case import Person
from pga.cases.models.contact import ContactMoment
from pga.cases.models.doors import AccessRequest, CaseFlag, CaseLink, Recusal
from pga.cases.models.evaluating import Proposal
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.models.letters import CaseDocument
from pga.cases.models.meeting import CaseMeeting, Decision
from pga.cases.models.mistaken import Retraction
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.referral import CriminalHold
from pga.cases.rules.contributions import FrozenFor, Onward, Status
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.services import access, flags
from tests.builders import (
    a_case,
    a_contribution,
    a_held_goal,
    a_letter,
    a_moment,
    a_person,
    a_plan,
    a_proposal,
    a_recusal,
    a_referral,
    a_user,
    an_emergency,
    an_error_in,
    end_links,
    id_of,
    kept_by_law,
)
from tests.support.inspector import header_problems
from tests.support.pages import outside
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

ROLES: Final = tuple(Role)
"""Team Veiligheid, interventieteam, coördinator, FG, bestuur, beheerder; then nobody."""
LOGIN: Final = "/inloggen"
KINDS: Final = ("mine", "unlinked", "ended", "elsewhere", "recused", "emergency", "nonsense")
NONSENSE: Final = "LAR-2026-9999"

# mine, unlinked, ended, elsewhere, recused, emergency, nonsense
NEVER: Final = "403 403 403 403 403 403 403"
READ: Final = "200 404 404 404 404 200 404"
MINE: Final = "200 404 404 404 404 403 404"
APPROVED: Final = "302 404 404 404 404 403 404"
ONLY_MINE: Final = "200 404 404 404 404 404 404"
TOWN: Final = "200 200 200 404 404 200 404"
NOT_YET: Final = "403 404 404 404 404 403 404"
NOT_SHOWN: Final = "404 404 404 404 404 403 404"
IN_TOWN_NOT: Final = "403 403 403 404 404 403 404"

# safety team, intervention team, coordinator, dpo, board, admin
READS: Final = (READ, READ, TOWN, NEVER, NEVER, NEVER)
SAFETY: Final = (MINE, NEVER, NEVER, NEVER, NEVER, NEVER)
WORKS: Final = (MINE, MINE, NEVER, NEVER, NEVER, NEVER)
ADOPTS: Final = (MINE, NOT_YET, NEVER, NEVER, NEVER, NEVER)
"""The interventieteam as casusregisseur only, who is nobody of these."""
ASSIGNS: Final = (MINE, NEVER, TOWN, NEVER, NEVER, NEVER)
UNLINKS: Final = (MINE, NEVER, "200 200 404 404 404 200 404", NEVER, NEVER, NEVER)
FLAGS: Final = (MINE, MINE, TOWN, NEVER, NEVER, NEVER)
PLANS: Final = (MINE, MINE, IN_TOWN_NOT, NEVER, NEVER, NEVER)
MEETS: Final = (MINE, NEVER, IN_TOWN_NOT, NEVER, NEVER, NEVER)
INFORMS: Final = (MINE, MINE, NEVER, NEVER, NEVER, NEVER)
OF_A_REQUEST: Final = (MINE, MINE, NEVER, NEVER, NEVER, NEVER)
ANSWERS: Final = (MINE, NEVER, ONLY_MINE, NEVER, NEVER, NEVER)
LETTERS: Final = (MINE, NEVER, TOWN, NEVER, NEVER, NEVER)
A_LETTER: Final = (MINE, NEVER, ONLY_MINE, NEVER, NEVER, NEVER)
NONE_THERE: Final = "404 404 404 404 404 404 404"
WITHDRAWN: Final = "302 404 404 404 404 404 404"
LOOKERS: Final = (NOT_YET, NEVER, TOWN, TOWN, NEVER, NEVER)

LEAVING: Final = ("take_out", "forget")

CASES: Final = {
    "GET cases.recuse": READS,
    "POST cases.recuse": READS,
    "GET cases.recusal": (NEVER, NEVER, ONLY_MINE, NEVER, NEVER, NEVER),
    "POST cases.recusal": (NEVER, NEVER, ONLY_MINE, NEVER, NEVER, NEVER),
    "GET cases.sheet": READS,
    "GET cases.handed_in": READS,
    "GET cases.changes": READS,
    "GET cases.timeline": READS,
    "GET cases.safety": FLAGS,
    "POST cases.safety": FLAGS,
    "GET cases.people": READS,
    "POST cases.people": (MINE, NOT_YET, TOWN, NEVER, NEVER, NEVER),
    "GET cases.lookers": LOOKERS,
    "GET cases.correct": SAFETY,
    "POST cases.correct": SAFETY,
    **{f"{method} cases.{name}": SAFETY for method in ("GET", "POST") for name in LEAVING},
    "GET cases.retractions": READS,
    "GET cases.retract": (NOT_SHOWN, NEVER, NEVER, NEVER, NEVER, NEVER),
    "POST cases.retract": (NOT_SHOWN, NEVER, NEVER, NEVER, NEVER, NEVER),
    "GET cases.start_triage": SAFETY,
    "POST cases.start_triage": SAFETY,
    "GET cases.triage": SAFETY,
    "POST cases.triage": SAFETY,
    "GET cases.unlink": UNLINKS,
    "POST cases.unlink": UNLINKS,
    "GET cases.feedback": ASSIGNS,
    "POST cases.feedback": ASSIGNS,
    **{
        f"{method} cases.{name}": A_LETTER
        for name in ("write_letter", "propose_letter", "send_letter")
        for method in ("GET", "POST")
    },
    "GET cases.new_letter": LETTERS,
    "POST cases.new_letter": LETTERS,
    "GET cases.letters": LETTERS,
    "GET cases.letter": A_LETTER,
    "GET cases.letter_file": (NOT_SHOWN, NEVER, NONE_THERE, NEVER, NEVER, NEVER),
    "POST cases.withdraw_letter": (APPROVED, NEVER, WITHDRAWN, NEVER, NEVER, NEVER),
    "GET cases.direct": ASSIGNS,
    "POST cases.direct": ASSIGNS,
    "GET cases.start_planning": WORKS,
    "POST cases.start_planning": WORKS,
    "GET cases.end": SAFETY,
    "POST cases.end": SAFETY,
    "GET cases.end_told": ASSIGNS,
    "POST cases.end_told": ASSIGNS,
    "GET cases.hold": WORKS,
    "POST cases.hold": WORKS,
    "GET cases.flag": FLAGS,
    "POST cases.flag": FLAGS,
    "GET cases.close_flag": (MINE, MINE, ONLY_MINE, NEVER, NEVER, NEVER),
    "POST cases.close_flag": (MINE, MINE, ONLY_MINE, NEVER, NEVER, NEVER),
    "GET cases.answer_access": (MINE, NEVER, ONLY_MINE, NEVER, NEVER, NEVER),
    "POST cases.answer_access": (MINE, NEVER, ONLY_MINE, NEVER, NEVER, NEVER),
    "GET cases.plan": READS,
    "GET cases.plan_for_person": READS,
    "GET cases.plan_version": (ONLY_MINE, ONLY_MINE, ONLY_MINE, NEVER, NEVER, NEVER),
    "GET cases.measurements": READS,
    "GET cases.informing": READS,
    "GET cases.contact_log": READS,
    **{
        f"{method} cases.{name}": INFORMS
        for name in ("note_contact", "withdraw_contact", "move_contact")
        for method in ("GET", "POST")
    },
    **{
        f"{method} cases.{name}": ADOPTS
        for name in ("visit_rule", "out_of_sight")
        for method in ("GET", "POST")
    },
    "GET cases.tell": INFORMS,
    "POST cases.tell": INFORMS,
    "GET cases.authority": INFORMS,
    "POST cases.authority": INFORMS,
    "GET cases.postpone": INFORMS,
    "POST cases.postpone": INFORMS,
    "GET cases.plan_texts": PLANS,
    "POST cases.plan_texts": PLANS,
    "GET cases.add_goal": PLANS,
    "POST cases.add_goal": PLANS,
    "GET cases.change_goal": PLANS,
    "POST cases.change_goal": PLANS,
    "GET cases.add_action": PLANS,
    "POST cases.add_action": PLANS,
    "GET cases.change_action": PLANS,
    "POST cases.change_action": PLANS,
    "GET cases.settle_action": PLANS,
    "POST cases.settle_action": PLANS,
    **{
        f"POST cases.{name}": (APPROVED, APPROVED, IN_TOWN_NOT, NEVER, NEVER, NEVER)
        for name in ("action_done", "outcome_back", "withdraw_proposal")
    },
    "GET cases.evaluations": READS,
    "GET cases.evaluate": PLANS,
    "POST cases.evaluate": PLANS,
    "GET cases.propose": PLANS,
    "POST cases.propose": PLANS,
    "GET cases.answer_proposal": ANSWERS,
    "POST cases.answer_proposal": ANSWERS,
    "GET cases.measure": PLANS,
    "POST cases.measure": PLANS,
    "GET cases.plan_reply": PLANS,
    "POST cases.plan_reply": PLANS,
    "GET cases.adopt_plan": ADOPTS,
    "POST cases.adopt_plan": ADOPTS,
    "GET cases.information": READS,
    "GET cases.asked_texts": WORKS,
    "GET cases.meetings_of": READS,
    "GET cases.decision_list": (ONLY_MINE, ONLY_MINE, ONLY_MINE, NEVER, NEVER, NEVER),
    **{
        f"{method} cases.{name}": MEETS
        for method in ("GET", "POST")
        for name in (
            *("prepare_meeting", "take_off_agenda", "room"),
            *("reword_decision", "withdraw_decision"),
        )
    },
    **{f"POST cases.{name}": MEETS for name in ("decide", "close_item")},
    "POST cases.approve_decisions": (APPROVED, NEVER, IN_TOWN_NOT, NEVER, NEVER, NEVER),
    "POST cases.settle_in_room": (NOT_SHOWN, NEVER, IN_TOWN_NOT, NEVER, NEVER, NEVER),
    "GET cases.disclosures": READS,
    **{
        f"{method} cases.{name}": WORKS
        for method in ("GET", "POST")
        for name in ("ask", "book_disclosure", "contribute_unasked", "share")
    },
    **{
        f"{method} cases.{name}": OF_A_REQUEST
        for method in ("GET", "POST")
        for name in (
            *("record_answer", "remind", "note_late", "contribute"),
            *("freeze", "settle", "withdraw", "thaw", "take_out_contribution", "consent"),
            "judge_held",
        )
    },
    "GET cases.resume": WORKS,
    "POST cases.resume": WORKS,
}
"""What each role gets of each page of a case, for each kind; flags and requests are of *mine*."""
FIXED: Final = {
    #                             saf int coo dpo boa adm nobody
    "GET static":                "200 200 200 200 200 200 200",
    "GET parts.index":           "200 200 200 200 200 200 200",
    "GET accounts.ended":        "200 200 200 200 200 200 200",
    "GET accounts.login":        "302 302 302 302 302 302 200",
    "POST accounts.login":       "200 200 200 200 200 200 200",
    "GET accounts.second_factor":"302 302 302 302 302 302 302",
    "POST accounts.second_factor":"302 302 302 302 302 302 302",
    "GET accounts.enrol":        "200 200 200 200 200 200 302",
    "POST accounts.enrol":       "200 200 200 200 200 200 302",
    "GET accounts.account":      "200 200 200 200 200 200 302",
    "POST accounts.account":     "200 200 200 200 200 200 302",
    "GET accounts.recovery_codes":"302 302 302 302 302 302 302",
    "POST accounts.recovery_codes":"302 302 302 302 302 302 302",
    "POST accounts.end_session": "302 302 302 302 302 302 302",
    "POST accounts.switch":      "302 302 302 302 302 302 302",
    "POST accounts.still_here":  "204 204 204 204 204 204 302",
    "GET worklist.home":         "302 302 302 302 302 302 302",
    "GET worklist.work":         "200 200 200 403 403 403 302",
    "POST worklist.turn_work":   "302 302 302 403 403 403 302",
    "GET cases.actions":         "200 200 200 403 403 403 302",
    "POST cases.turn_actions":   "302 302 302 403 403 403 302",
    "GET cases.index":           "200 200 200 403 403 403 302",
    "POST cases.turn_index":     "302 302 302 403 403 403 302",
    "GET cases.meetings":        "200 200 200 403 403 403 302",
    "GET cases.plan_meeting":    "200 403 200 403 403 403 302",
    "POST cases.plan_meeting":   "200 403 200 403 403 403 302",
    "GET cases.meeting":         "404 404 404 403 403 403 302",
    "GET cases.calendar_file":   "404 404 404 403 403 403 302",
    **{
        f"{method} cases.{name}": "404 403 404 403 403 403 302"
        for method in ("GET", "POST")
        for name in ("move_meeting", "cancel_meeting", "invitations", "action_list")
    },
    "POST cases.add_case":       "404 403 404 403 403 403 302",
    "POST cases.reorder_meeting":"404 403 404 403 403 403 302",
    "GET cases.search":          "200 200 200 403 403 403 302",
    "POST cases.ask_search":     "200 200 200 403 403 403 302",
    "POST accounts.keep_words":  "400 400 400 400 400 400 400",
    "POST accounts.discard_words":"302 302 302 302 302 302 302",
    "GET accounts.back_there":   "200 200 200 200 200 200 302",
    "POST accounts.codes_kept":  "302 302 302 302 302 302 302",
    "GET cases.found":           "302 302 302 403 403 403 302",
    "GET cases.recused":         "302 302 302 403 403 403 302",
    "GET cases.new_contact":     "200 200 403 403 403 403 302",
    "POST cases.new_contact":    "200 200 403 403 403 403 302",
    "POST cases.turn_recent":    "302 302 403 403 403 403 302",
    "GET cases.register":        "200 403 403 403 403 403 302",
    "POST cases.register":       "200 403 403 403 403 403 302",
    "GET cases.concepts":        "200 200 200 403 403 403 302",
    "POST cases.turn_concepts":  "302 302 302 403 403 403 302",
    "POST cases.concept_seen":   "302 302 302 403 403 403 302",
    "GET cases.begin_concept":   "403 200 403 403 403 403 302",
    "POST cases.begin_concept":  "403 200 403 403 403 403 302",
    "GET cases.concept":         "404 404 404 403 403 403 302",
    **{
        f"{method} cases.{name}": "403 404 403 403 403 403 302"
        for method in ("GET", "POST")
        for name in ("write_concept", "withdraw_concept")
    },
    **{
        f"{method} cases.{name}": "404 403 403 403 403 403 302"
        for method in ("GET", "POST")
        for name in ("take_concept", "ask_back_concept", "refuse_concept")
    },
    "GET cases.recuse_from":     "404 403 404 403 403 403 302",
    "POST cases.recuse_from":    "404 403 404 403 403 403 302",
    "GET cases.emergency":       "200 200 403 403 403 403 302",
    "POST cases.emergency":      "200 200 403 403 403 403 302",
    "GET signals.index":         "200 200 200 403 403 403 302",
    "GET signals.note":          "200 200 403 403 403 403 302",
    "POST signals.note":         "200 200 403 403 403 403 302",
    "GET signals.signal":        "404 404 404 403 403 403 302",
    "GET signals.call":          "404 404 403 403 403 403 302",
    "POST signals.call":         "404 404 403 403 403 403 302",
    **{
        f"{method} signals.{name}": "404 403 403 403 403 403 302"
        for method in ("GET", "POST")
        for name in ("discuss", "extend", "settle")
    },
    "POST signals.join":         "404 403 403 403 403 403 302",
    "GET oversight.emergencies": "403 403 403 200 403 403 302",
    "GET oversight.judge":       "403 403 403 404 403 403 302",
    "POST oversight.judge":      "403 403 403 404 403 403 302",
    "GET oversight.desk":        "403 403 403 200 403 403 302",
    "POST oversight.desk":       "403 403 403 302 403 403 302",
    "GET oversight.trail":       "403 403 403 200 403 403 302",
    "GET reports.numbers":       "403 403 200 200 200 403 302",
    "GET accounts.approvals": "200 403 200 403 403 200 302",
    "GET accounts.approval": "404 403 404 403 403 404 302",
    "POST accounts.approval": "404 403 404 403 403 404 302",
    "POST accounts.withdraw_approval": "403 403 403 403 403 404 302",
    "GET cases.approve_letter": "404 403 404 403 403 403 302",
    "POST cases.approve_letter": "404 403 404 403 403 403 302",
    "GET accounts.stand_ins": "403 403 403 403 403 200 302",
    "GET accounts.name_stand_in": "403 403 403 403 403 200 302",
    "POST accounts.name_stand_in": "403 403 403 403 403 200 302",
    "POST accounts.end_stand_in": "403 403 403 403 403 404 302",
    "GET accounts.users": "403 403 403 403 403 200 302",
    "GET accounts.user": "403 403 403 403 403 200 302",
    "GET accounts.new_user": "403 403 403 403 403 200 302",
    "POST accounts.new_user": "403 403 403 403 403 200 302",
    "GET accounts.give_role": "403 403 403 403 403 200 302",
    "POST accounts.give_role": "403 403 403 403 403 200 302",
    "GET accounts.place_role": "403 403 403 403 403 200 302",
    "POST accounts.place_role": "403 403 403 403 403 200 302",
    "GET accounts.end_role": "403 403 403 403 403 200 302",
    "POST accounts.end_role": "403 403 403 403 403 302 302",
    "GET accounts.clearance": "403 403 403 403 403 200 302",
    "POST accounts.clearance": "403 403 403 403 403 200 302",
    "GET accounts.reset": "403 403 403 403 403 302 302",
    "POST accounts.link_given": "403 403 403 403 403 302 302",
    "POST accounts.reset": "403 403 403 403 403 302 302",
    "POST accounts.disable": "403 403 403 403 403 302 302",
    "POST accounts.enable": "403 403 403 403 403 302 302",
    "GET accounts.first_password": "200 200 200 200 200 200 200",
    "POST accounts.first_password": "200 200 200 200 200 200 200",
    "POST accounts.digest": "302 302 302 302 302 302 302",
    "POST worklist.seen": "302 302 302 403 403 403 302",
    "POST worklist.all_seen": "404 404 404 403 403 403 302",
    "GET cases.ask_access": "200 200 200 403 403 403 302",
    "POST cases.ask_access": "200 200 200 403 403 403 302",
    "GET cases.hand_over": "200 403 200 403 403 403 302",
    "POST cases.hand_over": "200 403 200 403 403 403 302",
    "GET cases.offer": "404 404 404 403 403 403 302",
    "POST cases.accept_offer": "404 404 404 403 403 403 302",
    "POST cases.refuse_offer": "404 404 404 403 403 403 302",
    "GET settings.terms":        "403 403 403 200 403 200 302",
    "GET settings.term": "403 403 403 200 403 200 302",
    "GET settings.change": "403 403 403 403 403 200 302",
    "POST settings.change": "403 403 403 403 403 200 302",
    "GET settings.withdraw": "403 403 403 403 403 404 302",
    "POST settings.withdraw": "403 403 403 403 403 404 302",
    "GET settings.reglement": "403 403 403 200 403 200 302",
    "GET settings.confirm": "403 403 403 403 403 404 302",
    "POST settings.confirm": "403 403 403 403 403 404 302",
    "GET settings.retention": "403 403 403 200 403 200 302",
    "GET settings.change_retention": "403 403 403 403 403 200 302",
    "POST settings.change_retention": "403 403 403 403 403 200 302",
    "GET settings.town": "403 403 403 200 403 200 302",
    "GET settings.change_town": "403 403 403 403 403 200 302",
    "POST settings.change_town": "403 403 403 403 403 200 302",
    "GET settings.change_colours": "403 403 403 403 403 200 302",
    "POST settings.change_colours": "403 403 403 403 403 200 302",
    "GET settings.change_logo": "403 403 403 403 403 200 302",
    "POST settings.change_logo": "403 403 403 403 403 200 302",
    "GET settings.withdraw_logo": "403 403 403 403 403 404 302",
    "POST settings.withdraw_logo": "403 403 403 403 403 404 302",
    "GET settings.code_list": "403 403 403 200 403 200 302",
    "GET settings.change_entry": "403 403 403 403 403 200 302",
    "POST settings.change_entry": "403 403 403 403 403 200 302",
    "GET settings.withdraw_entry": "403 403 403 403 403 404 302",
    "POST settings.withdraw_entry": "403 403 403 403 403 404 302",
    "GET partners.index": "403 403 403 200 403 200 302",
    "GET partners.new": "403 403 403 403 403 200 302",
    "POST partners.new": "403 403 403 403 403 200 302",
    "GET partners.partner": "403 403 403 404 403 404 302",
    "GET partners.change": "403 403 403 403 403 404 302",
    "POST partners.change": "403 403 403 403 403 404 302",
    "GET partners.directory": "200 200 200 403 403 403 302",
    **{
        f"{method} partners.{name}": "403 403 403 403 403 404 302"
        for method in ("GET", "POST")
        for name in ("agree", "end_agreement", "new_contact", "change_contact")
    },
    "GET cases.disclosures_by_partner": "200 403 200 200 403 403 302",
    "GET cases.postponed": "200 403 200 200 403 403 302",
    "GET partners.sharing": "200 200 200 200 403 200 302",
    "GET partners.sharing_kind": "200 200 200 200 403 200 302",
    "GET partners.begin_sharing": "403 403 403 403 403 200 302",
    "POST partners.begin_sharing": "403 403 403 403 403 200 302",
    "GET partners.change_sharing": "403 403 403 403 403 302 302",
    "POST partners.change_sharing": "403 403 403 403 403 302 302",
    "GET partners.approve_sharing": "403 403 403 200 403 403 302",
    "POST partners.approve_sharing": "403 403 403 200 403 403 302",
    "GET settings.theme": "200 200 200 200 200 200 302",
    "GET settings.logo": "404 404 404 404 404 404 302",
    "GET help.index": "200 200 200 200 200 200 200",
    "GET help.screen": "200 200 200 200 200 200 200",
    "GET help.words": "200 200 200 200 200 200 200",
    "GET help.news": "200 200 200 200 200 200 302",
    "GET help.about": "200 200 200 200 200 200 302",
    "GET help.accessibility": "200 200 200 200 200 200 200",
    "GET accounts.moved":        "308 308 308 308 308 308 308",
    "POST accounts.moved":       "308 308 308 308 308 308 308",
    "POST accounts.logout":      "302 302 302 302 302 302 302",
}  # fmt: skip
"""What each role gets of a page that is about no case; logging out comes last."""
VALUES: Final = {
    "GET static": {"filename": "img/favicon.svg"},
    "POST accounts.end_session": {"session_id": uuid4()},
    "GET cases.letter_file": {"kind": "pdf"},
    "GET cases.approve_letter": {"approval_id": uuid4()},
    "POST cases.approve_letter": {"approval_id": uuid4()},
    "GET cases.found": {"question_id": uuid4()},
    "GET cases.recused": {"question_id": uuid4()},
    "GET settings.term": {"name": "triage_working_days"},
    "GET settings.change": {"name": "triage_working_days"},
    "POST settings.change": {"name": "triage_working_days"},
    "GET settings.change_retention": {"kept": "withdrawn"},
    "POST settings.change_retention": {"kept": "withdrawn"},
    "GET settings.confirm": {"name": "retention_closed_years"},
    "POST settings.confirm": {"name": "retention_closed_years"},
    "GET settings.withdraw": {"name": "triage_working_days", "day": "2099-01-01"},
    "POST settings.withdraw": {"name": "triage_working_days", "day": "2099-01-01"},
    "GET settings.withdraw_logo": {"day": "2099-01-01"},
    "POST settings.withdraw_logo": {"day": "2099-01-01"},
    "GET settings.code_list": {"which": "domains"},
    "GET settings.change_entry": {"which": "problems", "code": "other"},
    "POST settings.change_entry": {"which": "problems", "code": "other"},
    "GET settings.withdraw_entry": {"which": "domains", "code": "FIN", "day": "2099-01-01"},
    "POST settings.withdraw_entry": {"which": "domains", "code": "FIN", "day": "2099-01-01"},
    "GET settings.logo": {"digest": "0" * 64},
    **{
        f"{method} signals.{name}": {"signal_id": uuid4()} | more
        for method in ("GET", "POST")
        for name, more in (
            *((one, {}) for one in ("signal", "call", "discuss", "extend", "settle")),
            ("join", {"into_id": uuid4()}),
        )
    },
    "GET oversight.judge": {"access_id": uuid4()},
    "POST oversight.judge": {"access_id": uuid4()},
    "GET partners.partner": {"organisation_id": uuid4()},
    "GET partners.change": {"organisation_id": uuid4()},
    "POST partners.change": {"organisation_id": uuid4()},
    **{
        f"{method} partners.{name}": {"organisation_id": uuid4()} | more
        for method in ("GET", "POST")
        for name, more in (
            ("agree", {}),
            ("new_contact", {}),
            ("end_agreement", {"agreement_id": uuid4()}),
            ("change_contact", {"contact_id": uuid4()}),
        )
    },
    **{
        f"{method} cases.{name}": {"meeting_id": uuid4()} | more
        for method in ("GET", "POST")
        for name, more in (
            *((one, {}) for one in ("meeting", "calendar_file", "move_meeting", "cancel_meeting")),
            *((one, {}) for one in ("invitations", "add_case", "reorder_meeting")),
            ("action_list", {"organisation_id": uuid4()}),
        )
    },
    "GET help.screen": {"slug": "werk"},
    "POST cases.concept_seen": {"notice_id": uuid4()},
    "GET cases.concept": {"concept_id": uuid4()},
    **{
        f"{method} cases.{name}": {"concept_id": uuid4()}
        for method in ("GET", "POST")
        for name in (
            *("write_concept", "withdraw_concept"),
            *("take_concept", "ask_back_concept", "refuse_concept", "recuse_from"),
        )
    },
    "POST accounts.moved": {"_method": "POST"},
    "GET partners.sharing_kind": {"kind": "housing"},
    "GET partners.change_sharing": {"kind": "housing", "category": "social"},
    "POST partners.change_sharing": {"kind": "housing", "category": "social"},
    "GET cases.plan_version": {"version": 1},
    "GET cases.plan_for_person": {"version": 0},
    "GET cases.plan_reply": {"version": 1},
    "POST cases.plan_reply": {"version": 1},
    "GET cases.direct": {"which": "casusregisseur"},
    "POST cases.direct": {"which": "procesregisseur"},
}


@pytest.fixture(autouse=True)
def stopped(app):
    """Stop the clock: a page says when it was shown."""
    with clock.stopped_at(clock.now()):
        yield


def shown_as(kind):
    return f"Zichtbaar{kind}z"


def a_case_of(kind, **more):
    town = {"EEM": "Eemnes"}.get(more.get("municipality", ""), "Laren")
    person = a_person(surname=shown_as(kind), town=town)
    return a_case(State.PLANNING, given=a_referral(persons=(person,)), **more)


def cases_for(who):
    """Make each kind of case for somebody; who is never linked to a case just has it in town."""
    works = who.actor.role in {Role.SAFETY_TEAM, Role.INTERVENTION_TEAM}
    mine = [who.id] if works else []
    knows = a_user(Role.INTERVENTION_TEAM)
    number = a_case_of("mine", linked=[*mine, knows.id], by=(by := a_user().actor))
    flags.flag(by, room.CASES, number, text="Bel terug.", due_on=clock.today() + timedelta(days=3))
    access.ask_access(a_user(Role.INTERVENTION_TEAM).actor, room.CASES, number, reason="Ik val in.")
    a_recusal(knows.actor, number)
    a_plan(by, number)
    a_moment(by, number)
    a_proposal(by, number)
    a_letter(by, number)
    a_contribution(by, number)
    an_error_in(by, number, a_contribution(by, number))
    kept_by_law(by, number, a_contribution(by, number))
    a_held_goal(by, number)
    a_contribution(by, number, onward=Onward.AFTER_CONSENT)
    ended = a_case_of("ended", linked=mine)
    end_links(ended)
    emergency = a_case_of("emergency")
    if works:
        an_emergency(who.actor, emergency)
    return {
        "mine": number,
        "unlinked": a_case_of("unlinked"),
        "ended": ended,
        "emergency": emergency,
        "elsewhere": a_case_of("elsewhere", municipality="EEM"),
        "recused": a_case_of("recused", linked=mine, recused=[who.id]),
        "nonsense": NONSENSE,
    }


CHILDREN: Final = {
    "cases.close_flag": ("flag_id", CaseFlag),
    "cases.answer_access": ("request_id", AccessRequest),
    "cases.recusal": ("recusal_id", Recusal),
    "cases.change_goal": ("goal_id", PlanGoal),
    "cases.change_action": ("action_id", CaseAction),
    "cases.settle_action": ("action_id", CaseAction),
    "cases.withdraw_contact": ("moment_id", ContactMoment),
    **dict.fromkeys(
        (
            *("cases.letter", "cases.write_letter", "cases.propose_letter"),
            *("cases.send_letter", "cases.letter_file", "cases.withdraw_letter"),
        ),
        ("document_id", CaseDocument),
    ),
    "cases.judge_held": ("hold_id", CriminalHold),
    "cases.move_contact": ("moment_id", ContactMoment),
    "cases.action_done": ("action_id", CaseAction),
    "cases.outcome_back": ("action_id", CaseAction),
    "cases.answer_proposal": ("proposal_id", Proposal),
    "cases.withdraw_proposal": ("proposal_id", Proposal),
    **dict.fromkeys(
        ("cases.record_answer", "cases.remind", "cases.note_late", "cases.contribute"),
        ("request_id", InformationRequest),
    ),
}
OF_A_MEETING: Final = {
    "cases.decision_list": (),
    "cases.prepare_meeting": (),
    "cases.take_off_agenda": (),
    "cases.room": (),
    "cases.decide": (),
    "cases.close_item": (),
    "cases.approve_decisions": (),
    "cases.settle_in_room": (("action_id", CaseAction),),
    "cases.reword_decision": (("decision_id", Decision),),
    "cases.withdraw_decision": (("decision_id", Decision),),
}
"""Pages of one case of a meeting, and what more stands in their address."""
CONTRIBUTIONS: Final = {
    "cases.freeze": Status.ACTIVE,
    "cases.settle": Status.FROZEN,
    "cases.withdraw": Status.FROZEN,
    "cases.thaw": Status.FROZEN,
    "cases.take_out_contribution": Status.FROZEN,
    "cases.consent": Status.ACTIVE,
}
LAW: Final = {"frozen_for": FrozenFor.POLICE}
MORE_OF: Final = {
    "cases.thaw": LAW,
    "cases.take_out_contribution": LAW,
    "cases.consent": {"onward": Onward.AFTER_CONSENT},
}
"""What else a contribution must be for the page to be there."""


OF_THIS_CASE: Final = {
    "cases.unlink": ("link_id", CaseLink),
    "cases.forget": ("who_id", Person),
    "cases.retract": ("retraction_id", Retraction),
}
"""Pages of a row that another case has too."""


def values_of(route, number):
    endpoint = route.split()[1]
    if endpoint in CHILDREN:
        name, model = CHILDREN[endpoint]
        found = rows_of(model)
        return {"number": number, name: found[0].id if found else uuid4()}
    if endpoint in OF_A_MEETING:
        named = (("meeting_id", CaseMeeting), *OF_A_MEETING[endpoint])
        ids = {name: [row.id for row in rows_of(model)] or [uuid4()] for name, model in named}
        return {"number": number, **{name: some[0] for name, some in ids.items()}}
    if endpoint in CONTRIBUTIONS:
        more = MORE_OF.get(endpoint, {"frozen_for": None})
        found = rows_of(Contribution, status=CONTRIBUTIONS[endpoint], **more)
        return {"number": number, "contribution_id": found[0].id if found else uuid4()}
    if endpoint in OF_THIS_CASE:
        name, model = OF_THIS_CASE[endpoint]
        found = [] if number == NONSENSE else rows_of(model, case_id=id_of(number))
        return {"number": number, name: found[0].id if found else uuid4()}
    return {"number": number}


def kinds_for(route, at):
    """Return the kinds of cases to ask for; a role that never may is refused before any case."""
    return ("mine",) if CASES[route][at] == NEVER else KINDS


def token_of(page):
    logged_in = outside(lambda: page.client.get("/account"))
    url = "/account" if logged_in.status_code == 200 else LOGIN
    return dict(page.form(page.get(url).text, url))["csrf_token"]


def ask(page, route, token, /, **values):
    """Ask for a page, or send a form without any answer in it; the answer is inspected."""
    method, endpoint = route.split()[:2]
    with page.app.test_request_context():
        url = url_for(endpoint, **VALUES.get(route, {}), **values)
    sent = {"data": {"csrf_token": token}} if method == "POST" else {}
    answer = outside(lambda: page.client.open(url, method=method, **sent))
    if answer.mimetype == "text/css":  # the colours of the municipality may be kept
        assert header_problems(answer.headers, cached=True) == []
    else:
        page._seen(answer, answer.status_code)
    answer.close()
    if route in CASES and answer.status_code == 302:  # what came of it is said there, once
        outside(lambda: page.client.get(answer.headers["Location"])).close()
    return answer


def without_token(answer):
    """Return an answer line by line, without what is new in each."""
    marks = r'(name="(?:csrf[-_]token|made_for)" (?:content|value)=)"[^"]+"'
    text = re.sub(marks, r"\1", answer.text)
    new = {"Set-Cookie", "Date", "Content-Length"}
    headers = [f"{name}: {value}" for name, value in answer.headers if name not in new]
    return [answer.status, *headers, *text.splitlines()]


def said_beyond(answer, nothing):
    """Return the lines in which an answer is not the one to a case that does not exist."""
    return set(without_token(answer)) ^ set(without_token(nothing))


def test_each_door_of_the_house_is_in_the_table(app):
    doors = {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }

    assert doors == {" ".join(route.split()[:2]) for route in [*CASES, *FIXED]}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_of_a_case_opens_for_who_may_and_is_nothing_for_others(page, role):
    who = a_user(role)
    cases = cases_for(who)
    at = ROLES.index(role)
    opens = READS[at].split()
    page.never = tuple(
        shown_as(kind) for kind, status in zip(KINDS, opens, strict=True) if status != "200"
    )
    token = token_of(page.log_in(who))

    answers = {
        (route, kind): ask(page, route, token, **values_of(route, cases[kind]))
        for route in CASES
        for kind in reversed(kinds_for(route, at))
    }

    assert {where: answer.status_code for where, answer in answers.items()} == {
        (route, kind): int(status)
        for route, expected in CASES.items()
        for kind, status in zip(KINDS, expected[at].split(), strict=True)
        if kind in kinds_for(route, at)
    }
    nothings = {
        route: [
            answer
            for (of, _), answer in answers.items()
            if (of, answer.status_code) == (route, 404)
        ]
        for route in CASES
    }
    assert {
        route: told
        for route, same in nothings.items()
        if (told := [more for one in same if (more := said_beyond(one, same[0]))])
    } == {}
    assert "Zichtbaar" not in "\n".join(page.visited)


def test_a_page_of_a_case_leads_nobody_in_who_is_not_logged_in(page):
    page.never = ("Zichtbaar",)
    token, numbers = token_of(page), (a_case_of("unlinked"), NONSENSE)

    answers = [
        ask(page, route, token, **values_of(route, number)) for route in CASES for number in numbers
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer.headers["Location"].split("?")[0] for answer in answers} == {LOGIN}


def values_about(other):
    """Return what stands in the address of a page about a colleague; other ids are made up."""
    of_user = {"user_id": other.id}
    grant = row_of(RoleGrant, user_id=other.id).id
    pages = "user give_role clearance reset link_given disable enable".split()
    return {
        **{f"{m} accounts.{one}": of_user for m in ("GET", "POST") for one in pages},
        **{
            f"{m} accounts.{one}": of_user | {"grant_id": grant}
            for m in ("GET", "POST")
            for one in ("place_role", "end_role")
        },
        **{
            route: {"handover_id": uuid4()}
            for route in ("GET cases.offer", "POST cases.accept_offer", "POST cases.refuse_offer")
        },
        **{
            f"{method} accounts.{one}": {"approval_id": uuid4()}
            for method in ("GET", "POST")
            for one in ("approval", "withdraw_approval")
        },
        "POST accounts.end_stand_in": {"stand_in_id": uuid4()},
        "POST worklist.seen": {"notice_id": uuid4()},
        "POST worklist.all_seen": {"kind": "verzonnen"},
    }


def test_a_colleague_of_another_municipality_is_nobody_to_the_beheerder(page):
    page.log_in(a_user(Role.ADMIN))
    other, nobody = a_user(municipality="EEM"), uuid4()

    found = [page.get(f"/beheer/gebruikers/{one}", status=404) for one in (other.id, nobody)]

    assert without_token(found[0]) == without_token(found[1])


@pytest.mark.parametrize("role", [*ROLES, None])
def test_each_other_page_opens_for_its_roles(page, role):
    place = ROLES.index(role) if role else len(ROLES)
    a_case_of("unlinked", recused=[])
    page.never = ("Zichtbaarelsewherez",)
    a_case_of("elsewhere", municipality="EEM")
    if role:
        page.log_in(a_user(role))
    token = token_of(page)

    about = values_about(a_user(Role.INTERVENTION_TEAM))

    found = {route: ask(page, route, token, **about.get(route, {})).status_code for route in FIXED}

    assert found == {route: int(line.split()[place]) for route, line in FIXED.items()}
    assert "Zichtbaar" not in "\n".join(page.visited)


@pytest.mark.parametrize("path", ["/casussen/{}/regie/burgemeester"])
def test_a_page_that_does_not_exist_for_a_case_that_does_is_nothing(page, path):
    who = a_user()
    number = cases_for(who)["mine"]
    token = token_of(page.log_in(who))

    answer = outside(lambda: page.client.post(path.format(number), data={"csrf_token": token}))

    assert answer.status_code == 404
