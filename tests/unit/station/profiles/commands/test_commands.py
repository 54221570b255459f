"""Vendors' commands, byte for byte as their documents print them."""

import pytest

from station.profiles.commands import datalogic, honeywell, newland, opticon, others, ssi
from station.profiles.commands.dialects import Commands, Dialect
from station.profiles.commands.ssi import Opcode, packet
from station.profiles.commands.table import COMMANDS


def test_every_dialect_has_commands() -> None:
    assert set(COMMANDS) == set(Dialect)
    assert all(commands != Commands() for commands in COMMANDS.values())


@pytest.mark.parametrize(
    ("made", "printed"),
    [
        # HN-3208SR manual p. 49 and NADAMOO manual p. 27 print these three with their checksums.
        (packet(Opcode.PARAMETER_SEND, b"\x00\xf2\xff\x00", kept=True), "08 C6 04 08 00 F2 FF 00 FD 35"),
        (packet(Opcode.PARAMETER_SEND, b"\x00\xf2\x01\x02", kept=True), "08 C6 04 08 00 F2 01 02 FE 31"),
        (packet(Opcode.PARAMETER_SEND, b"\x00\x8a\x07", kept=True), "07 C6 04 08 00 8A 07 FE 96"),
        # Opcodes of the DS9908 PRG, table 15; length and checksum worked out by hand after the SSI guide.
        (packet(Opcode.START_DECODE), "04 E4 04 00 FF 14"),
        (packet(Opcode.STOP_DECODE), "04 E5 04 00 FF 13"),
        (packet(Opcode.SCAN_ENABLE), "04 E9 04 00 FF 0F"),
        (packet(Opcode.SCAN_DISABLE), "04 EA 04 00 FF 0E"),
        (packet(Opcode.ACK), "04 D0 04 00 FF 28"),
        (packet(Opcode.NAK, b"\x01"), "05 D1 04 00 01 FF 25"),
        (packet(Opcode.BEEP, b"\x06"), "05 E6 04 00 06 FF 0B"),
        (packet(Opcode.LED_ON, b"\x01"), "05 E7 04 00 01 FF 0F"),
    ],
)
def test_ssi_packets_are_as_printed(made: bytes, printed: str) -> None:
    assert made == bytes.fromhex(printed)


def test_an_ssi_packet_and_its_checksum_add_up_to_nothing() -> None:
    made = packet(Opcode.PARAMETER_SEND, bytes(range(251)), kept=True)
    assert (sum(made[:-2]) + int.from_bytes(made[-2:], "big")) % 0x10000 == 0
    assert made[0] == len(made) - 2
    with pytest.raises(ValueError, match="251"):
        packet(Opcode.PARAMETER_SEND, bytes(252))


def test_a_sleeping_ssi_device_is_woken_before_it_is_triggered() -> None:
    assert ssi.COMMANDS.trigger == bytes.fromhex("00 04 E4 04 00 FF 14")


@pytest.mark.parametrize(
    ("made", "printed"),
    [
        # Honeywell Xenon 1900/1902 User's Guide: SYN (22) M (77) CR (13); trigger, untrigger, beep.
        (honeywell.menu("TERMID130", kept=True), "16 4D 0D 54 45 52 4D 49 44 31 33 30 2E"),
        (honeywell.menu("CBRENA1", "SUFBK2990D", kept=False), "16 4D 0D"
         + b"CBRENA1;SUFBK2990D!".hex()),
        (honeywell.MENU.trigger, "16 54 0D"),
        (honeywell.MENU.stop, "16 55 0D"),
        (honeywell.MENU.good, "16 07 0D"),
        # Host ACK Responses of the same guide; its example is ESC 4 , ESC 5 , ESC 6 ,
        (honeywell.answer("4", "5", "6"), "1B 34 2C 1B 35 2C 1B 36 2C"),
        (honeywell.HOST_ACK.bad, "1B 38 2C"),
        # Newland HR52 manual p. 35.
        (newland.COMMANDS.trigger, "7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03"),
        (newland.command("GRBENA0", kept=True), "7E 01 30 30 30 30 40 47 52 42 45 4E 41 30 3B 03"),
        # Datalogic Magellan 800i/9300i; service mode; QuickScan I QD24xx p. 238 (its second example).
        (datalogic.COMMANDS.good, "42"),
        (datalogic.COMMANDS.bad, "46"),
        (datalogic.configured("CAIEN01", "CIDCO01"), b"$S,CAIEN01,CIDCO01,Ar\r".hex()),
        (datalogic.message("6", "5", "7"), "1B 5B 36 71 1B 5B 35 71 1B 5B 37 71 0D"),
        # Opticon NLV-4001 manual: ESC command CR, "[" before three letters, "]" before four.
        (opticon.COMMANDS.good, "1B 42 0D"),
        (opticon.COMMANDS.bad, "1B 45 0D"),
        (opticon.COMMANDS.trigger, "1B 5A 0D"),
        (opticon.command("Z2"), "1B 5A 32 0D"),
        (opticon.command("BCD"), "1B 5B 42 43 44 0D"),
        (opticon.command("ABCD"), "1B 5D 41 42 43 44 0D"),
        # CipherLab 1663 manual p. 221: 0x23 0x40 0x2f 0x2f 0x2f 0x2f 0x0d.
        (others.CIPHERLAB.good, "23 40 2F 2F 2F 2F 0D"),
        # Cognex DMCC overview; Keyence SR-750 manual p. 71; SICK CoLa-A.
        (others.COGNEX.trigger, b"||>TRIGGER ON\r\n".hex()),
        (others.COGNEX.stop, b"||>TRIGGER OFF\r\n".hex()),
        (others.dmcc("BEEP 3 2"), b"||>BEEP 3 2\r\n".hex()),
        (others.KEYENCE.trigger, "4C 4F 4E 0D"),
        (others.KEYENCE.stop, "4C 4F 46 46 0D"),
        (others.SICK.trigger, "02 73 4D 4E 20 6D 54 43 67 61 74 65 6F 6E 03"),
    ],
)  # fmt: skip
def test_commands_are_as_their_manuals_print_them(made: bytes | None, printed: str) -> None:
    assert made == bytes.fromhex(printed)


def test_an_opticon_command_has_at_most_four_characters() -> None:
    with pytest.raises(ValueError, match="one to four"):
        opticon.command("ABCDE")


def test_what_a_device_can_be_told_of_a_scan_differs_by_verdict() -> None:
    for commands in COMMANDS.values():
        said = commands.feedback()
        assert set(said) in ({"taken", "attention", "refused"}, set())
        assert len(set(said.values())) == len(said)


@pytest.mark.parametrize("dialect", [Dialect.NEWLAND, Dialect.KEYENCE, Dialect.SICK_COLA])
def test_a_language_without_a_beep_says_nothing_of_scans(dialect: Dialect) -> None:
    assert COMMANDS[dialect].feedback() == {}
