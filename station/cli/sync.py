"""`station sync`: push what this station says, take what central says."""

import argparse
import logging
import os
import signal
import sys

from station.bootstrap.sync import Halves, synchronisation
from station.cli.options import CommandLine, add_command, language_of
from station.ports import ReplicaUnavailable, Trouble
from station.settings import Home
from station.sync.plan import WAIT_S
from station.sync.report import report
from station.sync.sentences import ALL_SYNCHRONISED, KEPT, WHY
from station.sync.service import Service, synchronise_once
from traceability.language import Language, Text

_SYNC = Text("与中心同步，直到被停止", "synchronise with central until stopped")
_ONCE = Text("全部同步后结束", "end when nothing is left to do")
_WAIT = Text(
    "中心没有新消息时，一次询问最多等几秒；代理会断开安静的连接时改短",
    "longest wait of one question while central has no news; shorter where a proxy ends quiet connections",
)
_ENDS = {signal.SIGTERM, signal.SIGINT}


def add_to(subparsers: "argparse._SubParsersAction[CommandLine]") -> None:
    """Add `sync`."""
    parser = add_command(subparsers, "sync", _SYNC, run)
    language = language_of(os.environ)
    parser.add_argument("--once", action="store_true", help=_ONCE.in_language(language))
    parser.add_argument(
        "--longest-wait", metavar="SECONDS", type=int, default=WAIT_S, help=_WAIT.in_language(language)
    )


def run(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Synchronise until SIGTERM or SIGINT; with `--once` until nothing is left (0) or a trouble is met (1)."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    try:
        with synchronisation(home, arguments.longest_wait) as halves:
            return _once(halves, language) if arguments.once else _serve(halves)
    except ReplicaUnavailable as error:
        report("stopped", trouble=Trouble.DISK, detail=str(error))
        return _say_kept(Trouble.DISK, language)


def _serve(halves: Halves) -> int:
    # Blocked before a thread starts, so that none but this one takes the signal.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    service = Service(halves.pusher, halves.puller, on_broken=lambda: os.kill(os.getpid(), signal.SIGTERM))
    service.start()
    signal.sigwait(_ENDS)
    service.stop()
    return 0


def _once(halves: Halves, language: Language) -> int:
    trouble = synchronise_once(halves.pusher, halves.puller)
    if trouble is not None:
        return _say_kept(trouble, language)
    print(ALL_SYNCHRONISED.in_language(language))
    return 0


def _say_kept(trouble: Trouble, language: Language) -> int:
    for sentence in (WHY[trouble], KEPT):
        print(sentence.in_language(language), file=sys.stderr)
    return 1
