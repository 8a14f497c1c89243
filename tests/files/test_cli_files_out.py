"""Writing never destroys: each command that writes a file, over each thing that may stand there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

import oidtrack
from running import Oid

COMMANDS = {
    "html": ("report", "--html"),
    "pdf": ("report", "--pdf"),
    "markdown": ("report", "--markdown"),
    "fhir": ("report", "--fhir"),
    "jsonl": ("export",),
    "csv": ("export", "--format", "csv"),
    "ics": ("plan", "export", "--ics"),
    "steps": ("plan", "export", "--csv"),
    "fridge": ("plan", "export", "--html"),
    "fridge pdf": ("plan", "export", "--pdf"),
    "text": ("plan", "export", "--text"),
}
UNMARKED = {"steps", "text"}
every_format = pytest.mark.parametrize("kind", COMMANDS)


def _begin_filled(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
    oid("log", "--mood", "5", "--note", "kept")
    assert oid("plan", "new").code == 0


@pytest.fixture(autouse=True)
def _filled(oid: Oid) -> None:
    oid.once(_begin_filled)


def journal() -> Path:
    return Path(os.environ["OIDTRACK_DB"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.no_cover
@every_format
@pytest.mark.parametrize("way", ["path", "link", "hard link", "forced"])
def test_the_journal_stays(oid: Oid, tmp_path: Path, kind: str, way: str) -> None:
    before = journal().read_bytes()
    place = journal()
    if way == "link":
        place = tmp_path / "page"
        place.symlink_to(journal())
    if way == "hard link":
        place = tmp_path / "page"
        os.link(journal(), place)
    words = ("--force",) if way == "forced" else ()
    result = oid(*COMMANDS[kind], str(place), *words)
    assert (result.code, result.out) == (2, "")
    assert "is your journal" in result.err
    assert journal().read_bytes() == before
    assert names(journal().parent) == ["backups", "journal.db"]


@pytest.mark.no_cover
@every_format
def test_companions_databases_and_what_is_no_file_stay(oid: Oid, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0 of another program")
    old = journal().with_name("journal.version-5.db")
    old.write_bytes(b"an older one, in a cipher")
    os.mkfifo(tmp_path / "pipe")
    for place, said in (
        (other, "is a database"),
        (old, "belongs to your journal"),
        (journal().with_name("journal.db-journal"), "belongs to your journal"),
        (journal().with_name("journal.db-wal"), "belongs to your journal"),
        (tmp_path / "pipe", "is no ordinary file"),
        (Path("/dev/full"), "is no ordinary file"),
        (tmp_path, "is a folder"),
    ):
        result = oid(*COMMANDS[kind], str(place), "--force")
        assert (result.code, said in result.err) == (2, True), (place, result.err)
    assert other.read_bytes() == b"SQLite format 3\0 of another program"
    assert old.read_bytes() == b"an older one, in a cipher"
    assert names(journal().parent) == ["backups", "journal.db", "journal.version-5.db"]


@every_format
def test_what_is_not_ours_stays_until_it_is_forced(oid: Oid, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "page"
    place.write_text("a letter")
    result = oid(*COMMANDS[kind], str(place))
    assert (result.code, result.out) == (2, "")
    assert "no sign that oidtrack wrote it" in result.err
    assert "--force" in result.err
    assert place.read_text() == "a letter"
    assert oid(*COMMANDS[kind], str(place), "--force").code == 0
    assert place.stat().st_mode & 0o777 == 0o600
    assert b"a letter" not in place.read_bytes()
    assert names(tmp_path) == ["page", "person"]


@pytest.mark.no_cover
@every_format
def test_a_second_time_over_our_own(oid: Oid, tmp_path: Path, kind: str) -> None:
    place = str(tmp_path / "page")
    assert oid(*COMMANDS[kind], place).code == 0
    again = oid(*COMMANDS[kind], place)
    assert (again.code, "--force" in again.err) == ((2, True) if kind in UNMARKED else (0, False))
    other = oid(*COMMANDS["html" if kind == "jsonl" else "jsonl"], place)
    assert other.code == (2 if kind in UNMARKED else 0)


@pytest.mark.no_cover
@every_format
def test_behind_a_link_nothing_is_replaced_unasked(oid: Oid, tmp_path: Path, kind: str) -> None:
    assert oid(*COMMANDS[kind], str(tmp_path / "page")).code == 0
    (tmp_path / "link").symlink_to("page")
    before = (tmp_path / "page").read_bytes()
    result = oid(*COMMANDS[kind], str(tmp_path / "link"))
    assert (result.code, f"is a link to {tmp_path / 'page'}" in result.err) == (2, True)
    assert (tmp_path / "page").read_bytes() == before
    assert oid(*COMMANDS[kind], str(tmp_path / "link"), "--force").code == 0
    assert (tmp_path / "link").is_symlink()


def test_one_place_that_is_none_keeps_all_from_being_written(oid: Oid, tmp_path: Path) -> None:
    page, md = tmp_path / "page.html", tmp_path / "page.md"
    assert oid("report", "--html", str(page), "--fhir", str(journal())).code == 2
    assert not page.exists()
    assert "the same name" in oid("report", "--html", str(page), "--markdown", str(page)).err
    assert oid("report", "--html", str(page), "--markdown", str(md)).code == 0
    assert names(tmp_path) == ["page.html", "page.md", "person"]
    assert "has no name" in oid("export", " ").err


@pytest.mark.parametrize(("typed", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_is_asked(tmp_path: Path, typed: str, written: bool) -> None:
    place = tmp_path / "page.html"
    place.write_text("a letter")
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    words = ["-m", "oidtrack", "report", "--html", str(place)]
    child = pexpect.spawn(sys.executable, words, env=env, encoding="utf-8", timeout=20)
    child.expect(r"Replace\s+it\?")  # a line may end anywhere: where depends on how long the path is
    child.sendline(typed)
    child.expect(r"Written:\s" if written else r"was\s+left\s+as\s+it\s+is")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (place.read_text() != "a letter") is written


def test_a_draft_that_a_kill_left_goes_with_the_next_file_and_one_being_written_stays(oid: Oid, tmp_path: Path) -> None:
    import os

    oid("log", "--mood", "5")
    old, fresh = tmp_path / ".oidtrack-00112233aabb.part", tmp_path / ".oidtrack-44556677ccdd.part"
    for draft in (old, fresh):
        draft.write_text("half a page")
    past = fresh.stat().st_mtime - 3601
    os.utime(old, (past, past))
    assert oid("export", str(tmp_path / "all.jsonl")).code == 0
    assert (old.exists(), fresh.exists()) == (False, True)


@pytest.mark.no_cover
@every_format
def test_the_standard_output_holds_the_page_or_one_calm_line(oid: Oid, kind: str) -> None:
    before = names(journal().parent)
    page = oid(*COMMANDS[kind], "-")
    assert (page.code, bool(page.out)) == ((2, False) if kind.endswith("pdf") else (0, True))
    words = [sys.executable, "-m", "oidtrack", *COMMANDS[kind], "-"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
        done = subprocess.run(words, env=env, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == (2 if kind.endswith("pdf") else 1)
    assert [line.partition(":")[0] for line in done.stderr.splitlines()[-2:]] == ["error", "hint"]
    assert "Traceback" not in done.stderr
    assert names(journal().parent) == before


@pytest.mark.no_cover
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not show open files")
@every_format
def test_a_file_is_put_in_place_with_no_handle_open_as_windows_asks(
    oid: Oid, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "page"
    real, put = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        held = {str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}
        assert not {str(self), str(target)} & held
        put.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    for _ in range(2):
        assert oid(*COMMANDS[kind], str(place), "--force").code == 0
    assert put == [place, place]
