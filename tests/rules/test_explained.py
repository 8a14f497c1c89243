"""Each finding says what it looks for and where that comes from, whether it holds or not."""

from __future__ import annotations

import pytest

from oidtrack.clinical import catalogue
from oidtrack.rules.explained import FINDINGS, IDS, looks_for
from oidtrack.rules.reading import article_for
from running import Oid

LOOKED_FOR = [
    (
        "self-harm-thoughts",
        ("PHQ-9 item 9 above 0; for 14 days after the last such answer, then until it was 0 on 2 days (ENGINEERING)"),
        "kroenke-2001",
        "help-for-mood",
    ),
    (
        "sedation",
        "confusion, heavy sleepiness, slurred speech or slow breathing, today or yesterday",
        "cdc-2022",
        "naloxone",
    ),
    (
        "abrupt-drop",
        (
            "the mean of 7 days 25 % or more below that of the 14 before with no such step planned (50 % "
            "is louder), no dose for 2 days (a patch: 5) after daily doses, or for 14 days a "
            "prescription cut by more than 25 % or ended (25 % FDA 2019; windows and 50 % ENGINEERING)"
        ),
        "fda-2019",
        "cold-turkey",
    ),
    (
        "tolerance-lost",
        (
            "3 days or more without a dose of a daily opioid, then more than half of the last dose (both "
            "numbers ENGINEERING, on the safe side of one week)"
        ),
        "cdc-2022",
        "naloxone",
    ),
    (
        "mood-drop",
        (
            "mean mood of 7 days (3 answers or more) 2 points or more under the own usual, and evidence of 368 "
            "or more of a change where enough is known to weigh it; withdrawal if "
            "it began with a cut, comes with symptoms and is at most 14 days old (ENGINEERING)"
        ),
        "engineering",
        "low-mood-steady",
    ),
    ("depression-severe", "PHQ-9 of 20 or more", "kroenke-2001", "help-for-mood"),
    ("depression-likely", "PHQ-9 of 10 or more", "kroenke-2001", "help-for-mood"),
    ("depression-rising", "PHQ-9 up by 5 or more since the one before", "lowe-2004", "low-mood-after-a-cut"),
    (
        "early-signs",
        (
            "evidence of 460 or more that mood, interest, motivation, energy, pain, sleep, signs and "
            "questionnaires together have moved away from usual days (ENGINEERING, docs/studies.md; "
            "docs/explanation/signals.md says how)"
        ),
        "lorden-1971",
        "early-signs",
    ),
    (
        "mood-drift",
        (
            "middle of four weeks against the best twelve of the last year, or against the same season "
            "where that was worse: a point or more and all ratings together 7 standard errors worse; or, "
            "where mood strays by 0.75 points or less, 4; or one measure alone 7 (ENGINEERING, "
            "docs/studies.md)"
        ),
        "engineering",
        "low-mood-steady",
    ),
    ("sleep-change", "under 5 h or over 10 h on 5 of 7 nights (ENGINEERING)", "engineering", "sleep"),
    (
        "withdrawal-high",
        (
            "ShortOWS 4 points or more above the own usual (its middle before), SOWS up by a third twice "
            "in a row, or rated symptoms 4 points or more above the own usual, 2 answers in a row (the "
            "last two ENGINEERING)"
        ),
        "shortows-trials",
        "after-a-cut",
    ),
    (
        "low-mood-after-stop",
        ("low mood, early signs, PHQ-9 of 10 or PHQ-2 of 3, four weeks to six months after the last dose"),
        "samhsa-2010",
        "low-mood-after-the-end",
    ),
    (
        "dose-above-plan",
        (
            "a dose above its planned amount, several in one go, a day above its planned total, or 24 "
            "hours above the most that was prescribed or that the label names; from 3 times the largest "
            "planned dose, or 2 times the day or the most, it is urgent (ENGINEERING)"
        ),
        "engineering",
        "mixed",
    ),
    (
        "dose-twice",
        "the same amount of a medicine at the same minute as another dose of it (ENGINEERING)",
        "engineering",
        "mixed",
    ),
    (
        "dose-too-soon",
        "a dose sooner than prescribed, or than half the usual interval (ENGINEERING)",
        "engineering",
        "pain",
    ),
    ("ahead-of-plan", "mean of 7 days at or below the next step's dose (ENGINEERING)", "engineering", "pace"),
    (
        "unrecorded-taper",
        (
            "mean of 60 days 15 % or more below that of the 60 before, no plan in force (15 % as in "
            "Agnoli 2021; windows ENGINEERING)"
        ),
        "agnoli-2021",
        "pace",
    ),
    (
        "run-out-before-refill",
        "what is at home ends before the next refill or visit (ENGINEERING)",
        "engineering",
        "cold-turkey",
    ),
    (
        "out-of-stock",
        "nothing left at home; louder where a dose of today or tomorrow is not covered (ENGINEERING)",
        "engineering",
        "cold-turkey",
    ),
    ("high-mme", "50 MME a day or more", "cdc-2022", "naloxone"),
    ("mme-incomplete", "an opioid without a factor in the set", "cdc-2022", "naloxone"),
    (
        "antagonist-with-opioid",
        (
            "an opioid blocker prescribed now or taken in the last 7 days, and an opioid prescribed or "
            "taken in the last 14 days (the longest span that labels name); or pentazocine, butorphanol "
            "or nalbuphine beside another opioid (labels, by memory)"
        ),
        "us-labels",
        "mixed",
    ),
    (
        "sedative-with-opioid",
        (
            "a sleeping pill, sedative, gabapentinoid, muscle relaxant or sedating antihistamine with an "
            "opioid, prescribed now or taken in the last 7 days (groups by memory; days and how loud "
            "ENGINEERING)"
        ),
        "fda-2016-sedatives",
        "mixed",
    ),
    (
        "serotonergic-with-opioid",
        (
            "tramadol, tapentadol or meperidine with an antidepressant or another medicine that acts on "
            "serotonin, prescribed now or taken in the last 7 days (groups by memory; days ENGINEERING)"
        ),
        "fda-2016-serotonin",
        "help-for-mood",
    ),
    ("benzodiazepine-with-opioid", "a benzodiazepine taken with an opioid", "cdc-2022", "mixed"),
    ("alcohol-with-opioid", "the profile says alcohol at times, and an opioid is taken", "cdc-2022", "mixed"),
    (
        "acetaminophen-high",
        ("more than 3 g of acetaminophen on one of the last 7 days, from everything; over 4 g is urgent"),
        "cdc-2022",
        "pain",
    ),
    ("no-naloxone", "naloxone at home not confirmed", "cdc-2022", "naloxone"),
    ("naloxone-expired", "a date on the naloxone that is over (ENGINEERING)", "engineering", "naloxone"),
    (
        "pain-rising",
        ("pain (PEG, else the daily rating) 30 % or more above the own usual for two weeks (ENGINEERING on CDC)"),
        "cdc-2022",
        "pain",
    ),
    ("anxiety-high", "GAD-7 of 10 or more", "spitzer-2006", "help-for-mood"),
    ("stalled", "2 holds in a row at the same dose", "cdc-2022", "pace"),
    ("hold-overdue", "a hold whose day to look again has passed (ENGINEERING)", "engineering", "pace"),
    (
        "review-overdue",
        (
            "no appointment for 31 days while tapering, 92 when steady, and none within 14 days (which "
            "is ENGINEERING); before the first one it is counted from the first entry"
        ),
        "cdc-2022",
        "prescriber",
    ),
    (
        "gap-in-log",
        "more than 7 days without an entry after 14 days with one in four weeks (ENGINEERING)",
        "engineering",
        "early-signs",
    ),
    ("phq9-advised", "PHQ-2 of 3 or more", "arroll-2010", "early-signs"),
]
"""In the order in which they are shown among equals: id, rule, source, article of the guide."""


def test_every_rule_in_its_place_and_every_word_of_it() -> None:
    assert [(one.id, one.rule, one.source, one.article) for one in FINDINGS] == LOOKED_FOR


def test_no_two_share_an_id_or_a_place() -> None:
    assert len(set(IDS)) == len(IDS) == len({one.place for one in FINDINGS})
    assert all(one.place > 0 for one in FINDINGS)


@pytest.mark.parametrize("name", IDS)
def test_its_source_is_known_and_a_choice_of_ours_says_so(name: str) -> None:
    words, source = looks_for(name)
    assert source in {one.id for one in catalogue.sources()}
    assert source != "engineering" or "ENGINEERING" in words


def test_what_does_not_hold_is_explained_all_the_same(oid: Oid) -> None:
    oid("log", "--mood", "6")
    page = oid("warnings", "--explain", "depression-rising").out
    assert "does not hold now" in page
    assert "PHQ-9 up by 5 or more" in page
    assert "Source" in page
    assert oid.json("warnings", "--explain", "stalled")["rule"].startswith("2 holds in a row")


def test_what_no_article_answers_has_none() -> None:
    assert article_for("stalled") == "pace"
    assert article_for("tramadol-stop") == "help-for-mood"
    assert article_for("dose-raised") == ""
