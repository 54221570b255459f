"""What reads of test codes teach about a device nobody knows: its framing, its identifiers, its keyboard country."""

from collections.abc import Iterator, Sequence

import msgspec

from station.profiles.device import DeviceConfig
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.findings import Finding
from station.profiles.doctor.reads import Received
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from traceability.codes.code_ids import CodeIds

_NOT_UNDERSTOOD = 100  # findings an unexplained read weighs as many as


class Learnt(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt.

    Attributes:
        configuration: the device's settings as they must be to read it; its layout may be another than it was read with.
        findings: what remains wrong with the device, read by read.
        codes: the test code each read is of; None where it is none.
    """

    configuration: DeviceConfig
    findings: tuple[Finding, ...]
    codes: tuple[TestCode | None, ...]


def learnt(reads: Sequence[Received], trial: DeviceConfig) -> Learnt:
    """The settings under which the reads, made with the trial's, show the least wrong; the trial's where all are alike.

    Vendors' tables of identifiers are tried only where AIM's or none leave a read unexplained.
    """
    best = _Judged.of(reads, trial)
    for tables in ((CodeIds.AIM, CodeIds.NONE), tuple(CodeIds)):
        for candidate in _candidates(reads, trial, tables):
            if best.weight == 0 or (len(tables) == len(CodeIds) and best.weight < _NOT_UNDERSTOOD):
                break
            best = min(best, _Judged.of(reads, candidate), key=lambda judged: judged.weight)
    layouts = [
        set(each.facts["typed"].split(", ")) for each in best.findings if each.fault is Fault.LAYOUT_WRONG
    ]
    common = set.intersection(*layouts) if layouts else set[str]()
    if len(common) != 1:
        return Learnt(configuration=best.configuration, findings=best.findings, codes=best.codes)
    return Learnt(
        configuration=msgspec.structs.replace(best.configuration, layout=common.pop()),
        findings=tuple(each for each in best.findings if each.fault is not Fault.LAYOUT_WRONG),
        codes=best.codes,
    )


class _Judged(msgspec.Struct, frozen=True):
    """The reads as they are under some settings."""

    configuration: DeviceConfig
    codes: tuple[TestCode | None, ...]
    findings: tuple[Finding, ...]

    @staticmethod
    def of(reads: Sequence[Received], configuration: DeviceConfig) -> "_Judged":
        judged = [_code_read(read, configuration) for read in reads]
        findings = tuple(finding for _, found in judged for finding in found)
        return _Judged(configuration, tuple(code for code, _ in judged), findings)

    @property
    def weight(self) -> int:
        """How much is wrong; another layout is nothing wrong, it is learnt."""
        return sum(
            _NOT_UNDERSTOOD if each.fault is Fault.UNEXPLAINED else each.fault is not Fault.LAYOUT_WRONG
            for each in self.findings
        )


def _code_read(
    received: Received, configuration: DeviceConfig
) -> tuple[TestCode | None, tuple[Finding, ...]]:
    """Which test code it is, the likeliest looked at first, and what is wrong with the read; None: none of them."""
    digits = _digits(received.stream)
    likeliest = sorted(TEST_CODES, key=lambda code: abs(len(digits) - len(_digits(code.content))))
    judged = [(code, diagnose(code, received, configuration)) for code in likeliest[:1]]
    if _is_unexplained(judged[0][1]):
        judged += [(code, diagnose(code, received, configuration)) for code in likeliest[1:]]
    return next((each for each in judged if not _is_unexplained(each[1])), (None, judged[0][1]))


def _is_unexplained(findings: tuple[Finding, ...]) -> bool:
    return any(finding.fault is Fault.UNEXPLAINED for finding in findings)


def _digits(data: bytes) -> bytes:
    return bytes(byte for byte in data if chr(byte).isdigit())


def _candidates(
    reads: Sequence[Received], trial: DeviceConfig, tables: tuple[CodeIds, ...]
) -> Iterator[DeviceConfig]:
    """What the reads show first: the trial's own settings were looked at already."""
    for framing in dict.fromkeys((*(_framing_of(read, trial.framing) for read in reads), trial.framing)):
        for code_ids in dict.fromkeys((trial.code_ids, *tables)):
            yield msgspec.structs.replace(trial, framing=framing, code_ids=code_ids)


def _framing_of(read: Received, usual: Framing) -> Framing:
    """The framing that ends this read."""
    stream = read.stream
    if stream.startswith(b"\x02") and b"\x03" in stream:
        return msgspec.structs.replace(usual, stx_etx=True, terminators="\r\n")
    last = stream[-1:].decode("latin-1")
    terminators = "\r\n" if last in {"\r", "\n"} else last if last == "\t" else ""
    return msgspec.structs.replace(usual, stx_etx=False, terminators=terminators)
