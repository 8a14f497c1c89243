"""`encrypt`, `decrypt`, `rekey`, and every other command with an encrypted journal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

import oidtrack
from oidtrack.cli.main import run
from oidtrack.errors import NoKeyring, WrongPassphrase
from running import Oid, Result

MARKER = "MARKERWORD"
RAW = "00112233445566778899aabbccddeeff" * 2
"""The key itself: from words it is derived anew for each file and command, which takes a tenth of a second."""
OPEN = {"OIDTRACK_PASSPHRASE_COMMAND": f"echo '{RAW}'"}
WRONG = {"OIDTRACK_PASSPHRASE_COMMAND": f"echo {RAW[::-1]}"}
WORDS = "correct horse battery"
SPOKEN = {"OIDTRACK_PASSPHRASE_COMMAND": f"echo '{WORDS}'"}
MADE = "journal.2026-11-23T210000"
PLAIN = b"SQLite format 3\0"
SOURCE = str(Path(oidtrack.__file__).parents[1])


def journal() -> Path:
    return Path(os.environ["OIDTRACK_DB"])


def left() -> list[Path]:
    """Every file beside the journal and below."""
    return sorted(path for path in journal().parent.rglob("*") if path.is_file())


def require_secret() -> None:
    """No file that is left holds the marker, or is a plain database."""
    assert left()
    for path in left():
        content = path.read_bytes()
        assert MARKER.encode() not in content, path
        assert MARKER.lower().encode() not in content, path
        assert not content.startswith(PLAIN), path


def kept() -> list[str]:
    return sorted(path.name for path in (journal().parent / "backups").iterdir())


def _begin_sealed(oid: Oid) -> None:
    assert oid("log", "--mood", "5", "--note", f"{MARKER} one").code == 0
    assert oid("log", "--treatment", f"{MARKER} walk", "--tag", MARKER.lower()).code == 0
    assert oid("log", "--mood", "3").code == 0
    assert oid("encrypt", env=OPEN).code == 0


@pytest.fixture
def sealed(oid: Oid) -> Oid:
    """The program with an encrypted journal of three entries."""
    oid.once(_begin_sealed)
    return oid


def start(*words: str, env: dict[str, str] | None = None) -> pexpect.spawn[str]:
    surroundings = {**os.environ, "PYTHONPATH": SOURCE, **(env or {})}
    return pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=surroundings, encoding="utf-8", timeout=30)


def ended(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    code: int | None = child.exitstatus
    return code


@pytest.mark.no_cover
def test_encrypting_leaves_nothing_plain_behind(oid: Oid) -> None:
    oid("log", "--mood", "5", "--note", MARKER)
    oid("backup")
    assert [path for path in left() if MARKER.encode() in path.read_bytes()] == left()
    result = oid("encrypt", env=SPOKEN)
    assert (result.code, result.err.splitlines()) == (
        0,
        ["A forgotten passphrase cannot be recovered: nothing opens the journal then."],
    )
    assert kept() == [f"{MADE}.daily.db", f"{MADE}.encrypt.db", f"{MADE}.own.db"]
    require_secret()
    for name in kept():
        assert oid("backup", "--verify", name, env=SPOKEN).code == 0
    assert {path.stat().st_mode & 0o777 for path in left()} == {0o600}


@pytest.mark.no_cover
def test_nothing_plain_comes_back_by_any_command(sealed: Oid, tmp_path: Path) -> None:
    def does(*words: str, code: int = 0) -> Result:
        result = sealed(*words, env={**OPEN, "OIDTRACK_NOW": "2026-11-24T21:00:00-05:00"})
        assert result.code == code, result.err
        require_secret()
        return result

    table = tmp_path / "a.csv"
    table.write_text(f"at,mood,note\n2026-11-20,4,{MARKER} in\n")
    other = tmp_path / "other.db"
    assert sealed("--db", str(other), "log", "--note", f"{MARKER} other").code == 0
    does("log", "--mood", "4", "--note", f"{MARKER} two")
    does("edit", "e1", "--note", f"{MARKER} changed")
    does("search", MARKER)
    does("delete", "e1", "--yes")
    does("undo")
    does("redo")
    does("undo")
    does("import", str(table))
    does("merge", str(other))
    does("backup")
    does("restore", f"{MADE}.encrypt.db", "--yes")
    does("purge", "e1", "--for-good")
    assert len(kept()) == 1
    does("doctor")
    does("today")
    does("report")
    does("backup")


def test_a_backup_beside_it_by_name_is_encrypted_too(sealed: Oid, tmp_path: Path) -> None:
    target = tmp_path / "stick.db"
    assert sealed("backup", str(target), env=OPEN).code == 0
    assert MARKER.encode() not in target.read_bytes()
    assert sealed.json("backup", "--verify", str(target), env=OPEN)["holds"]["entries"] == 3


def test_a_wrong_passphrase_is_one_calm_line(sealed: Oid) -> None:
    before = [path.read_bytes() for path in left()]
    for words in (["list"], ["log", "--mood", "1"], ["rekey"], ["decrypt"], ["backup"], ["undo"]):
        result = sealed(*words, env=WRONG)
        assert (result.code, result.out) == (WrongPassphrase.exit_code, "")
        error, hint = result.err.splitlines()
        assert error == f"error: wrong passphrase for {journal()}; nothing was changed"
        said = "if that is right, `oidtrack doctor` says what else it may be"
        assert hint == f"hint: look at what OIDTRACK_PASSPHRASE_COMMAND prints; {said}"
    assert [path.read_bytes() for path in left()] == before


def test_without_a_passphrase_it_names_where_one_may_come_from(sealed: Oid) -> None:
    result = sealed("--no-input", "log", "--mood", "1")
    assert result.code == 2
    assert result.err.splitlines() == [
        f"error: the passphrase of {journal()} is missing",
        "hint: OIDTRACK_PASSPHRASE_COMMAND names a command that prints it; if it never had one: `oidtrack doctor`",
    ]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false", "ended with 1"),
        ("true", "printed nothing"),
        ("yes", "printed too much"),
        ("no-such-command-here", "cannot be started"),
        ("'", "cannot be started"),
        (r"printf '\377'", "no UTF-8"),
    ],
)
def test_a_passphrase_command_that_fails_is_said_to(sealed: Oid, command: str, said: str) -> None:
    result = sealed("list", env={"OIDTRACK_PASSPHRASE_COMMAND": command})
    assert result.code == 2
    assert said in result.err


def test_the_command_runs_without_a_shell_and_only_its_first_line_counts(sealed: Oid, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    env = {"OIDTRACK_PASSPHRASE_COMMAND": f"printf '{RAW}\\r\\nlogin: me\\n' ; touch {touched}"}
    assert sealed("list", env=env).code == 0
    assert not touched.exists()


def test_a_command_that_never_ends_is_stopped(sealed: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oidtrack.cli.asking.passphrase.PATIENCE_S", 0.3)
    began = time.monotonic()
    result = sealed("list", env={"OIDTRACK_PASSPHRASE_COMMAND": "sleep 30"})
    assert (result.code, "took too long" in result.err) == (2, True)
    assert time.monotonic() - began < 10


def test_two_commands_of_one_process_ask_once(sealed: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "asked"
    script = tmp_path / "ask"
    script.write_text(f"#!/bin/sh\necho x >> {asked}\necho '{RAW}'\n")
    script.chmod(0o700)
    monkeypatch.setenv("OIDTRACK_PASSPHRASE_COMMAND", str(script))
    assert sealed("list").code == 0
    assert run(["log", "--mood", "3"]) == 0
    assert run(["list"]) == 0
    assert asked.read_text() == "x\n"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "words", [["crisis"], ["--help"], ["log", "--help"], ["--version"], ["guide"], ["guide", "sleep"], ["demo"]]
)
def test_these_need_no_passphrase(sealed: Oid, words: list[str]) -> None:
    for env in ({}, WRONG, {"OIDTRACK_PASSPHRASE_COMMAND": "false"}):
        result = sealed(*words, env=env)
        assert (result.code, result.err) == (0, "")


def test_the_numbers_in_a_crisis_come_also_on_a_terminal_without_a_question(sealed: Oid) -> None:
    assert sealed("profile", "--country", "US", env=OPEN).code == 0
    for words, first in ((["crisis"], "in danger now"), (["demo"], "A made-up person"), (["--help"], "Usage")):
        child = start(*words, env={"PAGER": "cat"})
        child.expect_exact(first)
        assert "assphrase" not in child.before
        assert ended(child) == 0


def test_a_tab_asks_for_nothing(sealed: Oid) -> None:
    assert sealed("__complete", "log", "--tag", "", env=OPEN) == Result(0, "", "")


def test_typed_twice_when_new_and_once_when_it_is_opened(oid: Oid) -> None:
    oid("log", "--mood", "5", "--note", MARKER)
    child = start("encrypt")
    child.expect_exact("A forgotten passphrase cannot be recovered")
    child.expect_exact("New passphrase for your journal: ")
    child.sendline("one thing")
    child.expect_exact("The same again: ")
    child.sendline("another")
    child.expect_exact("The two are not the same.")
    for question in ("New passphrase for your journal: ", "The same again: "):
        child.expect_exact(question)
        child.sendline("short one")
    child.expect_exact("That is short")
    child.expect_exact("Your journal is encrypted")
    assert ended(child) == 0
    require_secret()
    child = start("list")
    child.expect_exact("Passphrase of your journal: ")
    child.sendline("short one")
    child.expect_exact(MARKER)
    assert "short one" not in child.before
    assert ended(child) == 0


@pytest.mark.usefixtures("sealed")
def test_three_tries_then_it_says_how_to_get_the_line_back() -> None:
    child = start("log", "--note", "typed with care")
    for n in range(3):
        child.expect_exact("Passphrase of your journal: ")
        child.sendline(f"wrong {n}")
    child.expect_exact("error: wrong passphrase for")
    child.expect_exact("the arrow up brings back the line")
    child.expect(r"`oidtrack\s+doctor`\s+says\s+what\s+else")
    assert ended(child) == 1
    child = start("log", "--note", "typed with care")
    for words in ("wrong", RAW):
        child.expect_exact("Passphrase of your journal: ")
        child.sendline(words)
    child.expect_exact("saved e4")
    assert ended(child) == 0


@pytest.mark.usefixtures("sealed")
def test_enter_alone_and_ctrl_c_stop() -> None:
    child = start("list")
    child.expect_exact("Passphrase of your journal: ")
    child.sendline("")
    child.expect_exact("is missing")
    assert ended(child) == 2
    for command in ("list", "today"):
        child = start(command)
        child.expect_exact("Passphrase of your journal: ")
        child.sendintr()
        child.expect_exact("Stopped.")
        assert ended(child) == 130


@pytest.mark.parametrize(
    "words",
    [
        ["log"],
        ["log", "--note", "-"],
        ["log", "--catch-up", "2d"],
        ["check", "phq2"],
        ["med", "add"],
        ["med", "add", "oxycodone"],
        ["plan", "new"],
        ["plan", "enter", "-"],
        ["import", "-"],
        ["plan", "check"],
        ["profile"],
        ["appointment", "add"],
        ["edit", "e1"],
        ["delete", "e1"],
        ["edit", "e1", "--note", "-"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("sealed")
def test_it_is_asked_before_anything_is_to_be_typed(words: list[str]) -> None:
    child = start(*words)
    found = child.expect_exact(["Passphrase of your journal: ", pexpect.EOF, pexpect.TIMEOUT], timeout=15)
    if found == 1:
        assert child.before.startswith("error: ")  # an option is missing: nothing was asked at all
    else:
        assert (found, child.before) == (0, "")
    child.close(force=True)


def test_what_was_typed_waits_for_as_many_tries_as_it_takes(oid: Oid) -> None:
    oid("log", "--mood", "5")
    child = start("log")
    child.expect_exact("Mood, 0 to 10")
    assert oid("encrypt", env=OPEN).code == 0
    child.send("7")
    child.expect_exact("Sleep")
    child.send("\r\r")  # the first belongs to the 7
    for question in ("Pain", "Anything else"):
        child.expect_exact(question)
        child.send("\r")
    # it is looked up whether two questions are due, and what was answered so far waits
    for n in range(5):
        child.expect_exact("Passphrase of your journal: ")
        child.sendline(f"wrong {n}")
        child.expect_exact("That does not open it.")
    child.expect_exact("Passphrase of your journal: ")
    child.sendline(RAW)
    child.expect_exact("A note:")
    child.send("typed with care\r")
    child.expect_exact("typed with care")
    assert ended(child) == 0
    last = oid.json("list", env=OPEN)["entries"][-1]
    assert (last["mood"], last["note"]) == (7, "typed with care")


def test_another_passphrase(sealed: Oid) -> None:
    new = {**OPEN, "OIDTRACK_NEW_PASSPHRASE_COMMAND": SPOKEN["OIDTRACK_PASSPHRASE_COMMAND"]}
    assert sealed("rekey", env=OPEN).code == 2
    assert sealed("rekey", env=new).code == 0
    require_secret()
    assert sealed("list", env=OPEN).code == 1
    assert len(sealed.json("list", env=SPOKEN)["entries"]) == 3
    for name in kept():
        assert sealed("backup", "--verify", name, env=SPOKEN).code == 0
        assert sealed("backup", "--verify", name, env=OPEN).code == 1


def test_a_backup_under_an_older_passphrase_is_named_and_stays(sealed: Oid) -> None:
    old = journal().parent / "backups" / f"{MADE}.own.db"
    assert sealed("backup", env=OPEN).code == 0
    content = old.read_bytes()
    assert sealed("rekey", env={**OPEN, "OIDTRACK_NEW_PASSPHRASE_COMMAND": "echo another one"}).code == 0
    old.write_bytes(content)
    found = sealed.json("decrypt", env={"OIDTRACK_PASSPHRASE_COMMAND": "echo another one"})
    assert (found["left"], found["encrypted"]) == ([str(old)], False)
    assert old.read_bytes() == content


def test_plain_again(sealed: Oid) -> None:
    assert sealed("decrypt", env=OPEN).code == 0
    assert all(path.read_bytes().startswith(PLAIN) for path in left())
    assert len(sealed.json("list")["entries"]) == 3
    again = sealed("decrypt")
    assert (again.code, "is not encrypted" in again.err) == (2, True)
    assert sealed("rekey").code == 2


def test_encrypting_once_more_has_nothing_to_do(sealed: Oid) -> None:
    again = sealed("encrypt", env=OPEN)
    assert (again.code, "is encrypted already" in again.err) == (2, True)


def test_what_a_kill_has_left_in_plain_is_named_and_seen_to(sealed: Oid) -> None:
    plain = journal().parent / "backups" / f"{MADE}.import.db"
    plain.write_bytes(b"")
    plain.unlink()
    other = journal().parent / "else" / "journal.db"
    sealed("--db", str(other), "log", "--note", MARKER)
    other.replace(plain)
    draft = journal().parent / ".journal.db.0a1b2c3d.copy"
    draft.write_bytes(PLAIN + MARKER.encode())
    found = sealed.json("doctor", code=1, env=OPEN)
    assert found["encrypted"]
    assert set(found["plain_beside"]) == {str(plain), str(draft)}
    done = sealed.json("encrypt", env=OPEN)
    assert (done["converted"], done["removed"], done["left"]) == ([str(plain)], [str(draft)], [])
    for path in (other.parent / "backups").iterdir():
        path.unlink()
    require_secret()
    assert sealed.json("doctor", env=OPEN)["well"]


def test_what_cannot_be_encrypted_goes_only_with_a_yes(oid: Oid) -> None:
    oid("log", "--note", MARKER)
    damaged = journal().parent / "backups" / f"{MADE}.own.db"
    oid("backup")
    content = bytearray(damaged.read_bytes())
    content[4096 * 2 : 4096 * 6] = MARKER.encode().ljust(4096 * 4, b"x")
    damaged.write_bytes(content)
    form = journal().parent / ".form-abc.toml"
    form.write_text(MARKER)
    asked = oid("encrypt", env=OPEN)
    assert asked.code == 2
    assert str(damaged) in asked.err
    assert str(form) in asked.err
    assert journal().read_bytes().startswith(PLAIN)
    done = oid.json("encrypt", "--yes", env=OPEN)
    assert set(done["removed"]) == {str(damaged), str(form)}
    require_secret()


def test_a_new_journal_can_be_encrypted_before_a_word_is_in_it(oid: Oid) -> None:
    assert oid("encrypt").code == 2
    assert not journal().exists()
    assert oid("encrypt", env=OPEN).code == 0
    assert oid("log", "--note", MARKER, env=OPEN).code == 0
    require_secret()


def test_doctor_says_so_without_the_passphrase_too(sealed: Oid) -> None:
    for env in ({}, WRONG, {"OIDTRACK_PASSPHRASE_COMMAND": "false"}):
        found = sealed("doctor", env=env)
        assert found.code == 0
        assert "Encrypted yes" in found.out
        assert "not read through" in found.out
    found = sealed.json("doctor", env=OPEN)
    assert (found["encrypted"], found["read_through"], found["plain_beside"]) == (True, True, [])


def test_restore_keeps_an_encrypted_journal_encrypted(sealed: Oid, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    sealed("--db", str(plain), "log", "--note", f"{MARKER} plain")
    assert sealed("restore", str(plain), "--yes", env=OPEN).code == 0
    assert len(sealed.json("list", env=OPEN)["entries"]) == 1
    require_secret()
    assert len(kept()) == 3


def test_restore_where_there_is_no_journal_has_the_passphrase_of_the_backup(sealed: Oid) -> None:
    journal().unlink()
    assert sealed("restore", f"{MADE}.encrypt.db", "--yes", env=OPEN).code == 0
    require_secret()
    assert len(sealed.json("list", env=OPEN)["entries"]) == 3


def test_restore_of_a_damaged_one(sealed: Oid) -> None:
    content = bytearray(journal().read_bytes())
    for page in range(1, len(content) // 4096):
        content[4096 * page + 50] ^= 1
    journal().write_bytes(content)
    assert sealed("list", env=OPEN).code == 1
    assert sealed("restore", f"{MADE}.encrypt.db", "--yes", env=OPEN).code == 0
    require_secret()
    assert len(sealed.json("list", env=OPEN)["entries"]) == 3


def test_a_forgotten_passphrase_takes_no_journal_away(sealed: Oid, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    sealed("--db", str(plain), "log", "--mood", "2")
    before = journal().read_bytes()
    assert sealed("restore", str(plain), "--yes", env=WRONG).code == 1
    assert journal().read_bytes() == before


def test_a_damaged_first_page_may_be_either_and_the_way_back_moves_it_aside(sealed: Oid) -> None:
    path = journal()
    content = bytearray(path.read_bytes())
    content[500:520] = bytes(20)
    path.write_bytes(content)
    listed = sealed("list", env=OPEN)
    assert (listed.code, "`oidtrack doctor` says what else it may be" in listed.err) == (1, True)
    page = sealed("doctor", env=OPEN).out
    aside = f"{path}.aside"
    assert "or the first page is damaged" in " ".join(page.split())
    assert f'mv "{path}" "{aside}"\n' in page
    assert "oidtrack restore NAME\n" in page
    for words in (["--dry-run"], ["--yes"]):
        refused = sealed("restore", f"{MADE}.encrypt.db", *words, env=OPEN)
        assert (refused.code, "move that file away, then restore again" in refused.err) == (1, True)
    assert path.read_bytes() == content
    path.replace(aside)
    assert sealed("restore", f"{MADE}.encrypt.db", "--yes", env=OPEN).code == 0
    assert len(sealed.json("list", env=OPEN)["entries"]) == 3
    assert Path(aside).read_bytes() == content
    require_secret()


def test_another_file_with_another_passphrase_names_no_doctor(sealed: Oid, tmp_path: Path) -> None:
    plain = str(tmp_path / "plain.db")
    sealed("--db", plain, "log", "--mood", "2")
    refused = sealed("--db", plain, "merge", str(journal()), env=WRONG)
    assert (refused.code, "doctor" in refused.err, "that file may be damaged" in refused.err) == (1, False, True)


def test_an_encrypted_backup_in_a_plain_journal_is_said_to_be_plain_there(sealed: Oid, tmp_path: Path) -> None:
    plain = str(tmp_path / "plain.db")
    backup = str(journal().parent / "backups" / f"{MADE}.encrypt.db")
    sealed("--db", plain, "log", "--mood", "2")
    result = sealed("--db", plain, "restore", backup, "--yes", env=OPEN)
    assert (result.code, "Your journal is not" in result.err) == (0, True)
    assert len(sealed.json("--db", plain, "list")["entries"]) == 3


def test_a_copy_that_a_synchronised_folder_made_is_found_and_merged(sealed: Oid) -> None:
    copy = journal().with_name("journal (conflicted copy).db")
    copy.write_bytes(journal().read_bytes())
    assert sealed("--db", str(copy), "log", "--note", f"{MARKER} elsewhere", env=OPEN).code == 0
    assert sealed.json("doctor", env=OPEN)["conflict_copies"] == [str(copy)]
    assert sealed("merge", str(copy), env=OPEN).code == 0
    assert len(sealed.json("list", env=OPEN)["entries"]) == 4
    require_secret()


@pytest.mark.no_cover
def test_merge_asks_for_the_other_journal_s_passphrase_by_name(sealed: Oid, tmp_path: Path) -> None:
    other = tmp_path / "laptop.db"
    sealed("--db", str(other), "log", "--note", f"{MARKER} laptop")
    sealed("--db", str(other), "encrypt", env={"OIDTRACK_PASSPHRASE_COMMAND": "echo of the laptop"})
    child = start("merge", str(other), env=OPEN)
    child.expect_exact(f"Passphrase of {other}: ")
    assert child.before == ""
    child.sendline("of the laptop")
    child.expect_exact("1 entry")
    assert ended(child) == 0
    require_secret()
    assert len(sealed.json("list", env=OPEN)["entries"]) == 4


def test_exports_say_that_they_are_not_encrypted_and_only_then(sealed: Oid, tmp_path: Path) -> None:
    said = "It is not encrypted, as your journal is.\n"
    file = tmp_path / "a.jsonl"
    assert said in sealed("export", str(file), env=OPEN).err
    assert said in sealed("export", env=OPEN).err
    assert said in sealed("report", "--html", str(tmp_path / "a.html"), env=OPEN).err
    sealed("decrypt", env=OPEN)
    assert said not in sealed("export", str(tmp_path / "b.jsonl")).err


def test_an_encrypted_export_opens_with_its_passphrase(sealed: Oid, tmp_path: Path) -> None:
    import pyrage

    file, other = tmp_path / "a.jsonl.age", str(tmp_path / "other.db")
    result = sealed("export", "--encrypt", str(file), env={**OPEN, "OIDTRACK_NEW_PASSPHRASE_COMMAND": "echo of it"})
    assert result.code == 0
    assert "not encrypted" not in result.err
    assert (MARKER.encode() in file.read_bytes(), file.stat().st_mode & 0o777) == (False, 0o600)
    assert MARKER in pyrage.passphrase.decrypt(file.read_bytes(), "of it").decode()
    assert sealed("--db", other, "import", str(file), env=WRONG).code == 1
    assert sealed("--db", other, "import", str(file), "--dry-run").code == 2
    found = sealed.json("--db", other, "import", str(file), env={"OIDTRACK_PASSPHRASE_COMMAND": "echo of it"})
    assert found["new"] == {"entries": 3}
    assert sealed("export", "--encrypt", env=OPEN).code == 2
    assert "age -d" in sealed("plan", "enter", str(file), env=OPEN).err


def test_an_encrypted_export_of_a_plain_journal_is_asked_for_twice(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5")
    file = tmp_path / "a.csv.age"
    assert oid("export", "--encrypt", str(file)).code == 2
    child = start("export", "--encrypt", str(file))
    for question in ("New passphrase for this file: ", "The same again: "):
        child.expect_exact(question)
        child.sendline("long enough to be one")
    child.expect_exact("It opens with its passphrase alone")
    assert ended(child) == 0
    assert file.read_bytes().startswith(b"age-encryption.org/v1")


def test_no_encrypted_database_is_written_over(sealed: Oid, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(journal().read_bytes())
    result = sealed("export", str(other), "--force", env=OPEN)
    assert (result.code, "is a database" in result.err) == (2, True)


def test_without_the_extra_it_says_how_to_install_it(sealed: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    for words in (["list"], ["decrypt"], ["export", "--encrypt", "a.age"]):
        result = sealed(*words, env=OPEN)
        assert result.code == 1
        assert "pip install 'oidtrack[encryption]'" in result.err
        assert len(result.err.splitlines()) == 2
    assert "Encrypted yes" in sealed("doctor", env=OPEN).out


def test_without_the_extra_no_sound_backup_is_called_damaged(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert oid("log", "--mood", "5").code == 0
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    for words in (["encrypt"], ["encrypt", "--yes"]):
        result = oid(*words, env=OPEN)
        assert (result.code, "pip install 'oidtrack[encryption]'" in result.err) == (1, True)
        assert "damaged" not in result.err
    assert kept() == [f"{MADE}.daily.db"]


RING = """
import json, os, pathlib
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
FILE = pathlib.Path(os.environ["RING"])
class Ring(KeyringBackend):
    priority = 1
    def _all(self):
        with open(os.environ["RING_LOG"], "a") as log: log.write("x")
        return json.loads(FILE.read_text()) if FILE.exists() else {}
    def get_password(self, service, username):
        return self._all().get(service + username)
    def set_password(self, service, username, password):
        FILE.write_text(json.dumps({**self._all(), service + username: password}))
    def delete_password(self, service, username):
        held = self._all()
        if service + username not in held: raise PasswordDeleteError
        del held[service + username]
        FILE.write_text(json.dumps(held))
"""


@pytest.fixture
def ring(tmp_path: Path) -> dict[str, str]:
    """A keyring in a file."""
    (tmp_path / "ring").mkdir()
    (tmp_path / "ring" / "fakering.py").write_text(RING)
    return {
        "PYTHONPATH": f"{SOURCE}{os.pathsep}{tmp_path / 'ring'}",
        "PYTHON_KEYRING_BACKEND": "fakering.Ring",
        "RING": str(tmp_path / "ring" / "held.json"),
        "RING_LOG": str(tmp_path / "ring" / "log"),
    }


def alone(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with nobody at the keyboard."""
    return subprocess.run(
        [sys.executable, "-m", "oidtrack", *words],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_keyring_is_asked_only_where_somebody_said_so(sealed: Oid, ring: dict[str, str]) -> None:
    assert sealed("doctor").code == 0
    log, held = Path(ring["RING_LOG"]), Path(ring["RING"])
    assert alone("list", env=ring).returncode == 2
    assert not log.exists()
    assert alone("encrypt", "--remember", env={**ring, **OPEN}).returncode == 0
    assert RAW in held.read_text()
    done = alone("list", env=ring)
    assert (done.returncode, done.stderr) == (0, "")
    require_secret()
    assert not [path for path in left() if RAW.encode() in path.read_bytes()]
    assert alone("rekey", env={**ring, "OIDTRACK_NEW_PASSPHRASE_COMMAND": "echo another one"}).returncode == 0
    assert "another one" in held.read_text()
    assert alone("list", env=ring).returncode == 0
    assert alone("encrypt", "--forget", env=ring).returncode == 0
    assert held.read_text() == "{}"
    assert alone("list", env=ring).returncode == 2
    assert "held no passphrase" in alone("encrypt", "--forget", env=ring).stderr


def test_decrypting_takes_it_out_of_the_keyring(oid: Oid, ring: dict[str, str]) -> None:
    oid("log", "--mood", "5")
    assert alone("encrypt", "--remember", env={**ring, **OPEN}).returncode == 0
    assert alone("decrypt", env=ring).returncode == 0
    assert Path(ring["RING"]).read_text() == "{}"
    assert not list(journal().parent.glob(".*remembered"))


def test_a_system_without_a_keyring_is_said_to_be_one(sealed: Oid) -> None:
    env = {"PYTHONPATH": SOURCE, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = alone("encrypt", "--remember", env={**env, **OPEN})
    assert (done.returncode, "keyring cannot be used" in done.stderr) == (NoKeyring.exit_code, True)
    assert done.returncode == NoKeyring.exit_code
    assert sealed("list", env=OPEN).code == 0


def test_remember_and_forget_exclude_each_other(oid: Oid) -> None:
    assert oid("encrypt", "--remember", "--forget").code == 2


@pytest.mark.usefixtures("sealed")
def test_an_edit_in_the_editor_is_overwritten_when_it_is_done(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nln "$1" {seen}\nsed -i.bak "" "$1"; rm -f "$1.bak"; ln -f "$1" {seen}\n')
    editor.chmod(0o700)
    child = start("edit", "e1", env={**OPEN, "EDITOR": str(editor)})
    child.expect_exact("Nothing was changed.")
    assert ended(child) == 0
    require_secret()
    assert MARKER.encode() not in seen.read_bytes()


def test_two_processes_write_one_after_the_other(sealed: Oid) -> None:
    env = {**os.environ, "PYTHONPATH": SOURCE, **OPEN}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "oidtrack", "log", "--mood", str(n)], env=env, stdout=subprocess.DEVNULL
        )
        for n in range(4)
    ]
    assert [one.wait() for one in running] == [0, 0, 0, 0]
    assert len(sealed.json("list", env=OPEN)["entries"]) == 7
    assert sealed.json("doctor", env=OPEN)["well"]


def test_a_damaged_encrypted_journal_is_rescued_into_an_encrypted_one(sealed: Oid) -> None:
    path = journal()
    content = bytearray(path.read_bytes())
    content[-4096 * 3 + 100 : -4096 * 3 + 164] = bytes(64)
    path.write_bytes(content)
    new = path.with_name("rescued.db")
    assert sealed("doctor", "--rescue", str(new), env=WRONG).code == 1
    result = sealed("doctor", "--rescue", str(new), env=OPEN)
    assert (result.code, path.read_bytes()) == (0, bytes(content)), result.err
    assert "mood 3" in sealed("--db", str(new), "list", env=OPEN).out
    require_secret()
