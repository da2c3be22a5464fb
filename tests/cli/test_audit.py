import io
import json
import re
import shutil
import sqlite3
import sys

import pytest

from pga import cli

COPY = (
    "insert into role_grant (id, user_id, municipality, role, from_on)"
    " select hex(zeroblob(16)), user_id, municipality, role, from_on from role_grant"
)


def tamper(file, statement):
    """Change the trail as somebody with the file in hands would."""
    with sqlite3.connect(file) as connection:
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute(statement)
    connection.close()


def test_a_whole_trail_leaves_with_nought(founded, user_add, capsys):
    user_add()
    capsys.readouterr()

    assert cli.main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "platform: 1 regels, heel\n"


def test_a_whole_trail_can_be_told_as_json(founded, user_add, capsys):
    user_add()
    capsys.readouterr()

    assert cli.main(["audit", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "whole": True,
        "lines": {"platform": 1},
        "findings": [],
    }


@pytest.mark.parametrize(
    ("statement", "fault", "seq"),
    [
        ("update audit_event set purpose = 'x' where seq = 2", "hash", 2),
        ("delete from audit_event where seq = 1", "gap", 1),
        ("delete from audit_event where seq = 2", "head", 1),
        ("update audit_event set mac = zeroblob(32) where seq = 1", "mac", 1),
    ],
)
def test_a_broken_trail_leaves_with_one_and_says_where(
    founded, user_add, capsys, statement, fault, seq
):
    user_add()
    user_add("--username", "tweede")
    tamper(founded / "pga.db", statement)
    capsys.readouterr()

    assert cli.main(["audit", "verify"]) == 1
    told = capsys.readouterr().out
    assert cli.main(["audit", "verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]

    assert f"regel {seq}" in told
    assert f"({fault})" in told
    assert found == [{"chain": "platform", "seq": seq, "fault": fault}]


def test_a_cut_tail_shows_against_older_anchors_elsewhere(founded, user_add, capsys):
    user_add()
    older = founded / "pga.db.old"
    shutil.copyfile(founded / "pga.db", older)
    user_add("--username", "tweede")
    anchors = founded / "anchors"
    shutil.copyfile(founded / "root.heads", anchors)
    for rest in founded.glob("pga.db-*"):  # pragma: no cover - there if it was still open
        rest.unlink()
    shutil.copyfile(older, founded / "pga.db")
    capsys.readouterr()

    assert cli.main(["audit", "verify", "--anchors", str(anchors)]) == 1
    assert "(anchor)" in capsys.readouterr().out


def test_without_the_file_of_heads_nothing_can_be_checked(founded, capsys):
    assert cli.main(["audit", "verify", "--anchors", str(founded / "nothing")]) == 2
    assert "nothing" in capsys.readouterr().err


def test_a_file_that_holds_no_heads_cannot_be_checked_against(founded, capsys):
    (founded / "letter").write_text("Beste lezer\n")

    assert cli.main(["audit", "verify", "--anchors", str(founded / "letter")]) == 2


def test_a_store_that_is_none_cannot_be_checked(founded, user_add, capsys):
    user_add()
    (founded / "pga.db").write_bytes(b"geen opslag" * 1000)

    assert cli.main(["audit", "verify"]) == 2
    assert "niet te lezen" in capsys.readouterr().err


def test_a_long_check_shows_how_far_it_is(founded, user_add, monkeypatch, capsys):
    user_add()
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    assert cli.main(["audit", "verify", "--rows"]) == 0
    assert "1/1 regels\n" in screen.getvalue()
    assert "regels en rijen\n" in screen.getvalue()


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_rows_that_are_as_the_trail_says_leave_with_nought(founded, user_add, capsys):
    user_add()
    capsys.readouterr()

    assert cli.main(["audit", "verify", "--rows"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^Rijen: \d+ vergeleken, in \d+ tabellen\.$", told, re.MULTILINE)
    assert "Niet zoals het logboek zegt: 0." in told
    assert re.search(r"^Niet vergeleken.*\brow_version\b", told, re.MULTILINE)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("update user_account set email = 'x@y.example'", "changed"),
        ("delete from role_grant", "vanished"),
        (COPY, "appeared"),
    ],
)
def test_a_row_that_changed_in_silence_leaves_with_one(founded, user_add, capsys, statement, fault):
    user_add()
    tamper(founded / "pga.db", statement)
    capsys.readouterr()

    assert cli.main(["audit", "verify"]) == 0
    assert cli.main(["audit", "verify", "--rows"]) == 1
    assert f"({fault})" in capsys.readouterr().out
    assert cli.main(["audit", "verify", "--rows", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["rows"]

    assert [one["fault"] for one in told["findings"]] == [fault]
    assert not told["whole"]
    assert told["compared"]["user_account"] == 1
    assert "row_version" in told["uncovered"]
