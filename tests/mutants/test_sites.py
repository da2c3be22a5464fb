import ast
import re

import pytest

from tests.mutants.listed import list_of
from tests.mutants.naming import Mutant
from tests.mutants.sites import file_of, module_of, mutated_code, mutated_page, site_of, sites
from tests.reach.reads import ROOT

WORKING = ROOT / "pga/cases/services/working.py"
HOLD = Mutant(
    "pga.cases.services.working.hold", "drop-call", "_stop_terms(session, case, came_from)"
)
GONE = [
    Mutant("pga.cases.services.working.hold", "drop-call", "nothing()"),
    Mutant("nowhere.at.all", "drop-call", "nothing()"),
    Mutant("templates/gone.html head", "negate", "x"),
]


def test_a_mutant_stands_in_its_function_whatever_its_line():
    site = site_of(HOLD)

    assert site.inside
    assert (site.mark.path, site.mark.within) == ("pga/cases/services/working.py", "hold")


def test_the_same_expression_that_stands_twice_is_numbered():
    names = list(sites(WORKING))

    assert len(names) == len(set(names))
    assert {1, 2} <= {one.nth for one in list_of("services")}


@pytest.mark.parametrize("mutant", GONE)
def test_a_mutant_whose_code_is_gone_is_not_found(mutant):
    with pytest.raises(LookupError, match=re.escape(str(mutant))):
        site_of(mutant)


@pytest.mark.parametrize(
    ("where", "path"),
    [
        ("pga.cases.services.working.hold", "pga/cases/services/working.py"),
        ("pga.settings.reading.look_of", "pga/settings/reading/__init__.py"),
        ("templates/base.html head", "templates/base.html"),
    ],
)
def test_the_name_of_a_mutant_leads_to_its_file(where, path):
    assert file_of(Mutant(where, "", "")) == ROOT / path


def test_a_file_is_imported_by_its_name():
    assert module_of(WORKING) == "pga.cases.services.working"
    assert module_of(ROOT / "pga/settings/reading/__init__.py") == "pga.settings.reading"


def test_the_code_of_a_mutant_lacks_what_it_drops_and_nothing_else():
    before, after = WORKING.read_text("utf-8"), ast.unparse(mutated_code(HOLD))

    assert HOLD.text in ast.unparse(ast.parse(before))
    assert HOLD.text not in after
    assert after.count("_stop_terms(") == ast.unparse(ast.parse(before)).count("_stop_terms(") - 1


def test_the_page_of_a_mutant_differs_where_it_says():
    page = ROOT / "templates/base.html"
    mutant = next(one for one in sites(page) if one.kind == "always")

    assert mutated_page(mutant) != page.read_text("utf-8")
