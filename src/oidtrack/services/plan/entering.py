"""Read a prescriber's own steps from a table, and hold them to the laws of every plan."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, time
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import DELIVERED, amount_text, parse_number, printable
from oidtrack.domain.medicine import Release, Role, ScheduledDose, amount_of
from oidtrack.errors import BadInput, Refused
from oidtrack.exchange.plan_csv import SEPARATOR
from oidtrack.exchange.times import read_clock
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings.before_taper import cautions
from oidtrack.rules.reading import article_for
from oidtrack.services.medicines.prescribing import Described
from oidtrack.services.plan.background import Background, before_taper, person_of
from oidtrack.services.plan.planning import Ask, request_of, with_others
from oidtrack.taper.checks import LAWS, broken
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.speed import Refusal, Wish, choose

HOW = "the first line is `date,8:00,14:00,22:00`, each other line a first day and the doses in mg"
EVERY = "every"
NEVER_BROKEN = ("adds-up",)
"""A law of arithmetic: nobody can accept that a sum is wrong."""
_AT_HAND = "say their strengths: --strengths 5,10,20; or of a liquid the milligrams in one millilitre: --liquid 1"
_ALTERNATE = ("", "1", "2")


class Table(Struct, frozen=True):
    """A table as it was read: its steps, and the first day without the medicine where its last line is all 0."""

    rows: tuple[Row, ...]
    stops_on: date | None


def _plain(cell: str) -> str:
    """A cell; one that says to Excel that it is text (`="27.5"`) is what it holds."""
    cell = cell.strip()
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell


def read_table(text: str, release: Release) -> Table:
    """The steps of a table.

    Args:
        text: Comma-separated lines; the first has `date`, times of day and maybe `every` (2: every other day).
        release: Decides the kind of amount.

    Raises:
        BadInput: Everything that cannot be read, in one go, each with its line.
    """
    try:
        lines = [(n, [_plain(cell) for cell in line]) for n, line in enumerate(csv.reader(text.splitlines()), 1)]
    except csv.Error as error:
        raise BadInput(f"the table cannot be read: {printable(str(error))}", HOW) from None
    lines = [
        (n, line) for n, line in lines if any(line) and line != SEPARATOR.split(",")
    ]  # a line that is for Excel alone
    if len(lines) < 2:  # noqa: PLR2004 - a head and a step
        raise BadInput("the table holds no step", HOW)
    head = _head(lines[0][1])
    found, faults = [], []
    for n, cells in lines[1:]:
        try:
            found.append((n, _row(head, cells, release)))
        except BadInput as error:
            faults.append(f"line {n}: {error.message}")
    faults += _order_faults(found)
    if faults:
        raise BadInput("; ".join(faults), HOW)
    rows = tuple(row for _, row in found)
    return Table(rows, None) if rows[-1].doses else Table(rows[:-1], rows[-1].first)


def _head(cells: Sequence[str]) -> tuple[time | str, ...]:
    """What each column holds: the day, a time of day, or `every`."""
    if cells[0].lower() != "date":
        raise BadInput(f"line 1: the first column is '{printable(cells[0])}', not date", HOW)
    head = tuple(EVERY if cell.lower() == EVERY else _time(cell) for cell in cells[1:])
    if len(set(head)) != len(head) or not any(isinstance(column, time) for column in head):
        raise BadInput("line 1: each time of day stands once, and there is at least one", HOW)
    return head


def _time(cell: str) -> time:
    with suppress(BadInput):
        at = read_clock(cell)
        if not at.second:
            return at
    raise BadInput(f"line 1: '{printable(cell)}' is no time of day", HOW)


def _row(head: tuple[time | str, ...], cells: Sequence[str], release: Release) -> Row:
    try:
        first = date.fromisoformat(cells[0])
    except ValueError:
        raise BadInput(f"'{printable(cells[0])}' is no date such as 2026-12-01") from None
    if len(cells) > len(head) + 1:
        raise BadInput(f"{len(cells)} cells under {len(head) + 1} columns")
    columns = list(zip(head, cells[1:], strict=False))
    every = next((cell for column, cell in columns if column == EVERY), "")
    if every not in _ALTERNATE:
        raise BadInput(f"'{printable(every)}' in every is not 1 or 2")
    amounts = [(column, _amount(cell, release)) for column, cell in columns if isinstance(column, time)]
    taken = (ScheduledDose(at, amount_of(release, amount)) for at, amount in sorted(amounts) if amount)
    return Row(first, tuple(taken), int(every or 1))


def _amount(cell: str, release: Release) -> int:
    """A cell in thousandths of the unit; 0 for a blank one."""
    if not cell:
        return 0
    value = parse_number(cell.lower().removesuffix("mg").strip())
    scaled = 1000 * (DELIVERED.get(value, value) if release is Release.PATCH else value)
    if scaled.denominator != 1:
        raise BadInput(f"{printable(cell)} is finer than the program counts")
    return scaled.numerator


def _order_faults(found: list[tuple[int, Row]]) -> list[str]:
    """Days that do not follow one another, and nothing taken before the last line."""
    faults = [
        f"line {n}: {row.first} does not follow {before.first}"
        for (_, before), (n, row) in pairwise(found)
        if row.first <= before.first
    ]
    empty = [n for n, row in found if not row.doses]
    allowed = found[-1][0] if len(found) > 1 else 0
    return faults + [f"line {n}: nothing is taken; only a last line may say so" for n in empty if n != allowed]


class Entered(Struct, frozen=True):
    """A plan of written steps, and what to settle first."""

    plan: Plan
    cautions: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """The laws that it breaks and that nobody has accepted, each with the step."""
        left = (verdict for verdict in broken(self.plan.checks) if verdict.rule not in self.plan.accepted)
        return tuple(f"{verdict.rule}: {verdict.detail}" for verdict in left)

    @property
    def to_accept(self) -> tuple[str, ...]:
        """The names of these laws."""
        return tuple(one.rule for one in broken(self.plan.checks) if one.rule not in self.plan.accepted)


def enter(
    described: Described, table: Table, known: Background, today: date, agreed_with: str, accept: tuple[str, ...] = ()
) -> Entered:
    """The plan of these steps, judged by the default pace of this person. Nothing is kept.

    Args:
        described: The medicine at the dose in force.
        table: The steps.
        known: What the journal knows of the person.
        today: The local day.
        agreed_with: The prescriber whose steps these are; empty where nobody said.
        accept: Laws that they may break; only with a prescriber.

    Raises:
        BadInput: No opioid, no strengths known, a first step before today, or a law that there is none of.
        Refused: Pregnancy, or a step that is above the dose before.
        DoseNotMakeable: A dose that the strengths cannot make.
    """
    _require_laws(accept, agreed_with)
    if table.rows[0].first < today:
        raise BadInput(f"the first step would be on {table.rows[0].first}, before today", "begin with a day to come")
    prescription = described.prescription
    if prescription.role is not Role.OPIOID:
        raise BadInput(f"{prescription.medicine} is not an opioid", "plans are made for opioids alone")
    if not prescription.makings.strengths and prescription.makings.liquid is None:
        raise BadInput(f"it is not known which tablets of {prescription.medicine} are at hand", _AT_HAND)
    pace = choose(Wish(), person_of(prescription, known, today), catalogue.speed_limits())
    if isinstance(pace, Refusal):
        raise Refused(pace.text, "please talk to your prescriber", article_for(pace.code))
    request = request_of(described, Ask(Wish(), table.rows[0].first), pace)
    if table.stops_on is None:
        last = table.rows[-1]
        target = Fraction(sum(dose.amount.thousandths for dose in last.doses), last.every_days)
        request = replace(request, target=amount_of(prescription.release, round(target)))
    plan = with_others(entered(request, table.rows, table.stops_on), known)
    _require_no_rise(plan)
    plan = replace(plan, pace=replace(plan.pace, source="entered", why=_as_entered(agreed_with)))
    if agreed_with:
        event = Event(EventKind.AGREED, today, who=agreed_with)
        plan = replace(plan, status=Status.AGREED, agreed_with=agreed_with, agreed_on=today, event=event)
        plan = replace(
            plan, accepted=tuple(rule for rule in accept if rule in {one.rule for one in broken(plan.checks)})
        )
    return Entered(plan, (*_expert(described), *cautions(before_taper(described, known))))


def _as_entered(agreed_with: str) -> str:
    return f"As entered by {agreed_with}." if agreed_with else "As entered; nobody is named yet."


def _require_laws(accept: tuple[str, ...], agreed_with: str) -> None:
    known = [rule for rule, _ in LAWS]
    for rule in accept:
        if rule not in known:
            raise BadInput(f"'{printable(rule)}' is no law of a plan", f"the laws are {', '.join(known)}")
        if rule in NEVER_BROKEN:
            raise BadInput(f"{rule} holds for every plan and cannot be left aside", "mend the steps")
    if accept and not agreed_with:
        raise BadInput("--accept goes with --agreed-with", "a law is only left aside for a prescriber")


def _require_no_rise(plan: Plan) -> None:
    """A prescriber's steps come down or stay; going up is another decision.

    Raises:
        Refused: A step is above the dose before it, the dose in force before the first.
    """
    before = plan.current_daily
    for step in plan.steps:
        if step.daily > before:
            words = (
                f"step {step.n} of {amount_text(plan.unit, step.daily)} a day is above the"
                f" {amount_text(plan.unit, before)} before it: a plan never raises the dose"
            )
            raise Refused(words, 'one step up is a prescriber\'s decision: oidtrack plan back --agreed-with "Dr. NAME"')
        before = step.daily


def _expert(described: Described) -> tuple[Finding, ...]:
    """A word on a medicine that is never planned here."""
    facts, name = described.facts, described.prescription.medicine
    if facts is not None and facts.plannable:
        return ()
    unknown = f"Nothing is known here of {name}, so only your prescriber can judge these steps."
    return (
        Finding(
            id="expert-taper",
            severity=Severity.ACT,
            title="These steps need an expert's eye",
            text=unknown if facts is None else " ".join((facts.referral, *facts.cautions)),
            rule=f"{name} is never planned here; steps are only written down",
            source="engineering" if facts is None else facts.factors[0].cited.source,
            ask="Did you, or the programme, write these steps for me?",
        ),
    )
