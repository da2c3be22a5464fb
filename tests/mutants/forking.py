"""Does something in a fork of this process, of which nothing stays but what it says."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, Final

from tests.mutants.outcomes import AGAIN, FAULT, KILLED, SURVIVED, TIMED_OUT, Outcome
from tests.mutants.sites import Site
from tests.mutants.swapping import CannotSwap


@dataclass
class Heard:
    """What the tests of a fork said so far."""

    by: str = ""
    """The first test that failed."""
    why: str = ""
    runs: str = ""
    ran: int = 0
    apart: bool = False
    """Whether this is a fork, that may be stopped."""


PATIENCE: Final = 30
"""So many times as long as it may work, a fork may wait: the machine may be busy or asleep."""


def stop_after(seconds: float) -> None:  # pragma: no cover - in the fork
    """Let this process end when it works longer than this from now on, or waits for ever."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)


def tried(site: Site, act: Callable[[], None], heard: Heard) -> Outcome:
    """Do something in a fork, which leaves in ``heard`` who failed; return what came of it."""
    began = time.perf_counter()
    reads, writes = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the fork
        os.close(reads)
        _child(act, heard, writes)
    os.close(writes)
    with os.fdopen(reads) as answers:
        answer = answers.read()
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - began
    if os.WIFSIGNALED(status):
        ended = os.WTERMSIG(status)
        state = TIMED_OUT if ended == signal.SIGALRM else KILLED
        return Outcome(site.mutant, state, f"signal {ended}", seconds=seconds)
    return Outcome(site.mutant, seconds=seconds, **json.loads(answer))


def _child(
    act: Callable[[], None], heard: Heard, writes: int
) -> None:  # pragma: no cover - as said
    def tell(told: dict[str, Any]) -> None:
        with os.fdopen(writes, "w") as answer:
            json.dump(told, answer)
        os._exit(0)

    def stop(number: int, frame: FrameType | None) -> None:
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else ""
        tell({"status": TIMED_OUT, "by": heard.runs, "ran": heard.ran, "why": where})

    heard.apart = True
    signal.signal(signal.SIGPROF, stop)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nothing, number)
    try:
        act()
        told = {"status": KILLED if heard.by else SURVIVED, "by": heard.by}
        told |= {"why": heard.why, "ran": heard.ran}
    except CannotSwap:
        told = {"status": AGAIN}
    except BaseException as fault:  # noqa: BLE001 - whatever it is, the parent must hear it
        told = {"status": FAULT, "by": f"{type(fault).__name__}: {fault}"[:200]}
    tell(told)
