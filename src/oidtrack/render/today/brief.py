"""The card of today on a terminal: eight lines on an ordinary day. What is urgent keeps its place and its words."""

from __future__ import annotations

from itertools import groupby

from oidtrack.domain.journal import day_words
from oidtrack.render.page.parts import Block, Heading, Page, Part, labelled
from oidtrack.render.today.page import (
    STATES,
    Timed,
    amount_words,
    check_in_words,
    counts_words,
    dose_row,
    extra_row,
    first_part,
    help_block,
    night_words,
    nudge_part,
    other_rows,
    plan_rows,
    timed,
    today_page,
    why_none,
)
from oidtrack.services.today.card import Nudge, TodayCard
from oidtrack.taper.days.matching import Became, Match

ASK = "how is today? oidtrack log"


def brief_card(card: TodayCard) -> Page:
    """The card; of a journal that nothing stands in, and of one with copies beside it, the whole page."""
    if card.empty:
        return today_page(card)
    asks = card.nudge is Nudge.CHECK_IN
    diary = f"{check_in_words(card)}; {ASK}" if asks else check_in_words(card)
    rows = (labelled("Doses", *_doses(card)), *plan_rows(card, who=False), labelled("Diary", diary), *other_rows(card))
    counts = counts_words(card)
    head = Heading(f"Today, {day_words(card.day)}{f': {counts}' if counts else ''}")
    return Page((first_part(card), Block((head, *rows)), "" if asks else nudge_part(card), help_block(card)))


def _doses(card: TodayCard) -> tuple[Part, ...]:
    """A line for each run of doses that are alike; of those that are over what they are made of is left out."""
    rows = [_row(list(group)) for _, group in groupby(card.doses, key=_alike)]
    none = "" if rows else why_none(card)
    every = (*rows, *map(extra_row, card.extra))
    return (none, timed(*every), night_words(card)) if every else (none, night_words(card))


def _alike(one: Match) -> tuple[str, str, str]:
    """What doses share that share a line: of those that are over the amounts may differ."""
    return STATES[one.became], one.dose.medicine, "" if _is_over(one) else amount_words(one)


def _row(group: list[Match]) -> Timed:
    """Doses that are alike: their times, what became of them, and how much."""
    times = ", ".join(f"{one.dose.slot:%H:%M}" for one in group)
    amounts = [amount_words(one).split(" = ")[0] if _is_over(one) else amount_words(one) for one in group]
    return dose_row(times, group[0], amounts[0] if len(set(amounts)) == 1 else ", ".join(amounts))


def _is_over(one: Match) -> bool:
    return one.became not in {Became.OPEN, Became.LATER}
