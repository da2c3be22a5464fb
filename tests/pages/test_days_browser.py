"""A day in a browser: said in words while it is typed, and picked from a month."""

from datetime import date, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.forms.referral import ReferralForm
from pga.core import clock
from pga.core.calendar import add_months
from pga.core.days import UnreadableDay, read_day
from pga.core.spans import span_of
from pga.web.filters import long_date
from tests.builders import a_user
from tests.core.test_days import ways_of
from tests.support.browser import NARROW
from tests.support.server import serving
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

A_DAY = timedelta(days=1)
PAGE = "/aanmelden"
FIELD = "received_on"
LEAST = 40
"""In pixels: what a finger hits."""
SHORT = (
    *(
        "vandaag",
        "morgen",
        "Overmorgen",
        "gisteren",
        "eergisteren",
        "maandag",
        "di",
        "zo.",
        "vrijdag",
    ),
    *(
        "4-12",
        "4/12",
        "30-11",
        "4 december",
        "29 februari",
        "1 mrt",
        "3e sept",
        "4-12-26",
        "1-1-99",
    ),
    *("5 mei '31", "12-12-76", "12-12-77", "dinsdag 1 december", "ma 1-1-2029", "woensdag, 3 juni"),
)
NO_DAYS = ("", "ooit", "31-11-2026", "4-13", "12-2026", "2026", "4-12-2", "morgen 4", "99999999")
TYPED = """([name, all]) => {
    const input = document.querySelector(`[name=${name}]`);
    return all.map(text => {
        input.value = text;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        return document.getElementById(`${input.id}-w`).textContent;
    });
}"""
FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def address(app):
    with serving(app) as base:
        yield base, a_user(Role.SAFETY_TEAM)


@pytest.fixture
def tab(open_page, address):
    base, member = address
    tab = open_page()
    tab.log_in(base, member)
    tab.page.goto(base + PAGE)
    return tab


def button(tab):
    return tab.page.locator(f"[name={FIELD}] ~ button.pick")


def press(tab, *keys):
    """Press keys, and return the day on which one stands then."""
    for key in keys:
        tab.page.keyboard.press(key)
    return tab.page.evaluate(FOCUSED)


def opened_with(tab, typed=""):
    """Type a day, and open the picker with the keyboard."""
    tab.page.fill(f"[name={FIELD}]", typed)
    button(tab).focus()
    return press(tab, "Enter")


@pytest.mark.parametrize("name", ["received_on", "look_again_on"])
def test_the_words_beside_a_field_are_those_of_the_one_reader(tab, name):
    today, back = clock.today(), span_of(ReferralForm, name).looks_back
    days = [today, date(2024, 2, 29), date(1999, 12, 31), today + 400 * A_DAY]
    written = [*SHORT, *NO_DAYS, *(way for day in days for way in ways_of(day))]

    said = tab.page.evaluate(TYPED, [name, written])

    expected = []
    for text in written:
        try:
            expected.append(long_date(read_day(text, today, back=back)))
        except UnreadableDay:
            expected.append("")
    assert dict(zip(written, said, strict=True)) == dict(zip(written, expected, strict=True))
    assert sum(map(bool, expected)) > 100
    assert tab.said == []


def test_a_day_is_picked_with_the_keyboard_alone(tab):
    today = clock.today()
    assert opened_with(tab) == long_date(today)
    assert tab.page.get_attribute("dialog.days [aria-current=date]", "aria-label") == long_date(
        today
    )
    assert tab.page.inner_text("dialog.days thead th >> nth=0") == "ma"

    assert press(tab, "ArrowRight") == long_date(today + A_DAY)
    assert press(tab, "ArrowLeft", "ArrowLeft") == long_date(today - A_DAY)
    assert press(tab, "ArrowUp") == long_date(today - 8 * A_DAY)
    assert press(tab, "ArrowDown", "ArrowRight") == long_date(today)
    monday = today - today.weekday() * A_DAY
    assert press(tab, "Home") == long_date(monday)
    assert press(tab, "End") == long_date(monday + 6 * A_DAY)
    at = add_months(monday + 6 * A_DAY, -1)
    assert press(tab, "PageUp") == long_date(at)
    at = add_months(at, 1)
    assert press(tab, "PageDown") == long_date(at)
    at = add_months(at, -12)
    assert press(tab, "Shift+PageUp") == long_date(at)
    at = add_months(at, 12)
    assert press(tab, "Shift+PageDown") == long_date(at)

    press(tab, "Enter")

    assert tab.page.input_value(f"[name={FIELD}]") == f"{at:%d-%m-%Y}"
    assert tab.page.inner_text(f"#{FIELD}-w") == long_date(at)
    assert button(tab).evaluate("one => one === document.activeElement")
    assert tab.said == []


def test_escape_changes_nothing_and_leads_back_to_the_button(tab):
    assert opened_with(tab, "4-12-25") == "donderdag 4 december 2025"
    press(tab, "PageUp", "Escape")

    assert not tab.page.is_visible("dialog.days")
    assert tab.page.input_value(f"[name={FIELD}]") == "4-12-25"
    assert button(tab).evaluate("one => one === document.activeElement")

    assert opened_with(tab, "4-12-25") == "donderdag 4 december 2025"
    press(tab, "ArrowRight", " ")
    assert tab.page.input_value(f"[name={FIELD}]") == "05-12-2025"


def test_a_month_that_is_shorter_shows_its_last_day(tab):
    opened_with(tab, "31-1-2026")
    assert press(tab, "PageDown") == "zaterdag 28 februari 2026"


def test_days_outside_the_span_of_the_field_are_off(tab):
    last = span_of(ReferralForm, FIELD).last(clock.today())
    opened_with(tab, f"{last:%d-%m-%Y}")
    assert press(tab, "ArrowDown", "PageDown", "Shift+PageDown") == long_date(last)
    turns = [tab.page.get_by_label(name) for name in ("Volgende maand", "Volgend jaar")]
    assert [turn.get_attribute("aria-disabled") for turn in some(turns)] == ["true", "true"]

    off = tab.page.locator("dialog.days td[aria-disabled=true]")
    assert off.count() == (add_months(last.replace(day=1), 1) - last).days - 1
    if off.count():
        off.first.click(force=True)
        assert tab.page.is_visible("dialog.days")

    first = span_of(ReferralForm, FIELD).first(clock.today())
    press(tab, "Escape")
    opened_with(tab, f"{first:%d-%m-%Y}")
    assert press(tab, "ArrowLeft", "PageUp") == long_date(first)
    assert tab.page.get_by_label("Vorige maand").get_attribute("aria-disabled") == "true"


def test_a_day_is_picked_with_a_thumb(open_page, address):
    base, member = address
    tab = open_page(width=NARROW, has_touch=True)
    tab.log_in(base, member)
    tab.page.goto(base + PAGE)

    button(tab).tap()
    tab.page.get_by_label("Vorige maand").tap()
    boxes = tab.page.locator("dialog.days :is(button, td[data-date])").all()
    sizes = [one.bounding_box() for one in some(boxes)]
    assert min(min(size["width"], size["height"]) for size in sizes) >= LEAST
    assert all(size["x"] >= 0 and size["x"] + size["width"] <= NARROW for size in sizes)
    tab.page.locator("dialog.days td[data-date]").nth(14).tap()

    day = add_months(clock.today(), -1).replace(day=15)
    assert tab.page.input_value(f"[name={FIELD}]") == f"{day:%d-%m-%Y}"
    assert tab.page.inner_text(f"#{FIELD}-w") == long_date(day)


def test_the_open_picker_has_no_barriers_in_any_look(tab):
    opened_with(tab, "vandaag")
    tab.check_each_look()
    last = span_of(ReferralForm, FIELD).last(clock.today())
    press(tab, "Escape")
    opened_with(tab, f"{last:%d-%m-%Y}")
    tab.check_each_look()


def test_without_a_script_there_is_a_text_field_and_no_button(open_page, address):
    base, member = address
    tab = open_page(java_script_enabled=False)
    tab.log_in(base, member)
    tab.page.goto(base + PAGE)

    assert tab.page.locator("button.pick").count() == 0
    assert tab.page.get_attribute(f"[name={FIELD}]", "type") == "text"
    tab.page.fill(f"[name={FIELD}]", "gisteren")
    tab.send(".save-bar button.main")

    yesterday = clock.today() - A_DAY
    assert tab.page.input_value(f"[name={FIELD}]") == f"{yesterday:%d-%m-%Y}"
    assert tab.page.inner_text(f"#{FIELD}-w") == long_date(yesterday)
