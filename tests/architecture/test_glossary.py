import ast
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

import pga
from pga.access.permissions import Role
from pga.cases.rules.states import State
from pga.core.database import Base
from tests.support.some import some

ROOMS = Path(pga.__file__).parent
for path in sorted(
    [*ROOMS.glob("*/models.py"), *ROOMS.glob("*/models/*.py"), *ROOMS.glob("privacy/*.py")]
):
    import_module(".".join(path.relative_to(ROOMS.parent).with_suffix("").parts))

GLOSSARY = (ROOMS.parent / "docs" / "glossary.md").read_text("utf-8")
ROWS = [line.split("|")[1:-1] for line in GLOSSARY.splitlines() if line.startswith("| ")]
NAMED = {name for row in ROWS for name in re.findall(r"`([A-Za-z_.]+)`", row[1])}
MODELS = sorted(mapper.class_.__name__ for mapper in Base.registry.mappers)


@pytest.mark.parametrize("model", MODELS)
def test_each_model_stands_in_the_glossary(model):
    assert model in NAMED


def test_there_are_models():
    assert {"Case", "FormDraft", "AuditEvent", "Organisation"} <= set(MODELS)


@pytest.mark.parametrize("member", [*State, *Role], ids=lambda member: member.name)
def test_each_state_and_each_role_stands_in_the_glossary(member):
    assert member.name in NAMED


def test_each_line_has_a_word_a_name_and_a_meaning():
    faulty = [row for row in ROWS if len(row) != 3 or not all(cell.strip() for cell in row)]

    assert ROWS
    assert faulty == []


def test_a_dutch_word_has_one_line_in_its_chapter():
    chapters = re.split(r"^##+ ", GLOSSARY, flags=re.MULTILINE)
    words = [
        [line.split("|")[1].strip() for line in chapter.splitlines() if line.startswith("| ")]
        for chapter in chapters
    ]

    assert sum(map(len, words)) == len(ROWS)
    assert all(len(chapter) == len(set(chapter)) for chapter in some(words))


def test_one_class_name_is_one_thing():
    homes = defaultdict(list)
    for path in some(list(ROOMS.rglob("*.py"))):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(path.name)

    assert len(homes) > 300
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
