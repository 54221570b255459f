"""Which profile a device is read by: the station's own file, else central's release, else the packaged one."""

import os
from pathlib import Path

import pytest

from station.bootstrap.profiles import ProfilesOf
from station.cli import main
from station.profile_deployment import Stepped, deploy, step_back, usable
from station.profile_files import PACKAGED, read_file
from station.profiles.profile import Profile
from station.settings import Home
from traceability.records import Device, ProfileRelease

FAMILY = "zebra-symbol-code-ids"
GUN = Device(name="gun-1", driver="serial", address="udev:ID_PATH=x", profile=FAMILY)


def text(version: int, **changed: str) -> str:
    """The packaged profile as another version."""
    content = (PACKAGED / f"{FAMILY}.toml").read_text(encoding="utf-8")
    content = content.replace("version = 1\n", f"version = {version}\n", 1)
    for before, after in changed.items():
        assert before in content
        content = content.replace(before, after)
    return content


def released(version: int, content: str | None = None) -> ProfileRelease:
    return ProfileRelease(id=f"{FAMILY}/{version}", version=1, content=content or text(version))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def version_of(profiles: ProfilesOf) -> int:
    found = profiles.of(GUN)
    assert found is not None
    return found.version


def test_the_nearest_profile_holds(home: Home) -> None:
    given: list[ProfileRelease] = []
    profiles = ProfilesOf(home, lambda _: tuple(given))
    first = profiles.edition(GUN)
    assert version_of(profiles) == 1
    given.append(released(2))
    assert profiles.edition(GUN) != first
    assert version_of(profiles) == 2
    own = usable(text(3), f"{FAMILY}.toml")
    assert isinstance(own, Profile)
    deploy(home.profiles, FAMILY, text(3))
    assert version_of(profiles) == 3
    assert step_back(home.profiles, FAMILY) is Stepped.NONE_OF_ITS_OWN
    assert version_of(profiles) == 2


def test_a_release_with_mistakes_leaves_the_device_as_it_was_and_says_why(home: Home) -> None:
    profiles = ProfilesOf(home, lambda _: (released(3, 'family = "x"\n'), released(2)))
    assert version_of(profiles) == 2
    refused = profiles.refused(GUN)
    assert refused is not None
    assert refused.profile == f"{FAMILY}/3"
    assert "schema" in refused.reason


def test_a_profile_that_no_longer_reads_what_was_recorded_is_not_used(home: Home) -> None:
    worse = text(4)
    worse = worse.replace('terminators = ""', 'terminators = "A"')
    assert worse != text(4)
    profiles = ProfilesOf(home, lambda _: (released(4, worse),))
    assert version_of(profiles) == 1
    refused = profiles.refused(GUN)
    assert refused is not None
    assert "comes out otherwise" in refused.reason


def test_a_device_without_a_profile_has_none_to_change(home: Home) -> None:
    profiles = ProfilesOf(home, lambda _: (released(2),))
    plain = Device(name="gun-2", driver="serial", address="udev:ID_PATH=x")
    assert (profiles.of(plain), profiles.edition(plain), profiles.refused(plain)) == (None, None, None)


def test_one_step_back_is_the_file_that_was_there(home: Home) -> None:
    for version in (2, 3):
        profile = usable(text(version), f"{FAMILY}.toml")
        assert isinstance(profile, Profile)
        deploy(home.profiles, FAMILY, text(version))
    assert step_back(home.profiles, FAMILY) is Stepped.BEFORE
    back = read_file(home.profiles / f"{FAMILY}.toml")
    assert isinstance(back, Profile)
    assert back.version == 2
    assert step_back(home.profiles, FAMILY) is Stepped.NOTHING_TO_STEP_BACK


@pytest.fixture
def told(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("TRACEPOST_HOME", str(home.folder))
    return home.folder / f"{FAMILY}.toml"


def test_the_command_deploys_what_is_right_and_newer_and_nothing_else(
    told: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    told.write_text(text(1), encoding="utf-8")
    assert main(["profile", "deploy", str(told)]) == 3
    assert "needs a higher number" in capsys.readouterr().err
    told.write_text(text(2).replace('terminators = ""', 'terminators = "A"'), encoding="utf-8")
    assert main(["profile", "deploy", str(told)]) == 3
    assert "all stays as it was" in capsys.readouterr().err
    told.write_text(text(2).replace("vendor", "vender"), encoding="utf-8")
    assert main(["profile", "deploy", str(told)]) == 3
    assert "did you mean 'vendor'" in capsys.readouterr().err
    assert not home.profiles.exists()
    told.write_text(text(2), encoding="utf-8")
    assert main(["profile", "deploy", str(told)]) == 0
    assert f"{FAMILY}/2" in capsys.readouterr().out
    assert main(["profile", "rollback", FAMILY]) == 0
    assert main(["profile", "rollback", FAMILY]) == 1


def test_a_family_central_released_alone_may_be_learnt_too(home: Home) -> None:
    content = text(1).replace(f'family = "{FAMILY}"', 'family = "brand-new"')
    release = ProfileRelease(id="brand-new/1", version=1, content=content)
    given = {"brand-new": (release,)}
    profiles = ProfilesOf(home, lambda family: given.get(family, ()), lambda: given)
    known = [profile.id for profile in profiles.all()]
    assert "brand-new/1" in known
    assert f"{FAMILY}/1" in known


def test_an_own_file_with_mistakes_is_told_and_the_next_in_line_is_used(home: Home) -> None:
    deploy(home.profiles, FAMILY, text(9).replace("vendor", "vender"))
    profiles = ProfilesOf(home, lambda _: (released(2),))
    assert version_of(profiles) == 2
    refused = profiles.refused(GUN)
    assert refused is not None
    assert refused.profile == f"{FAMILY}.toml"
    assert "did you mean 'vendor'" in refused.reason


@pytest.mark.parametrize("family", ["../x", "..", "/etc/x", "a\0b", "*", "", "ａ", "x" * 5_000])
def test_a_name_that_is_no_family_leads_to_no_file(home: Home, family: str) -> None:
    home.profiles.mkdir()
    for name in ("x.toml", "x.toml.before"):
        (home.folder / name).write_text(text(7).replace(FAMILY, "x"), encoding="utf-8")
    asked: list[str] = []

    def given(name: str) -> tuple[ProfileRelease, ...]:
        asked.append(name)
        return ()

    profiles = ProfilesOf(home, given)
    device = Device(name="gun-1", driver="serial", address="udev:ID_PATH=x", profile=family)
    assert (profiles.of(device), profiles.edition(device), profiles.refused(device)) == (None, None, None)
    assert asked == []
    assert step_back(home.profiles, family) is Stepped.NOTHING_TO_STEP_BACK
    assert (home.folder / "x.toml").exists()


def test_an_endless_file_is_told_as_too_long() -> None:
    read = read_file(Path("/dev/zero"))
    assert not isinstance(read, Profile)
    assert "65536" in read[0].what.en


def test_what_was_learnt_may_be_taken_back(home: Home) -> None:
    profiles = ProfilesOf(home, lambda _: ())
    profiles.keep(FAMILY, text(2))
    profiles.keep(FAMILY, text(3))
    assert version_of(profiles) == 3
    assert step_back(home.profiles, FAMILY) is Stepped.BEFORE
    assert version_of(profiles) == 2


def test_a_file_edited_in_place_is_read_anew_though_as_long_as_before(home: Home) -> None:
    deploy(home.profiles, FAMILY, text(2))
    profiles = ProfilesOf(home, lambda _: ())
    assert version_of(profiles) == 2
    file = home.profiles / f"{FAMILY}.toml"
    written = file.stat()
    file.write_text(text(3), encoding="utf-8")
    os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns + 1))  # a disk's clock may be coarse
    assert (file.stat().st_ino, file.stat().st_size) == (written.st_ino, written.st_size)
    assert version_of(profiles) == 3
