"""No dossier without an actor, as a shape of the code itself.

A function of a room's reading or services is one of three things, and its first parameter says
which. ``actor``: an entry, which must reach the policy. ``session``: a part of an entry, which
routes, app and command line never import. Anything else is pure: it reaches no store.
"""

import ast
import inspect
import pkgutil
from importlib import import_module

import pytest

import pga
from pga.access.policy import Actor
from tests.support.some import some

POLICY = {
    "pga.access.policy.require",
    "pga.access.policy.allows",
    "pga.dossiers.scope.visible_to",
}
"""What asks the table: a test of an actor, and its twin in SQL."""
STORE = {
    "pga.core.database.transaction",
    "pga.core.database.glance",
    "pga.core.database.ask",
}

OWN = "one's own account: whoever is logged in has it"
COMMAND = "the command line"
WITHOUT_ACTOR = {
    "pga.cases.services.booking_shown.book_forgotten": COMMAND,
    "pga.cases.services.concept_ending.sweep_concepts": COMMAND,
    "pga.cases.services.judging.judge_by_day": COMMAND,
    "pga.accounts.reading.links.find_link": "there is no actor before a password",
    "pga.accounts.reading.people.digest_readers": COMMAND,
    "pga.accounts.reading.people.find_presence": "finds out who the actor is",
    "pga.accounts.services.links.choose_password": "there is no actor before a password",
    "pga.accounts.services.login.sign_in": "there is no actor before it",
    "pga.accounts.services.news.sweep_news": COMMAND,
    "pga.accounts.services.waiting.refuse_while_waiting": "there is no actor before logging in",
    "pga.dossiers.services.notices.sweep_notices": COMMAND,
    "pga.settings.reading.look_of": "a name, colours and a logo: no data",
    "pga.settings.reading.municipality_name": "a public name",
    "pga.settings.reading.municipality_names": "public names",
    "pga.settings.services.found": "the command line, in an empty store",
    "pga.settings.services.kinds_of_store": "the start of the app",
    "pga.settings.services.set_values": COMMAND,
    "pga.signals.services.sweep_signals": COMMAND,
    "pga.worklist.services.send_digests": COMMAND,
}
"""What reaches a store without an actor, and why."""
WITHOUT_POLICY = {
    "pga.accounts.reading.news.list_news": OWN,
    "pga.accounts.reading.people.get_account": OWN,
    "pga.accounts.reading.people.get_lapses": OWN,
    "pga.accounts.reading.people.list_other_grants": OWN,
    "pga.accounts.services.names.turn_names_on": OWN,
    "pga.accounts.services.login.add_user": "the roles of the new one are given by an own entry",
    "pga.accounts.services.login.change_password": OWN,
    "pga.accounts.services.login.confirm_enrolment": OWN,
    "pga.accounts.services.login.end_session": OWN,
    "pga.accounts.services.login.give_digest_turn_back": COMMAND,
    "pga.accounts.services.login.make_recovery_codes": OWN,
    "pga.accounts.services.login.pass_second_factor": OWN,
    "pga.accounts.services.login.prove_again": OWN,
    "pga.accounts.services.login.set_digest": OWN,
    "pga.accounts.services.login.sign_out": OWN,
    "pga.accounts.services.login.start_enrolment": OWN,
    "pga.accounts.services.login.switch_grant": "to a role that one was given",
    "pga.accounts.services.login.take_digest_turn": COMMAND,
    "pga.accounts.services.news.mark_news_seen": OWN,
    "pga.help.reading.get_contacts": "whom to ask, in one's own municipality",
}
"""Entries that reach a store and ask no table, and why."""


def modules():
    found = pkgutil.walk_packages(pga.__path__, "pga.")
    return [each.name for each in found if not each.name.startswith("pga.demo")]


def shelf_of(name):
    return [*name.split("."), "", ""][2]


class House:
    """Which function calls which, by their names: what is reached is what may be reached."""

    def __init__(self):
        self.calls, self.imports = {}, {}
        for name in modules():
            self._read(name)

    def _read(self, name):
        module = import_module(name)
        tree = ast.parse(inspect.getsource(module))
        known = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pga"):
                for one in node.names:
                    known[one.asname or one.name] = f"{node.module}.{one.name}"
        self.imports[name] = set(known.values())
        own = {
            node.name: f"{name}.{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.calls[f"{name}.{node.name}"] = {
                    found for part in ast.walk(node) if (found := self._named(part, known | own))
                }
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.calls[f"{name}.{target.id}"] = {
                            found
                            for part in ast.walk(node.value)
                            if (found := self._named(part, known | own))
                        }

    @staticmethod
    def _named(node, known):
        if isinstance(node, ast.Name):
            return known.get(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            base = known.get(node.value.id)
            return f"{base}.{node.attr}" if base else None
        return None

    def home(self, name):
        """Return where something stands that was imported by way of a package."""
        package, _, last = name.rpartition(".")
        while name not in self.calls:
            ways = (one for one in self.imports.get(package, ()) if one.endswith(f".{last}"))
            further = next((one for one in ways if one != name), name)
            if further == name:
                return name
            name, package = further, further.rpartition(".")[0]
        return name

    def reaches(self, name, wanted, seen=None):
        seen = seen if seen is not None else set()
        name = self.home(name)
        if name in wanted:
            return True
        if name in seen:
            return False
        seen.add(name)
        return any(self.reaches(one, wanted, seen) for one in self.calls.get(name, ()))


HOUSE = House()


def public():
    for name in modules():
        if shelf_of(name) in {"reading", "services"}:
            module = import_module(name)
            for key, thing in vars(module).items():
                own = inspect.isfunction(thing) and thing.__module__ == name
                if own and not key.startswith("_"):
                    first = next(iter(inspect.signature(thing).parameters), "")
                    yield f"{name}.{key}", thing, first


PUBLIC = {name: (thing, first) for name, thing, first in public()}
ENTRIES = [name for name, (_, first) in PUBLIC.items() if first == "actor"]
PARTS = [name for name, (_, first) in PUBLIC.items() if first == "session"]
PURE = [name for name, (_, first) in PUBLIC.items() if first not in {"actor", "session"}]


def doors():
    return [
        name
        for name in modules()
        if shelf_of(name) == "routes" or name.startswith(("pga.app", "pga.cli"))
    ]


def parts_in(imported):
    return {home for name in imported if (home := HOUSE.home(name)) in PARTS}


def test_the_three_kinds_are_told_apart():
    assert min(len(ENTRIES), len(PARTS), len(PURE)) > 20
    assert "pga.dossiers.services.recusal.recuse" in ENTRIES
    assert "pga.dossiers.services.links.add_link" in PARTS
    assert "pga.settings.reading.look_of" in PURE


@pytest.mark.parametrize("name", [name for name in ENTRIES if HOUSE.reaches(name, STORE)])
def test_an_entry_asks_the_policy(name):
    assert HOUSE.reaches(name, POLICY) or name in WITHOUT_POLICY


@pytest.mark.parametrize("name", PURE)
def test_what_has_no_actor_and_no_session_reaches_no_store(name):
    assert not HOUSE.reaches(name, STORE) or name in WITHOUT_ACTOR


@pytest.mark.parametrize("name", doors())
def test_who_speaks_with_people_imports_no_part(name):
    assert parts_in(HOUSE.imports[name]) == set()


def test_a_part_opens_no_unit_of_its_own():
    units = STORE - {"pga.core.database.ask"}

    assert [name for name in some(PARTS) if HOUSE.reaches(name, units)] == []


def test_the_excuses_are_few_and_each_is_needed():
    assert len(WITHOUT_ACTOR) + len(WITHOUT_POLICY) <= 40
    assert {name for name in PURE if HOUSE.reaches(name, STORE)} == WITHOUT_ACTOR.keys()
    asked = {name for name in ENTRIES if HOUSE.reaches(name, STORE)}
    assert {name for name in asked if not HOUSE.reaches(name, POLICY)} == WITHOUT_POLICY.keys()


def test_an_actor_is_always_an_actor():
    for name, (thing, _) in some(PUBLIC.items()):
        parameters = inspect.signature(thing).parameters
        assert "actor" not in parameters or parameters["actor"].annotation is Actor, name


def test_an_entry_without_a_policy_and_a_part_at_a_door_would_be_found():
    calls = {"a.reading.x.get": {"a.reading.x._open"}, "a.reading.x._open": {"s"}, "s": set()}
    house = House.__new__(House)
    house.calls, house.imports = calls, {}

    assert house.reaches("a.reading.x.get", {"s"})
    assert not house.reaches("a.reading.x.get", POLICY)
    assert parts_in({"pga.dossiers.services.links.add_link"})
    assert parts_in({"pga.accounts.reading.names_of"})
