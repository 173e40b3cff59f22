"""Whether the tests went down enough branches; what they left out is named.

    python script/branches.py var/branches.json

SlipCover counted them (``verify`` asks it to). Rights, verbs, states and questions have to be
tried whole; elsewhere a share is enough.
"""

import json
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

STRICT = ("permissions", "workflow", "querysets", "services")
WHOLE, ENOUGH = 100.0, 95.0


def is_strict(file: str) -> bool:
    return any(fnmatch(file, f"*/{room}{end}") for room in STRICT for end in (".py", "/*.py"))


def share(files: dict[str, Any]) -> float:
    """How much of the lines and branches was gone through, of a hundred."""
    sums = [file["summary"] for file in files.values()]
    done = sum(one["covered_lines"] + one["covered_branches"] for one in sums)
    left = sum(one["missing_lines"] + one["missing_branches"] for one in sums)
    return 100 * done / (done + left or 1)


def tell(files: dict[str, Any]) -> None:
    for name, file in sorted(files.items()):
        lines, steps = file["missing_lines"], file["missing_branches"]
        if lines or steps:
            ways = ", ".join(f"{a}->{b or 'exit'}" for a, b in steps)
            print(f"  {name}: lines {lines} branches {ways}")


def main(report: str) -> int:
    files = json.loads(Path(report).read_text())["files"]
    strict = {name: file for name, file in files.items() if is_strict(name)}
    if not strict:
        print("Nothing was counted.")
        return 1
    tell(strict)
    found = (share(strict), share(files))
    print(f"rights and verbs {found[0]:.2f} of {WHOLE}, all {found[1]:.2f} of {ENOUGH}")
    return 0 if found[0] >= WHOLE and found[1] >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
