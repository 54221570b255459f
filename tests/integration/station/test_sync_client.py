"""The HTTP client over TLS, and what it takes from strangers."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import trustme
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.ports import Membership, Trouble
from station.sync import client as client_module
from station.sync.client import Central
from station.sync.enrol import enrol
from station.sync.plan import Failed
from tests.integration.station.stub_central import CODE, StubCentral
from traceability.wire import Hello, Pull, Welcome

WRITER = "ab" * 16
KEY = Ed25519PrivateKey.generate()
HELLO = Hello(protocol=1, writer=WRITER, marks=(), wall_ms=0, boot="b", backlog=0)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secured(authority: trustme.CA) -> Iterator[StubCentral]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    stub = StubCentral(context)
    stub.public_keys[WRITER] = KEY.public_key()
    stub.open()
    yield stub
    stub.close()


@pytest.fixture
def central() -> Iterator[StubCentral]:
    stub = StubCentral()
    stub.public_keys[WRITER] = KEY.public_key()
    stub.open()
    yield stub
    stub.close()


def test_the_machines_own_certificates_are_trusted(
    secured: StubCentral, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "plant.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "plant.pem"))
    with closing(Central(secured.address, WRITER, KEY, None)) as client:
        assert isinstance(client.hello(HELLO), Welcome)


def test_a_server_with_a_strangers_certificate_is_told_nothing(secured: StubCentral) -> None:
    with closing(Central(secured.address, WRITER, KEY, None)) as client:
        answer = client.hello(HELLO)
    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.NOT_CENTRAL
    assert secured.requests == []


def test_a_proxy_named_in_the_environment_is_not_used(
    central: StubCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with closing(Central(central.address, WRITER, KEY, None)) as client:
        assert isinstance(client.hello(HELLO), Welcome)


def test_an_address_nobody_can_have_is_said_as_no_network() -> None:
    with closing(Central("http://", WRITER, KEY, None)) as client:
        answer = client.hello(HELLO)
    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.NO_NETWORK


def test_an_answer_that_unpacks_without_end_is_not_taken(
    central: StubCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MOST_ANSWER_BYTES", 1_000)
    for number in range(60):
        central.say("lot", f"{number:03}", b"x" * 100)
    with closing(Central(central.address, WRITER, KEY, central.key.public_key())) as client:
        answer = client.pull(Pull(writer=WRITER))
    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.NOT_CENTRAL
    assert len(zstandard.compress(b"x" * 6_000)) < 1_000


class Keys:
    """Keys in memory."""

    pepper: bytes | None = None

    def station_key(self) -> Ed25519PrivateKey:
        return KEY

    def keep_pepper(self, pepper: bytes) -> None:
        self.pepper = pepper


class Memberships:
    """A membership in memory."""

    kept: Membership | None = None

    def membership(self) -> Membership | None:
        return self.kept

    def keep_membership(self, membership: Membership) -> None:
        self.kept = membership


@pytest.mark.parametrize(("code", "accepted"), [(CODE, True), ("0000", False)])
def test_only_the_right_code_makes_a_member(central: StubCentral, code: str, accepted: bool) -> None:
    keys, memberships = Keys(), Memberships()
    with closing(Central(central.address, WRITER, KEY, None)) as client:
        answer = enrol(client, central.address, code, WRITER, keys, memberships)
    if accepted:
        central_key = central.key.public_key().public_bytes_raw().hex()
        assert answer == memberships.kept == Membership(central.address, "goods-in-1", central_key)
        assert keys.pepper == b"p" * 32
    else:
        assert isinstance(answer, Failed)
        assert answer.trouble is Trouble.ENROLMENT
        assert (keys.pepper, memberships.kept) == (None, None)
