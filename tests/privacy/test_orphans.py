from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Permission
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.core import clock
from pga.core.database import db
from pga.privacy import keys, orphans
from pga.privacy.drafts import FormDraft
from pga.privacy.keys import Scope
from tests.builders import a_case, an_actor, id_of
from tests.support.system import SYSTEM

pytestmark = pytest.mark.bare

USED = {Scope.DRAFT: FormDraft.key_id, Scope.CASE: Case.id}
LONG_AGO = timedelta(days=2)


def store():
    return keys._stores[db.engine]


def make_keys(number, scope=Scope.CASE, *, ago=LONG_AGO):
    made = [uuid4() for _ in range(number)]
    with clock.stopped_at(clock.now() - ago):
        for one in made:
            store().create("LAR", scope, one)
    return made


@pytest.mark.parametrize(
    ("keys", "most"), [(0, 10), (10, 10), (200, 10), (219, 10), (220, 11), (4000, 200)]
)
def test_the_bound_is_ten_or_five_in_a_hundred(keys, most):
    assert orphans.bound(keys) == most


@pytest.mark.parametrize(("orphaned", "gone"), [(10, 10), (11, 0)])
def test_a_sweep_takes_all_keys_without_a_row_or_none(cellar, orphaned, gone):
    made = make_keys(orphaned)

    swept = orphans.sweep(SYSTEM, USED)

    assert (swept.orphans, swept.most, swept.gone) == (orphaned, 10, gone)
    assert len(store().fetch(made)) == orphaned - gone


def test_more_keys_let_more_go(cellar, monkeypatch):
    monkeypatch.setattr(orphans, "FEW", 0)
    monkeypatch.setattr(orphans, "SHARE", 2)
    with clock.stopped_at(clock.now() - LONG_AGO):
        kept = [id_of(a_case()) for _ in range(2)]
    made = make_keys(2)

    swept = orphans.sweep(SYSTEM, USED)

    assert (swept.keys, swept.orphans, swept.gone) == (4, 2, 2)
    assert store().fetch([*kept, *made]).keys() == set(kept)


def test_keys_of_both_kinds_count_together(cellar):
    made = [*make_keys(6), *make_keys(5, Scope.DRAFT)]

    assert orphans.sweep(SYSTEM, USED).gone == 0
    assert len(store().fetch(made)) == 11


def test_a_young_key_and_one_of_another_kind_are_not_looked_at(cellar):
    made = [*make_keys(1, ago=timedelta(minutes=59)), *make_keys(1, Scope.GENERAL)]

    assert orphans.sweep(SYSTEM, USED) == orphans.Swept(0, 0)
    assert len(store().fetch(made)) == 2


def test_only_who_keeps_the_installation_sweeps(cellar):
    made = make_keys(1)

    with pytest.raises(Refused) as refused:
        orphans.sweep(an_actor(), USED)

    assert refused.value.verdict.permission is Permission.INSTALLATION_KEEP
    assert len(store().fetch(made)) == 1
