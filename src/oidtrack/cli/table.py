"""The commands: where each lives and what it does, so that help needs no command loaded."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One command: its module, its one-line help, the heading it stands under, and its function there."""

    module: str
    help: str
    group: str
    run: str = "run"


DAILY = "Every day"
PLANNING = "The plan"
DATA = "Your journal"
HELP = "Help"
TOP = """Usage: oidtrack [OPTIONS] COMMAND

  A private journal and taper planner for long-term prescribed opioids.

  Examples:
    oidtrack start               a first evening, question by question
    oidtrack log                 the evening entry; or in one line:
    oidtrack log --mood 6 --sleep 7h30 --taken
    oidtrack take                the planned dose, now
    oidtrack                     the card of today
    oidtrack week                a look back at seven days
    oidtrack plan                your taper: a draft, or the one you have
    oidtrack report              the page for your appointment
    oidtrack guide               short articles: mood, tapers, staying safe
    oidtrack crisis              who to call now

  Also often: med, check, warnings, list, undo, appointment, profile, export
  Every command: oidtrack help --all. One of them: oidtrack help log

  Options before a command: --db PATH, --json, --no-color, --plain, --no-input,
  -V. Everything stays on this machine. It supports a talk with your prescriber
  and never replaces one.
"""
"""The first page of help: at most a screen of 24 lines."""

MEANT = {
    **dict.fromkeys(("mood", "sleep", "pain", "dose", "entry", "diary", "write", "add", "note"), "log"),
    **dict.fromkeys(("init", "setup", "begin", "wizard", "hello"), "start"),
    **dict.fromkeys(("meds", "medicine", "medicines", "medication", "drug"), "med"),
    **dict.fromkeys(("refill", "stock", "tablets", "pills"), "med refill"),
    **dict.fromkeys(("taper", "schedule", "new"), "plan"),
    **dict.fromkeys(("rm", "remove"), "delete"),
    **dict.fromkeys(("ls", "history", "entries"), "list"),
    **dict.fromkeys(("find", "grep"), "search"),
    **dict.fromkeys(("status", "card", "now"), "today"),
    **dict.fromkeys(("sos", "emergency", "suicide", "hotline", "helpline", "overdose"), "crisis"),
    **dict.fromkeys(("prescriber", "country", "naloxone", "me"), "profile"),
    **dict.fromkeys(("visit", "question", "ask"), "appointment"),
    **dict.fromkeys(("phq9", "phq2", "gad7", "peg", "sows", "shortows"), "check"),
    **dict.fromkeys(("quit", "exit", "man", "usage"), "help"),
    "version": "--version",
}
"""Words that people type for a command that has another name."""

GLOBAL_FLAGS = ("--json", "--no-color", "--plain", "--no-input")
"""Options of every command that have no value; they stand before it or behind it."""

BEFORE_ALL = ("crisis", "guide")
"""Commands that run before the option parser is loaded, and show their help themselves."""

AT_ONCE = {
    (): "oidtrack.cli.today.shown",
    ("today",): "oidtrack.cli.today.shown",
    ("warnings",): "oidtrack.cli.warnings.shown",
    ("plan", "show"): "oidtrack.cli.plan.shown",
    ("plan", "check"): "oidtrack.cli.plan.checked",
}
"""What is looked at each day, typed with no option of its own: the module whose `show` answers it. Loading the option
parser would take as long as the answer."""

READ_AT_ONCE = {"log": "oidtrack.cli.journal.writing"}
"""What is typed with options each day: the module whose `OPTIONS` are read without the option parser where they stand
plainly, and whose `show` does the rest."""

TABLE: dict[str, Row] = {
    "today": Row("oidtrack.cli.today.shown", "The card of today (also: oidtrack alone)", DAILY, "show"),
    "start": Row("oidtrack.cli.help.start", "A first evening, question by question", DAILY),
    "log": Row("oidtrack.cli.journal.log", "Write down mood, sleep, pain, doses, a note", DAILY),
    "take": Row("oidtrack.cli.journal.take", "A dose that you take now: the planned one, or another", DAILY),
    "check": Row("oidtrack.cli.journal.check", "A questionnaire: mood, anxiety, pain, withdrawal", DAILY),
    "warnings": Row("oidtrack.cli.warnings.warnings", "What stands out now, each with its reason", DAILY),
    "week": Row("oidtrack.cli.today.week", "A look back at seven days", DAILY),
    "chart": Row("oidtrack.cli.today.chart", "Measures over time, with a line at each cut", DAILY),
    "calendar": Row("oidtrack.cli.today.calendar", "A month of mood, each day a number", DAILY),
    "list": Row("oidtrack.cli.journal.listing", "Show entries", DAILY),
    "search": Row("oidtrack.cli.journal.listing", "Find words in notes and treatments", DAILY, "search"),
    "show": Row("oidtrack.cli.journal.show", "One entry, medicine or plan in full", DAILY),
    "edit": Row("oidtrack.cli.journal.edit", "Change an entry; undo brings the old one back", DAILY),
    "delete": Row("oidtrack.cli.journal.removing", "Remove an entry; undo brings it back", DAILY, "delete"),
    "undo": Row("oidtrack.cli.journal.undo", "Take back the last change", DAILY, "undo"),
    "redo": Row("oidtrack.cli.journal.undo", "Do again what was taken back", DAILY, "redo"),
    "med": Row("oidtrack.cli.medicines.med", "Your medicines: add, list, change, refill, stop", PLANNING),
    "treatments": Row("oidtrack.cli.journal.treatments", "What else was done, and how those days were", PLANNING),
    "mme": Row("oidtrack.cli.doses.mme", "Morphine milligram equivalents a day", PLANNING),
    "plan": Row("oidtrack.cli.plan.plan", "Draft and show a taper out of real tablets", PLANNING),
    "report": Row("oidtrack.cli.report.report", "The page for your appointment", PLANNING),
    "appointment": Row("oidtrack.cli.journal.appointment", "When you see your prescriber, and what to ask", PLANNING),
    "purge": Row("oidtrack.cli.journal.removing", "Remove an entry for good, and its history", DATA, "purge"),
    "profile": Row("oidtrack.cli.journal.profile", "What bears on risk and pace", DATA),
    "export": Row("oidtrack.cli.files.export", "Write the journal to a file for elsewhere", DATA),
    "import": Row("oidtrack.cli.files.import_", "Take over a file: ours, CSV, Daylio, jrnl, Day One", DATA),
    "merge": Row("oidtrack.cli.files.merge", "Bring another journal into yours", DATA),
    "backup": Row("oidtrack.cli.files.backup", "Copy the journal, or look a copy through", DATA, "backup"),
    "restore": Row("oidtrack.cli.files.backup", "Put a backup in place of the journal", DATA, "restore"),
    "encrypt": Row("oidtrack.cli.files.sealing", "Put the journal and its backups under a passphrase", DATA, "encrypt"),
    "decrypt": Row("oidtrack.cli.files.sealing", "Make the journal readable without one again", DATA, "decrypt"),
    "rekey": Row("oidtrack.cli.files.sealing", "Change the passphrase", DATA, "rekey"),
    "doctor": Row("oidtrack.cli.files.doctor", "Whether your journal is whole", DATA),
    "remind": Row("oidtrack.cli.files.remind", "A reminder to install yourself: cron, systemd, ics", DATA),
    "completion": Row("oidtrack.cli.help.completion", "Tab completion for bash, zsh and fish", HELP),
    "config": Row("oidtrack.cli.files.config", "What can be set: when your day ends, what is asked", DATA),
    "demo": Row("oidtrack.cli.help.demo", "A made-up person's year, to look around", HELP),
    "help": Row("oidtrack.cli.help.help", "How a command is typed; --all for every one", HELP),
    "guide": Row("oidtrack.cli.help.guide", "Short articles: mood, tapers, staying safe", HELP),
    "crisis": Row("oidtrack.cli.help.crisis", "Who to call now", HELP),
}
