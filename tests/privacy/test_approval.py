"""Vier ogen over a thing of a dossier: what must hold between a yes and the act, and who reads."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pga.access.permissions import Permission, Role
from pga.access.policy import DossierFacts, Refused
from pga.accounts.models import RoleGrant, StandIn
from pga.accounts.reading.standing import PEOPLE
from pga.core import clock
from pga.core.database import transaction
from pga.privacy import approval
from pga.privacy.approval import ApprovalKind, Thing
from pga.privacy.approval_rules import (
    ApprovalFacts,
    ApprovalProblem,
    ApprovalState,
    NotApproved,
    Now,
    changed_parts,
    problem_of_decision,
    problem_of_use,
    state_of,
)
from pga.privacy.disclosure import Disclosure, ToDisclose
from pga.privacy.disclosure_codes import Category, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record
from tests.builders import a_case, a_user, end_roles, id_of
from tests.support.rows import fingerprint, rows_of
from tests.support.second_person import fresh

WEEK = timedelta(days=7)


@dataclass
class Paper:
    """A document of a case, and who stands how to that case."""

    dossier: UUID
    proposer: object
    approver: object
    kind: ApprovalKind = None
    id: UUID = field(default_factory=uuid4)
    parts: list = field(default_factory=lambda: [("het begin", b"Beste"), ("het slot", b"Groet")])
    makers: frozenset = frozenset()
    recused: set = field(default_factory=set)
    booked: bool = True
    there: bool = True

    def thing(self, _session, _object_id):
        return Thing("LAR", self.parts, self.dossier, self.makers) if self.there else None

    def facts(self, _session, actor, _object_id):
        return DossierFacts("LAR", linked=True, recused=actor.id in self.recused)

    def supply(self, _session, _actor, _object_id):
        return (
            self.booked
            and ToDisclose(
                dossier_id=self.dossier,
                organisation_id=None,
                recipient="vervanger",
                categories=[Category.SOCIAL],
                purpose=Purpose.SCALE_UP,
                means=Means.SCREEN,
                on=clock.today(),
                recipient_kind=RecipientKind.COLLEAGUE,
            )
        ) or None

    def propose(self, days=14):
        with transaction() as session:
            return approval.propose(
                session,
                self.proposer,
                self.kind,
                self.id,
                reason="Lokaal lukt het niet meer.",
                expires_on=clock.today() + timedelta(days=days),
            )

    def decide(self, asked, actor=None, *, approve=True):
        with approval.executing(actor or self.approver) as session:
            approval.decide(session, actor or self.approver, asked, approve=approve, words="Ja.")

    def use(self):
        with approval.executing(self.proposer) as session:
            return approval.use(session, self.proposer, self.kind, self.id)

    def find(self, actor, asked):
        with transaction() as session:
            return approval.find(session, actor, asked)

    def waiting(self, actor):
        with transaction() as session:
            return [one.id for one in approval.waiting_for(session, actor)]


@pytest.fixture
def paper(cellar, monkeypatch):
    monkeypatch.setattr(approval, "KINDS", dict(approval.KINDS))
    maker = a_user()
    made = Paper(id_of(a_case(by=maker.actor)), maker.actor, fresh(a_user().actor))
    made.kind = approval.own(
        ApprovalKind(
            code="paper",
            proposes=Permission.CASE_WORK,
            approves=Permission.CASE_WORK,
            page="nowhere",
            people=PEOPLE,
            thing=made.thing,
            facts=made.facts,
            supply=made.supply,
            stand_in=True,
        )
    )
    return made


def why_not(act, *args, **more):
    with pytest.raises(NotApproved) as told:
        act(*args, **more)
    return told.value.problem


def unchanged(act, *args, **more):
    before = fingerprint()
    problem = why_not(act, *args, **more)
    assert fingerprint() == before
    return problem


def events(chain):
    with transaction() as session:
        question = sa.select(AuditEvent.event).where(AuditEvent.municipality == chain)
        return set(session.scalars(question))


@pytest.mark.both
def test_what_was_approved_is_carried_out_once(paper):
    assert unchanged(paper.use) is ApprovalProblem.NONE
    asked = paper.propose()
    assert unchanged(paper.use) is ApprovalProblem.WAITS
    assert unchanged(paper.propose) is ApprovalProblem.PENDING
    paper.decide(asked)
    assert unchanged(paper.decide, asked) is ApprovalProblem.ALREADY

    assert paper.use() == asked

    assert unchanged(paper.use) is ApprovalProblem.USED
    assert paper.find(paper.proposer, asked).line.state is ApprovalState.USED
    assert paper.propose() != asked


@pytest.mark.both
def test_a_change_after_the_yes_voids_it_and_says_which_part(paper):
    asked = paper.propose()
    paper.decide(asked)
    paper.parts[1] = ("het slot", b"Hoogachtend")

    assert why_not(paper.use) is ApprovalProblem.CHANGED

    assert paper.find(paper.proposer, asked).changed == "het slot"
    paper.parts[1] = ("het slot", b"Groet")
    assert unchanged(paper.use) is ApprovalProblem.VOIDED


def test_a_part_that_goes_or_comes_or_moves_over_is_a_change(paper):
    asked = paper.propose()
    for parts in (
        paper.parts[:1],
        [*paper.parts, ("een bijlage", b"")],
        paper.parts[::-1],
        [("het begin", b"BesteG"), ("het slot", b"roet")],
    ):
        kept, paper.parts = paper.parts, parts
        with pytest.raises(NotApproved) as told, transaction() as session:
            approval.decide(session, paper.approver, asked, approve=True)
        assert told.value.problem is ApprovalProblem.CHANGED
        paper.parts = kept
    paper.decide(asked)


def test_what_is_not_there_is_neither_asked_nor_done(paper):
    paper.there = False
    assert unchanged(paper.propose) is ApprovalProblem.CHANGED
    paper.there = True
    asked = paper.propose()
    paper.decide(asked)
    paper.there = False

    assert why_not(paper.use) is ApprovalProblem.CHANGED

    sheet = paper.find(paper.proposer, asked)
    assert (sheet.changed, sheet.line.state) == ("het is er niet meer", ApprovalState.VOIDED)


def test_of_two_that_find_a_change_one_voids_it(paper):
    asked = paper.propose()
    approval._void_changed(paper.approver, asked)
    before = fingerprint()

    approval._void_changed(paper.approver, asked)

    assert fingerprint() == before


@pytest.mark.both
def test_what_expired_can_be_asked_again_and_nobody_finds_nonsense(paper):
    first = paper.propose(days=1)
    with clock.stopped_at(clock.now() + WEEK):
        again = paper.propose()
        assert paper.find(paper.proposer, first).line.state is ApprovalState.EXPIRED
        paper.decide(again, fresh(paper.approver))
        assert paper.use() == again
    with pytest.raises(Refused):
        paper.find(paper.proposer, uuid4())


def test_a_room_voids_it_in_its_own_words(paper):
    asked = paper.propose()
    paper.decide(asked)

    def void():
        with transaction() as session:
            words = "een bijdrage is bevroren"
            return approval.void_for(session, paper.proposer, paper.kind, paper.id, words)

    assert void()
    assert not void()
    assert unchanged(paper.use) is ApprovalProblem.VOIDED
    assert paper.find(paper.proposer, asked).changed == "een bijdrage is bevroren"


def test_an_approval_of_before_its_last_day_counts_until_it(paper):
    paper.decide(paper.propose(days=7))

    with clock.stopped_at(clock.now() + WEEK + timedelta(days=1)):
        assert unchanged(paper.use) is ApprovalProblem.EXPIRED
    with clock.stopped_at(clock.now() + WEEK):
        paper.use()


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("proposer", ApprovalProblem.PROPOSER_GONE),
        ("approver", ApprovalProblem.APPROVER_GONE),
    ],
)
def test_both_rights_hold_at_the_act_too(paper, who, problem):
    paper.decide(paper.propose())
    end_roles(getattr(paper, who).id, clock.today())

    assert unchanged(paper.use) is problem


def test_a_yes_to_who_may_not_ask_any_more_is_none_and_a_no_is_one(paper):
    asked = paper.propose()
    end_roles(paper.proposer.id, clock.today())

    assert unchanged(paper.decide, asked) is ApprovalProblem.PROPOSER_GONE
    paper.decide(asked, approve=False)


def test_after_a_no_it_can_be_asked_anew(paper):
    first = paper.propose()
    paper.decide(first, approve=False)
    assert unchanged(paper.use) is ApprovalProblem.REFUSED

    again = paper.propose()

    assert again != first
    assert paper.waiting(paper.approver) == [again]


def test_who_asked_takes_it_back_where_that_was_asked_and_until_it_is_done(paper):
    asked = paper.propose()
    away = replace(paper.proposer, municipality="BLA")
    with pytest.raises(Refused), transaction() as session:
        approval.withdraw(session, away, asked)
    paper.decide(asked)
    with transaction() as session:
        approval.withdraw(session, paper.proposer, asked)

    assert unchanged(paper.use) is ApprovalProblem.WITHDRAWN


def test_the_digest_cannot_be_made_without_a_key(paper):
    asked = paper.propose()
    whole = hashlib.sha256()
    for piece in (b"paper", paper.id.bytes, b"LAR", *(part for one in paper.parts for part in one)):
        plain = piece.encode() if isinstance(piece, str) else piece
        whole.update(len(plain).to_bytes(8, "big") + plain)

    (row,) = rows_of(approval.Approval, id=asked)
    assert len(row.digest) == len(whole.digest())
    assert row.digest != whole.digest()


def test_one_who_is_recused_finds_nothing_and_a_yes_of_before_counts_no_more(paper):
    asked = paper.propose()
    paper.recused.add(paper.approver.id)
    before = fingerprint()
    for act in (paper.decide, lambda one: paper.find(paper.approver, one)):
        with pytest.raises(Refused) as told:
            act(asked)
        assert told.value.verdict.hidden
    assert paper.waiting(paper.approver) == []
    assert fingerprint() == before

    paper.recused.clear()
    paper.decide(asked)
    paper.recused.add(paper.approver.id)
    assert unchanged(paper.use) is ApprovalProblem.APPROVER_GONE


def test_who_made_it_is_no_second_person_now_or_afterwards(paper):
    asked = paper.propose()
    paper.makers = frozenset({paper.approver.id})
    assert unchanged(paper.decide, asked) is ApprovalProblem.MAKER
    assert paper.waiting(paper.approver) == []
    paper.makers = frozenset()
    paper.decide(asked)
    paper.makers = frozenset({paper.approver.id})
    assert unchanged(paper.use) is ApprovalProblem.MAKER


def a_stand_in(user):
    row = StandIn(
        municipality="LAR",
        user_id=user.id,
        home="EEM",
        from_on=clock.today(),
        until_on=clock.today() + WEEK,
        approval_id=None,
    )
    with transaction() as session:
        session.add(row)
        session.flush()
        row.approval_id = session.scalars(sa.select(approval.Approval.id)).first()
        record(session, None, Line(Event.SEEDED))
    return fresh(user.actor)


@pytest.mark.both
def test_a_stand_in_reads_what_is_booked_and_both_chains_say_so(paper):
    asked = paper.propose()
    stranger = fresh(a_user(municipality="EEM").actor)
    with pytest.raises(Refused):
        paper.find(stranger, asked)
    away = a_stand_in(a_user(municipality="EEM"))
    assert paper.waiting(away) == [asked]
    assert rows_of(Disclosure) == []

    assert paper.find(away, asked).reason == "Lokaal lukt het niet meer."

    (line,) = rows_of(Disclosure)
    assert (line.dossier_id, line.by) == (paper.dossier, away.id)
    paper.decide(asked, away)
    assert {Event.APPROVAL_READ, Event.APPROVAL_GIVEN} <= events("LAR") & events("EEM")
    with pytest.raises(Refused):
        paper.find(away, asked)
    assert paper.waiting(away) == []
    paper.use()


def test_what_is_not_booked_is_not_shown_to_a_stand_in(paper):
    asked = paper.propose()
    away = a_stand_in(a_user(municipality="EEM"))
    paper.booked = False

    with pytest.raises(Refused):
        paper.find(away, asked)


def test_a_stand_in_without_the_right_at_home_finds_nothing(paper):
    asked = paper.propose()
    board = a_stand_in(a_user(Role.BOARD, "EEM"))

    assert paper.waiting(board) == []
    with pytest.raises(Refused):
        paper.decide(asked, board)


def test_a_stand_in_who_is_recused_or_leaves_counts_no_more(paper):
    asked = paper.propose()
    away = a_stand_in(a_user(municipality="EEM"))
    paper.recused.add(away.id)
    assert paper.waiting(away) == []
    paper.recused.clear()
    paper.decide(asked, away)
    end_roles(away.id, clock.today())

    assert unchanged(paper.use) is ApprovalProblem.APPROVER_GONE


def test_a_proposer_of_elsewhere_or_without_the_right_asks_nothing(paper):
    for changes in ({"municipality": "BLA"}, {"role": Role.BOARD}):
        kept, paper.proposer = paper.proposer, replace(paper.proposer, **changes)
        before = fingerprint()
        with pytest.raises(Refused):
            paper.propose()
        assert fingerprint() == before
        paper.proposer = kept
    assert rows_of(RoleGrant, user_id=paper.proposer.id) != []


# --- the rules, of any proposal

DAY = date(2026, 11, 30)
ME, YOU = UUID(int=1), UUID(int=2)
proposals = st.builds(
    ApprovalFacts,
    proposed_by=st.sampled_from([ME, YOU]),
    expires_on=st.dates(DAY - WEEK, DAY + WEEK),
    approved=st.sampled_from([None, True, False]),
    withdrawn=st.booleans(),
    voided=st.booleans(),
    used=st.booleans(),
)
nows = st.builds(
    Now,
    same=st.booleans(),
    proposer_may=st.booleans(),
    approver_may=st.booleans(),
    fresh=st.booleans(),
    makers=st.sampled_from([(), (ME,), (YOU,)]),
)


@given(proposals, nows, st.booleans())
def test_a_yes_needs_all_of_it_and_a_no_needs_another_person_in_time(proposed, now, approve):
    waits = state_of(proposed, DAY) is ApprovalState.WAITING
    other = proposed.proposed_by != ME and ME not in now.makers and now.fresh
    whole = now.same and now.proposer_may

    problem = problem_of_decision(proposed, ME, now, DAY, approve=approve)

    assert (problem is None) == (waits and other and (whole or not approve))


@given(proposals, nows)
def test_an_act_needs_an_approval_that_is_whole_and_of_now(proposed, now):
    counts = (
        proposed.approved is True
        and not (proposed.withdrawn or proposed.voided or proposed.used)
        and proposed.expires_on >= DAY
    )

    problem = problem_of_use(proposed, now, DAY)

    holds = now.same and now.proposer_may and now.approver_may
    assert (problem is None) == (counts and holds)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("12")),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("12")),
)
def test_the_parts_that_changed_are_those_that_differ(before, now):
    assert set(changed_parts(before, now)) == {
        name for name in "abcd" if before.get(name) != now.get(name)
    }
