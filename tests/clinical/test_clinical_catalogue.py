"""Names are recognised in all their forms, refused where unknown, and each look-up reads only what it needs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.crisis import code_of, countries, crisis_contacts
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.naming import load_index, plain_words
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, FactsBroken, UnknownMedicine


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("oxycodone", "oxycodone-ir-tablet"),
        ("  OxyCodone  IR ", "oxycodone-ir-tablet"),
        ("oxycodone er", "oxycodone-er-tablet"),
        ("oxycontin", "oxycodone-er-tablet"),
        ("oxycontin er tablet", "oxycodone-er-tablet"),
        ("oxycodone apap", "oxycodone-apap-tablet"),
        ("oxycodone/acetaminophen", "oxycodone-apap-tablet"),
        ("percocet", "oxycodone-apap-tablet"),
        ("oxycodone liquid", "oxycodone-ir-solution"),
        ("oxycodone capsule", "oxycodone-ir-capsule"),
        ("oxycodone capsules er", "oxycodone-er-capsule-base"),
        ("xtampza", "oxycodone-er-capsule-base"),
        ("morphine er", "morphine-er-tablet"),
        ("morphine sr", "morphine-er-tablet"),
        ("morphine xr", "morphine-er-tablet"),
        ("morphine cr", "morphine-er-tablet"),
        ("morphine mr", "morphine-er-tablet"),
        ("morphine la", "morphine-er-tablet"),
        ("morphine er capsule", "morphine-er-capsule"),
        ("morphine sulfate solution", "morphine-ir-solution"),
        ("liquid morphine", "morphine-ir-solution"),
        ("MS-Contin", "morphine-er-tablet"),
        ("hydrocodone", "hydrocodone-apap-tablet"),
        ("hydrocodone er", "hydrocodone-er-tablet"),
        ("vicodin", "hydrocodone-apap-tablet"),
        ("lortab liquid", "hydrocodone-apap-solution"),
        ("dilaudid liquid", "hydromorphone-ir-solution"),
        ("opana", "oxymorphone-ir-tablet"),
        ("opana er", "oxymorphone-er-tablet"),
        ("codeine paracetamol liquid", "codeine-apap-solution"),
        ("tylenol #3", "codeine-apap-tablet"),
        ("tramadol", "tramadol-ir-tablet"),
        ("fentanyl", "fentanyl-patch"),
        ("fentanyl patch", "fentanyl-patch"),
        ("fentanyl transdermal", "fentanyl-patch"),
        ("methadone", "methadone-tablet"),
        ("buprenorphine", "buprenorphine-sl-tablet"),
        ("buprenorphine patch", "buprenorphine-patch"),
        ("buprenorphine film", "buprenorphine-buccal-film"),
        ("buprenorphine naloxone film", "buprenorphine-naloxone-sl-film"),
        ("suboxone", "buprenorphine-naloxone-sl-film"),
        ("levorphanol", "levorphanol-tablet"),
        ("pethidine", "meperidine-tablet"),
        ("demerol", "meperidine-tablet"),
        ("DHC", "dihydrocodeine-ir-tablet"),
        ("dihydrocodeine retard", "dihydrocodeine-er-tablet"),
        ("co-dydramol", "dihydrocodeine-apap-tablet"),
        ("dihydrocodeine/paracetamol", "dihydrocodeine-apap-tablet"),
        ("oxycodone/naloxone", "oxycodone-naloxone-er-tablet"),
        ("targin er", "oxycodone-naloxone-er-tablet"),
        ("tilidine", "tilidine-naloxone-drops"),
        ("tilidin/naloxon retard", "tilidine-naloxone-er-tablet"),
        ("tilidine drops", "tilidine-naloxone-drops"),
        ("butorphanol nasal spray", "butorphanol-spray"),
        ("nalbuphine", "nalbuphine-injection"),
        ("piritramid", "piritramide-injection"),
        ("pentazocine/naloxone", "pentazocine-naloxone-tablet"),
        ("laudanum", "opium-tincture"),
        ("paregoric", "opium-paregoric"),
        ("transtec", "buprenorphine-four-day-patch"),
        ("tramal", "tramadol-ir-tablet"),
    ],
)
def test_words_are_recognised(words: str, product: str) -> None:
    found = catalogue.recognise(words)
    assert found.product.id == product
    assert found.product in found.facts.products


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [*catalogue.medicine_names(), *load_index(DATA / "index.toml").products])
def test_every_name_and_brand_is_recognised(name: str) -> None:
    found = catalogue.recognise(name.upper())
    assert found == catalogue.recognise(name)
    assert found.product in found.facts.products


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("oxycodon", "oxycodone"),
        ("morfine er", "morphine"),
        ("percoset", "percocet"),
        ("oxycontin ir", "oxycontin"),
        ("oxycontin liquid", "oxycontin"),
        ("percocet liquid", "percocet"),
        ("fentanyl er", "fentanyl"),
        ("methadone apap", "methadone"),
        ("oxycodone er liquid", "oxycodone"),
    ],
)
def test_a_near_name_is_offered(words: str, near: str) -> None:
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.recognise(words)
    assert caught.value.name == words
    assert near in caught.value.near


@pytest.mark.parametrize("words", ["", "er", "fentanyl lozenge", "aspirin", "oxycodone morphine", "x " * 5000])
def test_what_is_not_known_is_refused(words: str) -> None:
    with pytest.raises(UnknownMedicine):
        catalogue.recognise(words)


def test_a_hostile_name_is_made_harmless_before_it_is_printed() -> None:
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.recognise("mor\x1b[31mphine" + "!" * 500)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 100


def test_medicine_takes_generic_names_alone() -> None:
    assert catalogue.medicine(" Morphine ").name == "morphine"
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.medicine("percocet")
    assert caught.value.near == ("oxycodone",)
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.medicine("morphine sulfate")
    assert caught.value.near == ("morphine",)
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.medicine("../index")
    assert caught.value.near == ()


def test_other_names_of_a_medicine_hold_its_brands() -> None:
    assert {"oxycodone hydrochloride", "oxycontin", "percocet"} <= set(catalogue.medicine("oxycodone").aliases)


@pytest.mark.parametrize(
    ("name", "release", "product"),
    [
        ("oxycodone", Release.IR, "oxycodone-ir-tablet"),
        ("oxycodone", Release.ER, "oxycodone-er-tablet"),
        ("oxycodone", Release.PATCH, None),
        ("morphine", Release.ER, "morphine-er-tablet"),
        ("hydrocodone", Release.IR, "hydrocodone-apap-tablet"),
        ("hydrocodone", Release.ER, "hydrocodone-er-tablet"),
        ("fentanyl", Release.PATCH, "fentanyl-patch"),
        ("fentanyl", Release.IR, None),
    ],
)
def test_each_release_has_a_usual_product(name: str, release: Release, product: str | None) -> None:
    found = catalogue.product_for(catalogue.medicine(name), release)
    assert (found and found.id) == product


def test_the_question_about_an_absurd_amount_is_of_the_kind_of_the_release() -> None:
    buprenorphine = catalogue.medicine("buprenorphine")
    assert catalogue.plausible_daily_max(buprenorphine, Release.IR) == Dose(48_000)
    assert catalogue.plausible_daily_max(buprenorphine, Release.PATCH) == Rate(140_000)
    assert catalogue.plausible_daily_max(catalogue.medicine("oxycodone"), Release.PATCH) is None


def test_a_source_is_found_by_id_or_the_facts_are_broken() -> None:
    assert catalogue.source("cdc-2022").year == 2022
    with pytest.raises(FactsBroken, match=r"sources\.toml.*nobody"):
        catalogue.source("nobody")


def test_a_questionnaire_is_found_by_id_or_the_ids_are_listed() -> None:
    assert catalogue.questionnaire(" PHQ9 ").id == "phq9"
    assert catalogue.questionnaire_ids() == ("gad7", "peg", "phq2", "phq9", "shortows", "sows")
    assert catalogue.questionnaire_citations("gad7")[0][0] == "items"
    with pytest.raises(BadInput) as caught:
        catalogue.questionnaire("../limits")
    assert "phq9" in caught.value.hint


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("us", "US"),
        (" Gb ", "GB"),
        ("UK", "GB"),
        ("de", "DE"),
        ("bg", "EU"),
        (" south  Korea ", "KR"),
        ("usa", "US"),
        ("Österreich", "AT"),
        ("croatia", "EU"),
        ("IE", "IE"),
        ("XX", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_contacts_are_those_of_the_country_or_of_any(country: str | None, code: str) -> None:
    found = crisis_contacts(country)
    assert found.country == code
    assert found.emergency


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("xx", "XX"),
        ("Germany", "DE"),
        ("great  britain", "GB"),
        ("Hrvatska", "HR"),
        ("Atlantis", ""),
        ("", ""),
        ("é1", ""),
    ],
)
def test_a_name_has_its_code(typed: str, code: str) -> None:
    assert code_of(typed) == code


def test_each_name_is_written_as_it_is_looked_up_and_leads_to_a_file() -> None:
    names = tomllib.loads((DATA / "crisis" / "names.toml").read_text(encoding="utf-8"))
    assert names
    for name, code in names.items():
        assert name == " ".join(name.split()).upper()
        assert crisis_contacts(name).country == names.get(code, code)


def test_every_country_is_found_by_the_name_that_it_is_shown_with() -> None:
    assert {crisis_contacts(crisis_contacts(code).name).country for code in countries()} == set(countries())


@pytest.mark.parametrize("typed", ["names", "any", "../US", "../crisis/US", "U", "USAX", "/US", "u\0"])
def test_no_other_file_is_opened_than_that_of_a_code(typed: str) -> None:
    assert crisis_contacts(typed).country == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("name = ", "cannot be read"),
        ("name = 'here'", "'lines'"),
        ("name = 'here'\nsource = 'x'\nlines = []", "'checked_on'"),
        ("source = 'x'\nlines = 5", "cannot be read"),
        ("source = 'x'\nlines = ['five']", "cannot be read"),
    ],
)
def test_a_damaged_crisis_file_is_named(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "XX.toml").write_text(content, encoding="utf-8")
    with pytest.raises(FactsBroken, match=rf"XX\.toml: cannot be read.*{why}" if "'" in why or "M" in why else why):
        crisis_contacts("xx", tmp_path)


def test_where_the_names_are_damaged_the_numbers_of_a_country_are_there(tmp_path: Path) -> None:
    (tmp_path / "US.toml").write_bytes((DATA / "crisis" / "US.toml").read_bytes())
    assert crisis_contacts("us", tmp_path).lines[0].number == "988"
    with pytest.raises(FactsBroken, match=r"names\.toml: cannot be read"):
        crisis_contacts("america", tmp_path)


def test_the_contacts_need_no_other_part_of_the_program() -> None:
    program = (
        "import sys; from oidtrack.clinical.crisis import crisis_contacts; crisis_contacts('us');"
        "print(*sorted(name for name in sys.modules if name.startswith('oidtrack')))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [
        "oidtrack",
        "oidtrack.clinical",
        "oidtrack.clinical.crisis",
        "oidtrack.clinical.facts_file",
        "oidtrack.errors",
    ]


def test_recognising_a_brand_reads_the_index_and_one_medicine(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read_text = Path.read_text

    def noted(path: Path, encoding: str | None = None) -> str:
        if path.suffix == ".toml":  # what was compiled of it is asked for first, and is in a wheel alone
            opened.append(path.name)
        return read_text(path, encoding=encoding)

    monkeypatch.setattr(Path, "read_text", noted)
    for remembered in (catalogue._index, catalogue._known_names, catalogue._medicine_file):
        remembered.cache_clear()
    catalogue.recognise("percocet")
    catalogue.recognise("oxycodone er")
    assert opened == ["index.toml", "oxycodone.toml"]


def test_the_index_holds_the_names_of_the_medicine_files() -> None:
    index = load_index(DATA / "index.toml")
    facts = [catalogue.medicine(name) for name in catalogue.medicine_names()]
    brands = {brand: made.id for medicine in facts for made in medicine.products for brand in made.brands}
    others = {alias: medicine.name for medicine in facts for alias in medicine.aliases if alias not in brands}
    assert index.medicines == others
    assert dict(index.products) == brands, "run `make fix`"
    names = [*catalogue.medicine_names(), *index.medicines, *index.products]
    assert len(set(names)) == len(names)
    assert all(plain_words(name) == name for name in names)
