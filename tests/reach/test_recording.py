from functools import cache

from pga.core import calendar
from tests.reach.recording import Recorder, forget_answers


def test_what_is_looked_at_apart_does_not_mix_with_what_was_before():
    recorder = Recorder()
    recorder.seen.add(1)

    with recorder.apart() as found:
        recorder.seen.add(2)

    assert found == {2}
    assert recorder.seen == {1}


def test_what_was_made_for_several_counts_for_each_who_uses_it():
    recorder = Recorder()
    with recorder.sharing("shelf"):
        recorder.seen.add(3)

    with recorder.apart() as found:
        recorder.use("shelf")
        recorder.use("never made")

    assert found == {3}
    assert recorder.costs["shelf"] >= 0


def test_an_answer_that_the_house_keeps_is_forgotten_and_that_of_others_is_not():
    others = cache(lambda: 1)
    others.__module__ = "others"
    others()
    kept = [one for one in vars(calendar).values() if hasattr(one, "cache_info")]
    kept[0](2026)

    forget_answers()

    assert {one.cache_info().currsize for one in kept} == {0}
    assert others.cache_info().currsize == 1
