import os
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from station.credentials.keys import KeyFiles
from station.problems import Problem
from traceability.language import Language


@pytest.fixture
def keys(tmp_path: Path) -> KeyFiles:
    return KeyFiles(tmp_path / "station.key", tmp_path / "pepper")


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_station_key_is_made_once_for_its_owner_alone(keys: KeyFiles, tmp_path: Path) -> None:
    made = keys.station_key().public_key().public_bytes_raw()
    assert permissions(tmp_path / "station.key") == 0o600
    again = KeyFiles(tmp_path / "station.key", tmp_path / "pepper")
    assert again.station_key().public_key().public_bytes_raw() == made
    assert [each.name for each in tmp_path.iterdir()] == ["station.key"]


def test_openssl_reads_the_station_key(keys: KeyFiles, tmp_path: Path) -> None:
    raw = keys.station_key().public_key().public_bytes_raw()
    command = ["openssl", "pkey", "-in", str(tmp_path / "station.key"), "-pubout", "-outform", "DER"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.endswith(raw)


def test_the_pepper_is_kept_and_replaced(keys: KeyFiles, tmp_path: Path) -> None:
    keys.keep_pepper(b"p" * 32)
    keys.keep_pepper(b"q" * 32)
    assert keys.pepper() == b"q" * 32
    assert permissions(tmp_path / "pepper") == 0o600


def test_without_enrolment_there_is_no_pepper(keys: KeyFiles) -> None:
    with pytest.raises(Problem, match="station enrol"):
        keys.pepper()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_others_can_use_is_refused(keys: KeyFiles, tmp_path: Path, mode: int) -> None:
    keys.station_key()
    keys.keep_pepper(b"p" * 32)
    for name, question in (("station.key", keys.station_key), ("pepper", keys.pepper)):
        (tmp_path / name).chmod(mode)
        with pytest.raises(Problem, match=r"can be read by others .* chmod 600") as refused:
            question()
        assert "chmod 600" in refused.value.sentence(Language.CHINESE)


def test_a_key_of_another_user_is_refused(
    keys: KeyFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys.station_key()
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "station.key").stat().st_uid + 1)
    with pytest.raises(Problem, match="another user"):
        keys.station_key()


def test_a_key_behind_a_link_is_refused(keys: KeyFiles, tmp_path: Path) -> None:
    keys.station_key()
    (tmp_path / "station.key").rename(tmp_path / "elsewhere")
    (tmp_path / "station.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problem, match="can't be read"):
        keys.station_key()


def ec_key() -> bytes:
    return generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("content", [b"", b"not a key", ec_key()])
def test_a_file_that_is_no_ed25519_key_is_refused(keys: KeyFiles, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "station.key").write_bytes(content)
    (tmp_path / "station.key").chmod(0o600)
    with pytest.raises(Problem, match="can't be read"):
        keys.station_key()
