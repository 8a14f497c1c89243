"""The card of today on a terminal: eight lines on an ordinary day. What is urgent keeps its place and its words."""

from __future__ import annotations

from itertools import groupby

from oidtrack.domain.journal import day_words
from oidtrack.render.page.parts import Block, Heading, Page, Part, Tone, labelled
from oidtrack.render.today.page import (
    OF_STATE,
    STATES,
    amount_words,
    change_words,
    check_in_words,
    first_part,
    help_block,
    name_of,
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
    rows = [labelled("Doses", *_doses(card)), *plan_rows(card, who=False)]
    if card.next_change is not None and card.plan is not None:
        rows.append(labelled("Next", change_words(card.plan, card.day, card.next_change)))
    asks = card.nudge is Nudge.CHECK_IN
    rows += [labelled("Diary", f"{check_in_words(card)}; {ASK}" if asks else check_in_words(card)), *other_rows(card)]
    head = Heading(f"Today, {day_words(card.day)}{_counts(card)}")
    return Page((first_part(card), Block((head, *rows)), "" if asks else nudge_part(card), help_block(card)))


def _counts(card: TodayCard) -> str:
    """How many doses became what; left out where none is planned."""
    counts = (
        (card.count(Became.TAKEN), "taken"),
        (card.count(Became.SKIPPED), "skipped"),
        (card.count(Became.OPEN, Became.LATER), "left"),
    )
    said = ", ".join(f"{n} {what}" for n, what in counts if n)
    return f": {said}" if said else ""


def _doses(card: TodayCard) -> tuple[Part, ...]:
    """A line for each run of doses that are alike; of those that are over what they are made of is left out."""
    rows = [_row(list(group)) for _, group in groupby(card.doses, key=_alike)]
    extra = [
        (
            (f"{one.at:%H:%M}", "needed" if one.as_needed else "extra", f"{name_of(one.medicine)} {one.amount}"),
            Tone.PLAIN,
        )
        for one in card.extra
    ]
    none = "" if rows else why_none(card)
    return (none, timed(*rows, *extra), night_words(card)) if rows or extra else (none, night_words(card))


def _alike(one: Match) -> tuple[str, str, str]:
    """What doses share that share a line: of those that are over the amounts may differ."""
    return STATES[one.became], one.dose.medicine, "" if _is_over(one) else amount_words(one)


def _row(group: list[Match]) -> tuple[tuple[str, ...], Tone]:
    """Doses that are alike: their times, what became of them, and how much."""
    times = ", ".join(f"{one.dose.slot:%H:%M}" for one in group)
    amounts = [amount_words(one).split(" = ")[0] if _is_over(one) else amount_words(one) for one in group]
    said = amounts[0] if len(set(amounts)) == 1 else ", ".join(amounts)
    words = times, STATES[group[0].became], f"{name_of(group[0].dose.medicine)} {said}"
    return words, OF_STATE.get(group[0].became, Tone.OVER)


def _is_over(one: Match) -> bool:
    return one.became not in {Became.OPEN, Became.LATER}
