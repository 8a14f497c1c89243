"""What FHIR says of how a medicine gets into the body, and of the doses of a stretch that has gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import at, day, plan, prescription, step, step_dose, write
from fhir_r4 import faults
from lives import NOW
from oidtrack.domain.dose import Amount, Dose
from oidtrack.domain.medicine import Makings, Prescription, Release, ScheduledDose, Strength
from oidtrack.services.report.reporting import report
from oidtrack.services.report.sharing import report_fhir
from oidtrack.store.file.database import Journal, open_journal

Json = dict[str, Any]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def statements(journal: Journal, first: int = 0, last: int = 9) -> list[Json]:
    bundle = json.loads(report_fhir(report(journal, day(first), day(last), at(last, 23)), NOW))
    assert faults(bundle) == []
    found = (entry["resource"] for entry in bundle["entry"])
    return [one for one in found if one["resourceType"] == "MedicationStatement"]


def of_strengths(*ug: int) -> Makings:
    return Makings(tuple(Strength(Dose(one)) for one in ug))


def times(statement: Json) -> list[tuple[list[str], float]]:
    parts = statement["dosage"]
    return [
        (part["timing"]["repeat"]["timeOfDay"], part["doseAndRate"][0]["doseQuantity"]["value"])
        for part in parts
        if "timing" in part
    ]


NO_STRENGTH = Makings()
ROUTES: dict[str, tuple[str, Release, Makings, str, str | None]] = {
    "every form is swallowed": ("oxycodone", Release.IR, of_strengths(5_000), "", "PO"),
    "every form of this release": ("morphine", Release.ER, NO_STRENGTH, "", "PO"),
    "films and tablets under the tongue": ("buprenorphine", Release.IR, of_strengths(8_000), "", "SL"),
    "a film in the cheek": ("buprenorphine", Release.IR, of_strengths(300), "", "BUC"),
    "films of both kinds": ("buprenorphine", Release.IR, of_strengths(300, 8_000), "", None),
    "a strength that there is not": ("buprenorphine", Release.IR, of_strengths(5_000), "", None),
    "no strength": ("buprenorphine", Release.IR, NO_STRENGTH, "", None),
    "the product was named": ("buprenorphine", Release.IR, NO_STRENGTH, "buprenorphine-buccal-film", "BUC"),
    "another was named": ("buprenorphine", Release.IR, NO_STRENGTH, "buprenorphine-sl-tablet", "SL"),
    "not in the facts": ("something of my own", Release.IR, of_strengths(5_000), "", None),
}
WORDS = {"PO": "Swallow, oral", "SL": "Dissolve, sublingual", "BUC": "Topical application, buccal"}


def taken(medicine: str, release: Release, makings: Makings, product: str, amount: Amount) -> Prescription:
    doses = (ScheduledDose(time(8), amount),)
    row = prescription(5, medicine=medicine, release=release)
    return replace(row, doses=doses, makings=makings, product=product)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_said_where_every_product_that_it_may_be_has_the_same(journal: Journal, name: str) -> None:
    medicine, release, makings, product, route = ROUTES[name]
    write(journal, taken(medicine, release, makings, product, Dose(1_000)))

    (one,) = statements(journal)

    given = one["dosage"][0].get("route")
    assert (given and given["coding"][0]["code"]) == route
    assert route is None or given["coding"][0]["display"] == WORDS[route]
    assert one["medicationCodeableConcept"]["text"].startswith(f"{medicine}, ")


def test_what_is_taken_when_needed_has_its_route_too(journal: Journal) -> None:
    write(journal, replace(prescription(5, medicine="buprenorphine"), doses=(), makings=of_strengths(2_000)))

    (one,) = statements(journal)

    assert one["dosage"][0]["asNeededBoolean"] is True
    assert one["dosage"][0]["route"]["coding"][0]["code"] == "SL"


def test_a_dose_that_has_gone_has_its_times(journal: Journal) -> None:
    """Twice 20 mg, then 15 and 20, 15 and 15, and 10 on every other day; the last goes on."""
    write(journal, prescription(20, 20), plan())

    found = statements(journal, -5, 60)

    assert [times(one) for one in found] == [
        [(["08:00:00", "20:00:00"], 20)],
        [(["08:00:00"], 15), (["20:00:00"], 20)],
        [(["08:00:00", "20:00:00"], 15)],
        [(["20:00:00"], 10)],
    ]
    assert [one["status"] for one in found] == ["completed", "completed", "completed", "active"]
    assert [one["dosage"][0]["timing"]["repeat"]["period"] for one in found] == [1, 1, 1, 2]


def test_a_dose_on_every_other_day_that_has_gone_has_its_period(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())

    *_, last = statements(journal, 50, 90)

    assert times(last) == [(["20:00:00"], 10)]
    assert (last["status"], last["dosage"][0]["timing"]["repeat"]["period"]) == ("completed", 2)


def test_times_that_changed_while_the_dose_stayed_are_not_said_of_the_past(journal: Journal) -> None:
    """The same 40 mg a day at other hours from some day on: one stretch, of which no times hold throughout."""
    moved = plan(
        current=(step_dose(8, 20), step_dose(20, 20)),
        steps=(step(1, 0, 28, step_dose(9, 20), step_dose(21, 20)), step(2, 28, 28, step_dose(9, 20))),
    )
    write(journal, prescription(20, 20), moved)

    first, second = statements(journal, -5, 40)

    assert times(first) == []
    assert first["dosage"][0]["doseAndRate"][0]["rateRatio"]["numerator"]["value"] == 40
    assert times(second) == [(["09:00:00"], 20)]
