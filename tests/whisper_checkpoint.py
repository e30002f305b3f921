"""Write one random Whisper in the formats of three libraries, with the real tokenizer.

    python tests/whisper_checkpoint.py tiny FOLDER     # FOLDER/hf, FOLDER/ct2 (int8), FOLDER/tiny.pt

What random weights say is nonsense, but they load, decode and cost what trained ones of that size do. Needs torch,
transformers, openai-whisper and ctranslate2.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
import whisper
import whisper.tokenizer
from ctranslate2.converters import TransformersConverter
from transformers import WhisperConfig, WhisperForConditionalGeneration
from transformers.convert_slow_tokenizer import TikTokenConverter

SIZES = {"micro": (64, 2, 2), "tiny": (384, 6, 4), "base": (512, 8, 6), "small": (768, 12, 12)}
"""Width, heads, layers of either half; all but micro are OpenAI's."""
VOCABULARY, MELS, PLACES, TOKENS = 51_865, 80, 1_500, 448
_END, _START = 50_257, 50_258
_OPENAI_NAMES = (
    ("layers", "blocks"), ("fc1", "mlp.0"), ("fc2", "mlp.2"), ("final_layer_norm", "mlp_ln"),
    (".self_attn.q_proj", ".attn.query"), (".self_attn.k_proj", ".attn.key"), (".self_attn.v_proj", ".attn.value"),
    (".self_attn_layer_norm", ".attn_ln"), (".self_attn.out_proj", ".attn.out"),
    (".encoder_attn.q_proj", ".cross_attn.query"), (".encoder_attn.k_proj", ".cross_attn.key"),
    (".encoder_attn.v_proj", ".cross_attn.value"), (".encoder_attn_layer_norm", ".cross_attn_ln"),
    (".encoder_attn.out_proj", ".cross_attn.out"), ("decoder.layer_norm.", "decoder.ln."),
    ("encoder.layer_norm.", "encoder.ln_post."), ("embed_tokens", "token_embedding"),
    ("encoder.embed_positions.weight", "encoder.positional_embedding"),
    ("decoder.embed_positions.weight", "decoder.positional_embedding"),
)
"""What transformers calls a weight, and what OpenAI's own code calls it."""


def write(size: str, folder: Path) -> Path:
    """Write the checkpoint of `size` into `folder`, and return that."""
    width, heads, layers = SIZES[size]
    torch.manual_seed(0)
    model = WhisperForConditionalGeneration(WhisperConfig(
        vocab_size=VOCABULARY, num_mel_bins=MELS, d_model=width, encoder_layers=layers, decoder_layers=layers,
        encoder_attention_heads=heads, decoder_attention_heads=heads, encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width,
        max_source_positions=PLACES, max_target_positions=TOKENS, pad_token_id=_END, bos_token_id=_END, eos_token_id=_END,
        decoder_start_token_id=_START)).eval()
    hf = folder / "hf"
    hf.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(hf)
    _tokenizer(hf / "tokenizer.json")
    (hf / "preprocessor_config.json").write_text(json.dumps({
        "feature_extractor_type": "WhisperFeatureExtractor", "processor_class": "WhisperProcessor", "feature_size": MELS,
        "sampling_rate": 16_000, "hop_length": 160, "chunk_length": 30, "n_fft": 400, "n_samples": 480_000,
        "nb_max_frames": 3_000, "padding_side": "right", "padding_value": 0.0, "return_attention_mask": False}))
    torch.save({
        "dims": {
            "n_mels": MELS, "n_vocab": VOCABULARY, "n_audio_ctx": PLACES, "n_audio_state": width, "n_audio_head": heads,
            "n_audio_layer": layers, "n_text_ctx": TOKENS, "n_text_state": width, "n_text_head": heads, "n_text_layer": layers},
        "model_state_dict": {_openai_name(name): tensor.clone() for name, tensor in model.model.state_dict().items()},
    }, folder / f"{size}.pt")
    TransformersConverter(str(hf), copy_files=["tokenizer.json", "preprocessor_config.json"]).convert(
        str(folder / "ct2"), quantization="int8", force=True)
    return folder


def _tokenizer(path: Path) -> None:
    encoding = whisper.tokenizer.get_encoding("multilingual", num_languages=99)
    specials = [token for token, _ in sorted(encoding._special_tokens.items(), key=lambda item: item[1])]
    ranks = Path(whisper.__file__).parent / "assets" / "multilingual.tiktoken"
    TikTokenConverter(
        vocab_file=str(ranks), pattern=encoding._pat_str, extra_special_tokens=specials).converted().save(str(path))


def _openai_name(name: str) -> str:
    for ours, theirs in _OPENAI_NAMES:
        name = name.replace(ours, theirs)
    return name


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
