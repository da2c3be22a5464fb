import resource

import pytest

from pga.privacy import heads
from pga.privacy.heads import ChainHead, Growth


def head(seq, byte=b"\x01"):
    return ChainHead(seq, byte * 32)


def growth(first, last, byte=b"\x01"):
    return Growth(head(first), head(last, byte))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "heads"


def test_a_file_that_is_not_there_knows_no_chain(path):
    assert heads.read(path) == {}


def test_the_newest_head_of_each_chain_is_noted(path):
    heads.write(path, {"LAR": growth(0, 3), "BLA": growth(0, 1)})
    heads.write(path, {"LAR": growth(3, 12)})

    assert heads.read(path) == {"LAR": head(12), "BLA": head(1)}


def test_who_comes_late_with_an_older_head_does_no_harm(path):
    heads.write(path, {"LAR": growth(5, 9)})
    heads.write(path, {"LAR": growth(2, 5)})

    assert heads.read(path) == {"LAR": head(9)}
    assert heads.LOST not in path.read_text()


def test_a_head_that_its_chain_contradicts_stays_for_good(path):
    heads.write(path, {"LAR": growth(0, 9)})
    heads.write(path, {"LAR": growth(7, 12, b"\x02")})
    heads.write(path, {"LAR": growth(12, 40)})

    assert heads.read(path) == {"LAR": head(9)}
    assert path.read_text().endswith(f"{heads.LOST}\n")


def test_what_stood_twice_stands_once_with_nothing_behind_it(path):
    heads.write(path, {"LAR": growth(0, 9)})
    once = path.read_text()
    path.write_text(once * 3)

    heads.write(path, {"LAR": growth(5, 9)})

    assert path.read_text() == once


def test_a_disk_that_is_full_leaves_the_heads_as_they_were(path):
    heads.write(path, {"LAR": growth(0, 3)})
    before = path.read_bytes()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, most[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            heads.write(path, {"LAR": growth(3, 12), "BLA": growth(0, 1)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)

    assert path.read_bytes() == before
    heads.write(path, {"LAR": growth(3, 12), "BLA": growth(0, 1)})
    assert heads.read(path) == {"LAR": head(12), "BLA": head(1)}
