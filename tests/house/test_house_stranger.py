"""What a stranger has to touch for one change: made in a copy of the program, which is then run.

Each test writes no more files than CONTRIBUTING names for that change. A piece of text that the change goes beside and
that is no longer there fails the test: the table in CONTRIBUTING has then to be written anew with it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "src" / "oidtrack"


class Copy:
    """A copy of the program: files are changed in it, and it is run as a process of its own."""

    def __init__(self, place: Path) -> None:
        self.program = shutil.copytree(PROGRAM, place / "oidtrack", ignore=shutil.ignore_patterns("__pycache__"))
        self.place = place
        self.touched: set[str] = set()

    def put(self, file: str, text: str) -> None:
        """A new file."""
        assert not (self.program / file).exists()
        (self.program / file).write_text(text, encoding="utf-8")
        self.touched.add(file)

    def change(self, file: str, old: str, new: str) -> None:
        """One piece of text in its place."""
        path = self.program / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(file)

    def run(self, *words: str, code: int = 0) -> str:
        """What the changed program says, on either stream."""
        env = {**os.environ, "PYTHONPATH": str(self.place), "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-m", "oidtrack", *words]
        done = subprocess.run(command, env=env, cwd=self.place, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr


def told(heading: str, kind: str) -> str:
    """What CONTRIBUTING has under a heading, of one kind of text."""
    under = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition(f"### {heading}\n")[2].partition("\n### ")[0]
    )
    assert len(under.splitlines()) <= 40, "no screen any more"
    return under.partition(f"```{kind}\n")[2].partition("```\n")[0]


def typed(copy: Copy, heading: str) -> str:
    """What comes of the command that CONTRIBUTING ends with there."""
    return copy.run(*shlex.split(told(heading, "sh"))[1:])


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_medicine_is_one_file(copy: Copy) -> None:
    known = (copy.program / "clinical/data/medicines/oxymorphone.toml").read_text(encoding="utf-8")
    copy.put("clinical/data/medicines/newmorphone.toml", known.replace("oxymorphone", "newmorphone"))

    typed(copy, "Add a medicine")
    assert "newmorphone" in copy.run("med", "list")
    assert copy.touched == {"clinical/data/medicines/newmorphone.toml"}


def test_a_questionnaire_is_one_file(copy: Copy) -> None:
    copy.put("clinical/data/questionnaires/rested.toml", told("Add a questionnaire", "toml"))

    assert "How rested" in typed(copy, "Add a questionnaire")
    assert "How rested" in copy.run("show", "e1")
    assert copy.touched == {"clinical/data/questionnaires/rested.toml"}


def test_a_warning_is_a_function_and_its_row_in_one_file(copy: Copy) -> None:
    rule = f"{told('Add a rule', 'python')}\n\nRULES = (quiet_day, run_out,"
    copy.change("rules/findings/upkeep.py", "RULES = (run_out,", rule)
    copy.change("rules/findings/upkeep.py", "SOUGHT = (\n", "SOUGHT = (\n    QUIET_DAY,\n")

    copy.run("log", "--mood", "5")
    assert "A quiet day" in copy.run("warnings")
    explained = typed(copy, "Add a rule")
    assert "no entry today" in explained
    assert "oidtrack guide sleep" in explained
    assert copy.touched == {"rules/findings/upkeep.py"}


def test_the_wording_of_a_warning_is_in_one_file(copy: Copy) -> None:
    copy.run("log", "--mood", "5")
    copy.run("profile", "--alcohol")
    copy.run("med", "add", "oxycodone", "--dose", "10", "--strengths", "5,10", "--at", "8:00,20:00")
    before = copy.run("warnings")
    assert "Alcohol and an opioid" in before
    copy.change("rules/findings/upkeep.py", 'title="Alcohol and an opioid"', 'title="Alcohol and an opioid, both"')

    assert copy.run("warnings") == before.replace("Alcohol and an opioid", "Alcohol and an opioid, both")
    assert copy.touched == {"rules/findings/upkeep.py"}


def test_a_measure_of_the_diary_is_a_name_and_a_column(copy: Copy) -> None:
    copy.change("domain/journal.py", '"anxiety", "pain", "craving")', '"anxiety", "pain", "craving", "fatigue")')
    with_column(copy, "ALTER TABLE moods ADD COLUMN fatigue INTEGER /* 0 to 100, 100 is worst */")

    copy.run("log", "--mood", "5", "--fatigue", "7")
    copy.run("edit", "e1", "--fatigue", "6.5")
    assert "fatigue 6.5" in copy.run("show", "e1")
    assert "--fatigue 0-10" in copy.run("log", "--help")
    copy.run("export", "all.jsonl")
    copy.run("--db", "other.db", "import", "all.jsonl", "--yes")
    assert "fatigue 6.5" in copy.run("--db", "other.db", "show", "e1")
    assert len(copy.touched) <= 3


def with_column(copy: Copy, statement: str) -> None:
    """One version more at the end of the list."""
    end = ')\n"""Name and statements of each version after the first'
    copy.change("store/file/versions.py", end, f'    ("added", ("{statement}",)),\n{end}')


def test_a_column_is_a_version_in_one_file(copy: Copy) -> None:
    copy.run("log", "--mood", "5")
    with_column(copy, "ALTER TABLE appointments ADD COLUMN place TEXT NOT NULL DEFAULT '' /* where */")

    assert "mood 5" in copy.run("list")
    assert copy.run("doctor")
    assert copy.touched == {"store/file/versions.py"}


def test_a_format_out_is_a_file_and_its_row(copy: Copy) -> None:
    copy.put(
        "exchange/days.py",
        '''"""The days that were written down, one in a line."""


def lines(records):
    """Their dates."""
    for one in records:
        if hasattr(one, "moment"):
            yield f"{one.moment.day}\\n"
''',
    )
    copy.change("services/files/exporting.py", "import csv_table, jsonl\n", "import csv_table, days, jsonl\n")
    copy.change("services/files/exporting.py", 'CSV = "csv"', 'CSV = "csv"\n    DAYS = "days"')
    copy.change("services/files/exporting.py", "Format.CSV: _table}", "Format.CSV: _table, Format.DAYS: days.lines}")

    copy.run("log", "--mood", "5")
    copy.run("export", "all.days")
    assert (copy.place / "all.days").read_text(encoding="utf-8") == "2026-11-23\n"
    assert len(copy.touched) == 2


def test_the_law_of_the_largest_cut_is_one_function(copy: Copy) -> None:
    steps = "date,8:00,20:00\n2026-12-01,20,15\n2027-02-23,15,15\n"
    (copy.place / "steps.csv").write_text(steps, encoding="utf-8")
    copy.run("med", "add", "oxycodone", "--dose", "20", "--strengths", "5,10", "--at", "8:00,20:00")
    enter = ("plan", "enter", "steps.csv")
    before = copy.run(*enter)
    law = """        if step.cut_percent > 5:
            yield f"step {step.n} cuts more than a twentieth"
        over = is_over("""
    copy.change("taper/checks.py", "        over = is_over(", law)

    assert "more than a twentieth" not in before
    assert "more than a twentieth" in copy.run(*enter, code=3)
    assert len(copy.touched) == 1


def test_an_option_of_log_is_in_its_file(copy: Copy) -> None:
    file = "cli/journal/writing.py"
    copy.change(file, "    YES,\n)\n", '    YES,\n    Option("kindly", "A kind word."),\n)\n')
    begins = "    one, many, flags = typed.one, typed.many, typed.flags\n"
    copy.change(file, begins, begins + '    if "kindly" in flags:\n        session.tell("Thank you.")\n')

    assert "Thank you." not in copy.run("log", "--mood", "5")
    assert "Thank you." in copy.run("log", "--mood", "5", "--kindly")
    assert "A kind word." in copy.run("log", "--help")
    assert len(copy.touched) == 1


def test_a_section_of_the_report_is_a_function_and_its_name(copy: Copy) -> None:
    section = '''def weather_section(report: Report) -> Section | None:
    """Nothing but a line."""
    return Section("weather", "The weather", (Words("Fair."),))


SECTIONS: tuple[Callable[[Report], Section | None], ...] = (
    weather_section,
'''
    head = "SECTIONS: tuple[Callable[[Report], Section | None], ...] = (\n"
    copy.change("render/report/view.py", head, section)

    copy.run("log", "--mood", "5")
    assert "The weather" in copy.run("report")
    copy.run("report", "--html", "page.html")
    copy.run("report", "--markdown", "page.md")
    for page in ("page.html", "page.md"):
        assert "The weather" in (copy.place / page).read_text(encoding="utf-8")
    assert len(copy.touched) == 1


def test_a_command_is_a_module_and_its_row(copy: Copy) -> None:
    copy.put("cli/journal/hello.py", told("Add a command", "python"))
    row = '"hello": Row("oidtrack.cli.journal.hello", "A word", HELP),\n    "crisis": Row('
    copy.change("cli/table.py", '"crisis": Row(', row)

    assert typed(copy, "Add a command") == "Hello.\n"
    assert "hello" in copy.run("help", "--all")
    assert all(file.startswith("cli/") for file in copy.touched)
    assert len(copy.touched) == 2
