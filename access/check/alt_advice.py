"""What a model is told to do instead, where its text breaks a rule: our words alone, never a word out of the file."""

from __future__ import annotations

from collections.abc import Sequence

from access.model.package import Finding, Severity
from access.model.pictures import AltProfile

_INSTEAD = {
    "alt.file-name": "Say what can be seen, and no file's name.",
    "alt.placeholder": "Say what can be seen.",
    "alt.redundant-prefix": "Begin with what is shown, without a word such as image, photo or picture.",
    "alt.repeats-caption": "Do not say the caption again: say what it leaves out.",
    "alt.emoji": "Use words alone, no emoji and no drawings of characters.",
    "alt.quote-not-read": "Quote only what stands in the picture, letter for letter.",
    "alt.number-differs": "Give only numbers that stand in the picture, as they stand there.",
    "alt.reads-out": "Say that there is a formula or program code, and what it is about: do not read it out.",
}
"""Rules that another answer may keep. What is merely missing is added by rule, and what is merely untidy is mended."""


def advice(findings: Sequence[Finding], profile: AltProfile) -> tuple[str, ...]:
    """Return what to do instead, a sentence each, for warnings and failures that asking again may mend."""
    grave = [finding.rule for finding in findings if finding.severity is not Severity.NOTE]
    told = [_INSTEAD[rule] for rule in grave if rule in _INSTEAD]
    if "alt.too-long" in grave:
        told.append(f"Say it in at most {profile.max_characters} characters.")
    return tuple(dict.fromkeys(told))
