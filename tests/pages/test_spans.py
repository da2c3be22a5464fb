"""How far each day of a form may lie: one table, and each field of the house keeps to it."""

import inspect
import json
import pkgutil
from datetime import date, timedelta
from importlib import import_module

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

import pga
from pga import cli
from pga.cases.models.case import Case
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.spans import SPANS, Span, span_of
from pga.web.forms import BaseForm, Day
from tests.builders import a_case, a_user
from tests.support.pages import text_of
from tests.support.rows import row_of
from tests.support.some import some

ONE = timedelta(days=1)


def fields_of(kind):
    """Return each field of a kind of each form: by the form that has it, and its name."""
    found = {}
    for module in pkgutil.walk_packages(pga.__path__, "pga."):
        if ".forms" not in module.name and module.name != "pga.app.parts":
            continue
        for form in vars(import_module(module.name)).values():
            if inspect.isclass(form) and form.__module__ == module.name:
                for name, field in vars(form).items():
                    if inspect.isclass(getattr(field, "field_class", None)) and issubclass(
                        field.field_class, kind
                    ):
                        found[f"{form.__name__}.{name}"] = form, name, field
    return found


FIELDS = fields_of(Day)


def test_each_day_of_each_form_stands_in_the_table_and_no_other():
    assert len(FIELDS) > 40
    assert FIELDS.keys() == SPANS.keys()


def test_no_two_forms_of_one_name_share_a_line():
    forms = {form for form, _, _ in FIELDS.values()}

    assert len({form.__name__ for form in forms}) == len(forms)


def said_of(place, day):
    """Return what the field says of a day, as its form asks it."""
    form, name, field = FIELDS[place]
    app = Flask("forms")
    app.secret_key = "x"
    alone = type(form.__name__, (BaseForm,), {name: field})
    with app.test_request_context():
        made = alone(MultiDict({name: day.strftime("%d-%m-%Y").zfill(10)}), meta={"csrf": False})
        made.validate()
        return list(made[name].errors)


@pytest.mark.parametrize("place", SPANS)
def test_a_day_within_the_span_may_be_and_the_day_beside_it_is_asked_about(place):
    today, span = clock.today(), SPANS[place]
    first, last = span.first(today), span.last(today)

    assert said_of(place, first) == said_of(place, last) == said_of(place, today) == []
    assert said_of(place, first - ONE) == [
        f"Deze datum ligt vóór {first:%d-%m-%Y}. Klopt het jaar?"
    ]
    assert said_of(place, last + ONE) == [f"Deze datum ligt na {last:%d-%m-%Y}. Klopt het jaar?"]


@pytest.mark.parametrize("wild", [date(1, 1, 1), date(206, 11, 30), date(9999, 12, 31)])
def test_a_wild_year_is_never_believed(wild):
    for place in some(list(SPANS)):
        assert said_of(place, wild) != []


def test_a_form_that_grew_from_another_has_its_days():
    class Grown(FIELDS["WhenForm.on"][0]):
        """Another one."""

    assert span_of(Grown, "on") == SPANS["WhenForm.on"]
    assert span_of(BaseForm, "on") is None


def test_a_span_holds_its_first_and_its_last_day():
    span, today = Span(2, 3), date(2026, 11, 30)

    assert [day for day in range(26, 31) if span.holds(date(2026, 11, day), today)] == [28, 29, 30]
    assert span.holds(date(2026, 12, 3), today)
    assert not span.holds(date(2026, 12, 4), today)


def test_the_command_prints_the_table_for_a_machine_too(capsys):
    assert cli.main(["spans", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {line["field"]: Span(line["back"], line["ahead"]) for line in told} == SPANS


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("place", "state", "fields"),
    [
        ("betrokken", State.IN_EXECUTION, {"last_on": "31-12-9999"}),
        ("informatieronde/vragen", State.INFORMATION_ROUND, {"due_on": "31-12-9999"}),
        ("leefgebieden/meten", State.IN_EXECUTION, {"measured_on": "30-11-2016"}),
        ("vlag", State.IN_EXECUTION, {"due_on": "30-11-2206"}),
    ],
)
def test_a_page_asks_whether_the_year_is_right(page, app, place, state, fields):
    member = a_user()
    url = f"/casussen/{a_case(state, by=member.actor)}/{place}"

    told = text_of(page.log_in(member).post(url, fields, status=200))

    assert "Klopt het jaar?" in told


@pytest.mark.both
def test_a_day_of_long_ago_that_stays_is_not_asked_about(page):
    with clock.stopped_at(clock.now() - 1_500 * ONE):
        member = a_user()
        number = a_case(State.REFERRED, by=member.actor)
    url = f"/casussen/{number}/aanmelding/corrigeren"
    page.log_in(member)
    stood = row_of(Case, number=number).received_on
    old, moved = (day.strftime("%d-%m-%Y") for day in (stood, stood + ONE))

    asked = page.post(url, {"received_on": moved, "reason": "Nagevraagd."}, status=200)
    assert "Klopt het jaar?" in text_of(asked)
    page.post(url, {"received_on": old, "necessity": "Het lukt niet.", "reason": "Nagevraagd."})
    assert "Het lukt niet." in text_of(page.get(f"/casussen/{number}/aanmelding"))
