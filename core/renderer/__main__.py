"""The door of the renderer's own process: ``python -m core.renderer --socket …``."""

import sys

from core.renderer.master import main

main(sys.argv[1:])
