"""Every form of the house, found by the map of addresses: where it stands, and who can send it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from flask import url_for

from pga.access.permissions import Role
from pga.cases.models.meeting import CaseMeeting
from pga.cases.rules.states import State
from pga.partners.models import ContactPerson, Organisation
from pga.signals.models import Signal
from tests.builders import (
    Member,
    a_case,
    a_contact,
    a_decision,
    a_meeting,
    a_plan,
    a_signal,
    a_user,
    an_organisation,
    prepared,
    ticked,
)
from tests.pages.test_matrix import FIXED, VALUES, cases_for, values_about, values_of
from tests.support.inspector import Node, PageInspector
from tests.support.pages import Page, outside, sent_by
from tests.support.rows import rows_of

SENDERS: Final = (Role.SAFETY_TEAM, Role.COORDINATOR, Role.DPO, Role.ADMIN)
STATES: Final = (
    State.REFERRED,
    State.IN_TRIAGE,
    State.INFORMATION_ROUND,
    State.IN_EXECUTION,
    State.ON_HOLD,
)
TYPED: Final = frozenset({"text", ""})
"""The kinds of input in which one types what one thinks."""


@dataclass(frozen=True)
class FoundForm:
    """A form on its page."""

    endpoint: str
    """What takes it in."""
    page: str
    draft_url: str
    words: tuple[str, ...]
    """The fields in which one types."""


def forms_of(page: Page, who: Member) -> tuple[dict[str, FoundForm], list[str]]:
    """Return the forms that somebody of this role meets, by the endpoint that takes them in.

    And the pages with a form in which one types, and that does not say where its words are kept.
    """
    found: dict[str, FoundForm] = {}
    silent: list[str] = []
    for shown_by, url in pages_for(page, who):
        if shown_by in found:
            continue  # a page that takes its own form in was met on another case
        answer = outside(lambda url=url: page.client.get(url))
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for form in posts_of(answer.text):
            mark, words = mark_of(form), tuple(words_in(form))
            if mark is None:
                silent += [url] if words else []
                continue
            draft_url = mark.attrs["data-draft-url"]
            endpoint = parse_qs(urlsplit(draft_url).query)["form"][0]
            found.setdefault(endpoint, FoundForm(endpoint, url, draft_url, words))
    return found, silent


def url_of(page: Page, form: FoundForm) -> str:
    """Return the address that a form is sent to."""
    address = parse_qs(urlsplit(form.draft_url).query)
    values = {name: some[0] for name, some in address.items() if name != "form"}
    with page.app.test_request_context():
        return url_for(form.endpoint, **values)


def sent_by_form(form: Node):
    """Yield what a browser would send of a form as it stands."""
    yield from sent_by(form)


def posts_of(html: str) -> list[Node]:
    """Return the forms of a page that are sent."""
    nodes = PageInspector(html).nodes
    return [n for n in nodes if n.tag == "form" and n.attrs.get("method", "").lower() == "post"]


def mark_of(form: Node) -> Node | None:
    """Return where a form says that its words are kept."""
    return next((node for node in form.walk() if "data-draft-url" in node.attrs), None)


def words_in(form: Node) -> list[str]:
    """Return the fields of a form in which one types."""
    return [
        node.attrs["name"]
        for node in form.walk()
        if "name" in node.attrs
        and (
            node.tag == "textarea"
            or (node.tag == "input" and node.attrs.get("type", "text").lower() in TYPED)
        )
    ]


def pages_for(page: Page, who: Member) -> list[tuple[str, str]]:
    """Return all addresses to look at: each page of the house, for a case in each state.

    Each with the endpoint that shows it.
    """
    numbers = _lived_through(who)
    about = values_about(a_user(Role.INTERVENTION_TEAM))
    house = _of_partners()
    with page.app.test_request_context():
        urls = [
            (
                endpoint,
                url_for(
                    endpoint, **(VALUES.get(route, {}) | about.get(route, {}) | house(endpoint))
                ),
            )
            for route in FIXED
            for method, endpoint in [route.split()]
            if method == "GET" and endpoint not in {"static", "accounts.moved"}
        ]
        urls += [
            (rule.endpoint, url_for(rule.endpoint, **_values_of(rule.endpoint, number)))
            for rule in page.app.url_map.iter_rules()
            if "number" in rule.arguments and "GET" in (rule.methods or ())
            for number in numbers
        ]
    return list(dict.fromkeys(urls))


def _values_of(endpoint: str, number: str) -> dict[str, object]:
    route = f"GET {endpoint}"
    return {**VALUES.get(route, {}), **values_of(route, number)}


def _lived_through(who: Member) -> list[str]:
    """Make a case in each state that has forms of its own, and one with a meeting at work."""
    mine = cases_for(who)["mine"]
    by = a_user().actor
    linked = [who.id] if who.actor.role in {Role.SAFETY_TEAM, Role.INTERVENTION_TEAM} else []
    others = [a_case(state, by=by, linked=linked) for state in STATES]
    talked = a_case(State.PLANNING, by=by, linked=linked)
    a_plan(by, talked)
    police = an_organisation(name="Politie Roerdomp")
    guest = a_contact(police, "Tijs Testman")
    meeting = a_meeting(by, talked)
    prepared(by, talked, meeting, f"c:{guest}")
    ticked(by, talked, meeting)
    a_decision(by, talked, meeting)
    a_signal(by, discussed=True)
    return [mine, talked, *others]


def _of_partners():
    """Return what stands in the address of a page about a partner or a meeting that is there."""
    organisation = rows_of(Organisation)[0].id
    contact = next(iter(rows_of(ContactPerson)), None)
    meeting = rows_of(CaseMeeting)[0].id
    signal = rows_of(Signal)[0].id

    def values(endpoint: str) -> dict[str, UUID]:
        found = {}
        if endpoint.startswith("partners.") and endpoint.split(".")[1] in {
            *("partner", "change", "agree", "new_contact", "change_contact", "end_agreement"),
        }:
            found["organisation_id"] = organisation
        if endpoint == "partners.change_contact" and contact:
            found |= {"contact_id": contact.id, "organisation_id": contact.organisation_id}
        if endpoint in {f"cases.{n}" for n in ("meeting", "move_meeting", "cancel_meeting")}:
            found["meeting_id"] = meeting
        if endpoint in {"cases.invitations", "cases.action_list"}:
            found["meeting_id"] = meeting
        if endpoint in {f"signals.{n}" for n in ("signal", "call", "discuss", "extend", "settle")}:
            found["signal_id"] = signal
        return found

    return values
