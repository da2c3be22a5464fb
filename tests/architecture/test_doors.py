import inspect
import pkgutil
from enum import Enum
from importlib import import_module

import pytest
from flask import Flask

import pga
from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.web.guards import Unguarded, guard_of, guarded, open_page, refuse_unguarded

OPEN = {
    "static": "the files of the look: no data",
    "accounts.login": "nobody is logged in before logging in",
    "accounts.first_password": "a colleague with a one-time link has no password yet",
    "accounts.ended": "somebody who was logged out has to be told",
    "help.index": "explains screens, also to who cannot log in",
    "help.screen": "explains screens, also to who cannot log in",
    "help.words": "the words of the field, about nobody",
    "help.accessibility": "the law asks for a statement that anybody can read",
    "parts.index": "shows the look with invented words, in the demo only",
}

# Public functions of reading and services that nobody asks for by name, and why.
WITHOUT_ACTOR = {
    # before there is an actor, or for finding out who it is
    "pga.accounts.reading.people.find_presence": "finds out who the actor is",
    "pga.accounts.services.login.sign_in": "there is no actor before it",
    "pga.accounts.reading.links.find_link": "there is no actor before a password",
    "pga.accounts.reading.links.still_opens": "a clause",
    "pga.accounts.services.links.choose_password": "there is no actor before a password",
    # within a unit of a use case that asked already
    "pga.accounts.reading.people.actor_of": "makes the actor",
    "pga.accounts.reading.people.grants_today": "within a unit",
    "pga.accounts.reading.people.colleagues": "within a unit",
    "pga.accounts.reading.people.names_of": "within a unit",
    "pga.accounts.reading.people.people_here": "within a unit",
    "pga.accounts.reading.people.actors_today": "within a unit",
    "pga.accounts.reading.people.clearance_of": "arithmetic",
    "pga.accounts.reading.users.find_managed": "within a unit; asks the policy",
    "pga.accounts.reading.users.find_user": "within a unit; asks the policy",
    "pga.accounts.services.links.end_links": "within a unit",
    "pga.accounts.services.links.new_link": "within a unit",
    "pga.accounts.services.sessions.end_sessions": "within a unit",
    "pga.accounts.services.news.tell": "within a unit",
    "pga.accounts.services.news.sweep_news": "the command line",
    "pga.cases.reading.handover.cases_between": "within a unit; asks the policy",
    "pga.cases.reading.handover.cases_of": "within a unit; asks the policy",
    "pga.cases.reading.handover.fault_between": "within a unit; asks the policy",
    "pga.cases.reading.handover.fault_of": "within a unit",
    "pga.cases.reading.handover.find_offer": "within a unit; asks the policy",
    "pga.cases.reading.handover.proposer_of": "within a unit",
    "pga.cases.reading.counts.by_level": "arithmetic",
    "pga.cases.reading.counts.count_by_state": "within a unit; numbers only",
    "pga.cases.reading.counts.count_running": "within a unit; asks the policy",
    "pga.cases.reading.alike.find_alike": "within a unit; among what the asking part says",
    "pga.cases.reading.duties.work_in": "within a unit; asks the policy",
    "pga.cases.reading.emergency.running_in": "within a unit; asks the policy",
    "pga.cases.reading.handover.offers_in": "within a unit; one's own",
    "pga.cases.reading.lists.page_in": "within a unit; asks the policy",
    "pga.cases.reading.notices.notices_in": "within a unit; asks the policy",
    "pga.cases.reading.since.news_in": "within a unit; asks the policy",
    "pga.accounts.reading.people.digest_readers": "the command line",
    "pga.accounts.services.waiting.count_today": "within a unit",
    "pga.accounts.services.waiting.count_wrong": "within a unit",
    "pga.accounts.services.waiting.forgive": "within a unit",
    "pga.accounts.services.waiting.refuse_while_waiting": "there is no actor before logging in",
    "pga.cases.reading.access.open_request": "within a unit",
    "pga.cases.reading.access.open_requests": "within a unit",
    "pga.cases.reading.able.colleagues_for": "within a unit",
    "pga.cases.reading.able.links_now": "within a unit",
    "pga.cases.reading.able.who_can": "within a unit; asks the policy",
    "pga.cases.reading.emergency.find_opened": "within a unit; asks the policy",
    "pga.cases.reading.emergency.is_shut": "within a unit",
    "pga.cases.reading.emergency.told_of": "within a unit; wants an access context",
    "pga.cases.reading.recusals.recusals_of": "within a unit; asks the policy",
    "pga.cases.services.notices.notify": "within a unit",
    "pga.cases.services.notices.sweep_notices": "the command line",
    "pga.cases.services.notices.settle": "within a unit",
    "pga.worklist.services.send_digests": "the command line",
    "pga.cases.reading.finding.find_case": "within a unit; asks the policy",
    "pga.cases.reading.finding.rules_in_force": "within a unit",
    "pga.cases.reading.finding.snapshot_of": "within a unit",
    "pga.cases.reading.handed_in.rows_of": "within a unit",
    "pga.cases.reading.handed_in.token_of": "arithmetic",
    "pga.cases.reading.intake.faults_in": "within a unit",
    "pga.partners.reading.may_refer": "within a unit",
    "pga.partners.reading.name_contact": "within a unit",
    "pga.partners.reading.find_partner": "within a unit; asks the policy",
    "pga.partners.reading.last_day": "arithmetic",
    "pga.partners.reading.agreed_by": "within a unit",
    "pga.partners.reading.find_organisation": "within a unit",
    "pga.partners.reading.list_partners_of_case": "within a unit that asked for the case",
    "pga.partners.reading.find_listed": "within a unit that asked for the case",
    "pga.partners.reading.kinds_of": "within a unit",
    "pga.partners.reading.sharing.edition_today": "within a unit",
    "pga.partners.reading.sharing.newest_version": "within a unit",
    "pga.partners.reading.sharing.table_of_version": "within a unit",
    "pga.cases.reading.sharing.answer_in": "within a unit; of a case that was found",
    "pga.partners.reading.open_contacts": "within a unit; leaves a line for each organisation",
    "pga.cases.reading.finding.waiting_in": "within a unit",
    "pga.cases.reading.information.given_of": "arithmetic",
    "pga.cases.reading.information.requests_of": "within a unit",
    "pga.cases.reading.information.terms_of": "within a unit; wants an access context",
    "pga.cases.reading.information.visible_contributions": "within a unit; by the one rule",
    "pga.cases.services.information.written": "arithmetic",
    "pga.cases.reading.finding.rules_on_day": "within a unit",
    "pga.cases.reading.finding.rules_ahead": "within a unit",
    "pga.cases.reading.actions.owner_names": "within a unit",
    "pga.cases.reading.informing.ages_of": "within a unit",
    "pga.cases.reading.informing.ear_key": "arithmetic",
    "pga.cases.reading.informing.told_in": "arithmetic",
    "pga.cases.reading.measuring.baseline_stands": "within a unit",
    "pga.cases.reading.measuring.find_concept": "within a unit",
    "pga.cases.reading.plan.owner_key": "arithmetic",
    "pga.cases.reading.plan.plan_token": "within a unit",
    "pga.cases.reading.plan.find_goal": "within a unit; of a case that was found",
    "pga.cases.reading.plan.find_action": "within a unit; of a case that was found",
    "pga.cases.reading.plan.plan_now": "within a unit; wants an access context",
    "pga.cases.reading.plan.who_may_own": "within a unit; asks the policy",
    "pga.cases.reading.actions.open_actions": "within a unit; of a case that was found",
    "pga.cases.services.actions.put_action": "within a unit of an act that asked the policy",
    "pga.cases.services.marks.mark_other": "within a unit",
    "pga.cases.reading.agenda.attendance_of": "within a unit; of a case that was found",
    "pga.cases.reading.agenda.attendees": "within a unit; no names",
    "pga.cases.reading.agenda.find_agenda": "within a unit; asks the policy",
    "pga.cases.reading.agenda.find_item": "within a unit; of a case that was found",
    "pga.cases.reading.agenda.times_of": "within a unit; no names",
    "pga.cases.reading.decisions.cases_of_partner": "within a unit; asks the policy",
    "pga.cases.reading.decisions.open_for_partner": "within a unit; of a case that was found",
    "pga.cases.reading.invited.colleagues_to_invite": "within a unit; asks the policy",
    "pga.cases.reading.invited.guest_key": "arithmetic",
    "pga.cases.reading.invited.invitable": "within a unit; of a case that was found",
    "pga.cases.reading.invited.key_of": "arithmetic",
    "pga.cases.reading.meeting_room.begun": "arithmetic",
    "pga.cases.reading.meeting_room.decisions_of": "within a unit; wants an access context",
    "pga.cases.reading.meeting_room.read_screen": "within a unit; wants an access context",
    "pga.cases.reading.meeting_room.seats_of": "within a unit; wants an access context",
    "pga.cases.reading.plan.last_discussed_on": "within a unit; of a case that was found",
    "pga.cases.reading.own.own_name": "wants an access context",
    "pga.cases.reading.own.who_of_the_case": "within a unit; wants an access context",
    "pga.cases.reading.several.numbers_of": "within a unit; of actions that were found",
    "pga.cases.reading.several.which_of": "within a unit; of cases that were found",
    "pga.cases.reading.plan.passages_of": "within a unit; wants an access context",
    "pga.cases.services.meetings.put_item": "within a unit of an act that asked the policy",
    "pga.cases.services.meetings.put_meeting": "within a unit of an act that asked the policy",
    "pga.cases.services.moving.end_date": "within a unit",
    "pga.cases.services.moving.put_date": "within a unit",
    "pga.cases.services.notices.take_back": "within a unit",
    "pga.partners.reading.contact_counts": "within a unit",
    "pga.partners.reading.organisations_known": "within a unit",
    "pga.partners.reading.secrecy_of": "within a unit; no names",
    "pga.partners.reading.organisations_here": "within a unit",
    "pga.cases.reading.numbers.id_of_number": "within a unit; asks the policy",
    "pga.cases.reading.numbers.numbers_of": "within a unit; asks the policy",
    "pga.oversight.reading.trail.trail_question": "a question, asked by who asked the policy",
    "pga.cases.reading.since.visit": "within a unit that asked for the case",
    "pga.cases.reading.sheet.open_head": "within a unit; wants an access context",
    "pga.cases.reading.sheet.running_terms": "within a unit",
    "pga.cases.services.links.add_link": "within a unit",
    "pga.cases.services.links.ensure_linked": "within a unit",
    "pga.cases.services.links.overlapping": "within a unit",
    "pga.cases.services.moving.move": "within a unit; asks the policy",
    "pga.cases.services.moving.first_state": "within a unit",
    "pga.cases.services.moving.start_term": "within a unit",
    "pga.cases.services.moving.end_terms": "within a unit",
    "pga.partners.reading.organisation_names": "within a unit",
    "pga.settings.reading.values_on": "within a unit",
    "pga.settings.reading.values_between": "within a unit",
    "pga.settings.reading.faults_in": "within a unit",
    "pga.settings.reading.lines_of": "within a unit",
    "pga.settings.reading.name_in": "within a unit",
    "pga.settings.reading.number_on": "within a unit",
    "pga.settings.reading.states_of": "within a unit",
    "pga.settings.reading.dated_values": "within a unit",
    "pga.settings.reading.lists.wording_on": "within a unit",
    "pga.settings.reading.lists.switched_off": "within a unit",
    "pga.settings.reading.lists.faults_in": "within a unit",
    "pga.settings.reading.lists.faults_of_withdrawal": "within a unit",
    "pga.settings.reading.logo.holds_picture": "within a unit",
    # of the house itself
    "pga.help.reading.get_version": "the number of this version",
    "pga.help.reading.get_versions": "what changed in the software",
    "pga.settings.reading.municipality_name": "a public name",
    "pga.settings.reading.municipality_names": "public names",
    "pga.settings.reading.look_of": "a name, colours and a logo: no data",
    "pga.settings.services.found": "the command line, in an empty store",
    "pga.settings.services.set_values": "the command line",
    "pga.settings.services.kinds_of_store": "the start of the app",
}


def modules():
    found = pkgutil.walk_packages(pga.__path__, "pga.")
    return [import_module(each.name) for each in found if ".demo" not in each.name]


def functions(shelf):
    for module in modules():
        parts = module.__name__.split(".")
        if shelf in parts[2:3]:
            for name, thing in vars(module).items():
                own = inspect.isfunction(thing) and thing.__module__ == module.__name__
                if own and not name.startswith("_"):
                    yield f"{module.__name__}.{name}", thing


ASKED = dict([*functions("reading"), *functions("services")])


@pytest.fixture
def views(app):
    return {name: guard_of(app, name) for name in app.view_functions}


def test_each_function_that_reads_or_changes_has_its_actor_first():
    without = {
        name
        for name, function in ASKED.items()
        if next(iter(inspect.signature(function).parameters), None) != "actor"
    }

    assert len(ASKED) > 30
    assert without - WITHOUT_ACTOR.keys() == set()


def test_the_list_of_functions_without_an_actor_is_not_stale():
    first = {name: next(iter(inspect.signature(f).parameters), "") for name, f in ASKED.items()}

    assert WITHOUT_ACTOR.keys() - first.keys() == set()
    assert [name for name in WITHOUT_ACTOR if first[name] == "actor"] == []


def test_an_actor_is_always_an_actor():
    kinds = {
        inspect.signature(function).parameters["actor"].annotation
        for function in ASKED.values()
        if "actor" in inspect.signature(function).parameters
    }

    assert kinds == {Actor}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_each_endpoint_is_guarded_or_open_for_a_known_reason(views):
    opened = {name: guard.open_because for name, guard in views.items() if guard.open_because}

    assert opened == OPEN
    assert {guard.permission for name, guard in views.items() if name not in OPEN} <= set(
        Permission
    )


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_only_the_second_factor_and_logging_out_come_before_the_second_factor(views):
    early = {name for name, guard in views.items() if guard.before_factor}

    assert early == {"accounts.second_factor", "accounts.enrol", "accounts.logout"}


def test_the_app_does_not_start_with_a_door_that_nobody_guards():
    app = Flask("bare")
    app.add_url_rule("/", "bare", lambda: "")
    app.view_functions["static"] = open_page("files")(lambda: "")

    with pytest.raises(Unguarded, match=r"^bare$"):
        refuse_unguarded(app)

    app.view_functions["bare"] = guarded(Permission.CASE_LIST)(lambda: "")
    assert refuse_unguarded(app) is None


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_guard_stands_on_what_is_called(app):
    assert guard_of(app, None) is None
    assert guard_of(app, "nowhere") is None


# --- labels


UNLABELLED = {
    "pga.access.permissions.Permission": "a page shows the refusal, not the permission",
    "pga.access.policy.Layer": "its words stand beside the page of a refusal: pga/app/failures.py",
    **dict.fromkeys(
        (
            "pga.cases.models.link.LinkKind",
            "pga.cases.rules.domains.Score",
            "pga.cases.rules.referral.PersonRole",
            "pga.cases.rules.terms.Standing",
            "pga.cases.rules.triage.ZvhCriterion",
            "pga.cases.rules.workflow.ClosingReason",
            "pga.cases.rules.workflow.ZvhAnswer",
        ),
        "no page shows it yet",
    ),
    "pga.cases.reading.lists.Order": "links with words of their own",
    "pga.cases.reading.lists.Whose": "links with words of their own",
    "pga.cases.rules.referral.BirthDateProblem": "said by the field of the form",
    "pga.cases.rules.triage.TriageProblem": "said beside the field",
    "pga.cases.rules.workflow.NeedKind": "never shown",
    "pga.cases.rules.workflow.Record": "never shown",
    "pga.core.database.Unit": "never shown",
    "pga.core.schema.Store": "never shown",
    "pga.help.rules.changelog.Kind": "never shown",
    "pga.privacy.keys.Scope": "never shown",
    "pga.privacy.rows.RowFault": "told by the command line",
    "pga.privacy.verify.Fault": "shown as a code to the FG",
}


def enums():
    for module in modules():
        for thing in vars(module).values():
            if (
                inspect.isclass(thing)
                and issubclass(thing, Enum)
                and thing.__module__ == module.__name__
            ):
                yield f"{thing.__module__}.{thing.__qualname__}", thing


def labelled():
    """Return every member that is a key of a mapping on some shelf of labels."""
    found = set()
    for module in modules():
        if module.__name__.split(".")[2:3] == ["labels"]:
            for thing in vars(module).values():
                if isinstance(thing, dict):
                    found |= {(type(key), key) for key in thing if isinstance(key, Enum)}
    return found


@pytest.mark.parametrize(("name", "kind"), sorted(enums()), ids=str)
def test_each_member_that_a_page_shows_has_its_dutch(name, kind):
    known = labelled()

    unsaid = {member.name for member in kind if (kind, member) not in known}

    assert name in UNLABELLED or unsaid == set()


def test_the_list_of_what_needs_no_dutch_is_not_stale():
    assert UNLABELLED.keys() <= {name for name, _ in enums()}
