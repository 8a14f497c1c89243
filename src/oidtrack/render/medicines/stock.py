"""What is at home, for people and as JSON of schema `oidtrack/stock/1`."""

from __future__ import annotations

from datetime import date
from typing import Any

from oidtrack.domain.dose import counted, plain
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release
from oidtrack.errors import listed
from oidtrack.render.page.console import shortened
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block, Heading, Page, inset
from oidtrack.services.medicines.stock_at_home import AtHome

SCHEMA = "oidtrack/stock/1"
_SHORT_DAYS = 14
"""From so few days on the words say what to do. ENGINEERING."""


def stock_page(found: tuple[AtHome, ...], today: date) -> Page:
    """A block for each medicine."""
    return Page(tuple(_block(one, today) for one in found), full=True)


def reach_words(one: AtHome, today: date) -> str:
    """How far one medicine reaches, in one sentence; empty where nothing of it is planned."""
    if not one.planned:
        return ""
    if one.uncounted:
        were = "was" if len(one.uncounted) == 1 else "were"
        return f"how far it reaches is not known: {listed(one.uncounted)} {were} not counted"
    if one.runs_out is None:
        return "lasts for a year and more"
    days = (one.runs_out - today).days
    if days <= 0:
        return f"does not cover today, {day_words(today)}"
    return f"covers every planned dose before {day_words(one.runs_out)} ({counted(days, 'day')})"


def _block(one: AtHome, today: date) -> Block:
    name = shortened(one.medicine, 40)
    reach = reach_words(one, today)
    said = [f"{_pieces(one, n)} left" for n in range(len(one.left))]
    said += [f"{reach}."] if reach else []
    if one.runs_out is not None and (one.runs_out - today).days < _SHORT_DAYS:
        said.append(
            "Please ask for more now. If it gets short, call your prescriber or pharmacy rather than stopping or"
            " stretching doses."
        )
    if one.expires is not None:
        gone = one.expires < today
        said.append(f"{'expired' if gone else 'good until'} {day_words(one.expires)}.")
        said += ["A pharmacist can replace it."] if gone else []
    if one.assumed_days:
        said.append(f"On {counted(one.assumed_days, 'day')} without a word the planned doses count as taken.")
    if one.unmatched:
        said.append(
            f"{counted(one.unmatched, 'dose')} could not be made of what was there. Count once more: oidtrack med"
            f" refill {name} --counted 10mg=42"
        )
    return Block((Heading(f"{name} ({one.release.value})"), inset(*said)))


def _pieces(one: AtHome, n: int) -> str:
    strength, count = one.left[n]
    if strength is None:
        return f"{plain(count)} mL" if one.liquid else f"{plain(count)} {'pack' if count == 1 else 'packs'}"
    what = "patches of" if one.release is Release.PATCH else "×"
    return f"{plain(count)} {what} {strength}"


def home_words(one: AtHome, today: date) -> str:
    """One medicine at home, in a line of a report."""
    parts = [", ".join(_pieces(one, n) for n in range(len(one.left))), reach_words(one, today)]
    if one.expires is not None:
        parts.append(f"{'expired' if one.expires < today else 'good until'} {day_words(one.expires)}")
    return f"{shortened(one.medicine, 40)}: {'; '.join(part for part in parts if part)}"


def stock_body(found: tuple[AtHome, ...]) -> dict[str, Any]:
    """The medicines' keys, without the schema."""
    return {"medicines": [medicine_stock(one) for one in found]}


def medicine_stock(one: AtHome) -> dict[str, Any]:
    """One medicine; `strength_mg` is null for a liquid (`count` is then millilitres) and for packs."""
    return {
        **keys(one, "medicine", "release"),
        "strengths": [{"strength_mg": written(strength), "count": written(count)} for strength, count in one.left],
        "as_of": written(one.as_of),
        "runs_out_on": written(one.runs_out),
        "uncounted_strengths_mg": written(one.uncounted),
        "assumed_days": one.assumed_days,
        "unmatched_doses": one.unmatched,
        "expires": written(one.expires),
    }
