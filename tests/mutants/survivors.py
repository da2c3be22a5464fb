"""The mutants that lived on, each with the tests that reached it and saw nothing."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tests.mutants.outcomes import ALIVE, TIMED_OUT, Outcome
from tests.mutants.sites import file_of, site_of
from tests.mutants.trying import who_tries
from tests.reach.kept import Reach
from tests.reach.reads import ROOT

SHOWN = 6


def survivors(outcomes: Iterable[Outcome], reach: Reach) -> str:
    """Return the list, a heading for each file of the house."""
    alive = [one for one in outcomes if one.status in ALIVE]
    lines: list[str] = []
    for path, several in groupby(alive, key=lambda one: file_of(one.mutant)):
        lines += ["", f"## {path.relative_to(ROOT)}", ""]
        for one in several:
            lines += [f"- `{one.mutant}`", *(f"  {said}" for said in _told(one, reach))]
    return "\n".join(lines).lstrip("\n") + "\n"


def _told(outcome: Outcome, reach: Reach) -> Iterator[str]:
    files = sorted({name.partition("::")[0] for name in who_tries(site_of(outcome.mutant), reach)})
    more = f" and {len(files) - SHOWN} more files" if len(files) > SHOWN else ""
    if outcome.status == TIMED_OUT:
        yield "a test was stopped: it took for ever"
    yield (
        f"{outcome.ran} of {outcome.of} tests ran: {', '.join(files[:SHOWN])}{more}"
        if files
        else "no test reaches it"
    )
