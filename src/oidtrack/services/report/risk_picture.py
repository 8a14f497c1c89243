"""What is linked with this person's risk, more or less of it, as far as the profile and the journal say."""

from __future__ import annotations

from datetime import date

from oidtrack.clinical import catalogue
from oidtrack.clinical.risks import RiskFact, risk_facts
from oidtrack.domain.medicine import Role
from oidtrack.domain.profile import Profile
from oidtrack.domain.time_on_opioids import Since, on_opioids_since
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.mme import journal_mme
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import DosePlan

LONGER, LONG = 31, 91
"""First day of the bands of time on opioids."""


def risk_picture(journal: Journal, today: date) -> tuple[RiskFact, ...]:
    """The facts that hold for this person; empty where no opioid is taken."""
    with journal.snapshot():
        planned = read_dose_plan(journal)
        if not any(one.role is Role.OPIOID and one.daily != 0 for one in planned.on(today)):
            return ()
        ids = _ids(journal, planned, load_profile(journal), today)
    return tuple(fact for fact in risk_facts() if fact.id in ids)


def since_of(journal: Journal, today: date) -> Since | None:
    """Since when opioids are taken, and where that stands; None where nothing says."""
    with journal.snapshot():
        return on_opioids_since(load_profile(journal).opioid_since, read_dose_plan(journal).rows, today)


def _ids(journal: Journal, planned: DosePlan, profile: Profile, today: date) -> set[str]:
    medicines = planned.on(today)
    plan = planned.plan(today)
    cutting = plan is not None and plan.start <= today
    holds = {
        "daily-use": any(one.role is Role.OPIOID and one.daily for one in medicines),
        "wants-less": plan is not None,
        "dose-coming-down": cutting,
        "depression-before": profile.depression_before,
        "fifty-mme": journal_mme(journal, today).mme.counted >= catalogue.mme_thresholds()[0],
        "benzodiazepine": profile.benzodiazepine or any(one.role is Role.BENZODIAZEPINE for one in medicines),
        "alcohol": profile.alcohol,
        "sleep-apnoea": profile.sleep_apnoea,
        "naloxone": profile.naloxone,
        "slow-taper": plan is not None,
        "own-choice": plan is not None,
        "mood-treated": True,
    }
    return {name for name, held in holds.items() if held} | _of_time(planned, profile, today)


def _of_time(planned: DosePlan, profile: Profile, today: date) -> set[str]:
    since = on_opioids_since(profile.opioid_since, planned.rows, today)
    days = (today - since.day).days + 1 if since is not None else 0
    if days >= LONG:
        return {"opioid-over-90-days"}
    return {"opioid-31-to-90-days"} if days >= LONGER else set()
