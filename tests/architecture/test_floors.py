import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).parents[2]
PLAN = read_configuration(str(ROOT / "pyproject.toml"))
TYPES = {
    "forbidden": ForbiddenContract,
    "layers": LayersContract,
    "protected": ProtectedContract,
}

FAULTS = [
    # what breaks, who imports, whom (or nobody: that the file is there is the fault)
    ("floors", "pga.core.clock", "pga.cases.models"),
    ("floors", "pga.access.policy", "pga.privacy.trail"),
    ("floors", "pga.privacy.trail", "pga.accounts.session"),
    ("floors", "pga.web.forms", "pga.privacy.trail"),
    ("floors", "pga.partners.reading", "pga.settings.reading"),
    ("floors", "pga.cases.services.triage", "pga.oversight.services"),
    ("floors", "pga.worklist.reading", "pga.reports.reading"),
    ("floors", "pga.help.routes", "pga.oversight.routes"),
    ("floors", "pga.cases.routes.triage", "pga.app"),
    ("floors", "pga.cases.routes.referral", "pga.signals.models"),
    ("floors", "pga.signals.services", "pga.worklist.routes"),
    ("floors", "pga.letters.as_pdf", "pga.dossiers.room"),
    ("floors", "pga.letters.as_pdf", "pga.settings.reading"),
    ("floors", "pga.newroom", None),
    ("dossier-shelves", "pga.cases.models.case", "pga.cases.services.triage"),
    ("dossier-shelves", "pga.cases.services.triage", "pga.cases.forms.triage"),
    ("dossier-shelves", "pga.cases.services.triage", "pga.cases.labels"),
    ("dossier-shelves", "pga.cases.rules.triage", "pga.cases.reading"),
    ("dossier-shelves", "pga.cases.newshelf", None),
    ("dossier-shelves", "pga.cases.models.visibility", "pga.cases.room"),
    ("floors", "pga.dossiers.reading.finding", "pga.cases.room"),
    ("floors", "pga.partners.reading", "pga.dossiers.room"),
    ("door-shelves", "pga.dossiers.room", "pga.dossiers.scope"),
    ("door-shelves", "pga.dossiers.newshelf", None),
    ("reading-floors", "pga.cases.reading.meetings", "pga.cases.reading.duties"),
    ("reading-floors", "pga.cases.reading.plan", "pga.cases.reading.showing"),
    ("reading-floors", "pga.cases.reading.information", "pga.cases.reading.plan"),
    ("reading-floors", "pga.cases.reading.pause", "pga.cases.reading.measuring"),
    ("reading-floors", "pga.cases.reading.snapshot", "pga.cases.reading.actions"),
    ("reading-floors", "pga.cases.reading.terms", "pga.cases.reading.finding"),
    ("reading-floors", "pga.cases.reading.newstory", None),
    ("http", "pga.dossiers.scope", "flask"),
    ("shelves", "pga.partners.models", "pga.partners.reading"),
    ("shelves", "pga.accounts.services", "pga.accounts.forms"),
    ("pure", "pga.cases.rules.moves", "flask"),
    ("pure", "pga.cases.rules.moves", "wtforms"),
    ("pure", "pga.cases.rules.moves", "pga.core.clock"),
    ("pure", "pga.cases.rules.moves", "pga.core.columns"),  # and that one imports sqlalchemy
    ("pure", "pga.accounts.rules.passwords", "sqlalchemy"),
    ("pure", "pga.access.policy", "pga.core.database"),
    ("sql", "pga.cases.routes.triage", "pga.cases.models.case"),
    ("sql", "pga.cases.routes.triage", "pga.core.database"),
    ("sql", "pga.settings.routes", "sqlalchemy"),
    ("http", "pga.cases.services.triage", "flask"),
    ("http", "pga.partners.reading", "flask_login"),
    ("shape", "pga.cases.forms.triage", "pga.cases.services.triage"),
    ("shape", "pga.settings.forms", "pga.settings.models"),
    ("safe", "pga.cases.models.case", "pga.privacy.safe"),
    ("safe", "pga.accounts.services", "pga.privacy.safe"),
    ("cipher", "pga.cases.services.triage", "cryptography"),
    ("cipher", "pga.privacy.trail", "cryptography"),
    ("cipher", "pga.cli", "cryptography"),
]


@pytest.fixture(scope="module")
def building():
    return grimp.build_graph(
        "pga", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def broken(graph):
    """Return the contracts that this building breaks."""
    return {
        plan["id"]
        for plan in PLAN["contracts_options"]
        if not TYPES[plan["type"]](plan["name"], PLAN["session_options"], plan)
        .check(deepcopy(graph), verbose=False)
        .kept
    }


def place(graph, module):
    parts = module.split(".")
    for depth in range(1, len(parts) + 1):
        graph.add_module(".".join(parts[:depth]), is_squashed=parts[0] != "pga")


def test_the_building_keeps_every_contract(building):
    assert broken(building) == set()


def test_each_contract_has_a_fault_that_breaks_it():
    assert {contract for contract, *_ in FAULTS} == {
        plan["id"] for plan in PLAN["contracts_options"]
    }


@pytest.mark.parametrize(("contract", "importer", "imported"), FAULTS)
def test_a_fault_breaks_its_contract(building, contract, importer, imported):
    graph = deepcopy(building)
    place(graph, importer)
    if imported:
        place(graph, imported)
        graph.add_import(importer=importer, imported=imported)

    assert contract in broken(graph)


def test_an_import_hidden_in_a_function_is_found_in_the_files(tmp_path):
    shutil.copytree(ROOT / "pga", tmp_path / "pga")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    hidden = "\n\ndef later():\n    from pga.accounts import session\n"
    with (tmp_path / "pga/core/clock.py").open("a") as clock:
        clock.write(hidden)

    lint = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert lint.returncode == 1
    assert "pga.core.clock -> pga.accounts.session" in lint.stdout
