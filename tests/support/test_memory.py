from pathlib import Path

import pytest

from tests.support import memory


@pytest.mark.parametrize(
    ("there", "room", "chosen"),
    [(True, 0, "there"), (True, 10**15, memory.DISK), (False, 0, memory.DISK)],
)
def test_stores_are_in_memory_only_where_there_is_room(tmp_path, monkeypatch, there, room, chosen):
    folder = tmp_path / "memory"
    if there:
        folder.mkdir()
    monkeypatch.setattr(memory, "MEMORY", folder)
    monkeypatch.setattr(memory, "ROOM", room)

    found = memory.quick_folder()

    assert found == (folder if chosen == "there" else Path(chosen))
