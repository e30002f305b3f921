"""What a model is told to do instead, where its text breaks a rule: our words alone, never a word out of the file."""

from __future__ import annotations

from collections.abc import Sequence

from access.model.package import Finding, Severity
from access.model.pictures import AltProfile

_INSTEAD = {
    "alt.file-name": "Say what can be seen, and no file's name.",
    "alt.placeholder": "Say what can be seen.",
    "alt.redundant-prefix": "Begin with what is shown, without a word such as image, photo or picture.",
    "alt.redundant-ending": "Do not say at the end that it is an image or a photo.",
    "alt.refusal": "Answer with the text alone, not with what you can or cannot do.",
    "alt.credit": "Say what is shown, not who made it.",
    "alt.link-words": "Say what is shown, not what to click.",
    "alt.hedge": "Say only what is seen, without a guess.",
    "alt.feeling": "Say what is seen, not how somebody feels or how it strikes you.",
    "alt.identity": "Say of people only what the picture's own data says.",
    "alt.unknown-name": "Use no names but those that you were given.",
    "alt.other-language": "Answer in the language that you were asked for.",
    "alt.keywords": "Write a sentence, and no list of keywords.",
    "alt.repeated-words": "Say everything once.",
    "alt.shouting": "Write sentences in small letters.",
    "alt.repeats-title": "Do not say the title again: say what it leaves out.",
    "alt.repeats-page": "Do not say again what the page says: say what it leaves out.",
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
