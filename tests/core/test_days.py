from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.core.days import DAYS, MONTHS, DayProblem, UnreadableDay, leaves_out, read_day
from tests.support.some import some

TODAY = date(2026, 11, 30)
"""A Monday."""

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def ways_of(day):
    """Return all our ways of writing a day as a whole, with the century."""
    d, m, y = day.day, day.month, day.year
    month, weekday = MONTHS[m - 1], DAYS[day.weekday()]
    return [
        *(f"{d:02}{sign}{m:02}{sign}{y}" for sign in "-/. \u2010\u2011\u2012\u2013\u2014\u2212"),
        *(f"{d}{sign}{m}{sign}{y}" for sign in ("-", " - ", "\xa0", "\u202f", " \u2013 ", " / ")),
        *(f"{y}{sign}{m:02}{sign}{d:02}" for sign in "-/."),
        f"{d:02}{m:02}{y}",
        *(f"{d} {word} {y}" for word in (month, month[:3], f"{month[:3]}.", month.upper())),
        *(f"{weekday}{sign} {d} {month} {y}" for sign in ("", ",", ".")),
        f"{weekday[:2]} {d}-{m}-{y}",
        f"{weekday[:2]}. {d} {month[:3]} {y}",
        f"{weekday.title()}\xa0{d}\xa0{month.title()}\u202f{y}.",
        f"{d}e {month} {y}",
        f"  {d}-{month[:3]}-{y}  ",
    ]


@given(days, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.booleans())
def test_a_day_written_in_any_of_our_ways_reads_back_as_that_day(day, today, back):
    for written in some(ways_of(day)):
        assert read_day(written, today, back=back) == day
        assert not leaves_out(written)


@given(st.integers(-49, 49), days)
def test_two_digits_are_the_year_that_is_nearest_to_this_one(years, today):
    day = date(today.year + years, 3, 14)
    for written in (f"14-3-{day:%y}", f"14 maart {day:%y}", f"14 mrt '{day:%y}"):
        assert read_day(written, today) == read_day(written, today, back=True) == day
        assert leaves_out(written)


@given(days, days)
def test_without_a_year_it_is_the_next_one_or_the_last_one(day, today):
    written = f"{day.day} {MONTHS[day.month - 1]}"
    coming, gone = read_day(written, today), read_day(written, today, back=True)

    assert (coming.day, coming.month) == (gone.day, gone.month) == (day.day, day.month)
    assert gone <= today <= coming
    assert (coming - today).days < 366 * (8 if (day.day, day.month) == (29, 2) else 1)
    assert leaves_out(written)


@pytest.mark.parametrize(
    ("written", "coming", "gone"),
    [
        ("vandaag", "2026-11-30", "2026-11-30"),
        ("Morgen", "2026-12-01", "2026-12-01"),
        ("overmorgen", "2026-12-02", "2026-12-02"),
        ("gisteren", "2026-11-29", "2026-11-29"),
        ("eergisteren", "2026-11-28", "2026-11-28"),
        ("4-12", "2026-12-04", "2025-12-04"),
        ("4/12", "2026-12-04", "2025-12-04"),
        ("30-11", "2026-11-30", "2026-11-30"),
        ("1 nov.", "2027-11-01", "2026-11-01"),
        ("29 februari", "2028-02-29", "2024-02-29"),
        ("4-12-26", "2026-12-04", "2026-12-04"),
        ("4-12-99", "1999-12-04", "1999-12-04"),
        ("maandag", "2026-12-07", "2026-11-23"),
        ("dinsdag", "2026-12-01", "2026-11-24"),
        ("zo", "2026-12-06", "2026-11-29"),
        ("ma.", "2026-12-07", "2026-11-23"),
        ("dinsdag 1 december", "2026-12-01", "2026-12-01"),
        ("di 24-11", "2026-11-24", "2026-11-24"),
        ("vrijdag 4 dec '26", "2026-12-04", "2026-12-04"),
    ],
)
def test_what_leaves_something_out_is_the_nearest_that_fits(written, coming, gone):
    assert read_day(written, TODAY).isoformat() == coming
    assert read_day(written, TODAY, back=True).isoformat() == gone


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        *(
            (text, "unreadable")
            for text in ("", " ", "ooit", "12-2026", "2026", "4", "4-12-2", "x1-12")
        ),
        *(
            (text, "unreadable")
            for text in ("4-12-2026-1", "4 december 2026 om 3", "-4-12", "4--12")
        ),
        *((text, "unreadable") for text in ("\u0664-12-2026", "4-12-02026", "morgen 4", "maand")),
        *((text, "no_such_day") for text in ("31-11-2026", "31 november", "29-02-2027", "4-13-26")),
        *((text, "no_such_day") for text in ("0-1-2026", "00-00-0000", "2026-13-01", "99999999")),
        ("dinsdag 4 december 2026", "other_weekday"),
        ("dinsdag 4 december", "other_weekday"),
    ],
)
def test_what_is_no_day_says_why(written, problem):
    with pytest.raises(UnreadableDay) as caught:
        read_day(written, TODAY)

    assert caught.value.problem is DayProblem(problem)
    assert str(caught.value) == problem
    assert (caught.value.day == date(2026, 12, 4)) is (problem == "other_weekday")


@given(st.text(max_size=30) | st.from_regex(r"\A[0-9a-z./ -]{0,14}\Z"), days, st.booleans())
def test_whatever_is_typed_gives_a_day_or_a_code(text, today, back):
    try:
        outcome = read_day(text, today, back=back)
    except UnreadableDay as caught:
        outcome = caught.problem

    assert isinstance(outcome, date | DayProblem)


@given(st.integers(0, 6), days)
def test_a_weekday_alone_is_within_a_week_and_never_today(weekday, today):
    coming = read_day(DAYS[weekday], today)
    gone = read_day(DAYS[weekday][:2], today, back=True)

    assert coming.weekday() == gone.weekday() == weekday
    assert timedelta(0) < coming - today <= timedelta(7)
    assert timedelta(0) < today - gone <= timedelta(7)
