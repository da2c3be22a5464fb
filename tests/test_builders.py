import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case
from pga.cases.rules.workflow import State
from pga.core.database import transaction
from tests.builders import a_case, a_user


@pytest.mark.parametrize("state", State)
def test_a_case_can_be_built_in_each_state(cellar, state):
    director, worker, stranger = a_user(), a_user(), a_user()

    number = a_case(state, director=director.id, linked=[worker.id], recused=[stranger.id])

    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        assert case.state is state
