import pytest
import sqlalchemy as sa

from pga.accounts.models import SecondFactor
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.core.database import Base
from pga.dossiers.reading import since
from pga.dossiers.reading.changes import shown_tables
from pga.dossiers.rules.news import NewsKind
from pga.partners.models import ContactPerson
from pga.privacy.drafts import FormDraft
from pga.privacy.meaning import End, NotShown, Shown, Told, Untold
from tests.support.some import some

OF_ITS_OWN = {FormDraft, ContactPerson, SecondFactor}
"""What is sealed with a key of its own, and hangs on no dossier."""


def models():
    found = {mapper.class_ for mapper in Base.registry.mappers}
    return sorted(
        (model for model in found - OF_ITS_OWN if model.__dossier__), key=lambda one: one.__name__
    )


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_table_of_a_dossier_says_what_it_means(model):
    assert isinstance(model.__told__, Told | Untold)
    assert isinstance(model.__changes__, Shown | NotShown)
    assert isinstance(model.__end__, End)
    if isinstance(model.__told__, Untold):
        assert model.__told__.why
    if isinstance(model.__changes__, NotShown):
        assert model.__changes__.why


def test_what_it_says_of_a_column_is_of_a_column_that_it_has():
    for model in some(models()):
        columns = set(sa.inspect(model).local_table.columns.keys())
        if isinstance(model.__told__, Told):
            assert model.__told__.fields.keys() <= columns
            assert model.__told__.but_with in columns | {""}
        if isinstance(model.__changes__, Shown):
            assert model.__changes__.but <= columns


def test_each_table_with_a_case_is_known_to_its_room():
    home = Case.__table__
    hanging = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table is home for key in table.foreign_keys)
    }

    assert hanging
    assert CASES.models.keys() == hanging | {"pga_case"}


def test_wijzigingen_shows_the_tables_that_say_so():
    assert shown_tables(CASES).keys() == {
        *(
            "pga_case",
            "person",
            "guardian",
            "guardianship",
            "referral",
            "third_party_mark",
            "case_link",
        ),
        *("case_flag", "access_request", "case_plan", "plan_goal", "case_action", "plan_version"),
        *("measurement", "information_request", "meeting_item", "decision", "feedback"),
    }


@pytest.mark.parametrize(
    ("table", "fields", "born", "kinds"),
    [
        ("state_change", "", False, {NewsKind.MOVED}),
        ("state_change", "", True, set()),
        ("pga_case", "state,hold_code,hold_review_on", False, set()),
        ("pga_case", "state,procesregisseur_id,outcome", False, {NewsKind.DIRECTED}),
        ("pga_case", "casusregisseur_id", False, {NewsKind.DIRECTED}),
        ("pga_case", "urgent,received_on", False, {NewsKind.FACTS}),
        ("pga_case", "urgent,procesregisseur_id", False, {NewsKind.FACTS, NewsKind.DIRECTED}),
        ("person", "residence", False, {NewsKind.FACTS}),
        ("person", "", True, {NewsKind.FACTS}),
        ("referral", "occasion", False, {NewsKind.FACTS}),
        ("case_flag", "", True, {NewsKind.FLAGGED}),
        ("case_flag", "closed_on,closing", False, {NewsKind.UNFLAGGED}),
        ("case_link", "", True, {NewsKind.JOINED}),
        ("case_link", "until_on", False, {NewsKind.LEFT}),
        ("case_term", "", True, {NewsKind.TERM_STARTED}),
        ("case_term", "ended_on", False, {NewsKind.TERM_ENDED}),
        ("access_request", "answered_on,granted", False, set()),
        ("triage", "", True, set()),
        ("disclosure", "", True, set()),
    ],
)
def test_what_a_changed_row_is_called(table, fields, born, kinds):
    assert since._kinds(CASES, table, fields, born=born) == kinds
