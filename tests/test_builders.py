import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case
from pga.cases.rules.states import State
from pga.core.database import transaction
from tests.builders import a_case, a_user


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("directed", [True, False])
def test_a_case_can_be_built_in_each_state(cellar, state, directed):
    director, worker, stranger = a_user(), a_user(), a_user()
    named = director.id if directed else None

    number = a_case(state, director=named, linked=[worker.id], recused=[stranger.id])

    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        assert case.state is state
