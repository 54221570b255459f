"""Central over a data folder, as `central serve` runs it: `python -m benchmarks.programs.central_server FOLDER PORT`."""

import sys
from pathlib import Path

import uvicorn

from central.bootstrap import application, opened

if __name__ == "__main__":
    with opened(Path(sys.argv[1])) as context:
        uvicorn.run(application(context), port=int(sys.argv[2]), log_level="warning", access_log=False)
