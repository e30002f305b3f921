"""What a checkpoint that says what pictures show is, told by its small files and without loading it: how it is asked, what it
needs, whose it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from access.engines import licences
from access.engines.weights import Model
from access.model.script import Tier

ON_A_GPU, ON_A_CPU = "Qwen/Qwen3-VL-4B-Instruct", "HuggingFaceTB/SmolVLM2-500M-Video-Instruct"
"""What is meant where nobody names a model; the smaller one knows little more than English."""


class Manner(StrEnum):
    """How a checkpoint is asked."""

    CHAT = "chat"
    """In words, by its chat template, about several pictures."""
    TASKS = "tasks"
    """About one picture, by words that name a task (Florence-2)."""
    CAPTION = "caption"
    """Not at all: it captions one picture, and knows nothing else (BLIP, GIT)."""

    @property
    def tier(self) -> Tier:
        return Tier.DRAFT if self is Manner.CAPTION else Tier.STANDARD


_MANNERS = {"blip": Manner.CAPTION, "git": Manner.CAPTION, "florence2": Manner.TASKS}
_SAYS = ("ForConditionalGeneration", "ForCausalLM", "ForVision2Seq", "ForVisionText2Text", "ForImageTextToText")
_TEMPLATES = ("processor_config.json", "tokenizer_config.json", "chat_template.json")
TORCHVISION = frozenset("""
    cohere2_vision cohere_compass cosmos3_edge diffusion_gemma dots3_note ernie4_5_vl_moe exaone4_5 gemma4
    gemma4_unified glm46v glm4v glm4v_moe glm5_next hyperclovax_vision_v2 inkling2 inkling_mm_model instructblipvideo
    internvl kimi_k25 lfm2_vl lfm3_vl llama4 llava_next_video llava_onevision minicpm_ocr minicpmv4_6 minicpmv4_7
    minimax_m3_vl molmo2 muse_glimmer muse_spark nemotron_h_omni perception_lm pi0 pp_formulanet qianfan_ocr qwen2_5_vl
    qwen2_vl qwen3_5 qwen3_5_moe qwen3_vl qwen3_vl_moe qwen4_exp smolvlm step3p7 unlimited_ocr video_llama_3 video_llava
""".split())
"""Types of models whose processors take films too, or know one way to scale a picture: they do not load without torchvision."""
_NAMED = {"qwen/qwen": "torchvision", "huggingfacetb/smolvlm2": "torchvision", "opengvlab/internvl": "torchvision"}
"""The same by how names on the hub begin, in small letters, for what is not here yet."""
_LICENCES = {
    "qwen/qwen3-vl-": "Apache-2.0", "huggingfacetb/smolvlm": "Apache-2.0", "huggingfacem4/idefics3-": "Apache-2.0",
    "florence-community/florence-2": "MIT", "salesforce/blip-image-captioning": "BSD-3-Clause", "microsoft/git-": "MIT",
    "qwen/qwen2.5-vl-7b": "Apache-2.0",
}
"""What the cards of these models say, by how their names on the hub begin, in small letters."""


def manner(folder: Path) -> Manner | None:
    """Return how the checkpoint in `folder` is asked; None where it is none that says what a picture shows."""
    config = _read(folder / "config.json")
    architectures = config.get("architectures")
    names = [str(name) for name in architectures] if isinstance(architectures, list) else []
    if "vision_config" not in config or not any(name.endswith(_SAYS) for name in names):
        return None
    plain = _MANNERS.get(str(config.get("model_type")))
    return plain or (Manner.CHAT if _has_template(folder) else None)


def package_for(model: Model, folder: Path | None) -> str:
    """Return the package that this model needs besides torch and transformers; empty where none is known of."""
    if folder is None:
        return next((package for start, package in _NAMED.items() if model.name.lower().startswith(start)), "")
    takes_films = "video_processor" in _read(folder / "processor_config.json")
    takes_films = takes_films or (folder / "video_preprocessor_config.json").is_file()
    return "torchvision" if takes_films or _read(folder / "config.json").get("model_type") in TORCHVISION else ""


def licence(model: str, folder: Path) -> str:
    """Return what may be done with the weights of a model, as its card says, else as is known; empty where nothing tells."""
    known = (licence for start, licence in _LICENCES.items() if model.lower().startswith(start))
    return licences.on_card(folder) or licences.by_name(model) or next(known, "")


def default() -> str:
    """Return the model that is meant where nobody names one: what this machine can run at a bearable pace."""
    return ON_A_GPU if has_gpu() else ON_A_CPU


def has_gpu(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether an Nvidia card is there for this process, without loading a library for it."""
    return environment.get("CUDA_VISIBLE_DEVICES", "0") not in ("", "-1") and _sees_card()


@cache
def _sees_card() -> bool:
    return any(Path("/dev").glob("nvidia[0-9]*"))


def _has_template(folder: Path) -> bool:
    if any(folder.glob("chat_template*.jinja")):
        return True
    return any(bool(_read(folder / name).get("chat_template")) for name in _TEMPLATES)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
