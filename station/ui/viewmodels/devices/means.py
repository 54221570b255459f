"""What the technician's screens work with."""

import msgspec

from station.ports import Reports
from station.workflows.last_reads import LastReads
from station.workflows.readers import Readers


class DeviceMeans(msgspec.Struct, frozen=True, kw_only=True):
    """The devices and what is known of them.

    Attributes:
        readers: the devices in use.
        reads: what each sent last.
        reports: keeps an exported report.
    """

    readers: Readers
    reads: LastReads
    reports: Reports
