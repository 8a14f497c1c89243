"""The page of what the commands cost: tables of what was measured, what came before, and what did not help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

AIMS = {
    "today": 10.0,
    "log": 7.5,
    "warnings": 14.0,
    "plan show": 12.0,
    "plan check": 14.0,
    "plan new": 18.0,
    "report": 28.0,
    "search": 11.0,
    "completion": 4.5,
    "crisis": 4.5,
}
ROWS_A_SECOND = 25_000
FLAT, PEAK = 1.15, 1.5
"""At the most entries a command may cost so many times what it costs at none, and hold so many times the memory."""
BEFORE = {
    "today": (34.6, 16.7, 146),
    "log": (10.3, 7.1, 41),
    "undo": (12.0, 9.7, 54),
    "list": (11.6, 8.9, 55),
    "warnings": (25.0, 14.3, 129),
    "week": (35.7, 16.1, 144),
    "plan show": (26.4, 18.6, 190),
    "plan check": (29.5, 17.9, 190),
    "plan new": (28.7, 19.3, 190),
    "report": (47.1, 25.8, 173),
    "search": (9.3, 7.0, 43),
    "completion": (5.0, 4.2, 28),
    "crisis": (6.2, 4.7, 31),
}
"""At commit d39b56e, without entries before the year of the demo: the ratio, that of loading the same modules, and how
many of ours are among them."""
INTRODUCTION = """# What the commands cost

Written by `make bench` (bench/performance.py). {machine}

A cost is the processor time of a whole process, divided by that of `python -c pass`; all commands at all sizes are run
in turn, each is divided by a bare interpreter that is run just before it, and the median of the rounds is told. So a
busy or slow machine changes little. A journal holds the made-up year of `oidtrack demo` with an agreed plan, and so
many check-ins and doses before it; 200,000 of them are fifty years.
"""
CHANGED = """## What was changed

A command of `plan` loads itself alone and not all fifteen; what moves the dates of a plan stands apart from what
searches its steps; a series is added up in whole numbers; the days before those that are asked for are not matched
with the plan; how a stored plan is read is found out once for each type; the daily commands find entries by an index
(D-221); today and yesterday are made of one reading; a search ends among the newest entries where they have enough,
and else SQLite sifts the texts (D-240); an import and its undo write many rows at a time, and what stands in many
rows of a table is read once (D-239). Types are structs of msgspec in place of dataclasses, which compile six methods
for each class when its module is loaded: 80 of 230 ms of the card (D-249). What is looked at each day is answered
before the option parser is loaded (D-250), from facts as JSON in place of TOML (D-253), each country's numbers from a
file of their own (D-251); the manual of the drawing library is not made, and Python seldom looks for rings of values
(D-252); which doses can be made is worked out once (D-243), and the search for early signs adds up day by day
(D-233). The evening entry reads its options without the option parser (8.3 to 4.6, D-268); a run leaves without
taking its values apart (a sixth of it, D-267); of yesterday the card asks what matters, and of doses it reads four
months (D-269); notes stand once more in indexes of SQLite's own, for rare words (D-274), and few of their pages
are kept (D-283). What holds today is found from the last days and weeks alone where these say enough
(D-281), and no pattern is made to look for what printable text has not (D-282). Fifty rows go into one statement, and
hundreds are deleted by one (D-275); a table is read row by row, and a row that can only be one entry makes one
(D-276); entries are left out of the search for rings (D-277). Of 60,000 rows an import takes 0.71 of what it took
before these three, its undo 0.72, and the import holds 79 MB in place of 105.

## What did not help

- A decorator of our own in place of that of dataclasses saved as much and was not kept (D-220); `repr=False, eq=False`
  on each of them a quarter of it, and tests could not compare.
- A kept index of words was measured for 100,000 notes of four words: a table of words with their entries takes half a
  second to fill, 5 MB, and as much again of an import; the FTS5 of SQLite a fifth of that. Either holds a copy of what
  was written that undo, edit and purge would have to follow, to save a rare word about twice `python -c pass` (D-240).
- `.pyc` files that are not held against their sources (`compileall --invalidation-mode unchecked-hash`): 4.2 and 4.2
  for `log`, 8.8 and 8.7 for the card, so the wheel is as others are. Without `site` (`python -S`) `log` takes 4.0 and
  the card 8.6; the script that `pip` writes cannot ask for that (21 rounds in turn).
- Notes looked at where they lie in the file (`PRAGMA mmap_size`): 3.6 times the memory, and slower (D-283).
- SQLite's settings hardly matter to an import: without foreign keys 3 in 100 less, without `secure_delete` or with a
  cache of 64 MB nothing; 250 to 5,000 entries at a time are all the same. Of what SQLite took with a statement for each
  row, the indexes of notes were a tenth, less than half of it the one for letters beyond ASCII, and the checks of
  values a fifth, nearly all of it that a day exists: neither was worth a new version of the journal. The history is
  not written sooner table by table, with numbers handed in, and as JSON of Python's it takes twice as long.

## What is left

What has options, but for `log`, waits for the option parser: some 3 times `python -c pass`, of which Python's own
`inspect`, `subprocess` and `shutil` are the most; msgspec is another 0.7. Of the card two fifths are its modules, and
of its own work a fifth is the doses of the last months, a sixth reading entries, a seventh early signs and slow change.
Where neither `--db` nor `OIDTRACK_DB` is given, `platformdirs` costs any command some 5 ms more (`log` 4.9 in place of
4.3, `crisis` 4.3 and 3.8, the card 9.5 and 8.6: 21 rounds in turn); it was left in place. A search for a rare
word goes through every note, in an index of SQLite's own (D-274); where all is written in letters other than English
ones SQLite can sift nothing there, and it grows with the diary. Of an import two fifths are the reading of the table,
and two fifths SQLite's own writing of each row, its indexes, its history and the backup of the day.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured.

    Attributes:
        ratios: By number of entries and command, in multiples of the bare interpreter.
        peaks: By number of entries (the fewest and the most) and command, in KiB.
        modules: Modules of ours that each command loads.
        imports: What loading all that it loads costs, and nothing else, in multiples of the bare interpreter.
        rows: Rows a second of an import and of its undo, in processor time.
    """

    ratios: Mapping[int, Mapping[str, float]]
    peaks: Mapping[int, Mapping[str, int]]
    modules: Mapping[str, int]
    imports: Mapping[str, float]
    rows: tuple[float, float]

    @property
    def fewest(self) -> int:
        """The fewest entries."""
        return min(self.ratios)

    @property
    def most(self) -> int:
        """The most entries."""
        return max(self.ratios)


def page(found: Found, machine: str) -> str:
    """The whole page."""
    aims = "\n".join(("## Aims that are not reached\n", *(missed(found) or ["None."]), ""))
    parts = (INTRODUCTION.format(machine=machine), _table(found), aims, _before(found), CHANGED)
    return "\n".join(parts)


def _table(found: Found) -> str:
    sizes = sorted(found.ratios)
    lines = [
        "| | " + " | ".join(f"{size:,}" for size in sizes) + " | aim | peak memory |",
        "|---" * (len(sizes) + 3) + "|",
    ]
    for name in found.ratios[found.fewest]:
        cells = [f"{found.ratios[size][name]:.1f}" if name in found.ratios[size] else "–" for size in sizes]
        aim = f"{AIMS[name]:g}" if name in AIMS else ""
        held = f"{_grown(found, name):.2f} ×" if name in found.peaks[found.fewest] else ""
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {aim} | {held} |")
    came, went = found.rows
    return "\n".join(
        (
            "## In multiples of `python -c pass`\n",
            *lines,
            (
                f"\nPeak memory is that at {found.most:,} entries against that at {found.fewest:,}. An import takes in "
                f"{came:,.0f} rows a second of processor time, its undo takes out {went:,.0f}.\n"
            ),
            "![Cost against entries, by command](cost.svg)\n",
            "![The same beside jrnl and hledger](cost-jrnl.svg)\n",
        )
    )


def _grown(found: Found, name: str) -> float:
    return found.peaks[found.most][name] / found.peaks[found.fewest][name]


def missed(found: Found) -> list[str]:
    """The aims that are not reached, a line each."""
    lines = [*_too_dear(found), *_not_flat(found)]
    if min(found.rows) < ROWS_A_SECOND:
        lines.append(f"- import or its undo: fewer than {ROWS_A_SECOND:,} rows a second")
    return lines


def _too_dear(found: Found) -> Iterator[str]:
    for name, aim in AIMS.items():
        ratio = max(found.ratios[size][name] for size in found.ratios)
        if ratio > aim:
            yield f"- `{name}` costs up to {ratio:.1f}, to be {aim:g}"


def _not_flat(found: Found) -> Iterator[str]:
    for name, held in found.peaks[found.fewest].items():
        growth = found.ratios[found.most][name] / found.ratios[found.fewest][name]
        if growth > FLAT:
            yield f"- `{name}` costs {growth:.2f} times as much at {found.most:,} entries, to be {FLAT} at most"
        if held and _grown(found, name) > PEAK:
            yield f"- `{name}` holds {_grown(found, name):.2f} times the memory, to be {PEAK} at most"


def _before(found: Found) -> str:
    lines = [
        "| | cost before | of it loading | modules | cost now | of it loading | modules |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, (cost, loading, loaded) in BEFORE.items():
        now, of_it = found.ratios[found.fewest][name], found.imports[name]
        lines.append(
            f"| {name} | {cost:.1f} | {loading:.1f} | {loaded} | {now:.1f} | {of_it:.1f} | {found.modules[name]} |"
        )
    words = (
        "Before is commit d39b56e, measured in a run of its own; both on the journal of the demo alone. Loading is an\n"
        "interpreter that loads the same modules, Python's own among them, and does nothing else; what is left is the\n"
        "work. Modules are ours. The library that draws in `report` is loaded whole there, by the program in part.\n"
    )
    return "\n".join(("## Before and now\n", words, *lines, ""))
