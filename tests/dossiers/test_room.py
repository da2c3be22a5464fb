import ast
import inspect
import pkgutil
from importlib import import_module

import pga.dossiers
from pga.cases.room import CASES
from pga.core.database import Base
from pga.dossiers.models.dossier import Hangs
from pga.dossiers.models.handover import HandoverRow
from pga.privacy.meaning import End
from tests.dossiers.second_room import APART, SHEDS, Shed, ShedHandover
from tests.support.some import some


def sources():
    for found in pkgutil.walk_packages(pga.dossiers.__path__, "pga.dossiers."):
        yield found.name, ast.parse(inspect.getsource(import_module(found.name)))


def test_the_doors_have_no_table_of_their_own():
    homes = {mapper.class_.__module__ for mapper in some(Base.registry.mappers)}

    assert [home for home in homes if home.startswith("pga.dossiers")] == []


def test_no_door_names_a_table_of_a_room():
    looks = {"recusal"}  # also what the trail calls the purpose of a look
    tables = {*CASES.models, "case_handover"} - looks
    written = {
        (name, node.value)
        for name, tree in some(list(sources()))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in tables
    }

    assert written == set()


def test_a_room_knows_its_tables_and_no_other():
    own = {table.name for table in APART.tables.values() if table.name.startswith("shed")}

    assert set(SHEDS.models) == own - {ShedHandover.__tablename__}
    assert SHEDS.models["shed"] is Shed
    assert not set(SHEDS.models) & set(CASES.models)


def test_each_table_that_a_room_names_is_a_row_of_the_doors():
    for room in (CASES, SHEDS):
        tables = room.tables
        named = [getattr(tables, name) for name in some(tables.__dataclass_fields__)]
        assert all(issubclass(model, Hangs | HandoverRow) for model in named)
        hanging = {model.__tablename__ for model in named if issubclass(model, Hangs)}
        assert hanging <= set(room.models)


def test_a_destruction_takes_what_hangs_before_what_it_hangs_on():
    for room in (CASES, SHEDS):
        taken = [model.__tablename__ for model in some(room.taken)]
        assert set(taken) == {
            name for name, model in room.models.items() if model.__end__ is End.GOES
        }
        for at, name in enumerate(taken):
            hangs_on = {key.column.table.name for key in room.models[name].__table__.foreign_keys}
            assert not hangs_on & set(taken[:at])
