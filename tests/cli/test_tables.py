import json
import re
from pathlib import Path

import pytest

from pga import cli
from pga.access.permissions import Permission, Role
from pga.access.policy import POLICY, SYSTEM_MAY
from pga.cases.routes.steps import STEPS
from pga.cases.rules.moves import MOVES
from pga.cases.rules.states import State
from pga.core.database import Base
from tests.support.some import some

TABLES = Path(__file__).parents[2] / "docs" / "tables"
PRINTED = {
    "policy.md": ["policy", "table"],
    "workflow.md": ["workflow", "cases"],
    "columns.md": ["columns"],
    "spans.md": ["spans"],
}


def told_by(capsys, *argv):
    assert cli.main(argv) == 0
    return capsys.readouterr().out


def test_each_table_of_the_documents_is_printed_by_a_command():
    assert {path.name for path in TABLES.iterdir()} == PRINTED.keys()


@pytest.mark.parametrize("paper", PRINTED)
def test_a_table_of_the_documents_is_what_the_code_says_now(paper, capsys):
    told = told_by(capsys, *PRINTED[paper])

    assert (TABLES / paper).read_text("utf-8") == told, "run: make tables"


def test_the_policy_is_told_line_by_line(capsys):
    told = json.loads(told_by(capsys, "policy", "table", "--json"))

    assert {(line["permission"], line["role"]) for line in told} == {
        (permission, role) for permission in Permission for role in POLICY[permission]
    } | {(permission, "system") for permission in SYSTEM_MAY}
    reading = next(
        line
        for line in told
        if (line["permission"], line["role"]) == (Permission.CASE_READ, Role.INTERVENTION_TEAM)
    )
    assert reading["tests"] == [
        "not_recused",
        "cleared",
        "open_or_last",
        "own_municipality",
        "linked_or_emergency",
        "unrestricted",
    ]


def test_the_moves_of_a_case_are_told_line_by_line(capsys):
    told = json.loads(told_by(capsys, "workflow", "cases", "--json"))

    assert [state["state"] for state in told["states"]] == list(State)
    assert [move["code"] for move in told["moves"]] == [move.code for move in MOVES]
    assert told["moves"][0] == {
        "code": "start_triage",
        "source": "referred",
        "target": "in_triage",
        "decides": ["safety_team"],
        "needs": ["duplicate_check_seen"],
        "screen": "/casussen/<number>/weging/starten",
    }


@pytest.mark.both
def test_a_move_has_the_address_of_its_screen_or_none(app, capsys):
    told = json.loads(told_by(capsys, "workflow", "cases", "--json"))
    screens = {move["code"]: move["screen"] for move in told["moves"]}
    addresses = {rule.rule for rule in app.url_map.iter_rules()}

    assert {one for one in some(screens.values()) if one} <= addresses
    assert {code for code, one in screens.items() if one} == set(STEPS)
    assert None in screens.values()


def test_the_drawing_has_each_state_and_each_move(capsys):
    told = told_by(capsys, "workflow", "cases", "--drawing")

    first, *lines = told.splitlines()
    assert first == "stateDiagram-v2"
    assert len(re.findall(r"^    state \"[^\"]+\" as \w+$", told, re.MULTILINE)) == len(State)
    assert len(re.findall(r"^    \w+ --> \w+: [^:;]+$", told, re.MULTILINE)) == len(MOVES)
    assert len(lines) == len(State) + len(MOVES) + 2


def test_a_drawing_is_not_for_a_machine(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["workflow", "cases", "--drawing", "--json"])

    assert left.value.code == 2


def test_each_column_is_told_with_its_reason(capsys):
    told = json.loads(told_by(capsys, "columns", "--json"))

    assert {(line["table"], line["column"]) for line in told} >= {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        if table.name != "kite"
        for column in table.columns
    }
    assert all(line["sealed"] or line["why"] for line in some(told))
