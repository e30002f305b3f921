"""The rules that an alternative text is held to, whoever wrote it: the face of the `alt_…` rooms, one a kind of rule.

From axe, HTML_CodeSniffer and jsx-a11y, WCAG's failures F30, F38, F39 and F65 and techniques H37 and H67; lengths from IPTC.
"""

from __future__ import annotations

from access.check.alt_around import Around, Case, failure, warning
from access.check.alt_form import form_rules
from access.check.alt_nothing import says_nothing
from access.check.alt_people import people_rules
from access.check.alt_repeats import repeat_rules
from access.check.alt_truth import truth_rules
from access.check.alt_wording import word_rules
from access.lexis.signs import EMPTY
from access.model.package import Finding, Severity
from access.model.pictures import AltProfile
from access.model.script import AltText

__all__ = ["Around", "check_alt"]

_GRAVEST_FIRST = (Severity.FAILURE, Severity.WARNING, Severity.NOTE)
_ROOMS = (word_rules, people_rules, repeat_rules, form_rules, truth_rules)


def check_alt(alt: AltText | None, around: Around, profile: AltProfile) -> tuple[Finding, ...]:
    """Return the rules that `alt` does not keep, the gravest first. Of a text that says nothing, no more is said than that."""
    if alt is None or not alt.text:
        return (failure("alt.missing", "The picture has no alternative text."),)
    if EMPTY.fullmatch(alt.text):
        return (failure("alt.blank", "The alternative text is blank: a screen reader reads the file's name, or nothing."),)
    case = Case.of(alt, around, profile)
    if nothing := says_nothing(case):
        return (nothing, *truth_rules(case))
    found = [finding for rules in _ROOMS for finding in rules(case)]
    found += [warning("alt.doubt", f"A person should look at it: {doubt}.") for doubt in alt.doubts]
    return tuple(sorted(found, key=lambda finding: _GRAVEST_FIRST.index(finding.severity)))
