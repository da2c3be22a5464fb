"""No page speaks English or shows a code, and all of them speak with one voice."""

import re
from enum import Enum
from importlib import import_module
from pkgutil import walk_packages

import pytest

import pga
from pga.access.permissions import Role
from pga.cases.rules.states import State
from pga.help.labels.screens import SCREENS
from tests.builders import CANARY, a_case, a_sharing_table, a_signal, a_user, an_organisation
from tests.help.test_texts import OTHER_VOICE
from tests.support.inspector import PageInspector
from tests.support.pages import Page, outside
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

ENGLISH = frozenset(
    """
    about access action add after all and any are back because before board but cancel case cases
    change changes check choose click close closed confirm create date day days default delete
    description details draft due edit empty enter error errors event every failed false field
    fields first for forbidden form found from go has have hold home how if input invalid last
    linked loading login logout may measure member missing month more move moves must name names
    new next no none note nothing null number off ok old only options or other outcome owner page
    password people person please previous purpose reason record records referral required result
    right role roles safety save saved search see select settings should show shown sign since
    sorry state states step string submit success successful that the their there these they this
    title today token triage true undefined unknown until update user username users value values
    view were what when where which who why will with working year yes yesterday you your
    """.split()
)
"""Reviewed: a word that is Dutch too, as in, is, we, open, code and kind, is not here."""

NO_SCREEN = {
    "parts.index": "shows the parts to who builds screens",
    "accounts.second_factor": "needs a second factor: tests/accounts",
    "accounts.enrol": "needs a second factor: tests/accounts",
    "accounts.reset": "needs a link that works once: tests/accounts",
    "accounts.end_role": "needs the role of another: tests/accounts",
    "accounts.place_role": "needs a role of before: tests/accounts",
    "accounts.approval": "needs a question to a second person: tests/accounts",
    "accounts.digest": "shows the account: tests/accounts",
    "accounts.back_there": "needs another municipality: tests/pages/test_handshake.py",
    "cases.recused": "needs somebody who stepped back: tests/cases",
    "cases.change_action": "needs an action: tests/cases",
    "cases.settle_action": "needs an action: tests/cases",
    "cases.change_goal": "needs a goal: tests/cases",
    "cases.plan_version": "needs a version: tests/cases",
    "cases.plan_reply": "needs a version: tests/cases",
    "cases.answer_proposal": "needs a proposal: tests/cases",
    "cases.answer_access": "needs a request: tests/cases",
    **dict.fromkeys(
        (
            *("cases.meeting", "cases.add_case", "cases.move_meeting", "cases.cancel_meeting"),
            *("cases.invitations", "cases.prepare_meeting", "cases.take_off_agenda"),
            *("cases.room", "cases.decide", "cases.close_item", "cases.settle_in_room"),
            *("cases.decision_list", "cases.approve_decisions", "cases.reword_decision"),
            *("cases.withdraw_decision", "cases.action_list"),
        ),
        "needs a meeting: tests/cases/test_meeting_pages.py",
    ),
    **dict.fromkeys(
        (
            *("cases.concept", "cases.write_concept", "cases.withdraw_concept"),
            *("cases.take_concept", "cases.ask_back_concept", "cases.refuse_concept"),
            "cases.recuse_from",
        ),
        "needs a concept-aanmelding: tests/cases/test_concept_pages.py",
    ),
    **dict.fromkeys(
        ("cases.withdraw_contact", "cases.move_contact", "cases.out_of_sight"),
        "needs a moment, or tries in a row: tests/cases/test_contact_pages.py",
    ),
    **dict.fromkeys(
        ("cases.forget", "cases.retract", "cases.end_told", "cases.feedback"),
        "needs somebody, a recipient, an end or a weging: tests/cases",
    ),
    **dict.fromkeys(
        (
            *("cases.letter", "cases.write_letter", "cases.propose_letter", "cases.send_letter"),
            *("cases.approve_letter", "cases.letter_file", "cases.withdraw_letter"),
        ),
        "needs a letter: tests/cases/test_letters_pages.py",
    ),
    "cases.begin_concept": "is of the interventieteam, which walks it too",
    "cases.turn_concepts": "is the button of a page: tests/cases/test_concept_pages.py",
    "cases.close_flag": "needs a flag: tests/cases",
    "cases.recusal": "needs a declaration: tests/cases",
    **dict.fromkeys(
        (
            *("cases.record_answer", "cases.remind", "cases.note_late", "cases.contribute"),
            *("cases.freeze", "cases.settle", "cases.withdraw", "cases.consent"),
            *("cases.thaw", "cases.take_out_contribution", "cases.judge_held"),
        ),
        "needs a question or a contribution: tests/cases/test_information_pages.py",
    ),
    **dict.fromkeys(
        ("partners.end_agreement", "partners.change_contact"),
        "needs an agreement or a contact person: tests/partners",
    ),
    "oversight.judge": "needs a noodtoegang: tests/cases",
    "cases.offer": "needs a handover: tests/cases",
    "cases.accept_offer": "needs a handover: tests/cases",
    "cases.refuse_offer": "needs a handover: tests/cases",
    "settings.withdraw_entry": "needs a word that has still to come: tests/settings",
    "settings.withdraw_logo": "needs a logo that has still to come: tests/settings",
    "settings.withdraw": "needs a value that has still to come: tests/settings",
}
NUMBERED = [
    "",
    "/vlag",
    "/ik-ken-deze-persoon",
    "/wijzigingen",
    "/verloop",
    "/veiligheid",
    "/informatieronde",
    "/informatieronde/vragen",
    "/informatieronde/vragen/teksten",
    "/informatieronde/bijdrage",
    "/verstrekkingen",
    "/verstrekkingen/vastleggen",
    "/delen",
    "/delen?doel=action&wat=care",
    "/aanmelding",
    "/aanmelding/corrigeren",
    "/aanmelding/weghalen",
    "/documenten",
    "/documenten/nieuw",
    "/contact",
    "/contact/vastleggen",
    "/contact/bezoek",
    "/verstrekkingen/rechtzetten",
    "/betrokken",
    "/inzagen",
    "/regie/procesregisseur",
    "/regie/casusregisseur",
    "/overleggen",
    "/plan-opstellen",
    "/aanhouden",
    "/hervatten",
    "/weging",
    "/weging/starten",
    "/plan",
    "/plan?doelen=vervallen",
    "/plan/kern",
    "/plan/vaststellen",
    "/plan/voor-betrokkene/0",
    "/doelen/nieuw",
    "/acties/nieuw",
    "/leefgebieden",
    "/leefgebieden/meten",
    "/evaluatie",
    "/evaluatie/nieuw",
    "/voorstellen/nieuw",
    "/informeren",
    "/informeren/vastleggen",
    "/gezag",
    "/beeindigen",
    "/informeren/uitstellen",
]
FILLED = {
    State.REFERRED: ["/weging/starten", "/betrokken", "/aanmelding/corrigeren"],
    State.IN_TRIAGE: ["/weging", "/regie/procesregisseur"],
    State.INFORMATION_ROUND: [
        "/plan-opstellen",
        "/informatieronde/vragen",
        "/informatieronde/bijdrage",
        "/verstrekkingen/vastleggen",
    ],
    State.PLANNING: [
        "/aanhouden",
        "/plan/vaststellen",
        "/doelen/nieuw",
        "/acties/nieuw",
        "/leefgebieden/meten",
        "/informeren/vastleggen",
        "/informeren/uitstellen",
    ],
    State.ON_HOLD: ["/hervatten"],
}
"""Forms that are sent as they stand, so that they say what is missing."""
MANAGED = [
    "/goedkeuringen",
    "/beheer/vervangers",
    "/beheer/vervangers/nieuw",
    "/beheer/gebruikers/nieuw",
    "/beheer/instellingen",
    "/beheer/instellingen/triage_working_days",
    "/beheer/instellingen/triage_working_days/wijzigen",
    "/beheer/gemeente",
    "/beheer/gemeente/wijzigen",
    "/beheer/huisstijl",
    "/beheer/huisstijl/logo",
    "/beheer/lijsten/problems",
    "/beheer/lijsten/domains",
    "/beheer/lijsten/problems/other/wijzigen",
    "/beheer/lijsten/plan_rules",
    "/beheer/lijsten/plan_rules/no_exit/wijzigen",
    "/beheer/bewaartermijnen",
    "/beheer/bewaartermijnen/admitted",
    "/beheer/partners",
    "/beheer/partners/nieuw",
    "/beheer/reglement",
    "/beheer/deeltabel/beginnen",
    "/beheer/deeltabel/housing/social?fase=plan",
    "/beheer/reglement/triage_working_days",
]
PLAIN = [
    "/werk",
    "/acties",
    "/werk-overdragen",
    "/toegang-vragen",
    "/casussen",
    "/casussen?wie=all&volgorde=state",
    "/zoeken",
    "/aanmelden",
    "/nieuw/contact",
    "/concepten",
    "/concepten/nieuw",
    "/toezicht",
    "/toezicht/noodtoegang",
    "/noodtoegang",
    "/toezicht/logboek?doel=lawfulness",
    "/toezicht/logboek?doel=&casus=LAR",
    "/cijfers",
    "/partners",
    "/signalen",
    "/signalen/nieuw",
    "/beheer/lijsten/signal_kinds",
    "/overleggen",
    "/overleggen/nieuw",
    "/verstrekkingen",
    "/verstrekkingen?partner=incidental",
    "/informeren/uitgesteld",
    "/deeltabel",
    "/deeltabel/housing",
    "/toezicht/deeltabel",
    "/beheer/gebruikers",
    "/beheer/instellingen",
    "/account",
    "/uitgelogd",
    "/uitgelogd?verder=/werk",
    "/inloggen",
    "/eerste-wachtwoord",
    "/hulp",
    "/hulp/werk",
    "/woordenlijst",
    "/nieuw",
    "/over",
    "/toegankelijkheid",
    "/nergens",
]


def codes():
    """Return the values of our enums that no Dutch sentence can hold."""
    for module in walk_packages(pga.__path__, "pga."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, Enum):
                yield from (m.value for m in thing if isinstance(m.value, str) and "_" in m.value)


CODES = frozenset(codes())


def seen(html):
    """Return what a reader sees, without commands and codes that are shown as such."""
    inspector = PageInspector(html)
    for node in inspector.nodes:
        if node.tag == "code" or {"code", "codes"} & set(node.attrs.get("class", "").split()):
            node.children = []
    return inspector.root.text()


def foreign(text):
    """Return the English words and codes in a text."""
    words = set(re.findall(r"[A-Za-zÀ-ÿ_]+", text))
    return sorted({w for w in words if w.casefold() in ENGLISH or w in CODES})


TURNS = 3
"""Who works on cases come in three roles: each walks a third of the pages in all states."""


class Walk:
    """Visits pages as somebody, whatever the answer is, and keeps what they say.

    A form that was sent is followed to where it leads, as a browser does.
    """

    def __init__(self, app):
        self.page, self.said, self.endpoints = Page(app), {}, set()
        self.adapter = app.url_map.bind("")

    def visit(self, url, fields=None, *, at=None):
        client = self.page.client
        if fields is None:
            response = outside(lambda: client.get(url))
        else:
            token = dict(Page.form(outside(lambda: client.get(at or url)).text, url))
            response = outside(lambda: client.post(url, data=token | fields))
        if response.mimetype == "text/html" and response.status_code not in {301, 302}:
            method = "GET" if fields is None else "POST"
            if response.status_code == 200:
                self.endpoints.add(self.adapter.match(url.split("?")[0], method=method)[0])
            self.said[f"{method} {url}"] = seen(response.text)
        if fields is not None and response.status_code == 302:
            return self.visit(response.headers["Location"])
        return response


@pytest.fixture
def cases(app):
    """A case in each state, by somebody of team Veiligheid, who is linked to all of them."""
    by = a_user(Role.SAFETY_TEAM)
    a_sharing_table(approved=False)
    return by, [a_case(state, by=by.actor) for state in State]


def shared(parts, numbers, turn):
    """Return the pages of cases for one who walks: each in some states, and others for the next."""
    return [
        f"/casussen/{number}{part}"
        for at, part in enumerate(parts)
        for nth, number in enumerate(numbers)
        if (at + nth + turn) % TURNS == 0
    ]


def walked(app, who, numbers):
    walk = Walk(app)
    walk.page.log_in(who)
    for url in [*PLAIN, *shared(NUMBERED, numbers, list(Role).index(who.actor.role))]:
        if url != "/inloggen":
            walk.visit(url)
    return walk


def test_each_page_of_a_case_is_walked_in_each_state(store):
    turns = [set(shared(NUMBERED, range(len(State)), turn)) for turn in range(TURNS)]

    walks = set().union(*turns)
    assert walks == {f"/casussen/{at}{part}" for at in range(len(State)) for part in NUMBERED}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SAFETY_TEAM])
def test_no_page_of_a_role_speaks_english(app, cases, role):
    walk = walked(app, a_user(role), cases[1])

    assert {url: found for url, text in some(walk.said.items()) if (found := foreign(text))} == {}
    assert {
        url: said for url, t in some(walk.said.items()) if (said := OTHER_VOICE.findall(t))
    } == {}


def test_no_page_of_team_veiligheid_speaks_english_and_all_pages_are_visited(app, cases):
    who, numbers = cases
    walk = walked(app, who, numbers)
    for state, parts in FILLED.items():
        for part in parts:
            walk.visit(f"/casussen/{numbers[list(State).index(state)]}{part}", {})
    people = walk.visit(f"/casussen/{numbers[4]}/betrokken").text
    walk.visit(re.search(r'href="(/casussen/[^"]+/beeindigen)"', people)[1])
    walk.visit("/aanmelden", {})
    walk.visit("/werk", {})
    walk.visit("/noodtoegang", {})
    walk.visit(f"/casussen/{numbers[0]}/ik-ken-deze-persoon", {})
    walk.visit("/casussen", {})
    walk.visit("/zoeken", {})
    walk.visit("/zoeken", {"surname": CANARY, "birth": "1991"})
    worry = f"/signalen/{a_signal(who.actor, discussed=True, who=CANARY)}"
    for part in ("", "/melding", "/besproken", "/verlengen", "/uitkomst"):
        walk.visit(f"{worry}{part}")
    walk.visit(f"{worry}/uitkomst", {"outcome": "referral"})
    walk.visit(worry)
    walk.visit("/account", {"new": "kort"})
    walk.visit("/account/herstelcodes", {}, at="/account")
    desk = Walk(app)
    desk.page.log_in(a_user(Role.DPO))
    desk.visit("/toezicht", {})
    desk.visit("/toezicht/noodtoegang")
    desk.visit("/toezicht/deeltabel")
    desk.visit("/toezicht/deeltabel", {})
    desk.visit("/toezicht/logboek?doel=lawfulness")
    admin = Walk(app)
    admin.page.log_in(a_user(Role.ADMIN, name="Wessel Waterhoen"))
    people = admin.visit("/beheer/gebruikers").text
    organisation = f"/beheer/partners/{an_organisation()}"
    member = re.search(r'href="(/beheer/gebruikers/[0-9a-f-]{36})"', people)[1]
    for url in (*MANAGED, member, f"{member}/rol", f"{member}/bevoegdheid"):
        admin.visit(url)
    for part in ("", "/wijzigen", "/convenant", "/contact"):
        url = f"{organisation}{part}"
        admin.visit(url)
    board = Walk(app)
    board.page.log_in(a_user(Role.BOARD))
    board.visit("/cijfers")
    nobody = Walk(app)
    nobody.visit("/inloggen")
    nobody.visit("/inloggen", {"username": "niemand", "password": "fout"})

    walks = (walk, desk, admin, board, nobody)
    said = {url: text for one in walks for url, text in one.said.items()}
    assert {url: found for url, text in some(said.items()) if (found := foreign(text))} == {}
    assert {url: found for url, t in some(said.items()) if (found := OTHER_VOICE.findall(t))} == {}
    visited = {endpoint for one in walks for endpoint in one.endpoints}
    assert SCREENS.keys() - visited - NO_SCREEN.keys() == set()


@pytest.mark.parametrize("text", ["in_triage", "None", "De case is leeg", "Submit", "your role"])
def test_english_would_be_seen(store, text):
    assert foreign(text)


def test_what_is_dutch_too_is_no_english(store):
    assert foreign("Is dit open? Wij zien het in een contact, of ook per mail.") == []


def test_a_command_may_be_shown(store):
    assert foreign(seen("<p>Typ <code>pga user add</code>.</p>")) == []
