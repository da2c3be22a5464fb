import re
from importlib import import_module
from pathlib import Path

import pytest

import pga
from pga.core.database import Base
from pga.privacy.register import PLAIN, columns

ROOMS = Path(pga.__file__).parent
for path in sorted([*ROOMS.glob("*/models.py"), *ROOMS.glob("*/models/*.py")]):
    import_module(".".join(path.relative_to(ROOMS.parent).with_suffix("").parts))

LINES = columns(Base.metadata)
NEVER = (
    r"nationali|religi|geloof|ethni|etni|race|diagnos|medic|photo|foto|bsn|biometr|fingerprint"
    r"|sexual|geaard|political|politie.?nummer|union|vakbond|birth_?place|geboorteplaats|herkomst"
)
"""What is never kept, by whatever name (LAW-02, LAW-27, UAVG 22-33)."""


def name(line):
    return f"{line.table}.{line.column}"


def test_each_column_is_sealed_or_there_is_a_reason_why_not():
    bare = [name(line) for line in LINES if not line.sealed and not line.why]

    assert LINES
    assert bare == []


def test_the_register_names_no_column_that_is_gone_or_sealed():
    plain = {name(line) for line in LINES if not line.sealed}

    assert PLAIN.keys() - plain == set()


def test_a_sealed_column_needs_no_reason():
    assert {line.why for line in columns(Base.metadata) if line.sealed} == {""}


def test_a_reason_is_a_short_sentence():
    lengths = [len(why) for why in PLAIN.values()]

    assert 10 < min(lengths) <= max(lengths) < 100


def test_no_column_keeps_what_is_never_kept():
    found = [name(line) for line in LINES if re.search(NEVER, line.column, re.IGNORECASE)]

    assert LINES
    assert found == []


@pytest.mark.parametrize("word", ["nationality", "religion", "diagnosis", "photo", "bsn"])
def test_what_is_never_kept_would_be_seen(word):
    assert re.search(NEVER, word)


@pytest.mark.parametrize("table", ["person", "guardian", "referral", "triage", "third_party_mark"])
def test_a_table_about_people_has_sealed_columns(table):
    assert any(line.sealed for line in LINES if line.table == table)


def test_free_text_about_a_person_is_never_plain():
    texts = {
        name(line)
        for line in LINES
        if not line.sealed
        and re.search(r"(^|_)(note|reason|text|remark|warning|story)$", line.column)
    }

    assert texts == {
        *("organisation_line.reason", "setting.reason"),
        *("sharing_approval.reason", "sharing_version.reason"),
    }
