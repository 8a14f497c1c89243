"""Write docs/reference from the program itself, so that it cannot drift.

Run with `make fix`; a test fails where a page is stale.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from card_picture import card_picture, pictures, pictures_page
from dates_page import dates
from json_page import json_page, schema_files
from man_page import man_page
from schema_page import schema
from typer.core import TyperGroup

from oidtrack import errors
from oidtrack.cli.commands import app
from oidtrack.cli.help.completing import WORDS
from oidtrack.cli.main import run
from oidtrack.cli.table import BEFORE_ALL, TABLE
from oidtrack.clinical import catalogue
from oidtrack.clinical.classes import medicine_classes
from oidtrack.clinical.crisis import countries, crisis_contacts
from oidtrack.clinical.guide import article_ids
from oidtrack.clinical.loader import DATA
from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Cited, MedicineFacts

HERE = Path(__file__).parent / "reference"
INDEX = DATA / "index.toml"
GROUPS = {
    "med": ("add", "list", "change", "refill", "stock", "stop"),
    "plan": ("new", "agree", "show", "enter", "compare", "history", "supply"),
    "appointment": ("add", "ask", "list"),
}


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "cli.md": cli(),
        "errors.md": error_codes(),
        "facts.md": facts(),
        "schema.md": schema(),
        "dates.md": dates(),
        "crisis.md": crisis(),
        "json.md": json_page(),
        "oidtrack.1": man_page(),
        "card.svg": card_picture(),
        "pictures.md": pictures_page(),
        **{f"pictures/{name}": text for name, text in pictures().items()},
        **{f"schemas/{name}": text for name, text in schema_files().items()},
    }


def index() -> str:
    """The names that people type, out of the medicine files; read in place of all of them."""
    files = [catalogue.medicine(name) for name in catalogue.medicine_names()]
    brands = {brand: product.id for facts in files for product in facts.products for brand in product.brands}
    aliases = {alias: facts.name for facts in files for alias in facts.aliases if alias not in brands}
    head = (
        "# What people type, so that a name is recognised without reading every medicine file. Written by `make fix`.\n"
    )
    tables = (("medicines", aliases), ("products", brands))
    return head + "".join(
        f"\n[{name}]\n" + "".join(f'"{words}" = "{meant}"\n' for words, meant in sorted(table.items()))
        for name, table in tables
    )


def cli() -> str:
    """The help of every command."""
    parts = ["# Commands", "", *_help([])]
    for name in TABLE:
        parts += [f"## {name}", "", *_help([name])]
        for sub in GROUPS.get(name, ()):
            parts += [f"### {name} {sub}", "", *_help([name, sub])]
    return "\n".join(parts)


def completion_words() -> str:
    """Every command with its options, for the Tab key; an option that takes a value ends with `=`."""
    program = typer.main.get_group(app)
    context = program.make_context("oidtrack", [], resilient_parsing=True)
    lines = ["\t" + _options(program)]
    for name in TABLE:
        command = None if name in BEFORE_ALL else program.get_command(context, name)
        lines.append(f"{name}\t{'--json' if command is None else _options(command)}")
        if isinstance(command, TyperGroup):
            lines += [
                f"{name} {sub}\t{_options(found)}"
                for sub, found in ((sub, command.get_command(context, sub)) for sub in command.list_commands(context))
            ]
    packaged = (f"@check\t{' '.join(catalogue.questionnaire_ids())}", f"@guide\t{' '.join(article_ids())}")
    return "\n".join([*lines, *packaged, ""])


def _options(command: Any) -> str:
    found = (option for option in command.params if option.param_type_name == "option")
    return " ".join(name + ("" if option.is_flag else "=") for option in found for name in option.opts)


def _help(words: list[str]) -> list[str]:
    out = io.StringIO()
    os.environ["COLUMNS"] = "80"
    with contextlib.redirect_stdout(out):
        run([*words, "--help"] if words else ["help", "--all"])
    return ["```text", out.getvalue().strip("\n"), "```", ""]


def error_codes() -> str:
    """Every error code with its exit code and what it means."""
    leaves = _leaves(errors.OidtrackError)
    rows = [f"| `{leaf.code}` | {leaf.exit_code} | {(leaf.__doc__ or '').splitlines()[0]} |" for leaf in leaves]
    head = ["# Errors", "", "One `error:` line and, where it helps, a `hint:` line on stderr.", ""]
    return "\n".join([*head, "| code | exit | meaning |", "|---|---|---|", *sorted(rows), ""])


def _leaves(kind: type[errors.OidtrackError]) -> Iterator[type[errors.OidtrackError]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _leaves(sub)


def facts() -> str:
    """Every medicine with its numbers, where they stand and how sure they are."""
    head = [
        "# Facts",
        "",
        f"Fact set of {catalogue.FACTS_VERSION}; factors: {catalogue.FACTOR_SET}. What you type wins over all of this.",
        "",
    ]
    parts = [part for name in catalogue.medicine_names() for part in _medicine(catalogue.medicine(name))]
    sources = [f"- `{s.id}`: {s.title}. {s.publisher}, {s.year}. {s.note}".rstrip() for s in catalogue.sources()]
    return "\n".join([*head, *_paces(), *parts, *_groups(), "## Sources", "", *sources, ""])


def crisis() -> str:
    """Every line to call, by country, with where it was read and how sure it is."""
    rows = [
        f"| {code} | {found.name} | {found.emergency} ({found.emergency_certainty}) "
        f"| {'<br>'.join(f'{one.name}: {one.number} ({one.certainty})' for one in found.lines)} "
        f"| {found.locator}; {found.checked_on} |"
        for code in countries()
        for found in [crisis_contacts(code)]
    ]
    head = [
        "# Who to call",
        "",
        "`oidtrack crisis COUNTRY`. *verified*: read on a page of the service, of those who run it or of an authority;",
        "*verified-secondary*: read in the news or a list alone. Numbers change: the day is that of reading.",
        "",
        "| code | country | emergency | lines | read in, on |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _groups() -> list[str]:
    """Groups of medicines that bear on an opioid, each member by its international name."""
    rows = [
        f"| {one.id} | {', '.join(dict.fromkeys(one.names.values()))} | {one.role.value} | {_cited(one.cited)} |"
        for one in medicine_classes()
    ]
    head = "Other names and brands of each are known too; they stand in `clinical/data/classes.toml`."
    return [
        "## Groups",
        "",
        head,
        "",
        "| group | medicines | taken as | where it stands |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _paces() -> list[str]:
    limits = catalogue.speed_limits()
    rows = [
        f"| {rule.from_days} | {plain(rule.percent)} % ({rule.basis.value}), slower {plain(rule.slower_percent)} % "
        f"| {rule.every_days} | {rule.fastest_every_days} | {rule.source} |"
        for rule in limits.rules
    ]
    return [
        "## Speed limits",
        "",
        "| days on opioids, from | default | every days | shortest with an agreement | source |",
        "|---|---|---|---|---|",
        *rows,
        "",
        f"Never faster than {plain(limits.max_weekly_percent)} % a week ({limits.weekly_source}).",
        f"No cut by choice above {plain(limits.max_step_percent)} % of the dose before ({limits.step_source}).",
        f"Cuts at least {limits.min_days_between} days apart.",
        "",
    ]


def _medicine(medicine: MedicineFacts) -> list[str]:
    factors = ", ".join(
        f"{factor.factor_set}, {factor.release.value if factor.release else 'all'}: "
        f"{'not counted' if factor.factor is None else plain(factor.factor)} ({_cited(factor.cited)})"
        for factor in medicine.factors
    )
    rows = []
    for product in medicine.products:
        strengths = ", ".join(str(s) for s in product.strengths)
        liquids = ", ".join(f"{plain(liquid.ug_per_ml / 1000)} mg/mL" for liquid in product.liquids)
        cited = "; ".join(f"{name}: {_cited(where)}" for name, where in product.cited)
        hours = "/".join(str(h) for h in product.interval_h)
        rows.append(f"| {product.id} | {strengths or liquids or 'not known'} | {hours} | {cited} |")
    return [
        f"## {medicine.name}",
        "",
        f"MME factor: {factors}. Reviewed {medicine.reviewed}, to be reviewed by {medicine.review_by}.",
        *([f"Not planned here: {medicine.referral}"] if not medicine.plannable else []),
        "",
        "| product | strengths | hours | where each fact stands |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _cited(cited: Cited) -> str:
    return f"{cited.source}, {cited.certainty.value}"


if __name__ == "__main__":
    for folder in ("schemas", "pictures"):
        (HERE / folder).mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
    WORDS.write_text(completion_words(), encoding="utf-8")
    INDEX.write_text(index(), encoding="utf-8")
