"""Memory of a process as Linux counts it (proc(5), `/proc/PID/status`)."""

from pathlib import Path


def resident_mb(process: int | str, line: str = "VmRSS") -> float:
    """Resident memory of a process id or of `self` in MB of 1,000,000 bytes; with `VmHWM` the most it ever was."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    [kilobytes] = (each.split()[1] for each in status.splitlines() if each.startswith(f"{line}:"))
    return int(kilobytes) * 1_024 / 1e6
