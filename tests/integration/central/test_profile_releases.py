"""Scanner profiles: released for ever, tried at one station before others get them, one step back."""

from pathlib import Path

import pytest

from central.cli import main
from central.profiles.release import (
    NotReleased,
    give_profile,
    release_profile,
    releases,
    step_back,
    usage,
)
from central.stations.define import define_station
from central.stations.overview import stations as all_stations
from central.store.records import newest
from central.web.views.profiles import profiles_page
from central.web.words import Words
from tests.integration.central.small_station import Central, Serve
from traceability.acts import DeviceChanged, DeviceExamined, DeviceSetUp, DeviceSuspected, ProfileRefused
from traceability.language import Language
from traceability.records import Device, GivenProfile, ProfileRelease, Station


def profile(version: int, note: str = "") -> str:
    return f'family = "zebra-ds"\nversion = {version}\nnote = "{note}"\n'


def ready(release: str) -> DeviceChanged:
    return DeviceChanged(device="gun-1", state="ready", profile=release)


@pytest.fixture
def central(folder: Path, serve: Serve) -> Central:
    return serve(folder).central()


def profiles_of(central: Central, station: str) -> dict[str, GivenProfile]:
    with central.context.database.reading() as connection:
        found = newest(connection, "station", station)
    assert isinstance(found, Station)
    return found.profiles


def test_a_released_version_never_changes(central: Central) -> None:
    released = release_profile(central.context, profile(1))
    assert isinstance(released, ProfileRelease)
    assert release_profile(central.context, profile(1)) == released
    assert release_profile(central.context, profile(1, "other")) == NotReleased("version-taken", "zebra-ds/1")
    central.context.catch_up()
    assert [each.content for each in releases(central.context)] == [profile(1)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("family =", "no-toml"),
        ("version = 1", "no-family"),
        ('family = "../etc"\nversion = 1', "no-family"),
        ('family = "a"\nversion = "1"', "no-version"),
        ('family = "a"\nversion = 0', "no-version"),
        ('family = "a"\nversion = true', "no-version"),
        ("#" * 70_000, "too-long"),
        ('family = "a-"\nversion = 1', "no-family"),
        (f'family = "{"a" * 65}"\nversion = 1', "no-family"),
        ('family = "ａ"\nversion = 1', "no-family"),
        (f'family = "a"\nversion = {2**31}', "no-version"),
        (f'family = "a"\nversion = 0x{"f" * 9_000}', "no-version"),
        (f"family = [0x{'f' * 9_000}]", "no-family"),
        (f"family = {'9' * 9_000}", "no-toml"),
        ("family = " + "[" * 9_000, "no-toml"),
    ],
)
def test_what_is_no_profile_is_not_released(central: Central, content: str, why: str) -> None:
    answer = release_profile(central.context, content)
    assert isinstance(answer, NotReleased)
    assert answer.why == why
    assert len(answer.detail) <= 81
    central.context.catch_up()
    assert releases(central.context) == ()


def test_one_station_tries_a_version_before_others_get_it(central: Central) -> None:
    context = central.context
    client = central.station(1)
    release_profile(context, profile(1))
    assert give_profile(context, "zebra-ds/1", ["A", "B"]) == NotReleased("trial-first", "zebra-ds/1")
    assert profiles_of(central, "A") == {}
    give_profile(context, "zebra-ds/1", ["A"])
    assert profiles_of(central, "A") == {"zebra-ds": GivenProfile(1)}
    # That it was given is no proof: the station has to say that a device is read by it.
    assert give_profile(context, "zebra-ds/1", ["A", "B"]) == NotReleased("trial-first", "zebra-ds/1")
    # Nor is one station after the other a way round the trial.
    assert give_profile(context, "zebra-ds/1", ["B"]) == NotReleased("trial-first", "zebra-ds/1")
    # A gun that is not there, or does not work, tries nothing.
    client.journal.add(DeviceChanged(device="gun-1", state="faulty", profile="zebra-ds/1"))
    client.push_all()
    context.catch_up()
    assert give_profile(context, "zebra-ds/1", ["A", "B"]) == NotReleased("trial-first", "zebra-ds/1")
    client.journal.add(ready("zebra-ds/1"))
    client.push(client.journal.push(2, 2))
    context.catch_up()
    assert not isinstance(give_profile(context, "zebra-ds/1", ["A", "B"]), NotReleased)
    assert profiles_of(central, "B") == {"zebra-ds": GivenProfile(1)}


def test_what_is_no_released_version_is_given_to_nobody(central: Central) -> None:
    release_profile(central.context, profile(1))
    for asked in (
        "zebra-ds/2",
        "zebra-ds/01",
        "zebra-ds/１",
        "zebra-ds/" + "1" * 9_000,
        "zebra-ds",
        "../x/1",
    ):
        answer = give_profile(central.context, asked, ["A"])
        assert isinstance(answer, NotReleased)
        assert answer.why == "no-release"
    assert profiles_of(central, "A") == {}


def test_another_station_may_try_it_where_the_first_stepped_back(central: Central) -> None:
    context = central.context
    release_profile(context, profile(1))
    give_profile(context, "zebra-ds/1", ["A"])
    step_back(context, "zebra-ds", "A")
    assert not isinstance(give_profile(context, "zebra-ds/1", ["B"]), NotReleased)


def test_one_step_back_is_what_the_station_had(central: Central) -> None:
    context = central.context
    for version in (1, 2, 3):
        release_profile(context, profile(version))
    give_profile(context, "zebra-ds/1", ["A"])
    give_profile(context, "zebra-ds/3", ["A"])
    give_profile(context, "zebra-ds/3", ["A"])
    assert profiles_of(central, "A") == {"zebra-ds": GivenProfile(3, 1)}
    step_back(context, "zebra-ds", "A")
    assert profiles_of(central, "A") == {"zebra-ds": GivenProfile(1)}
    step_back(context, "zebra-ds", "A")
    assert profiles_of(central, "A") == {}
    assert step_back(context, "zebra-ds", "A") == NotReleased("no-release", "zebra-ds")


def test_defining_a_station_again_leaves_it_the_profiles_it_was_given(central: Central) -> None:
    context = central.context
    release_profile(context, profile(1))
    give_profile(context, "zebra-ds/1", ["A"])
    with context.database.reading() as connection:
        station = newest(connection, "station", "A")
    assert isinstance(station, Station)
    define_station(
        context,
        Station(
            id="A",
            version=0,
            name=station.name,
            plant=station.plant,
            place="elsewhere",
            pack=station.pack,
            steps=station.steps,
        ),
    )
    assert profiles_of(central, "A") == {"zebra-ds": GivenProfile(1)}


def test_who_has_which_is_what_the_journals_say(central: Central) -> None:
    client = central.station(1)
    for body in (
        ready("zebra-ds/1"),
        DeviceSuspected(device="gun-1", fault="separator-lost", evidence=("a" * 64,)),
        DeviceChanged(device="gun-1", state="absent", detail="unplugged"),
        DeviceSetUp(device=Device(name="gun-2", driver="serial", address="udev:ID_PATH=x")),
    ):
        client.journal.add(body)
    client.push_all()
    central.context.catch_up()
    first, second = usage(central.context)
    assert (first.station, first.device, first.state, first.profile) == ("A", "gun-1", "absent", "zebra-ds/1")
    assert first.faults == ("separator-lost",)
    assert (second.device, second.state, second.profile) == ("gun-2", "", "")
    client.journal.add(DeviceExamined(device="gun-1", profile="zebra-ds/1"))
    client.push(client.journal.push(5, 5))
    central.context.catch_up()
    assert usage(central.context)[0].faults == ()
    client.journal.add(ProfileRefused(device="gun-1", profile="zebra-ds/2", reason="no TOML"))
    client.push(client.journal.push(6, 6))
    central.context.catch_up()
    assert usage(central.context)[0].refused == "zebra-ds/2"


def test_a_device_set_up_anew_is_suspected_of_nothing(central: Central) -> None:
    client = central.station(1)
    client.journal.add(DeviceSuspected(device="gun-1", fault="separator-lost", evidence=("a" * 64,)))
    client.journal.add(DeviceSetUp(device=Device(name="gun-1", driver="serial", address="udev:ID_PATH=x")))
    client.push_all()
    central.context.catch_up()
    assert [each.faults for each in usage(central.context)] == [()]


def test_a_version_that_was_refused_is_shown_as_used_once_it_is(central: Central) -> None:
    """A station that is updated can use what it could not before."""
    context, client = central.context, central.station(1)
    release_profile(context, profile(2))
    give_profile(context, "zebra-ds/2", ["A"])
    words = Words(Language.ENGLISH)
    steps: tuple[tuple[DeviceChanged | ProfileRefused, str], ...] = (
        (ready("zebra-ds/1"), "Ready"),
        (ProfileRefused(device="gun-1", profile="zebra-ds/2", reason="x"), "Can not use it, reads as before"),
        (ready("zebra-ds/2"), "Ready"),
    )
    for number, (body, state) in enumerate(steps, 1):
        client.journal.add(body)
        client.push(client.journal.push(number, number))
        context.catch_up()
        stations = [view.station for view in all_stations(context)]
        (row,) = profiles_page(releases(context), usage(context), stations, words).devices
        assert row.tag.text == state


def test_the_station_is_told_the_text_and_that_it_is_to_use_it(central: Central) -> None:
    client = central.station(1)
    release_profile(central.context, profile(1))
    give_profile(central.context, "zebra-ds/1", ["A"])
    central.context.catch_up()
    bodies, _ = client.pull_all()
    assert b"zebra-ds" in (bodies["scanner-profile", "zebra-ds/1"] or b"")
    assert b'"profiles":{"zebra-ds":{"version":1}}' in (bodies["station", "A"] or b"")


def test_the_command_line_releases_gives_and_steps_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    file = tmp_path / "zebra-ds.toml"
    file.write_text(profile(2), encoding="utf-8")
    place = str(folder)
    assert main(["profile", "release", place, str(file)]) == 0
    assert main(["profile", "give", place, "zebra-ds/2", "A", "B"]) == 3
    assert "give it to one for a trial first" in capsys.readouterr().err
    assert main(["profile", "give", place, "zebra-ds/2", "A"]) == 0
    assert main(["profile", "list", place]) == 0
    assert "zebra-ds/2" in capsys.readouterr().out
    assert main(["profile", "back", place, "zebra-ds", "A"]) == 0
    assert "its own zebra-ds" in capsys.readouterr().out
    assert main(["profile", "give", place, "zebra-ds/latest", "A"]) == 3
    assert main(["profile", "give", place, "zebra-ds/2", "nobody"]) == 3
    assert "There is no station nobody" in capsys.readouterr().err
