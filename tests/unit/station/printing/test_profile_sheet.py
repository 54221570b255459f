"""A family's sheet: its test codes, its set-up codes, how to end its own beep, its settings."""

import msgspec
import pytest

from station.printing.profile_sheet import profile_sheet
from station.printing.sheet import as_svg
from station.profile_files import PACKAGED, read_folder
from station.profiles.doctor.test_codes import TEST_CODES
from station.profiles.profile import Profile
from traceability.language import Language

_PROFILES = read_folder(PACKAGED).profiles


def _profile(family: str) -> Profile:
    return _PROFILES[family]


@pytest.mark.parametrize("language", Language)
def test_the_sheet_holds_the_doctors_test_codes_and_every_set_up_code_once(language: Language) -> None:
    profile = _profile("honeywell-xenon")
    sheet = profile_sheet(profile, language)
    contents = [code.content for section in sheet.sections for code in section.codes]
    assert contents[: len(TEST_CODES)] == [code.content for code in TEST_CODES]
    assert sorted(contents[len(TEST_CODES) :]) == sorted(code.data for code in profile.set_up.values())
    assert all(code.function_3 for section in sheet.sections[1:] for code in section.codes)


def test_the_sheet_says_how_to_end_the_guns_own_beep() -> None:
    sheet = profile_sheet(_profile("honeywell-xenon"), Language.ENGLISH)
    quiet = sheet.sections[1]
    assert "Beeper - Good Read: Off" in quiet.text
    assert [code.content for code in quiet.codes] == [b"BEPBEP0."]
    unknown = profile_sheet(_profile("tera"), Language.ENGLISH).sections[1]
    assert "is not known" in unknown.text


def test_settings_are_named_by_symptom_where_no_code_is_known() -> None:
    sheet = profile_sheet(_profile("zebra-ds2208"), Language.CHINESE)
    assert "批次和序列号连在一起：Function Key Mapping，Disable → Enable" in sheet.sections[-1].text


@pytest.mark.parametrize("family", sorted(_PROFILES))
def test_every_familys_sheet_can_be_drawn(family: str) -> None:
    profile = _profile(family)
    assert as_svg(profile_sheet(profile, Language.CHINESE)).startswith("<svg")


def test_a_profile_without_cures_has_no_empty_section() -> None:
    profile = msgspec.structs.replace(_profile("tera"), cures={})
    assert all(section.text or section.codes for section in profile_sheet(profile, Language.ENGLISH).sections)
