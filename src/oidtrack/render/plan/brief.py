"""A plan on one screen: where you are, the step now, the next two and the end."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.domain.dose import amount_text, counted, plain
from oidtrack.domain.journal import day_words
from oidtrack.render.page.parts import Block, Heading, Page, Part, inset, labelled
from oidtrack.render.plan.page import LAW_WORDS, broken_laws, end_block, head_block, pace_line, step_item, steps_now
from oidtrack.taper.plan import Plan, Status

SHOWN = 3
"""The step that holds and the two after it; of a plan that has not begun its first three."""


def brief_page(plan: Plan, today: date, picture: Part = "") -> Page:
    """The plan as it stands today; `oidtrack plan show --all` has the rest.

    Args:
        plan: The plan.
        today: The local day that has not ended yet.
        picture: The dose over time, or nothing.
    """
    drafted = plan.status is Status.DRAFT
    here, shown = steps_now(plan, today)
    shown = shown[:SHOWN]
    steps = [step_item(plan, n, now=plan.steps[n].n == here, brief=True) for n in shown]
    last = shown[-1] + 1 if shown else 0
    left = len(plan.steps) - last
    whole = f"oidtrack plan show {f'{plan.name} ' if drafted else ''}--all"
    more = f"{counted(left, 'more step')} until the end: {whole}" if left else f"{whole} shows every step"
    return Page(
        (
            head_block(plan),
            Block((pace_line(plan), labelled("Why", plan.pace.why) if drafted and not plan.is_entered else "")),
            picture,
            _over(plan, here),
            *steps,
            more,
            end_block(plan, here),
            _proof(plan),
        )
    )


def _over(plan: Plan, here: int) -> Part:
    """The steps behind, in one line."""
    if here <= 1:
        return ""
    end = plan.steps[here - 1].first - timedelta(days=1)
    before, after = (amount_text(plan.unit, daily) for daily in (plan.current_daily, plan.steps[here - 2].daily))
    words = f"{counted(here - 1, 'step')} over by {day_words(end)}: {before} to {after}"
    return labelled("Behind", words)


def _proof(plan: Plan) -> Part:
    """That it proved itself, in a line; a law that is broken is named in full."""
    broken = broken_laws(plan)
    if broken:
        return Block((Heading("The plan checked itself:"), inset(*broken)))
    return (
        f"The plan checked itself: {counted(len(plan.checks), 'rule')} kept. Which, and what the words mean: --explain"
    )


_TERMS = {
    "pace step": "A cut of just the size that the pace asks for. After one of two pace steps twice as long is waited.",
    "coarse": "A cut above the largest by choice ({most} %): no smaller one can be made. The wait before it is longer.",
    "MME": "Morphine milligram equivalents: an estimate to compare opioids, never to switch between them.",
}


def explained(plan: Plan) -> Page:
    """The terms of a plan in plain words, and its rules by the names that `--accept` takes."""
    most = plain(plan.pace.max_step_percent)
    terms = (labelled(name, said.format(most=most), at=12) for name, said in _TERMS.items())
    laws = (labelled(verdict.rule, LAW_WORDS.get(verdict.rule, verdict.rule), at=14) for verdict in plan.checks)
    meant = Block((Heading("What the words mean"), inset(*terms)))
    return Page((meant, Block((Heading("The rules that every plan keeps"), inset(*laws)))))
