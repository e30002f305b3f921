"""`python -m access` is the command `access`."""

from __future__ import annotations

from access.cli.main import main

main()
