"""Random checkpoints, made once a process: what they say is nonsense, that they load and decode is not."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

RECIPE = Path(__file__).with_name("whisper_checkpoint.py")


@cache
def whisper() -> Path:
    """Return a folder with one Whisper in the formats of three libraries: `hf`, `ct2`, `micro.pt`."""
    for package in ("torch", "whisper", "transformers", "ctranslate2"):
        pytest.importorskip(package)
    folder = _room()
    subprocess.run([sys.executable, str(RECIPE), "micro", str(folder)], check=True, capture_output=True)
    return folder


@cache
def wav2vec2() -> Path:
    """Return a CTC model that knows the capitals, the apostrophe and `|` between words."""
    torch = pytest.importorskip("torch")
    library = pytest.importorskip("transformers")
    folder = _room()
    vocabulary = {token: number for number, token in enumerate(["<pad>", "<s>", "</s>", "<unk>", "|", *LETTERS])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    tokenizer = library.Wav2Vec2CTCTokenizer(str(folder / "vocab.json"))
    tokenizer.save_pretrained(folder)
    library.Wav2Vec2FeatureExtractor(return_attention_mask=False).save_pretrained(folder)
    torch.manual_seed(3)
    library.Wav2Vec2ForCTC(library.Wav2Vec2Config(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        conv_dim=(16, 16, 16, 16, 16, 16, 16), pad_token_id=0, num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
    )).eval().save_pretrained(folder)
    return folder


@cache
def vision(name: str) -> Path:
    """Return a checkpoint that says what pictures show: `blip`, `git`, `florence2` or `idefics3`."""
    for package in ("torch", "transformers"):
        pytest.importorskip(package)
    folder = _room()
    recipe = RECIPE.with_name("vision_checkpoint.py")
    subprocess.run([sys.executable, str(recipe), name, str(folder)], check=True, capture_output=True)
    return folder


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ'"


def _room() -> Path:
    folder = tempfile.mkdtemp(prefix="access-checkpoint-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
