"""Serve Sportello ZIS: the page, the API and /healthz. The same as `sportello serve`."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve"]))
