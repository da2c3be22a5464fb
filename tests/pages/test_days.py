"""Each day of each form is read alike, by one reader, and shown back in words."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

import pga
from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.meeting import CaseMeeting
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.spans import SPANS
from pga.web.forms import BaseForm, Day, Hour
from tests.builders import a_case, a_user, an_organisation
from tests.pages.all_forms import mark_of, posts_of
from tests.pages.test_forms import typed
from tests.pages.test_spans import FIELDS, fields_of
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of
from tests.support.some import some

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
"""A Monday."""
SPELLINGS = {
    **dict.fromkeys(
        [
            *("01.12.2026", "01/12/2026", "01-12-2026", "2026-12-01", "1-12-26", "1 december 2026"),
            *(
                "1 dec 2026",
                "1 dec. '26",
                "dinsdag 1 december",
                "di 1-12-2026",
                "morgen",
                "01122026",
            ),
            *("1\u201312\u20132026", "1\xa0december\u202f2026", "Dinsdag, 1 december 2026."),
        ],
        (date(2026, 12, 1), date(2026, 12, 1)),
    ),
    "4/12": (date(2026, 12, 4), date(2025, 12, 4)),
    "4-12": (date(2026, 12, 4), date(2025, 12, 4)),
    "4 december": (date(2026, 12, 4), date(2025, 12, 4)),
    "maandag": (date(2026, 12, 7), date(2026, 11, 23)),
    "vandaag": (date(2026, 11, 30), date(2026, 11, 30)),
    "gisteren": (date(2026, 11, 29), date(2026, 11, 29)),
    "overmorgen": (date(2026, 12, 2), date(2026, 12, 2)),
}
"""What it is in a field that looks ahead, and in one that looks back."""
FORMS = {form for form, _, _ in FIELDS.values()}
NO_PAIR = {
    "EndForm": "what happened, who heard of it and the judgement come in any order",
    "ContactForm": "secrecy may be signed whenever",
    "ContributionForm": "a rule says it beside the facts",
    "MeasureForm": "each source has a day of its own; a rule says it beside the meting",
    "PartsForm": "the page that shows each part",
    "ReferralForm": "the person may know before it is handed in, or after",
    "SupplyForm": "secrecy may be signed whenever",
}
"""Forms with days of which none has to come after another, with the reason."""


def one_field(place, sent):
    """Return the field of a form, sent alone as its form asks it."""
    form, name, field = FIELDS[place]
    alone = type(form.__name__, (BaseForm,), {name: field})
    app = Flask("forms")
    app.secret_key = "x"
    with app.test_request_context(), clock.stopped_at(NOON):
        made = alone(MultiDict({name: sent}), meta={"csrf": False})
        made.validate()
        return made[name], str(made[name]())


@pytest.mark.parametrize("place", SPANS)
def test_each_day_field_reads_each_of_our_spellings_and_says_it_in_words(place):
    back = SPANS[place].looks_back
    for written, expected in SPELLINGS.items():
        field, drawn = one_field(place, written)
        day = expected[back]

        assert (written, field.data, field.errors) == (written, day, [])
        assert f'value="{day:%d-%m-%Y}"' in drawn
        assert f"{day.day} {['november', 'december'][day.month - 11]} {day.year}</span>" in drawn


def test_what_is_to_come_looks_ahead_and_what_happened_looks_back():
    leaning = {place for place, span in SPANS.items() if span.looks_back}

    assert {"HandedInForm.received_on", "TrailForm.vanaf", "AgreementForm.signed_on"} <= leaning
    assert not leaning & {
        "WhenForm.on",
        "ActionForm.due_on",
        "GrantForm.last_on",
        "FlagForm.due_on",
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ooit", "Typ de datum als dag-maand-jaar, bijvoorbeeld 23-11-2026."),
        ("31  november", "31 november bestaat niet. Kijk naar de dag en de maand."),
        ("dinsdag 4 december", "4 december 2026 is een vrijdag. Welke dag bedoelt u?"),
    ],
)
def test_what_is_no_day_stays_as_it_was_typed_and_says_why(written, said):
    field, drawn = one_field("WhenForm.on", written)

    assert field.errors[0] == said
    assert f'value="{written}"' in drawn
    assert '<span class="words" id="on-w"></span>' in drawn


def test_a_field_tells_the_picker_its_span():
    _, drawn = one_field("TrailForm.tot", "")

    for told in ('data-day="back"', 'data-today="2026-11-30"', 'data-first="1996-11-07"'):
        assert told in drawn
    assert 'data-last="2027-12-01"' in drawn
    assert 'type="text"' in drawn


READERS = {
    "pga/cases/reading/approved.py",
    "pga/cases/services/informing_before.py",
    "pga/cases/rules/plan.py",
    "pga/cases/rules/shown.py",
    "pga/dossiers/reading/changes.py",
    "pga/privacy/columns.py",
    "pga/settings/forms.py",
    "pga/settings/rules/bounds.py",
    "pga/worklist/routes.py",
}
"""What reads a date that the house itself wrote, as a store or a button keeps it."""


def test_nobody_else_reads_a_day_that_somebody_typed():
    root = Path(pga.__file__).parent
    files = some(list(root.rglob("*.py")))
    found = {
        str(path.relative_to(root.parent))
        for path in files
        if any(word in path.read_text("utf-8") for word in ("fromisoformat", "strptime"))
    }

    assert found == READERS


# --- from, until


def pairs():
    return {
        f"{form.__name__}.{name}": (form, field.kwargs["since"], name)
        for form, name, field in FIELDS.values()
        if field.kwargs.get("since")
    }


PAIRS = pairs()


def test_each_form_with_two_days_says_which_comes_first_or_why_none():
    with_more = {
        form.__name__
        for form in FORMS
        if sum(isinstance_of_day(getattr(form, name, None)) for name in dir(form)) > 1
    }
    said = {form.__name__ for form, _, _ in PAIRS.values()}
    grown = {
        form.__name__ for form in FORMS for told, _, _ in PAIRS.values() if issubclass(form, told)
    }

    assert with_more - said - grown == set(NO_PAIR)
    assert {
        "TrailForm.tot",
        "GrantForm.last_on",
        "LinkForm.last_on",
        "PostponeForm.review_on",
    } <= set(PAIRS)


def isinstance_of_day(field):
    kind = getattr(field, "field_class", None)
    return isinstance(kind, type) and issubclass(kind, Day)


@pytest.mark.parametrize("place", PAIRS)
def test_until_before_from_is_a_fault_beside_the_field_and_the_same_day_is_not(place):
    form, since, name = PAIRS[place]
    form = next(one for one in FORMS if issubclass(one, form) and hasattr(one, since))
    fields = {since: getattr(form, since), name: getattr(form, name)}
    alone = type(form.__name__, (BaseForm,), fields)
    app = Flask("forms")
    app.secret_key = "x"
    said = {}
    with app.test_request_context():
        today = clock.today().strftime("%d-%m-%Y")
        for until in ("gisteren", today, "morgen", "ooit"):
            sent = MultiDict({since: today, name: until})
            made = alone(sent, meta={"csrf": False})
            made.validate()
            said[until] = list(made[name].errors)
        label = made[since].label.text

    assert said["gisteren"][0].startswith(f"Deze datum ligt vóór “{label}” (")
    assert said[today] == said["morgen"] == []
    assert "ligt vóór" not in said["ooit"][0]


# --- times


def test_each_time_names_its_day():
    hours = {place: field.kwargs.get("on") for place, (_, _, field) in fields_of(Hour).items()}

    assert hours == {"MomentForm.at": "on", "WhenForm.begins": "on"}
    assert FIELDS.keys() >= {"WhenForm.on"}


@pytest.mark.parametrize(
    ("day", "hour", "shown"),
    [
        (date(2027, 3, 28), time(1, 59), True),
        (date(2027, 3, 28), time(2, 0), False),
        (date(2027, 3, 28), time(2, 59), False),
        (date(2027, 3, 28), time(3, 0), True),
        (date(2027, 3, 27), time(2, 30), True),
        (date(2028, 3, 26), time(2, 30), False),
        (date(2026, 10, 25), time(2, 30), True),
    ],
)
def test_a_clock_skips_one_hour_in_march(day, hour, shown):
    assert clock.shows(day, hour) is shown


@pytest.mark.parametrize("year", range(2020, 2060))
def test_each_year_has_one_day_on_which_an_hour_is_missing(year):
    days = [date(year, 1, 1) + timedelta(days=day) for day in range(365)]
    missing = {day for day in days for half in (0, 59) if not clock.shows(day, time(2, half))}

    assert [(day.month, day.weekday()) for day in some(list(missing))] == [(3, 6)]
    assert min(missing) > date(year, 3, 24)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((one, time(14)) for one in ("14:00", "14.00", "14", "14u", "14 uur", "14.00 uur")),
        *((one, time(9, 5)) for one in ("9:05", "09u05", "9\xa005", "0905", "9 : 05")),
        *(
            (one, None)
            for one in ("24:00", "14:60", "14:", "twee", "14:000", "\u0661\u0664:00", "uur")
        ),
    ],
)
def test_a_time_is_read_however_it_is_written(written, read):
    app = Flask("forms")
    app.secret_key = "x"
    alone = type("One", (BaseForm,), {"one": Hour("Tijd")})
    with app.test_request_context():
        form = alone(MultiDict({"one": written}), meta={"csrf": False})

        assert form.validate() is (read is not None)
        assert form.one.data == read


def test_of_the_hour_that_comes_twice_it_is_the_first():
    assert clock.moment_at(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert clock.moment_at(date(2026, 10, 25), time(3, 0)) == datetime(2026, 10, 25, 2, tzinfo=UTC)


store = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@store
def test_a_meeting_in_the_missing_hour_is_refused_with_a_sentence(page):
    with clock.stopped_at(NOON):
        member = a_user()
        number = a_case(State.IN_EXECUTION, by=member.actor)
        sent = {"on": "28-3-2027", "begins": "02:30", "place": "Het raadhuis", "cases": [number]}
        page.log_in(member)
        told = page.post("/overleggen/nieuw", sent, status=200)
        assert (
            "Deze tijd bestaat niet op zondag 28 maart 2027: de klok gaat dan van 02:00 meteen "
            "naar 03:00." in text_of(told)
        )
        assert rows_of(CaseMeeting) == []
        page.post("/overleggen/nieuw", {**sent, "begins": "03:00"})

    assert row_of(CaseMeeting).begins == time(3)


@store
def test_a_meeting_in_the_hour_that_comes_twice_is_in_the_first_and_lasts_as_long(page):
    with clock.stopped_at(NOON):
        member = a_user()
        number = a_case(State.IN_EXECUTION, by=member.actor)
        sent = {"on": "31 oktober", "begins": "02:45", "place": "Hier", "cases": [number]}
        page.log_in(member).post("/overleggen/nieuw", sent)
        entry = page.get(f"/overleggen/{row_of(CaseMeeting).id}/agenda.ics").text

    assert "DTSTART:20271031T004500Z" in entry
    assert "DTEND:20271031T010500Z" in entry


# --- on a page


@store
def test_after_a_fault_elsewhere_a_day_stands_there_as_it_was_read(page):
    member = a_user()
    page.log_in(member)
    told = page.post(
        "/aanmelden", typed(an_organisation(), received_on="gisteren", occasion=""), status=200
    )
    yesterday = clock.today().toordinal() - 1

    assert f'value="{date.fromordinal(yesterday):%d-%m-%Y}"' in told.text
    assert rows_of(Case) == []


@store
def test_after_a_save_the_answer_says_a_day_of_which_a_part_was_left_out(page):
    with clock.stopped_at(NOON):
        member = a_user()
        number = a_case(State.IN_EXECUTION, by=member.actor)
        url, sent = f"/casussen/{number}/vlag", {"text": "Kijk hiernaar."}
        page.log_in(member)
        page.post(url, {**sent, "due_on": "4-12-26"})
        short = text_of(page.get(f"/casussen/{number}"))
        page.post(url, {**sent, "due_on": "04-12-2026"})
        whole = text_of(page.get(f"/casussen/{number}"))

    assert "Vóór: vrijdag 4 december 2026." in short
    assert "Vóór: vrijdag 4 december 2026." not in whole


@store
def test_the_log_reads_its_days_alike_and_refuses_until_before_from(page):
    page.log_in(a_user(Role.DPO))
    fine = text_of(page.get("/toezicht/logboek?doel=lawfulness&vanaf=1+jan&tot=morgen"))
    wrong = text_of(page.get("/toezicht/logboek?doel=lawfulness&vanaf=vandaag&tot=gisteren"))

    assert "Fout:" not in fine
    assert "Deze datum ligt vóór “Vanaf”" in wrong


@store
def test_a_draft_keeps_the_day_that_was_meant_when_it_was_typed(page):
    with clock.stopped_at(NOON):
        member = a_user()
        number = a_case(State.IN_EXECUTION, by=member.actor)
        url = f"/casussen/{number}/vlag"
        page.log_in(member)
        shown = page.get(url).text
        sent = [(name, value) for name, value in page.form(shown, url) if name != "due_on"]
        (mark,) = [mark_of(form) for form in posts_of(shown) if mark_of(form)]
        page.send(mark.attrs["data-draft-url"], [*sent, ("due_on", "morgen")], status=200)
    with clock.stopped_at(NOON.replace(day=1, month=12, hour=9)):
        page.log_in(member)
        shown = page.get(url).text

    assert 'value="01-12-2026"' in shown


@store
@pytest.mark.parametrize("born", ["5-3-12", "5 maart 12", "5-3-'12", "5\u20133\u201312"])
def test_a_birth_date_asks_for_four_digits_at_each_door(page, born):
    page.log_in(a_user())
    given = typed(an_organisation(), **{"persons-0-birth": born})
    registering = text_of(page.post("/aanmelden", given, status=200))
    searching = text_of(page.post("/zoeken", {"surname": "Zichtbaar", "birth": born}, status=200))

    assert "Typ het jaar met vier cijfers." in registering
    assert "Typ het jaar met vier cijfers." in searching
    assert rows_of(Case) == []
