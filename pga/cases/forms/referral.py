"""The aanmelding on one page (pga.md 2.3): sixteen required fields, none without a reader."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from wtforms import BooleanField, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from pga.cases.labels import (
    BIRTH,
    DOMAIN,
    KIND,
    NOT_INFORMED,
    PROBLEM,
    RELATION,
    TOPIC,
    domain,
    problem,
)
from pga.cases.labels.sentences import NO_CONTACT_ANY_MORE
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.informing import Topic
from pga.cases.rules.intake import (
    AboutOther,
    GuardianGiven,
    KnownReferrer,
    PersonGiven,
    ReferralGiven,
)
from pga.cases.rules.referral import (
    AgeClass,
    BirthDate,
    CaseKind,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
    UnreadableBirthDate,
    age_class_on,
    parse_birth_date,
)
from pga.core import clock
from pga.settings.rules.lists import Wording
from pga.web.forms import (
    EMAIL,
    PHONE,
    BaseForm,
    Choice,
    Day,
    Picked,
    Repeated,
    Several,
    Story,
    TextLine,
    member,
    options,
)

MOST: Final = 12
"""How many people, guardians and organisations stand on one aanmelding."""
STORIES: Final = ("occasion", "tried", "necessity")
TOPICS: Final = frozenset(Topic)
YES_NO: Final = [("ja", "Ja"), ("nee", "Nee")]
UNREAD: Final = BirthDate(1900)
"""Stands for a birth date that cannot be read, until somebody mends it."""
FACTS: Final = "Feiten met datum en bron, geen oordelen. Noem anderen niet bij naam."


class BirthDay(TextLine):
    """A birth date that may be half known; reads it and says what is wrong with it."""

    def post_validate(self, _form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 - WTForms
        """Add a fault that reading shows."""
        super().post_validate(_form, validation_stopped)
        if self.data and not validation_stopped:
            try:
                parse_birth_date(self.data, today=clock.today())
            except UnreadableBirthDate as unreadable:
                meant = f" Bedoelt u {unreadable.suggestion}?" if unreadable.suggestion else ""
                self.errors: list[str] = [*self.errors, BIRTH[unreadable.problem] + meant]


class PersonForm(Form):
    """One person of the case."""

    call_name = TextLine("Roepnaam", need="Vul de roepnaam in.")
    surname = TextLine("Achternaam", need="Vul de achternaam in.")
    birth = BirthDay(
        "Geboortedatum",
        need=BIRTH["empty"],
        hint="Bijvoorbeeld 14-05-2010. Weet u het niet zeker? Typ “ongeveer 2010”.",
    )
    address = TextLine("Straat en huisnummer")
    town = TextLine("Woonplaats")
    homeless = BooleanField("Zonder vaste woonplaats")
    phone = TextLine("Telefoon", most=30, holds=PHONE)
    exception = TextLine(
        "Waarom toch hier aanmelden?",
        hint="Alleen als de persoon buiten de gemeente woont.",
        most=300,
    )
    criminal = BooleanField("De strafbare feiten (of Justitie) gaan over deze persoon")

    @property
    def recognisable(self) -> bool:
        """Tell whether enough can be read to look for a double."""
        return bool(self.surname.data and self.birth.data and not self.birth.errors)

    def given(self) -> PersonGiven:
        """Return the person, as far as it can be read."""
        try:
            birth = parse_birth_date(self.birth.data or "")
        except UnreadableBirthDate:
            birth = UNREAD
        return PersonGiven(
            surname=self.surname.data or "",
            call_name=self.call_name.data or "",
            birth=birth,
            address=self.address.data or "",
            town=self.town.data or "",
            homeless=bool(self.homeless.data),
            exception=self.exception.data or "",
            phone=self.phone.data or "",
            criminal=bool(self.criminal.data),
        )


class GuardianForm(Form):
    """Somebody with authority over a minor."""

    name = TextLine("Naam")
    relation = TextLine("Relatie", hint="Bijvoorbeeld: ouder met gezag, voogd.")
    phone = TextLine("Telefoon", most=30, holds=PHONE)
    address = TextLine("Adres", hint="Alleen als het een ander adres is.")

    @property
    def filled(self) -> bool:
        """Tell whether anything was typed."""
        typed = (self.name, self.relation, self.phone, self.address)
        return any(field.data for field in typed)

    def given(self) -> GuardianGiven:
        """Return the guardian as given."""
        return GuardianGiven(
            name=self.name.data or "",
            relation=self.relation.data or "",
            phone=self.phone.data or "",
            address=self.address.data or "",
        )


class ToldGuardianForm(GuardianForm):
    """Somebody with authority, and when the referrer told this one."""

    informed_on = Day("Verteld door de aanmelder op", hint="Laat leeg als dat niet is gebeurd.")

    def given(self) -> GuardianGiven:
        """Return the guardian as given."""
        return replace(super().given(), informed_on=self.informed_on.data)


class InvolvedForm(Form):
    """An organisation that is involved already."""

    organisation = TextLine("Organisatie")
    contact = TextLine("Contactpersoon")


class WhoRefers(Picked):
    """Who hands in, of those who are known; who is gone has their own sentence."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse who is not on the list."""
        if self.data and self.data not in {str(value) for value, *_ in self.iter_choices()}:
            raise ValidationError(NO_CONTACT_ANY_MORE)


class HandedInForm(BaseForm):
    """What an aanmelding says, which a correction can change."""

    who = WhoRefers(
        "Kies wie aanmeldt",
        hint="Kiest u iemand uit de lijst? Dan staan organisatie, naam en telefoon er al.",
    )
    organisation = Picked("Organisatie", need="Kies de organisatie die aanmeldt.")
    referrer = TextLine("Naam en functie", need="Vul in wie aanmeldt, met de functie.")
    phone = TextLine("Telefoon", most=30, holds=PHONE)
    email = TextLine(
        "Zakelijk e-mailadres",
        holds=EMAIL,
        hint="Telefoon of e-mail: een van de twee is genoeg.",
        most=80,
    )
    own_knowledge = BooleanField("Hierin staat alleen wat de gemeente zelf weet")
    received_on = Day(
        "Datum ontvangst",
        need="Vul in wanneer de aanmelding binnenkwam.",
        hint="Hiermee start de termijn van de weging.",
    )
    kind = Choice("Betreft", options(KIND), need="Kies: een persoon of een gezin.")
    persons = Repeated(FormField(PersonForm), MOST)
    guardians = Repeated(FormField(GuardianForm), MOST)
    occasion = Story(
        "Wat gebeurde er?",
        need="Beschrijf de aanleiding: wat gebeurde er, wanneer en wie zag het?",
        hint=FACTS + " Bijvoorbeeld: “Op 12 november zag de wijkagent dat …”",
    )
    tried = Story(
        "Wat is al geprobeerd?",
        need="Beschrijf wat de gewone hulp al probeerde.",
        hint="Ook wat niet hielp.",
    )
    problems = Several("Wat speelt er?", options(PROBLEM), hint="Kies alles wat past.")
    domains = Several(
        "Leefgebieden met zorgen",
        options(DOMAIN),
        hint="Minstens 2. U hoeft nog geen score te geven.",
    )
    necessity = Story(
        "Waarom lukt het niet zonder PGA?",
        need="Leg uit waarom de PGA nodig is.",
        hint="Een of twee zinnen. De betrokkene leest deze reden in de brief.",
    )
    involved = Repeated(FormField(InvolvedForm), MOST)
    at_risk = Choice(
        "Is er een risico voor collega’s die langsgaan?",
        YES_NO,
        need="Kies of er een risico is voor collega’s.",
    )
    safety = Story("Wat moeten collega’s weten?", hint="Deze regel staat boven de casus.", most=300)
    urgent = Choice("Is er spoed?", YES_NO, need="Kies of er spoed is.")
    urgent_reason = Story("Waarom is er spoed?", most=300)
    occasion_about = BooleanField("Deze tekst gaat ook over een ander")
    occasion_relation = Picked("Over wie?", [("", "Kies"), *options(RELATION)])
    occasion_passage = TextLine("Welk stuk?", hint="Neem het letterlijk over.", most=1000)
    tried_about = BooleanField("Deze tekst gaat ook over een ander")
    tried_relation = Picked("Over wie?", [("", "Kies"), *options(RELATION)])
    tried_passage = TextLine("Welk stuk?", hint="Neem het letterlijk over.", most=1000)
    necessity_about = BooleanField("Deze tekst gaat ook over een ander")
    necessity_relation = Picked("Over wie?", [("", "Kies"), *options(RELATION)])
    necessity_passage = TextLine("Welk stuk?", hint="Neem het letterlijk over.", most=1000)

    known: KnownReferrer | None = None
    """Who was picked from the list: then who refers need not be typed."""

    def has_minor(self, today: date) -> bool:
        """Tell whether somebody may be under 18, as far as the birth dates can be read."""
        return any(_may_be_minor(person.form.birth.data, today) for person in self.persons)

    def has_under_12(self, today: date) -> bool:
        """Tell whether somebody may be under 12, as far as the birth dates can be read."""
        return any(_may_be_under_12(person.form.birth.data, today) for person in self.persons)

    def offer(
        self,
        organisations: Iterable[tuple[UUID, str]],
        people: Iterable[tuple[UUID, str]] = (),
    ) -> None:
        """Set which organisations can be chosen, and who of them is known."""
        self.organisation.offer(organisations, "Kies een organisatie")
        self.who.offer(people, "Iemand anders, vul hieronder in")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for who refers only when nobody was picked."""
        whole: bool = super().validate(extra_validators)
        if self.known:
            for field in (self.organisation, self.referrer, self.phone, self.email):
                field.errors = []
        return whole

    def offer_lists(self, wording: Wording, chosen: Collection[str] = ()) -> None:
        """Set what can be chosen, in the words of the municipality.

        What is off stays for who chose it: a record keeps it, the rules refuse it for a new one.
        """
        for field, which, said in (
            (self.problems, PROBLEM, problem),
            (self.domains, DOMAIN, domain),
        ):
            shown = {*chosen, *(field.data or ())}
            field.choices = [
                (str(code), said(code, wording))
                for code in which
                if wording.offers(field.name, code) or code in shown
            ]

    @property
    def received(self) -> date:
        """Return from when its terms count."""
        return self.received_on.data or clock.today()

    @property
    def organisation_id(self) -> UUID:
        """Return the chosen organisation, or that of who was picked."""
        return self.known.organisation_id if self.known else UUID(self.organisation.data)

    def given(self) -> ReferralGiven:
        """Return the aanmelding as given, as far as it can be read.

        Of who was picked it holds what the list says today; how to reach whom is only typed when
        the list does not know.
        """
        known, phone, email = self.known, self.phone.data or "", self.email.data or ""
        if known and (known.phone or known.email):
            phone, email = known.phone, known.email
        return ReferralGiven(
            kind=member(CaseKind, self.kind.data) or CaseKind.PERSON,
            received_on=self.received,
            referrer=known.words if known else self.referrer.data or "",
            phone=phone,
            email=email,
            persons=tuple(person.form.given() for person in self.persons),
            guardians=tuple(g.form.given() for g in self.guardians if g.form.filled),
            occasion=self.occasion.data or "",
            tried=self.tried.data or "",
            necessity=self.necessity.data or "",
            problems=frozenset(Problem(code) for code in self.problems.data or ()),
            domains=frozenset(LifeDomain(code) for code in self.domains.data or ()),
            involved=tuple(
                (one.form.organisation.data, one.form.contact.data or "")
                for one in self.involved
                if one.form.organisation.data
            ),
            at_risk=self.at_risk.data == "ja",
            safety=self.safety.data or "" if self.at_risk.data == "ja" else "",
            urgent=self.urgent.data == "ja",
            urgent_reason=self.urgent_reason.data or "",
            about_others=tuple(self._about(name) for name in STORIES if self[f"{name}_about"].data),
            own_knowledge=bool(self.own_knowledge.data),
        )

    def _about(self, name: str) -> AboutOther:
        return AboutOther(
            field=name,
            relation=member(ThirdPartyRelation, self[f"{name}_relation"].data),
            passage=self[f"{name}_passage"].data or "",
        )


class ReferralForm(HandedInForm):
    """An aanmelding as it is handed in, with who knows of it."""

    guardians = Repeated(FormField(ToldGuardianForm), MOST)
    authority_open = BooleanField("Wie gezag heeft, is nog niet (helemaal) bekend")
    authority_by = Day("Uitgezocht op", hint="Tot deze dag zoekt u dit uit.")
    informed = Choice(
        "Heeft de aanmelder het de persoon verteld?",
        YES_NO,
        need="Kies of de aanmelder het vertelde.",
    )
    informed_on = Day("Verteld op")
    said = Several(
        "Wat vertelde de aanmelder?",
        options(TOPIC),
        hint="Vertelde de aanmelder alles? Dan is deze persoon geïnformeerd.",
    )
    not_informed = Picked("Uitstel van informeren", [("", "Geen uitstel"), *options(NOT_INFORMED)])
    not_informed_note = Story("Toelichting", most=300)
    decided_by = Picked("Wie besloot dit?", hint="Alleen bij uitstel.")
    look_again_on = Day("Opnieuw bekijken op", hint="Alleen bij uitstel.")
    double = Choice(
        "Is dit dezelfde persoon?",
        [
            ("same", "Zelfde persoon"),
            ("other", "Iemand anders"),
            ("ask", "Laat een collega kijken"),
        ],
    )

    def offer_deciders(self, colleagues: Iterable[tuple[UUID, str]]) -> None:
        """Set who can have decided that telling waits."""
        self.decided_by.offer(colleagues, "Ikzelf")

    def given(self) -> ReferralGiven:
        """Return the aanmelding as given, as far as it can be read."""
        decided_by = self.decided_by.data
        return replace(
            super().given(),
            authority_by=self.authority_by.data if self.authority_open.data else None,
            informed=self.informed.data == "ja",
            informed_on=self.informed_on.data,
            said=frozenset(Topic(code) for code in self.said.data or () if code in TOPICS),
            not_informed=member(NotInformedReason, self.not_informed.data),
            not_informed_note=self.not_informed_note.data or "",
            decided_by=UUID(decided_by) if decided_by and not self.decided_by.errors else None,
            look_again_on=self.look_again_on.data,
        )


class CorrectionForm(HandedInForm):
    """The aanmelding again, with the reason of the correction."""

    token = HiddenField()
    reason = TextLine(
        "Waarom verandert u dit?",
        need="Schrijf op waarom u dit verandert.",
        hint="Het oude blijft leesbaar, met uw reden erbij.",
        most=300,
    )


def _may_be_minor(typed: str | None, today: date) -> bool:
    try:
        return age_class_on(parse_birth_date(typed or ""), today).minor
    except UnreadableBirthDate:
        return False


def _may_be_under_12(typed: str | None, today: date) -> bool:
    try:
        return age_class_on(parse_birth_date(typed or ""), today) is AgeClass.UNDER_12
    except UnreadableBirthDate:
        return False


def filled_with(given: ReferralGiven, organisation_id: UUID) -> list[tuple[str, str]]:
    """Return the fields of a form as if somebody had typed an aanmelding in."""
    pairs: list[tuple[str, str]] = [
        ("organisation", str(organisation_id)),
        ("referrer", given.referrer),
        ("phone", given.phone),
        ("email", given.email),
        ("received_on", _day(given.received_on)),
        ("kind", given.kind),
        *((name, given.story(name)) for name in STORIES),
        *(("problems", code) for code in sorted(given.problems)),
        *(("domains", code) for code in sorted(given.domains)),
        ("at_risk", _yes(answer=given.at_risk)),
        ("safety", given.safety),
        ("informed", _yes(answer=given.informed)),
        ("informed_on", _day(given.informed_on)),
        *(("said", topic) for topic in sorted(given.said)),
        ("not_informed", given.not_informed or ""),
        ("not_informed_note", given.not_informed_note),
        ("decided_by", str(given.decided_by or "")),
        ("look_again_on", _day(given.look_again_on)),
        ("authority_by", _day(given.authority_by)),
        *([("authority_open", "y")] if given.authority_by else []),
        *([("own_knowledge", "y")] if given.own_knowledge else []),
        ("urgent", _yes(answer=given.urgent)),
        ("urgent_reason", given.urgent_reason),
    ]
    for at, person in enumerate(given.persons):
        pairs += _person_pairs(f"persons-{at}", person)
    for at, guardian in enumerate(given.guardians):
        pairs += [
            (f"guardians-{at}-name", guardian.name),
            (f"guardians-{at}-relation", guardian.relation),
            (f"guardians-{at}-informed_on", _day(guardian.informed_on)),
            (f"guardians-{at}-phone", guardian.phone),
            (f"guardians-{at}-address", guardian.address),
        ]
    for at, (organisation, contact) in enumerate(given.involved):
        pairs += [
            (f"involved-{at}-organisation", organisation),
            (f"involved-{at}-contact", contact),
        ]
    for mark in given.about_others:
        pairs += [
            (f"{mark.field}_about", "y"),
            (f"{mark.field}_relation", mark.relation or ""),
            (f"{mark.field}_passage", mark.passage),
        ]
    return pairs


def _person_pairs(name: str, person: PersonGiven) -> list[tuple[str, str]]:
    pairs = [
        (f"{name}-call_name", person.call_name),
        (f"{name}-surname", person.surname),
        (f"{name}-birth", str(person.birth)),
        (f"{name}-address", person.address),
        (f"{name}-town", person.town),
        (f"{name}-exception", person.exception),
        (f"{name}-phone", person.phone),
    ]
    ticked = {"homeless": person.homeless, "criminal": person.criminal}
    return [*pairs, *((f"{name}-{one}", "y") for one, on in ticked.items() if on)]


def _day(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else ""


def _yes(*, answer: bool) -> str:
    return "ja" if answer else "nee"
