"""Print where a case can stand and how it moves, as the rules themselves say it."""

import argparse
import json
from typing import Any, Final

from flask import Flask

from pga.access.permissions import Role
from pga.access.policy import ever
from pga.accounts.labels import ROLE
from pga.cases.labels import LEVEL, MOVE, NEED, STATE
from pga.cases.routes import bp
from pga.cases.routes.steps import STEPS
from pga.cases.rules.moves import MOVES, Move, MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.states import TERMINAL, State, level_of
from pga.cli.leaving import OK
from pga.cli.markdown import as_table

TITLE: Final = """# Hoe een casus loopt

Geschreven door `pga workflow cases` uit `pga/cases/rules/moves.py`. Een stap begint in één
stand. Hij kan alleen door een rol die hem mag zetten, en als alles wat nodig is er staat."""


def add(commands: Any) -> None:
    """Add ``workflow cases``."""
    workflow = commands.add_parser("workflow", help="hoe een dossier loopt")
    cases = workflow.add_subparsers(required=True, metavar="opdracht").add_parser(
        "cases", help="standen, stappen, wat nodig is en wie, uit de code zelf"
    )
    how = cases.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="voor een machine")
    how.add_argument("--drawing", action="store_true", help="een tekening, als tekst (Mermaid)")
    cases.set_defaults(run=_cases)


def _cases(asked: argparse.Namespace) -> int:
    if asked.json:
        print(_as_json())
    elif asked.drawing:
        print(_drawing())
    else:
        print(
            f"{TITLE}\n\n```mermaid\n{_drawing()}\n```\n\n{_states()}\n\n{_moves()}\n\n{_needs()}"
        )
    return OK


def _states() -> str:
    rows = (
        (
            f"`{state}`",
            STATE[state],
            LEVEL[level_of(state)],
            "eindstand" if state in TERMINAL else "loopt",
        )
        for state in State
    )
    return as_table(("stand", "op het scherm", "niveau", ""), rows)


def _moves() -> str:
    screens = _screens()
    rows = (
        (
            f"`{move.code}`",
            MOVE[move.code],
            f"{STATE[move.source]} → {STATE[move.target]}",
            ", ".join(ROLE[role] for role in _roles(move)),
            ", ".join(f"`{need}`" for need in move.needs),
            f"`{screens[move.code]}`" if move.code in screens else "nog geen scherm",
        )
        for move in MOVES
    )
    return as_table(("stap", "op het scherm", "van en naar", "wie", "nodig", "waar"), rows)


def _needs() -> str:
    rows = ((f"`{need}`", NEED[need], f"`{need.kind}`") for need in Need)
    return as_table(("nodig", "op het scherm als het ontbreekt", "waar"), rows)


def _drawing() -> str:
    names = [f'    state "{STATE[state]}" as {state}' for state in State]
    moves = [f"    {move.source} --> {move.target}: {_label(move)}" for move in MOVES]
    begin = f"    [*] --> {State.REFERRED}"
    end = f"    {State.DESTROYED} --> [*]"
    return "\n".join(["stateDiagram-v2", *names, begin, *moves, end])


def _label(move: Move) -> str:
    return MOVE[move.code].replace(":", ",")  # the drawing takes a colon for its own


def _as_json() -> str:
    states = [
        {"state": state, "level": level_of(state).name.lower(), "terminal": state in TERMINAL}
        for state in State
    ]
    screens = _screens()
    moves = [
        {
            "code": move.code,
            "source": move.source,
            "target": move.target,
            "decides": _roles(move),
            "needs": list(move.needs),
            "screen": screens.get(move.code),
        }
        for move in MOVES
    ]
    return json.dumps({"states": states, "moves": moves}, indent=2)


def _screens() -> dict[MoveCode, str]:
    """Return the address of the screen of each move that has one, as a pattern."""
    app = Flask(__name__)
    app.register_blueprint(bp)
    address = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    return {code: address[step.endpoint] for code, step in STEPS.items()}


def _roles(move: Move) -> list[Role]:
    return [role for role in Role if ever(role, move.permission)]
