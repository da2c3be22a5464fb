from datetime import date, timedelta
from uuid import UUID

from pga.cases.rules.shown import THE_CASE, Part, ShownOn, after, packed, unpacked
from pga.privacy.disclosure_codes import Category

TODAY = date(2026, 11, 25)
TOMORROW = TODAY + timedelta(days=1)
CHAIR, OTHER = UUID(int=1), UUID(int=2)
CASE = Part(Category.CASE_NUMBER, THE_CASE)
CARE = Part(Category.CARE, "a", text=True)
SOCIAL = Part(Category.SOCIAL, "b", text=True)
ACTION = Part(Category.ACTIONS, "c")


def test_what_stands_there_waits_once():
    once = after((), [CASE, CARE], (), TODAY, CHAIR)

    assert once == (ShownOn(TODAY, CHAIR, (CASE, CARE)),)
    assert after(once, [CASE, CARE], (), TODAY, CHAIR) == once
    assert after(once, [CASE], (), TODAY, CHAIR) == once


def test_what_comes_later_on_a_day_joins_it_and_names_who_drove_last():
    once = after((), [CASE, CARE], (), TODAY, CHAIR)

    assert after(once, [CASE, CARE, ACTION], (), TODAY, OTHER) == (
        ShownOn(TODAY, OTHER, (CASE, CARE, ACTION)),
    )


def test_of_another_day_it_is_one_of_its_own_with_the_case_it_is_about():
    once = after((), [CASE, CARE], (), TODAY, CHAIR)

    assert after(once, [CASE, CARE, SOCIAL], (), TOMORROW, CHAIR) == (
        *once,
        ShownOn(TOMORROW, CHAIR, (CASE, SOCIAL)),
    )
    assert after(once, [CASE, CARE], (), TOMORROW, CHAIR) == once


def test_what_is_booked_does_not_wait_again():
    booked = [THE_CASE, CARE.what]

    assert after((), [CASE, CARE], booked, TODAY, CHAIR) == ()
    assert after((), [CASE, CARE, SOCIAL], booked, TODAY, CHAIR) == (
        ShownOn(TODAY, CHAIR, (CASE, SOCIAL)),
    )


def test_a_line_of_the_register_names_each_kind_once_and_the_texts():
    seen = ShownOn(TODAY, CHAIR, (ACTION, SOCIAL, CARE, CASE, Part(Category.CARE, "d", text=True)))

    assert seen.categories == [
        *(Category.CASE_NUMBER, Category.SOCIAL),
        *(Category.CARE, Category.ACTIONS),
    ]
    assert seen.contents == ["b", "a", "d"]


def test_what_waits_is_kept_as_it_is_and_nothing_as_nothing():
    waiting = (
        ShownOn(TODAY, CHAIR, (CASE, CARE)),
        ShownOn(TOMORROW, OTHER, (ACTION,)),
    )

    assert unpacked(packed(waiting)) == waiting
    assert packed(()) is None
    assert unpacked(None) == ()
