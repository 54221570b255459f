"""What workflows and synchronisation need from outside the process, as protocols.

Each promise stands here once; every implementation, real or simulated, is held to it by one contract suite.
"""

from station.ports.devices import (
    Attached,
    Camera,
    CameraPicture,
    Chunk,
    DeviceReport,
    DeviceState,
    Feedback,
    Outline,
    Profiles,
    RawScan,
    Reader,
    RefusedProfile,
)
from station.ports.journal import Journal, JournalUnavailable, Kept, NewEntry, ReadableJournal
from station.ports.membership import KeyStore, Membership, MembershipStore
from station.ports.replica import Direction, Replica, ReplicaStore, ReplicaUnavailable, SyncStatus, Trouble
from station.ports.surroundings import Clock, Credentials, Cue, Ids, Reports, Sounds

__all__ = [
    "Attached",
    "Camera",
    "CameraPicture",
    "Chunk",
    "Clock",
    "Credentials",
    "Cue",
    "DeviceReport",
    "DeviceState",
    "Direction",
    "Feedback",
    "Ids",
    "Journal",
    "JournalUnavailable",
    "Kept",
    "KeyStore",
    "Membership",
    "MembershipStore",
    "NewEntry",
    "Outline",
    "Profiles",
    "RawScan",
    "ReadableJournal",
    "Reader",
    "RefusedProfile",
    "Replica",
    "ReplicaStore",
    "ReplicaUnavailable",
    "Reports",
    "Sounds",
    "SyncStatus",
    "Trouble",
]
