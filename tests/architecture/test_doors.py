import inspect
import pkgutil
from enum import Enum
from importlib import import_module

import pytest
from flask import Flask

import pga
from pga.access.permissions import Permission
from pga.web.guards import Unguarded, guard_of, guarded, open_page, refuse_unguarded

OPEN = {
    "static": "the files of the look: no data",
    "accounts.login": "nobody is logged in before logging in",
    "accounts.first_password": "a colleague with a one-time link has no password yet",
    "accounts.moved": "an address of before leads on to where it is asked who comes",
    "accounts.keep_words": "the mark in the form says whose words these are",
    "accounts.ended": "somebody who was logged out has to be told",
    "help.index": "explains screens, also to who cannot log in",
    "help.screen": "explains screens, also to who cannot log in",
    "help.words": "the words of the field, about nobody",
    "help.accessibility": "the law asks for a statement that anybody can read",
    "parts.index": "shows the look with invented words, in the demo only",
}


def modules():
    found = pkgutil.walk_packages(pga.__path__, "pga.")
    return [import_module(each.name) for each in found if ".demo" not in each.name]


@pytest.fixture
def views(app):
    return {name: guard_of(app, name) for name in app.view_functions}


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
    "pga.cases.reading.counts.Contacted": "its words stand by value: labels.CONTACTED",
    "pga.access.permissions.Permission": "a page shows the refusal, not the permission",
    "pga.access.permissions.Resource": "never shown",
    "pga.letters.rules.states.DocumentAct": "a page shows the state it leads to",
    "pga.access.policy.ActorKind": "a page shows the role; where there is none it says: systeem",
    "pga.core.pasted.Suspicion": "its sentences are those of a field: pga/web/forms.py",
    "pga.core.days.DayProblem": "its sentences are those of a field: pga/web/forms.py",
    "pga.access.policy.Layer": "its words stand beside the page of a refusal: pga/app/failures.py",
    **dict.fromkeys(
        (
            "pga.dossiers.models.link.LinkKind",
            "pga.cases.rules.citing.CitedIn",
            "pga.cases.rules.domains.Score",
            "pga.cases.rules.referral.PersonRole",
            "pga.dossiers.rules.lateness.Lateness",
            "pga.cases.rules.triage.ZvhCriterion",
            "pga.cases.rules.states.ClosingReason",
            "pga.cases.rules.states.ZvhAnswer",
        ),
        "no page shows it yet",
    ),
    "pga.cases.rules.concept.ConceptMove": "a button has words of its own",
    "pga.cases.rules.concept.Hand": "never shown: a page says who by name or role",
    "pga.cases.reading.lists.Order": "links with words of their own",
    "pga.cases.reading.lists.Whose": "links with words of their own",
    "pga.cases.rules.referral.BirthDateProblem": "said by the field of the form",
    "pga.cases.rules.owners.OwnerKind": "how a form spells who; a page shows the name",
    "pga.cases.rules.triage.TriageProblem": "said beside the field",
    "pga.dossiers.rules.moves.NeedKind": "never shown",
    "pga.cases.rules.moves.Record": "never shown",
    "pga.core.database.Unit": "never shown",
    "pga.core.schema.Store": "never shown",
    "pga.help.rules.changelog.ChangeKind": "never shown",
    "pga.privacy.belonging.Rift": "told by the command line",
    "pga.privacy.keys.Scope": "never shown",
    "pga.privacy.meaning.End": "never shown",
    "pga.privacy.rows.RowFault": "told by the command line",
    "pga.privacy.verify.ChainFault": "shown as a code to the FG",
}


def enums():
    for module in modules():
        for thing in dict.fromkeys(filter(inspect.isclass, vars(module).values())):
            if issubclass(thing, Enum) and thing.__module__ == module.__name__:
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
