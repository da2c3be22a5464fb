"""Found the demo: three municipalities, who works there, with whom, and on which terms."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from config import Kind
from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.labels import ROLE
from pga.accounts.models import RoleGrant
from pga.accounts.rules.clearance import Clearance
from pga.accounts.rules.granting import GrantBasis
from pga.accounts.rules.login import LoginRules
from pga.accounts.services import add_user
from pga.cases.rules.terms import DEMO_RULES
from pga.core import clock
from pga.core.database import transaction
from pga.partners.labels.proposal import PROPOSAL
from pga.partners.models import Organisation
from pga.partners.rules import (
    Agreed,
    AgreementKind,
    Chain,
    ContactGiven,
    PartnerKind,
    Standing,
)
from pga.partners.rules.sharing import CellGiven, Phase
from pga.partners.services import add_agreement, write_contact
from pga.partners.services.sharing import approve_version, begin_table, draft_change
from pga.privacy.disclosure_codes import Category
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.services import found, set_values

HOME: Final = "LAR"
NEIGHBOURS: Final = ("BLA", "EEM")
TOWNS: Final = {"LAR": "Laren", "BLA": "Blaricum", "EEM": "Eemnes"}
PASSWORD: Final = "kwartels fluiten in de verzonnen laan"  # noqa: S105 - it stands on the login page
SET_FROM: Final = date(2019, 1, 1)
SET_BECAUSE: Final = "Voorstel uit de oefengemeente, nog te bevestigen"
CLEARED: Final = Clearance(date(2099, 12, 31), date(2099, 12, 31), SET_FROM, date(2099, 12, 31))
"""Nobody of the demo is kept from the cases by a date."""
MORE_SETTINGS: Final = {"max_active_cases": "15", "small_number_threshold": "5"}
"""Woerden 2018 and pga.md 8.3, both [V]."""
FOUNDER: Final = Actor(UUID(int=0), "oefengemeente", Role.ADMIN, HOME)
"""The command itself: nobody's account."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account of the demo."""

    username: str
    name: str
    role: Role
    everywhere: bool = False
    """Whether the neighbouring municipalities can be visited too."""


LOGINS: Final = (
    Login("veiligheid", "Fenna Fictief", Role.SAFETY_TEAM, everywhere=True),
    Login("veiligheid2", "Tess Toeval", Role.SAFETY_TEAM),
    Login("interventie", "Bas Bedacht", Role.INTERVENTION_TEAM),
    Login("interventie2", "Kim Verzinsel", Role.INTERVENTION_TEAM),
    Login("coordinator", "Pim Proef", Role.COORDINATOR, everywhere=True),
    Login("fg", "Greet Geval", Role.DPO),
    Login("bestuur", "Vera Voorbeeld", Role.BOARD),
    Login("beheerder", "Otto Oefening", Role.ADMIN),
)
SHOWN: Final = tuple((login.username, ROLE[login.role], login.name) for login in LOGINS)
"""The accounts as the login page and the command show them."""

TEAM: Final = "Interventieteam Vangnet & Advies"
"""For whom the interventieteam of the demo works."""
UNDECIDED: Final = "Politie, landelijke eenheid"
"""Of the police too, and without the decision of the Wpg."""
PARTNERS: Final = (
    ("Politie", Chain.JUSTICE, Standing.PUBLIC, True),
    ("Openbaar Ministerie", Chain.JUSTICE, Standing.PUBLIC, False),
    ("Reclassering De Omweg", Chain.JUSTICE, Standing.PRIVATE, True),
    ("Wijkteam", Chain.SOCIAL, Standing.PUBLIC, True),
    ("Woningcorporatie De Verzonnen Hof", Chain.SOCIAL, Standing.PRIVATE, True),
    ("Jongerenwerk De Verzinning", Chain.SOCIAL, Standing.PRIVATE, True),
    ("Schuldhulp Het Sprookje", Chain.SOCIAL, Standing.PUBLIC, True),
    ("GGZ Het Bedenksel", Chain.CARE, Standing.PRIVATE, True),
    ("Verslavingszorg De Fabel", Chain.CARE, Standing.PRIVATE, True),
    ("Veilig Thuis Denkbeeldig", Chain.CARE, Standing.PUBLIC, True),
    ("Leerplicht", Chain.ADMINISTRATION, Standing.PUBLIC, True),
    (TEAM, Chain.ADMINISTRATION, Standing.PUBLIC, True),
    ("Toezicht en Handhaving", Chain.ADMINISTRATION, Standing.PUBLIC, True),
    ("Zorg- en Veiligheidshuis", Chain.ADMINISTRATION, Standing.PUBLIC, False),
    (UNDECIDED, Chain.JUSTICE, Standing.PUBLIC, True),
    ("Buurtvereniging De Luwte", Chain.SOCIAL, Standing.PRIVATE, False),
)

KINDS: Final = {
    "Politie": PartnerKind.POLICE,
    "Openbaar Ministerie": PartnerKind.PROSECUTION,
    "Reclassering De Omweg": PartnerKind.PROBATION,
    "Wijkteam": PartnerKind.COMMUNITY_TEAM,
    "Woningcorporatie De Verzonnen Hof": PartnerKind.HOUSING,
    "Jongerenwerk De Verzinning": PartnerKind.YOUTH_WORK,
    "Schuldhulp Het Sprookje": PartnerKind.BENEFITS,
    "GGZ Het Bedenksel": PartnerKind.MENTAL_HEALTH,
    "Verslavingszorg De Fabel": PartnerKind.MENTAL_HEALTH,
    "Veilig Thuis Denkbeeldig": PartnerKind.SAFE_HOME,
    "Leerplicht": PartnerKind.SCHOOL,
    TEAM: PartnerKind.INTERVENTION,
    "Toezicht en Handhaving": PartnerKind.MUNICIPALITY,
    "Zorg- en Veiligheidshuis": PartnerKind.SAFETY_HOUSE,
    UNDECIDED: PartnerKind.POLICE,
}
"""What each is; of the last one nobody said it yet."""
CONTACTS: Final = {
    "Politie": ("Roos Roerdomp", "wijkagent"),
    "Wijkteam": ("Jip Jaargetij", "consulent"),
    "Woningcorporatie De Verzonnen Hof": ("Mees Mispelaar", "woonconsulent"),
    "GGZ Het Bedenksel": ("Pleun Pimpelaar", "regiebehandelaar"),
    "Reclassering De Omweg": ("Teun Tuimelaar", "toezichthouder"),
}
"""Who can be asked; the names are invented, and nobody bears the surnames."""
EXPIRED: Final = "Jongerenwerk De Verzinning"
"""Its convenant came to an end: the list shows that too."""


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality as the seeding needs it."""

    code: str
    people: dict[str, Actor]
    organisations: dict[str, UUID]

    @property
    def name(self) -> str:
        """Return the name of the municipality."""
        return TOWNS[self.code]


@dataclass(frozen=True, slots=True)
class Founded:
    """What is there on the first day."""

    accounts: dict[str, UUID]
    organisations: dict[str, dict[str, UUID]]
    """Of each municipality, by name."""


def found_towns(rules: LoginRules) -> Founded:
    """Write the municipalities, their organisations and the accounts with their role at home."""
    found(Kind.DEMO, TOWNS)
    organisations = {code: _partners(code) for code in TOWNS}
    team = {HOME: organisations[HOME][TEAM]}
    accounts = {
        login.username: add_user(
            FOUNDER,
            username=login.username,
            name=login.name,
            password=PASSWORD,
            grants={HOME: login.role},
            rules=rules,
            clearance=CLEARED,
            organisations=team if login.role is Role.INTERVENTION_TEAM else {},
        )
        for login in LOGINS
    }
    return Founded(accounts, organisations)


def furnish(founded: Founded) -> dict[str, Town]:
    """Give every municipality its terms and its visitors, and bind its partners.

    A day after the founding: the first role that somebody got is the one that a login opens.
    """
    accounts = founded.accounts
    terms = {field.name: str(getattr(DEMO_RULES, field.name)) for field in fields(DEMO_RULES)}
    for code in TOWNS:
        set_values(
            accounts["beheerder"],
            code,
            terms | MORE_SETTINGS,
            from_on=SET_FROM,
            reason=SET_BECAUSE,
        )
    towns = {
        code: Town(code, _staff(code, accounts, here), here)
        for code, here in founded.organisations.items()
    }
    for town in towns.values():
        _set_table(accounts, town.code)
        _bind(Actor(accounts["beheerder"], "Otto Oefening", Role.ADMIN, town.code), town)
    return towns


def _set_table(accounts: dict[str, UUID], code: str) -> None:
    """Begin with the proposal of what may be shared; at home an invented FG approved it."""
    admin = Actor(accounts["beheerder"], "Otto Oefening", Role.ADMIN, code)
    begin_table(admin, PROPOSAL, reason=SET_BECAUSE)
    if code == HOME:
        approve_version(
            Actor(accounts["fg"], "Greet Geval", Role.DPO, code),
            1,
            from_on=clock.today(),
            reason="Verzonnen akkoord van de oefengemeente.",
        )


def draft_for_dpo(town: Town) -> None:
    """Leave a change of the table that waits for the FG."""
    which = PartnerKind.HOUSING, Category.SAFETY
    row = PROPOSAL[which[0], Phase.PLAN, which[1]]
    cell = replace(
        row,
        condition="alleen wat een bezoeker van de woning moet weten om veilig te zijn",
        why="De corporatie stuurt monteurs langs zonder te weten of dat veilig kan.",
    )
    given = CellGiven(*which, frozenset({Phase.ROUND, Phase.PLAN}), cell)
    draft_change(town.people["beheerder"], 1, given)


def _bind(admin: Actor, town: Town) -> None:
    """Let the partners sign, and name whom one can ask."""
    today = clock.today()
    for name, organisation_id in town.organisations.items():
        last_on = today + timedelta(days=400) if name == EXPIRED else None
        signed = Agreed(AgreementKind.COVENANT, "Convenant lokale PGA", "2", SET_FROM, last_on)
        add_agreement(admin, organisation_id, signed)
    police = Agreed(AgreementKind.POLICE_DECISION, "Besluit Wpg artikel 20", "1", SET_FROM)
    add_agreement(admin, town.organisations["Politie"], police)
    for name, (person, function) in CONTACTS.items():
        given = ContactGiven(person, function, "035 555 04 00", "", SET_FROM)
        write_contact(admin, town.organisations[name], given)


def _staff(
    code: str, accounts: dict[str, UUID], organisations: dict[str, UUID]
) -> dict[str, Actor]:
    here = [login for login in LOGINS if login.everywhere or code == HOME]
    if code in NEIGHBOURS:
        with transaction() as session:
            session.add_all(
                RoleGrant(
                    user_id=accounts[login.username],
                    municipality=code,
                    role=login.role,
                    from_on=clock.today(),
                    basis=GrantBasis.FOUNDING,
                )
                for login in here
            )
            record(session, None, Line(Event.GRANTED, Object("role_grant")), chain=code)
    return {
        login.username: Actor(
            accounts[login.username],
            login.name,
            login.role,
            code,
            organisation=organisations[TEAM] if login.role is Role.INTERVENTION_TEAM else None,
        )
        for login in here
    }


def _partners(code: str) -> dict[str, UUID]:
    with transaction() as session:
        rows = [
            Organisation(
                municipality=code,
                name=name,
                chain=chain,
                standing=standing,
                may_refer=may_refer,
                kind=KINDS.get(name),
            )
            for name, chain, standing, may_refer in PARTNERS
        ]
        session.add_all(rows)
        record(session, None, Line(Event.SEEDED, Object("organisation")), chain=code)
        return {row.name: row.id for row in rows}
