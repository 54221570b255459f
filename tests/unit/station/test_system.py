import subprocess
from datetime import datetime, timedelta

from station.system import SystemClock, SystemIds


def test_the_clock_knows_wall_time_with_its_offset() -> None:
    clock = SystemClock()
    now = clock.now()
    assert now.utcoffset() == datetime.now().astimezone().utcoffset()
    assert abs(now - datetime.now().astimezone()) < timedelta(minutes=1)
    assert clock.monotonic_ns() <= clock.monotonic_ns()


def test_the_boot_id_is_the_kernels() -> None:
    told = subprocess.run(
        ["cat", "/proc/sys/kernel/random/boot_id"], capture_output=True, text=True, check=True
    )
    assert SystemClock().boot_id() == told.stdout.strip().replace("-", "")


def test_ids_are_128_bits_and_never_the_same() -> None:
    ids = {SystemIds().new() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(bytes.fromhex(each)) for each in ids} == {16}
