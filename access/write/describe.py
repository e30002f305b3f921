"""What a description has to tell of a film, and what the film needs: text on the screen and pictures that nobody speaks of.

`onscreen` and `depicting` say what is wanted and in which words, `placing` finds it a pause; all are called by this door.
"""

from __future__ import annotations

from collections.abc import Sequence

from access.config import DescribeOptions
from access.model.findings import Depiction, ScreenText, Word
from access.model.script import Description, Matter, Omission, Verdict, Wanted
from access.write.depicting import pictured
from access.write.heard import Speech
from access.write.onscreen import on_screen
from access.write.placing import in_order, plan

__all__ = ["plan", "verdict", "wanted"]

_IN_STATIC_TEXT = (Matter.TITLE, Matter.CAPTION, Matter.WHO, Matter.ACTION, Matter.LOOK, Matter.PLACE)
"""What the static text alternative of a talking head tells, or need not."""


def wanted(
    screen: Sequence[ScreenText], depictions: Sequence[Depiction], spoken: Sequence[Word], language: str, duration: int,
    options: DescribeOptions,
) -> tuple[Wanted, ...]:
    """Return what is to be told of a film of `duration` ms, in order of time, each thing once, and nothing that is heard.

    `language` (BCP 47) is that of the descriptions. Each text is one whole sentence or more.
    """
    speech = Speech(spoken, language)
    read = on_screen(screen, speech, language, duration)
    return tuple(sorted([*read, *pictured(depictions, speech, read, language, options)], key=in_order))


def verdict(
    descriptions: Sequence[Description], omitted: Sequence[Omission], *, looked: bool, talking_head: bool
) -> Verdict:
    """Return what a film needs by way of description.

    `looked`: a vision model said something of the pictures; one that refused every question has not looked.

    | told | left out                    | talking head | looked | verdict                |
    |------|-----------------------------|--------------|--------|------------------------|
    | some | any                         | any          | any    | described              |
    | none | text that must be read      | any          | any    | no usable pause        |
    | none | only its name and the like  | yes          | any    | talking head           |
    | none | anything                    | no           | any    | no usable pause        |
    | none | nothing                     | yes          | any    | talking head           |
    | none | nothing                     | no           | yes    | speech says all        |
    | none | nothing                     | no           | no     | pictures not looked at |

    A talking head whose lower third was read is described. One whose lower third found no pause still needs no longer film:
    its static text alternative names who speaks. Where nobody looked, nobody knows whether the speech says all.
    """
    if descriptions:
        return Verdict.DESCRIBED
    if talking_head and all(omission.matter in _IN_STATIC_TEXT for omission in omitted):
        return Verdict.TALKING_HEAD
    if omitted:
        return Verdict.NO_USABLE_PAUSE
    return Verdict.SPEECH_SAYS_ALL if looked else Verdict.PICTURES_NOT_LOOKED_AT
