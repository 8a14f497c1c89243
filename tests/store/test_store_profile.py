"""The profile: what was said comes back, what was not said stays None."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from store_samples import NOW, PROFILE, profiles

from oidtrack.domain.profile import Profile
from oidtrack.errors import JournalError
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.profile import load_profile, save_profile

pytest_plugins = ("store_fixtures",)

SAID = {"int | None": 1961, "str | None": "CH", "date | None": date(2019, 3, 1), "bool | None": False}


def save(journal: Journal, profile: Profile) -> None:
    with journal.writing("profile", NOW) as writer:
        save_profile(writer, profile)


def test_nothing_said_is_an_empty_profile(journal: Journal) -> None:
    assert load_profile(journal) == Profile()


def test_every_field_comes_back_in_its_own_type(journal: Journal) -> None:
    for field, kind in Profile.__annotations__.items():
        profile = Profile(**{field: SAID[kind]})  # type: ignore[arg-type]
        save(journal, profile)
        assert load_profile(journal) == profile
    assert len(journal.rows("SELECT * FROM profile")) == 1


@pytest.mark.no_cover
@settings(deadline=None)
@given(profile=profiles)
def test_profile_comes_back_as_it_went_in(shared_journal: Journal, profile: Profile) -> None:
    save(shared_journal, profile)
    assert load_profile(shared_journal) == profile


def test_only_what_differs_is_written(journal: Journal) -> None:
    save(journal, PROFILE)
    before = journal.rows("SELECT count(*) FROM changes")[0][0]
    save(journal, PROFILE)
    assert journal.rows("SELECT count(*) FROM operations") == [(1,)]
    save(journal, replace(PROFILE, naloxone=True))
    assert journal.rows("SELECT count(*) FROM changes")[0][0] == before + 1


@pytest.mark.parametrize(("key", "value"), [("born", "long ago"), ("naloxone", "maybe"), ("mood", "fine")])
def test_value_of_the_wrong_kind_is_an_error_in_words(journal: Journal, key: str, value: str) -> None:
    journal.connection.execute("INSERT INTO profile (key, value) VALUES (?, ?)", (key, value))
    with pytest.raises(JournalError, match=f"'{key}' of the profile in .* cannot be read"):
        load_profile(journal)
