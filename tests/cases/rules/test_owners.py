"""Who has an action is one value with one spelling: what is written is read again as it was."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.models.plan import CaseAction
from pga.cases.rules.owners import Owner, OwnerKind

ONE = str(UUID(int=1))
OWNERS = st.one_of(
    st.builds(Owner, st.sampled_from(OwnerKind), st.uuids()),
    st.builds(Owner, st.just(OwnerKind.ORGANISATION), st.uuids(), st.uuids()),
)


@given(OWNERS)
def test_who_is_written_is_read_again(owner):
    assert Owner.parse(str(owner)) == owner


def test_each_kind_has_its_letter():
    one, two = UUID(int=1), UUID(int=2)

    assert {str(Owner(kind, one))[:2] for kind in OwnerKind} == {"u:", "o:", "p:", "g:", "a:"}
    assert str(Owner(OwnerKind.ORGANISATION, one, two)) == f"o:{one}:{two}"


@pytest.mark.parametrize(
    "key",
    ["", "u", "u:", "u:1", ONE, f"x:{ONE}", f"o:{ONE}:", f"o:{ONE}:1", f"o:{ONE}:{ONE}:{ONE}"],
)
def test_what_is_no_owner_is_refused(key):
    with pytest.raises(ValueError, match="this is no owner"):
        Owner.parse(key)


@pytest.mark.parametrize("kind", [one for one in OwnerKind if one is not OwnerKind.ORGANISATION])
def test_only_an_organisation_has_a_contact_person(kind):
    with pytest.raises(ValueError, match="contact person"):
        Owner.parse(f"{kind}:{ONE}:{ONE}")


@given(OWNERS)
def test_an_owner_has_one_id_of_its_own_kind(owner):
    ids = {
        OwnerKind.USER: owner.user_id,
        OwnerKind.ORGANISATION: owner.organisation_id,
        OwnerKind.PERSON: owner.person_id,
        OwnerKind.GUARDIAN: owner.guardian_id,
    }

    assert {kind: one for kind, one in ids.items() if one} == (
        {} if owner.kind is OwnerKind.SEAT else {owner.kind: owner.id}
    )
    assert owner.of_the_case == bool(owner.person_id or owner.guardian_id)


@given(OWNERS.filter(lambda one: one.kind is not OwnerKind.SEAT), OWNERS)
def test_the_row_of_an_action_gives_back_who_has_it(owner, former):
    row = CaseAction(owner=former)

    row.owner = owner

    assert row.owner == owner
    assert CaseAction().owner is None
