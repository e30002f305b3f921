"""How many of the faults in the table of cases for alternative texts public linters find, and we; and how often each is wrong.

    PYTHONPATH=tests python bench/alt_linters.py

Needs Chromium and the packages that it names where they are absent.
"""

from __future__ import annotations

import sys
from collections import Counter

from alt_cases import GOOD, cases
from playwright.sync_api import sync_playwright
from public_linters import LINTERS, found_by_all, missing

CHROMIUM = "/usr/bin/chromium"
OURS = "access"


def main() -> None:
    if absent := missing():
        sys.exit(absent)
    table = list(cases())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"])
        found = {name: list(map(bool, told)) for name, told in found_by_all(table, browser.new_page()).items()}
        browser.close()
    found[OURS] = [bool(case.found()) for case in table]
    names = (*LINTERS, OURS)
    print(f"| fault | cases | {' | '.join(names)} |\n|---|---:|{'---:|' * len(names)}")
    rules = list(dict.fromkeys(case.rule for case in table if case.broken))
    hits: Counter[str] = Counter()
    for rule in rules:
        mine = [number for number, case in enumerate(table) if case.rule == rule and case.broken]
        counts = {name: sum(found[name][number] for number in mine) for name in names}
        hits.update(counts)
        print(f"| `{rule}` | {len(mine)} | {' | '.join(str(counts[name]) for name in names)} |")
    broken = sum(case.broken for case in table)
    print(f"| all | {broken} | {' | '.join(f'{hits[name]} ({100 * hits[name] / broken:.0f}%)' for name in names)} |")
    good = [number for number, case in enumerate(table) if case.rule == GOOD]
    # A text that keeps one rule may break another on purpose, as a text without a full stop does.
    near = [number for number, case in enumerate(table)
            if not case.broken and case.rule != GOOD and not case.found() - {case.rule}]
    for what, numbers in (("good texts", good), ("texts that only look like a fault", near)):
        counts = {name: sum(found[name][number] for number in numbers) for name in names}
        print(f"| *false alarms on {what}* | {len(numbers)} | {' | '.join(str(counts[name]) for name in names)} |")


if __name__ == "__main__":
    main()
