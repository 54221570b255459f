"""Push a station's whole backlog with `station sync`'s own parts; prints the seconds from hello to the last answer.

`python -m benchmarks.programs.push_backlog HOME`
"""

import sys
import time
from pathlib import Path

from station.bootstrap.sync import synchronisation
from station.settings import Home

if __name__ == "__main__":
    with synchronisation(Home(Path(sys.argv[1]))) as halves:
        begin = time.perf_counter()
        while not halves.pusher.is_done():
            halves.pusher.step()
            assert halves.pusher.trouble is None, halves.pusher.trouble
        print(time.perf_counter() - begin)
