"""The profiles this program brings along: all are right, their corpora pass, plugged-in devices find theirs."""

import msgspec
import pytest

from station.profile_files import PACKAGED, SAMPLES, read_folder, read_samples_of
from station.profiles.commands.dialects import Dialect
from station.profiles.configuration import configuration
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from station.profiles.profile import Profile, matching
from station.profiles.reading.corpus import Difference, Expected, regressions
from traceability.records import Device

_READ = read_folder(PACKAGED)
_PROFILES = _READ.profiles
_FAMILIES = sorted(_PROFILES)


def _first(*ids: str, **more: str) -> tuple[str, str]:
    vendor, model = ids[0].split(":")
    found = matching({"ID_VENDOR_ID": vendor, "ID_MODEL_ID": model, **more}, _PROFILES.values())
    return (found[0].profile.family, found[0].interface.name) if found else ("", "")


def test_every_packaged_file_is_right() -> None:
    assert _READ.mistakes == ()
    assert len(_PROFILES) == len(list(PACKAGED.glob("*.toml"))) > 50


@pytest.mark.parametrize("family", _FAMILIES)
def test_every_interface_that_can_be_read_configures_a_driver(family: str) -> None:
    profile = _PROFILES[family]
    for interface in profile.interfaces:
        if interface.driver is None:
            continue
        device = Device(
            name="gun", driver=interface.driver, address="/dev/x", options={"interface": interface.name}
        )
        configured = configuration(device, profile)
        assert configured.profile == profile.id
        assert interface.dialect is None or set(configured.feedback) <= {"taken", "attention", "refused"}


@pytest.mark.parametrize("family", _FAMILIES)
def test_a_familys_recorded_scans_are_read_as_what_they_are(family: str) -> None:
    assert regressions(_PROFILES[family], read_samples_of(SAMPLES, family)) == ()


def test_samples_belong_to_profiles_and_there_are_some() -> None:
    families = {path.name for path in SAMPLES.iterdir()}
    assert families <= set(_FAMILIES)
    assert sum(len(read_samples_of(SAMPLES, family)) for family in families) > 20


@pytest.mark.parametrize(
    ("number", "family", "interface"),
    [
        ("1eab:1a06", "newland-hr22", "usb-serial"),
        ("1eab:1a03", "newland-hr22", "usb-keyboard"),
        ("1eab:1a10", "newland-hr22", "usb-hid-pos"),
        ("1eab:1e03", "newland-engines", "usb-keyboard-hr42"),
        ("05f9:4204", "datalogic-gryphon", "usb-serial"),
        ("05f9:2206", "datalogic-gryphon", "usb-keyboard"),
        ("0c2e:0204", "metrologic-ms7120", "usb-keyboard"),
        ("0c2e:0720", "metrologic-ms7120", "usb-serial"),
        ("0c2e:090a", "honeywell-xenon", "usb-serial"),
        ("05e0:1900", "zebra-ds6708", "snapi"),
        ("065a:0009", "opticon-opn-2001", "usb-serial"),
        ("0581:0115", "tera", "usb-keyboard"),
        ("27dd:0002", "mindeo", "usb-serial"),
        ("dead:beef", "", ""),
    ],
)
def test_a_plugged_in_device_finds_its_family_and_mode(number: str, family: str, interface: str) -> None:
    assert _first(number, ID_SERIAL="whatever", ID_INPUT_KEYBOARD="1") == (family, interface)


def test_where_many_models_share_a_number_all_are_offered_the_one_that_eats_letters_last() -> None:
    found = matching({"ID_VENDOR_ID": "05e0", "ID_MODEL_ID": "1701"}, _PROFILES.values())
    families = [match.profile.family for match in found]
    assert {"zebra-ds2208", "zebra-ds3608", "zebra-ds4308", "zebra-ds9908"} <= set(families)
    assert families[-1] == "zebra-symbol-code-ids"
    assert [match.interface.name for match in found[:2]] == ["usb-serial", "usb-serial-suffix"]


def test_more_agreeing_properties_come_first() -> None:
    sort = _PROFILES["tera"]
    keyboard = sort.interfaces[0]
    narrow = msgspec.structs.replace(
        keyboard, match=({"ID_VENDOR_ID": "0581", "ID_MODEL_ID": "0115", "ID_SERIAL": "S1"},)
    )
    other = msgspec.structs.replace(sort, family="zz-special", interfaces=(narrow,))
    properties = {"ID_VENDOR_ID": "0581", "ID_MODEL_ID": "0115", "ID_SERIAL": "S1"}
    assert [match.profile.family for match in matching(properties, (sort, other))] == ["zz-special", "tera"]
    properties["ID_SERIAL"] = "S2"
    assert [match.profile.family for match in matching(properties, (sort, other))] == ["tera"]


def test_what_documents_tell_of_known_guns_is_there() -> None:
    honeywell = _PROFILES["honeywell-xenon"]
    assert honeywell.set_up["quiet"].data == b"BEPBEP0."
    assert honeywell.cures[Fault.TERMINATOR_MISSING].codes == ("suffix-cr",)
    zebra = _PROFILES["zebra-ds2208"]
    assert zebra.cures[Fault.SEPARATOR_LOST].setting == "Function Key Mapping"
    assert str(_PROFILES["metrologic-is4825"].interfaces[0].line) == "9600 7S2"
    keyence = _PROFILES["keyence-sr"].interface("rs-232")
    assert keyence is not None
    assert (str(keyence.line), keyence.no_read_words, keyence.dialect) == (
        "115200 8E1",
        ("ERROR",),
        Dialect.KEYENCE,
    )


def _with_framing(profile: Profile, framing: Framing) -> Profile:
    interfaces = tuple(
        msgspec.structs.replace(each, framing=framing) if each.driver else each for each in profile.interfaces
    )
    return msgspec.structs.replace(profile, interfaces=interfaces)


def test_a_profile_that_would_merge_scans_regresses_by_its_corpus() -> None:
    profile = _PROFILES["zebra-symbol-code-ids"]
    worse = _with_framing(profile, Framing(terminators="\n", gap_ms=200))
    found = regressions(worse, read_samples_of(SAMPLES, profile.family))
    merged = Difference(
        sample="two-scans-in-153-ms",
        position=0,
        expected=Expected(data="42154587", symbology="]E0"),
        got=Expected(data="42154587A7393481008232", symbology="]E0", complete=False),
    )
    assert merged in found


def test_a_profile_that_loses_an_interface_loses_its_scans() -> None:
    profile = _PROFILES["sick-clv"]
    samples = read_samples_of(SAMPLES, profile.family)
    without = msgspec.structs.replace(profile, interfaces=())
    assert len(regressions(without, samples)) == sum(len(sample.expect) for sample in samples)
