import os
import signal

import pytest

from tests.mutants.forking import Heard, stop_after, tried
from tests.mutants.naming import Mutant
from tests.mutants.outcomes import AGAIN, FAULT, KILLED, SURVIVED, TIMED_OUT
from tests.mutants.sites import site_of
from tests.mutants.swapping import CannotSwap

HOLD = Mutant(
    "pga.cases.services.working.hold", "drop-call", "_stop_terms(session, case, came_from)"
)


def cannot():  # pragma: no cover - in a fork
    raise CannotSwap


def wrong():  # pragma: no cover - in a fork
    raise ValueError


def for_ever():  # pragma: no cover - in a fork
    stop_after(0.01)
    while True:
        pass


def waits():  # pragma: no cover - in a fork
    stop_after(0.001)
    signal.pause()


def dies():  # pragma: no cover - in a fork
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda: None, SURVIVED),
        (cannot, AGAIN),
        (wrong, FAULT),
        (for_ever, TIMED_OUT),
        (waits, TIMED_OUT),
        (dies, KILLED),
    ],
)
def test_what_comes_of_a_mutant_in_its_fork_is_told(act, status):
    outcome = tried(site_of(HOLD), act, Heard())

    assert (outcome.mutant, outcome.status) == (HOLD, status)


def test_a_fork_in_which_a_test_failed_says_which_and_leaves_nothing_behind():
    heard = Heard()

    def fails():  # pragma: no cover - in a fork
        heard.by, heard.why, heard.ran = "tests/a.py::b", "no", 3

    outcome = tried(site_of(HOLD), fails, heard)

    assert (outcome.status, outcome.by, outcome.why, outcome.ran) == (
        KILLED,
        "tests/a.py::b",
        "no",
        3,
    )
    assert heard == Heard()
