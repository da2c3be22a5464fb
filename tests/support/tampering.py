"""Ways to change a chain of the trail, by somebody who has the whole store in hands.

Whoever does it also sets the head in the store to what the chain then ends with. What such a one
does not have are the keys, unless the name of the way says so, and the heads that were noted
outside.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from pga.privacy import safe
from pga.privacy.events import Event, LineOutcome
from pga.privacy.heads import ChainHead
from pga.privacy.trail import START, canonical

Line = dict[str, Any]
CHAIN: Final = "LAR"
ELSEWHERE: Final = "BLA"
GUESSED: Final = b"\x2a" * 32
"""A key that somebody makes up."""
BEGAN: Final = datetime(2026, 1, 5, 8, 40, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Loot:
    """What there is to tamper with: a chain, another one, the dice, and the keys to both."""

    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    keys: Mapping[str, bytes]
    dice: Random

    @property
    def somewhere(self) -> int:
        """Return the place of a line."""
        return self.dice.randrange(len(self.lines))


def sealed(line: Line, key: bytes | None) -> Line:
    """Hash a line anew and mark it with a key; without one the old mark stays."""
    line = {**line, "hash": hashlib.sha256(b"\0" + canonical(line)).digest()}
    return line if key is None else {**line, "mac": safe.mark(key, line["hash"])}


def grown(lines: list[Line], more: list[Line], key: bytes | None, *, chain: str = "") -> list[Line]:
    """Append lines as the app does: numbered, linked, hashed, marked."""
    for line in more:
        seq, prev = (lines[-1]["seq"], lines[-1]["hash"]) if lines else (0, START)
        town = chain or line["municipality"]
        lines.append(sealed({**line, "municipality": town, "seq": seq + 1, "prev": prev}, key))
    return lines


def a_chain(chain: str, length: int, key: bytes, dice: Random) -> tuple[Line, ...]:
    """Make a whole chain of invented acts."""
    return tuple(grown([], [an_act(chain, nth, dice) for nth in range(length)], key))


def an_act(chain: str, nth: int, dice: Random) -> Line:
    return {
        "municipality": chain,
        "event_id": UUID(int=dice.getrandbits(128)),
        "at": BEGAN + timedelta(minutes=7 * nth, microseconds=dice.randrange(10**6)),
        "event": dice.choice([Event.READ, Event.LIST, Event.MOVED, Event.LINKED]),
        "outcome": dice.choice(list(LineOutcome)),
        "actor_id": UUID(int=dice.getrandbits(128)),
        "actor_role": dice.choice(["safety_team", "coordinator"]),
        "session_ref": f"{dice.getrandbits(128):032x}",
        "origin": "local",
        "request_id": f"{dice.getrandbits(64):016x}",
        "object_kind": "case",
        "object_id": UUID(int=dice.getrandbits(128)),
        "purpose": "case_work",
        "fields": "person.surname,pga_case.number",
        "row_digest": f"pga_case {UUID(int=dice.getrandbits(128))} {dice.getrandbits(256):064x}",
        "key_epoch": 0,
    }


def head_of(lines: list[Line]) -> ChainHead:
    return ChainHead(lines[-1]["seq"], lines[-1]["hash"]) if lines else ChainHead(0, START)


def otherwise(value: Any, dice: Random) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, Event | LineOutcome):
        return dice.choice([one for one in type(value) if one is not value])
    if isinstance(value, int):
        return value + dice.randint(1, 9)
    if isinstance(value, datetime):
        return value + timedelta(microseconds=dice.choice([-1, 1, 10**9]))
    if isinstance(value, UUID):
        return UUID(int=value.int ^ (1 << dice.randrange(128)))
    if isinstance(value, bytes):
        at = dice.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << dice.randrange(8))]) + value[at + 1 :]
    at = dice.randrange(len(value) + 1)
    return value[:at] + "x" + value[at:]


def changed(line: Line, names: tuple[str, ...], dice: Random) -> Line:
    name = dice.choice(names)
    return {**line, name: otherwise(line[name], dice)}


TOLD: Final = ("actor_id", "actor_role", "at", "event", "object_id", "outcome", "fields", "purpose")
REST: Final = ("session_ref", "origin", "request_id", "row_digest", "key_epoch", "event_id")
CHAINING: Final = ("seq", "prev", "hash", "mac")


def edit(loot: Loot) -> list[Line]:
    lines, at = list(loot.lines), loot.somewhere
    lines[at] = changed(lines[at], TOLD + REST + CHAINING, loot.dice)
    return lines


def edit_and_hash(loot: Loot) -> list[Line]:
    lines, at = list(loot.lines), loot.somewhere
    lines[at] = sealed(changed(lines[at], TOLD + REST, loot.dice), None)
    return lines


def edit_and_hash_on(loot: Loot) -> list[Line]:
    at = loot.somewhere
    first = changed(loot.lines[at], TOLD, loot.dice)
    return grown(list(loot.lines[:at]), [first, *loot.lines[at + 1 :]], None)


def remove(loot: Loot) -> list[Line]:
    lines = list(loot.lines)
    del lines[loot.somewhere]
    return lines


def remove_and_close_up(loot: Loot) -> list[Line]:
    at = loot.dice.randrange(len(loot.lines) - 1)
    return grown(list(loot.lines[:at]), list(loot.lines[at + 1 :]), None)


def swap(loot: Loot) -> list[Line]:
    lines = list(loot.lines)
    one, other = loot.dice.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    if loot.dice.random() < 0.5:  # with the numbers of the places that they come to
        lines[one] = {**lines[one], "seq": one + 1}
        lines[other] = {**lines[other], "seq": other + 1}
    return lines


def double(loot: Loot) -> list[Line]:
    lines = list(loot.lines)
    lines.insert(loot.somewhere, loot.lines[loot.somewhere])
    return lines


def make_up(loot: Loot) -> list[Line]:
    at = loot.somewhere
    made_up = an_act(CHAIN, at, loot.dice)
    lines = grown(list(loot.lines[:at]), [made_up], GUESSED)
    return [*lines, *loot.lines[at + loot.dice.randrange(2) :]]


def renumber(loot: Loot) -> list[Line]:
    at, by = loot.somewhere, loot.dice.choice([-1, 1, 2])
    moved = [{**line, "seq": line["seq"] + by} for line in loot.lines[at:]]
    return [*loot.lines[:at], *moved]


def cut(loot: Loot) -> list[Line]:
    return list(loot.lines[: loot.somewhere])


def rewrite_from_with_a_guessed_key(loot: Loot) -> list[Line]:
    at = loot.somewhere
    acts = [an_act(CHAIN, nth, loot.dice) for nth in range(at, len(loot.lines))]
    return grown(list(loot.lines[:at]), acts, GUESSED)


def rewrite_all_without_a_key(loot: Loot) -> list[Line]:
    at = loot.somewhere
    lines = list(loot.lines)
    lines[at] = changed(lines[at], TOLD, loot.dice)
    return grown([], [changed(lines[0], TOLD, loot.dice), *lines[1:]], None)


def bring_over(loot: Loot) -> list[Line]:
    """Put a line of another chain here, as it is or as if it were of this one."""
    lines, at = list(loot.lines), loot.somewhere
    before = head_of(lines[:at])
    line = {**loot.dice.choice(loot.others), "seq": before.seq + 1, "prev": before.hash}
    own = {**line, "municipality": CHAIN}
    lines[at] = loot.dice.choice([line, sealed(line, None), own, sealed(own, None)])
    return lines


def bring_all_over(loot: Loot) -> list[Line]:
    """Give out another chain for this one, hashed and marked with the key of that other."""
    return grown([], list(loot.others), loot.keys[ELSEWHERE], chain=CHAIN)


def cut_and_grow_with_the_key(loot: Loot) -> list[Line]:
    at = loot.somewhere
    more = loot.dice.randint(1, len(loot.lines) - at + 5)
    acts = [an_act(CHAIN, nth, loot.dice) for nth in range(at, at + more)]
    return grown(list(loot.lines[:at]), acts, loot.keys[CHAIN])


def rewrite_with_the_key(loot: Loot) -> list[Line]:
    at = loot.somewhere
    first = changed(loot.lines[at], TOLD, loot.dice)
    return grown(list(loot.lines[:at]), [first, *loot.lines[at + 1 :]], loot.keys[CHAIN])


WAYS: Final[dict[str, Callable[[Loot], list[Line]]]] = {
    "a field is changed": edit,
    "a field is changed and the line hashed anew": edit_and_hash,
    "who, when or what is changed, and all that follows hashed anew": edit_and_hash_on,
    "a line is removed": remove,
    "a line is removed and the rest closed up": remove_and_close_up,
    "two lines change places": swap,
    "a line is there twice": double,
    "a line is made up": make_up,
    "lines are numbered anew": renumber,
    "the tail is cut, or an older store is put back": cut,
    "all from some line on is rewritten with a guessed key": rewrite_from_with_a_guessed_key,
    "all is rewritten with right hashes and old marks": rewrite_all_without_a_key,
    "a line comes over from another chain": bring_over,
    "another chain is given out for this one": bring_all_over,
    "the tail is cut and another grew, with the stolen key": cut_and_grow_with_the_key,
    "a line and all after it are rewritten with the stolen key": rewrite_with_the_key,
}
"""More than twelve kinds; the last two and a cut tail show by the heads outside only."""
