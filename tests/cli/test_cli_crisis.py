"""Who to call: the numbers first, of the right country, with where they were read, at any width."""

from __future__ import annotations

import json
import re

import pytest

from oidtrack.cli.help.crisis import Here
from oidtrack.cli.help.crisis import run as print_numbers
from oidtrack.cli.surroundings import region
from oidtrack.clinical.crisis import countries, crisis_contacts
from running import Oid

OF_THE_UNION = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
FEWEST = 30
NARROW = 40
DIALLED = re.compile(r"[0-9][0-9 -]*(, option \d)?|findahelpline\.com")


def test_at_least_thirty_countries_have_a_line_of_their_own() -> None:
    assert len(set(countries()) - {"EU"}) >= FEWEST


def test_every_country_of_the_union_is_answered_and_most_by_their_own_line() -> None:
    found = {code: crisis_contacts(code) for code in OF_THE_UNION}
    assert all(one.emergency in {"112", "112 or 999"} for one in found.values())
    assert len([code for code, one in found.items() if one.country == code]) >= 25


@pytest.mark.parametrize("country", [*countries(), None])
def test_a_number_is_something_to_dial_and_says_what_it_is(country: str | None) -> None:
    contacts = crisis_contacts(country)
    for line in contacts.lines:
        assert DIALLED.fullmatch(line.number), line.number
        assert line.note
        assert len(line.number) < NARROW


@pytest.mark.no_cover
@pytest.mark.parametrize("country", countries())
@pytest.mark.parametrize("width", [NARROW, 80])
def test_the_numbers_stand_alone_and_first_at_any_width(
    country: str, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert print_numbers([country], Here(width=width)) == 0
    lines = capsys.readouterr().out.splitlines()
    contacts = crisis_contacts(country)
    numbers = [contacts.emergency, *(line.number for line in contacts.lines)]
    assert [line for line in lines if line in numbers] == numbers
    prose = next(n for n, line in enumerate(lines) if line.startswith("Too much taken"))
    assert all(lines.index(number) < prose for number in numbers)
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"LC_ALL": "de_AT.UTF-8"}, "AT"),
        ({"LANG": "fr_FR@euro"}, "FR"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, "CH"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "pt_BR"}, "BR"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "DE"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "de"}, None),
        ({"LANG": "zh_Hant_TW"}, None),
        ({}, None),
    ],
)
def test_the_country_in_the_language_setting(setting: dict[str, str], code: str | None) -> None:
    assert region(setting) == code


def test_a_guess_says_that_it_is_one_and_how_to_set_the_country(oid: Oid) -> None:
    said = " ".join(oid("crisis", env={"LC_ALL": "de_AT.UTF-8"}).out.split())
    assert said.startswith("112 in danger now 142 ")
    assert "guessed from your computer's language setting" in said
    assert "`oidtrack profile --country AT`" in said
    assert json.loads(oid("crisis", "--json", env={"LC_ALL": "de_AT.UTF-8"}).out)["guessed"] is True


def test_a_guess_of_a_country_in_the_row_of_the_union_sets_that_country(oid: Oid) -> None:
    assert "`oidtrack profile --country HR`" in " ".join(oid("crisis", env={"LC_ALL": "hr_HR.UTF-8"}).out.split())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Atlantis", "No lines for 'Atlantis' are known here, so these are for any country. Another country:"),
        ("germny", "Did you mean oidtrack crisis DE (Germany)?"),
        ("\x1b[2J", "are known here"),
    ],
)
def test_a_word_that_is_no_country_gets_numbers_and_is_told(oid: Oid, typed: str, said: str) -> None:
    result = oid("crisis", *typed.split())
    assert (result.code, said in " ".join(result.out.split())) == (0, True), result.out
    assert "findahelpline.com" in result.out
    assert "\x1b" not in result.out


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("US GB", "911"),
        ("united kingdom", "999"),
        ("I am in Germany", "112"),
        ("I AM IN GERMANY", "112"),
        ("help GB please", "999"),
        ("i am in need", "your local emergency number"),
    ],
)
def test_of_several_words_the_one_that_is_a_country_counts(oid: Oid, typed: str, number: str) -> None:
    assert oid("crisis", *typed.split()).out.splitlines()[0] == number
    if number == "112":
        assert "Numbers for Germany" in oid("crisis", *typed.split()).out


def test_what_was_set_and_what_was_typed_come_before_a_guess(oid: Oid) -> None:
    assert oid("profile", "--country", "SE").code == 0
    elsewhere = {"LC_ALL": "de_AT.UTF-8"}
    of_profile, typed = oid("crisis", env=elsewhere).out, oid("crisis", "fi", env=elsewhere).out
    assert "\n90101\n" in of_profile
    assert "\n09 2525 0111\n" in typed
    assert "guessed" not in of_profile + typed


def test_a_region_without_a_row_is_no_guess(oid: Oid) -> None:
    result = oid("crisis", env={"LC_ALL": "xx_XX.UTF-8"})
    assert "your local emergency number" in result.out
    assert "guessed" not in result.out


def test_where_a_number_was_read_is_said_and_how_sure_it_is(oid: Oid) -> None:
    sure, unsure = oid("crisis", "FR").out, " ".join(oid("crisis", "ES").out.split())
    assert "3114.fr" in sure
    assert "Not read" not in sure
    assert "Not read on a page of the service itself: Línea 024." in unsure
    document = json.loads(oid("crisis", "ES", "--json").out)
    assert document["lines"][0]["certainty"] == "verified-secondary"
    assert (document["guessed"], document["checked_on"]) == (False, "2026-11-26")
    assert "rtve.es" in document["source"]


def test_the_ninth_question_guesses_too_and_says_so(oid: Oid) -> None:
    asked = oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1", env={"LC_ALL": "de_AT.UTF-8"})
    assert "142" in asked.err
    assert "Austria is guessed from your language setting" in asked.err
    oid("profile", "--country", "AT")
    again = oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1", env={"LC_ALL": "de_AT.UTF-8"})
    assert "142" in again.err
    assert "guessed" not in again.err


@pytest.mark.parametrize(
    ("home", "setting", "called", "guessed"),
    [
        (
            None,
            "de_AT.UTF-8",
            "Whom to call at any hour: TelefonSeelsorge, 142",
            "Austria is guessed from the computer's",
        ),
        ("SE", "de_AT.UTF-8", "Whom to call at any hour: Mind Självmordslinjen, 90101", ""),
        (
            "EE",
            "de_AT.UTF-8",
            "Whom to call: Emotsionaalse toe ja hingehoiu telefon, 116 123 (free, every day from",
            "",
        ),
        (None, "xx_XX.UTF-8", "Whom to call: Find A Helpline, findahelpline.com", ""),
    ],
)
def test_the_page_for_a_visit_names_whom_crisis_names(
    oid: Oid, home: str | None, setting: str, called: str, guessed: str
) -> None:
    if home is not None:
        assert oid("profile", "--country", home).code == 0
    oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1")
    said = " ".join(oid("report", env={"LC_ALL": setting}).out.split())
    assert called in said
    assert guessed in said
    assert ("guessed" in said) is bool(guessed)
    assert said.split("Whom to call")[1].split(", ")[1].split(" (")[0] in oid("crisis", env={"LC_ALL": setting}).out
