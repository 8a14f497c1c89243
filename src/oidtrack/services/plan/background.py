"""What the journal knows of a person before a plan is made, and what follows from it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct, field

from oidtrack.clinical import catalogue
from oidtrack.domain.journal import Assessment, Kind
from oidtrack.domain.medicine import Prescription, Role, daily_amount
from oidtrack.domain.mme import DailyMme
from oidtrack.domain.profile import Profile
from oidtrack.domain.questionnaire import score
from oidtrack.domain.time_on_opioids import on_opioids_since
from oidtrack.rules.findings.assessments import thoughts_hold
from oidtrack.rules.findings.before_taper import BeforeTaper
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.mme import mme_beside
from oidtrack.services.medicines.prescribing import Described
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.speed import Person


class Background(Struct, frozen=True):
    """What the journal knows of the person; all of it may be unknown.

    Attributes:
        profile: Risk factors and safety facts.
        phq9: Latest PHQ-9 score and whether its item 9 was above 0.
        others: Other medicines taken now; the same one in another release among them.
        beside: The equivalents of the other opioids.
        last_cut: The day of the last cut of this medicine, or None.
        earlier: Prescriptions that have ended.
    """

    profile: Profile = field(default_factory=Profile)
    phq9: tuple[int, bool] | None = None
    others: tuple[Prescription, ...] = ()
    beside: DailyMme = field(default_factory=lambda: DailyMme((), catalogue.FACTOR_SET))
    last_cut: date | None = None
    earlier: tuple[Prescription, ...] = ()


def background(journal: Journal | None, of: Prescription, today: date) -> Background:
    """What the journal knows beyond one prescription; empty without a journal."""
    if journal is None:
        return Background()
    planned, mine = read_dose_plan(journal), (of.medicine, of.release)
    others = tuple(one.prescription(today) for one in planned.on(today) if one.of != mine and one.daily != 0)
    last = planned.last_change(mine, today)
    last_cut = last.on if last is not None and last.after < last.before else None
    beside = mme_beside(journal, today, mine)
    earlier = tuple(row for row in planned.rows if row.until is not None and row.until < today)
    return Background(load_profile(journal), _latest_phq9(journal, today), others, beside, last_cut, earlier)


def _latest_phq9(journal: Journal, today: date) -> tuple[int, bool] | None:
    """The latest score, and whether thoughts of death were told that still count."""
    results = []
    for entry in entries(journal, EntryFilter(kinds=(Kind.ASSESSMENT,))):
        if isinstance(entry.body, Assessment) and entry.body.instrument == "phq9":
            result = score(catalogue.questionnaire("phq9"), entry.body.answers)
            results.append((entry.moment.day, int(result.value), result.alarm))
    if not results:
        return None
    return results[-1][1], thoughts_hold([(day, alarm) for day, _, alarm in results], today)


def factor(described: Described) -> Fraction | None:
    """The packaged MME factor, or None where the set counts none."""
    return None if described.facts is None else catalogue.mme_factor(described.facts, described.prescription.release)


def person_of(prescription: Prescription, known: Background, today: date) -> Person:
    """What decides the default pace of a person."""
    since = opioid_since(prescription, known, today)
    return Person(
        days_on=None if since is None else (today - since).days,
        age=None if known.profile.born is None else today.year - known.profile.born,
        phq9=None if known.phq9 is None else known.phq9[0],
        failed_taper=bool(known.profile.failed_taper),
        pregnant=bool(known.profile.pregnant),
    )


def opioid_since(prescription: Prescription, known: Background, today: date) -> date | None:
    """The first day of this stretch on opioids; None where nobody said, and the pace is then that of long use."""
    rows = (prescription, *known.others, *known.earlier)
    since = on_opioids_since(known.profile.opioid_since, rows, today)
    return since.day if since is not None and since.said else None


def before_taper(described: Described, known: Background) -> BeforeTaper:
    """What the rules look at before a taper."""
    prescription = described.prescription
    roles = [other.role for other in known.others]
    share = factor(described)
    daily = daily_amount(prescription.doses, prescription.release).shown
    return BeforeTaper(
        benzodiazepine=known.profile.benzodiazepine or Role.BENZODIAZEPINE in roles,
        phq9=None if known.phq9 is None else known.phq9[0],
        self_harm=known.phq9 is not None and known.phq9[1],
        opioids=1 + roles.count(Role.OPIOID),
        naloxone=known.profile.naloxone,
        mme=known.beside.counted + (daily * share if share is not None else 0),
        antidepressant=Role.ANTIDEPRESSANT in roles,
        medicine=prescription.medicine,
    )
