from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, Guardianship
from pga.cases.models.referral import Referral, ThirdPartyMark
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.room import CASES
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.intake import AboutOther, GuardianGiven, IntakeProblem
from pga.cases.rules.referral import BirthDate, CaseKind, ThirdPartyRelation
from pga.cases.rules.terms import TermKind
from pga.cases.services import referral, triage
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.changes import get_changes
from pga.privacy.events import Event
from tests.builders import a_case, a_person, a_user, an_organisation, id_of, version_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

WHY = "De naam stond er fout."


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(by=member.actor)


def correct(actor, number, *, token=None, reason=WHY, organisation_id=None, **changes):
    found = get_correcting(actor, number)
    referral.correct(
        actor,
        number,
        token or found.token,
        replace(found.given, **changes),
        organisation_id=organisation_id or found.organisation_id,
        reason=reason,
    )


def test_a_correction_tells_was_is_and_why(member, number):
    correct(member.actor, number, tried="Niets hielp.")

    (act,) = get_changes(member.actor, CASES, number).acts
    (changed,) = act.changed
    assert (act.who, act.why) == (member.name, WHY)
    assert (changed.table, changed.field) == ("referral", "tried")
    assert changed.was.startswith("De wijkagent sprak")
    assert changed.now == "Niets hielp."


@pytest.mark.both
def test_a_correction_of_a_correction_tells_both_in_order(member, number):
    correct(member.actor, number, persons=(a_person(call_name="Jorien"),))
    correct(member.actor, number, persons=(a_person(call_name="Joris"),), reason="Nog eens.")

    newest, oldest = get_changes(member.actor, CASES, number).acts
    assert [(c.was, c.now) for c in newest.changed] == [("Jorien", "Joris")]
    assert [(c.was, c.now) for c in oldest.changed] == [("Jorinde", "Jorien")]
    assert (newest.why, oldest.why) == ("Nog eens.", WHY)


def test_the_trail_says_which_fields_were_corrected(member, number):
    correct(member.actor, number, urgent=True, urgent_reason="Nu.")

    (line,) = lines(Event.CORRECTED)
    assert (line.actor_id, line.object_id) == (member.id, id_of(number))
    assert {"pga_case.urgent", "referral.urgent_reason"} <= set(line.fields.split(","))
    assert "referral.tried" not in line.fields.split(",")


def test_what_was_not_changed_leaves_no_trace_in_the_history(member, number):
    correct(member.actor, number)

    assert get_changes(member.actor, CASES, number).acts == ()


def test_somebody_who_was_later_than_another_is_told_and_writes_nothing(member, number):
    token = get_correcting(member.actor, number).token
    correct(a_user().actor, number, tried="De eerste.")
    before = fingerprint()

    with pytest.raises(StaleDossier):
        correct(member.actor, number, token=token, tried="De tweede.")

    assert fingerprint() == before
    assert get_handed_in(member.actor, number).given.tried == "De eerste."


def test_a_step_of_the_case_meanwhile_makes_a_correction_stale(member, number):
    token = get_correcting(member.actor, number).token
    triage.start_triage(member.actor, number, version_of(number), duplicate_checked=True)

    with pytest.raises(StaleDossier):
        correct(member.actor, number, token=token, tried="Laat.")


def test_a_correction_says_nothing_of_who_was_told(member, number):
    before = row_of(Case, number=number)

    correct(member.actor, number, informed=True, informed_on=clock.today(), look_again_on=None)

    after = row_of(Case, number=number)
    assert (after.informed_on, after.inform_review_on) == (None, before.inform_review_on)
    assert row_of(Referral, case_id=id_of(number)).not_informed is not None


def test_a_child_that_a_correction_adds_asks_for_its_guardians(member, number):
    pim = a_person(call_name="Pim", birth=BirthDate(2020, 3, 1))
    guardian = GuardianGiven(name="Noor Rietorchis", relation="voogd")

    correct(
        member.actor,
        number,
        kind=CaseKind.FAMILY,
        persons=(a_person(), pim),
        guardians=(guardian,),
    )

    (tie,) = rows_of(Guardianship, case_id=id_of(number))
    assert tie.standing is AuthoritySaid.YES
    assert row_of(Case, number=number).inform_review_on is None
    kinds = {t.kind for t in rows_of(CaseTerm, case_id=id_of(number)) if t.ended_on is None}
    assert TermKind.INFORM_PERSON in kinds


def test_people_and_guardians_can_be_added_and_nobody_disappears(member, number):
    pim = a_person(call_name="Pim")
    guardian = GuardianGiven(name="Noor Rietorchis", relation="voogd")
    family = (a_person(), pim)
    correct(member.actor, number, kind=CaseKind.FAMILY, persons=family, guardians=(guardian,))

    correct(member.actor, number, kind=CaseKind.PERSON, persons=(a_person(),), guardians=())

    given = get_handed_in(member.actor, number).given
    assert given.persons == (a_person(), pim)
    assert given.guardians == (guardian,)


def test_a_mark_can_be_set_changed_and_taken_away(member, number):
    mark = AboutOther(field="tried", relation=ThirdPartyRelation.NEIGHBOUR, passage="De wijkagent")
    correct(member.actor, number, about_others=(mark,))
    assert get_handed_in(member.actor, number).given.about_others == (mark,)

    other = replace(mark, relation=ThirdPartyRelation.PROFESSIONAL)
    correct(member.actor, number, about_others=(other,))
    assert get_handed_in(member.actor, number).given.about_others == (other,)

    correct(member.actor, number, about_others=())
    assert rows_of(ThirdPartyMark) == []
    get_changes(member.actor, CASES, number)


def test_what_cannot_be_is_refused_before_anything_is_written(member, number):
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        correct(member.actor, number, problems=frozenset(), phone="", email="")

    assert caught.value.problems == {"phone": "no_contact", "problems": "no_problem"}
    assert fingerprint() == before


def test_the_interventieteam_reads_and_does_not_correct(member, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    seen = a_case(by=member.actor, linked=[colleague.id])
    before = fingerprint()

    with pytest.raises(Refused) as caught:
        correct(colleague.actor, seen, tried="Mag niet.")

    assert caught.value.verdict.refusing is Layer.ROLE
    assert not caught.value.verdict.hidden
    assert fingerprint() == before


def test_a_restricted_case_is_not_corrected(member):
    number = a_case(by=member.actor, restricted=True)

    with pytest.raises(Refused) as caught:
        correct(member.actor, number, tried="Mag niet.")

    assert caught.value.verdict.refusing is Layer.RESTRICTION


def test_a_postponement_that_lapsed_keeps_nobody_from_correcting_something_else(member, number):
    with clock.stopped_at(clock.now() + timedelta(days=60)):
        correct(member.actor, number, tried="Niets hielp.")

    assert get_handed_in(member.actor, number).given.tried == "Niets hielp."


@pytest.mark.parametrize("foreign", [{"municipality": "EEM"}, {"may_refer": False}, None])
def test_a_correction_takes_no_organisation_that_may_not_refer_here(member, number, foreign):
    organisation = an_organisation(**foreign) if foreign else uuid4()
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        correct(member.actor, number, organisation_id=organisation)

    assert caught.value.problems == {"organisation": IntakeProblem.NOT_A_REFERRER}
    assert fingerprint() == before
