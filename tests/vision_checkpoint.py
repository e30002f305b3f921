"""Write a random checkpoint that says what pictures show, small enough to be made where it is needed.

    python tests/vision_checkpoint.py blip FOLDER        # or git, florence2, idefics3

What random weights say is nonsense, but they load and decode as trained ones do. BLIP and GIT caption without being asked,
Florence-2 is asked by a task, Idefics3 (what SmolVLM is built as) has a chat template and takes several pictures.
None of them needs torchvision. Needs torch and transformers.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
import transformers
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

PLACES = 8_192
"""A token is one byte here, and a question has some thousands."""
TEMPLATE = (
    "<|im_start|>{% for m in messages %}{{ m['role']|capitalize }}:{% for c in m['content'] %}"
    "{% if c['type']=='text' %}{{ c['text'] }}{% elif c['type']=='image' %}{{ '<image>' }}{% endif %}{% endfor %}"
    "<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}")
_SMALL = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
_EYES = {**_SMALL, "image_size": 32, "patch_size": 8}


def blip(folder: Path) -> None:
    tokenizer, tokens = _bert()
    text = {
        **_SMALL, "vocab_size": len(tokens), "encoder_hidden_size": 32, "max_position_embeddings": 128, "projection_dim": 16,
        "bos_token_id": tokens["[DEC]"], "eos_token_id": tokens["[SEP]"], "sep_token_id": tokens["[SEP]"],
        "pad_token_id": tokens["[PAD]"]}
    config = transformers.BlipConfig(text_config=text, vision_config=_EYES, projection_dim=16, image_text_hidden_size=16)
    model = _looking(transformers.BlipForConditionalGeneration(config), tokenizer, tokens)
    # Its inner model decodes, and asks its outer one for no more than how to begin and end.
    model.text_decoder.cls.predictions.bias.data[[tokens["[SEP]"], tokens["."]]] = 2.0
    model.save_pretrained(folder)
    pictures = transformers.BlipImageProcessorPil(size={"height": 32, "width": 32})
    transformers.BlipProcessor(image_processor=pictures, tokenizer=tokenizer).save_pretrained(folder)


def git(folder: Path) -> None:
    tokenizer, tokens = _bert()
    config = transformers.GitConfig(
        vision_config=_EYES, **_SMALL, vocab_size=len(tokens), max_position_embeddings=128, bos_token_id=tokens["[CLS]"],
        eos_token_id=tokens["[SEP]"], pad_token_id=tokens["[PAD]"])
    model = _looking(transformers.GitForCausalLM(config), tokenizer, tokens)
    model.generation_config.update(bos_token_id=tokens["[CLS]"], eos_token_id=tokens["[SEP]"], pad_token_id=tokens["[PAD]"])
    model.save_pretrained(folder)
    pictures = transformers.CLIPImageProcessorPil(size={"height": 32, "width": 32}, crop_size={"height": 32, "width": 32})
    transformers.GitProcessor(image_processor=pictures, tokenizer=tokenizer).save_pretrained(folder)


def florence2(folder: Path) -> None:
    tokenizer, tokens = _bytes(
        ["<s>", "<pad>", "</s>", "<unk>", "<image>"], bos="<s>", eos="</s>", pad="<pad>", image="<image>")
    marks = {"bos_token_id": tokens["<s>"], "eos_token_id": tokens["</s>"], "pad_token_id": tokens["<pad>"]}
    text = {
        **marks, "model_type": "bart", "vocab_size": len(tokens), "d_model": 32, "encoder_layers": 2, "decoder_layers": 2,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64,
        "max_position_embeddings": 512, "decoder_start_token_id": tokens["</s>"], "forced_bos_token_id": None,
        "forced_eos_token_id": None}
    eyes = {
        "depths": [1, 1, 1, 1], "embed_dim": [8, 8, 16, 32], "num_heads": [1, 1, 2, 2], "num_groups": [1, 1, 2, 2],
        "window_size": 4, "projection_dim": 32, "drop_path_rate": 0.0}
    config = transformers.Florence2Config(text_config=text, vision_config=eyes, image_token_id=tokens["<image>"])
    model = _looking(transformers.Florence2ForConditionalGeneration(config), tokenizer, tokens)
    model.generation_config.update(**marks, decoder_start_token_id=tokens["</s>"], max_length=None)
    model.save_pretrained(folder)
    pictures = transformers.CLIPImageProcessorPil(
        size={"height": 64, "width": 64}, crop_size={"height": 64, "width": 64}, do_center_crop=False)
    pictures.image_seq_length = 5  # 2 × 2 patches and their mean
    transformers.Florence2Processor(image_processor=pictures, tokenizer=tokenizer).save_pretrained(folder)


def idefics3(folder: Path) -> None:
    places = [f"<row_{row}_col_{column}>" for row in range(1, 5) for column in range(1, 5)]
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<end_of_utterance>", "<fake_token_around_image>", "<image>",
             "<global-img>", *places]
    tokenizer, tokens = _bytes(
        marks, bos="<|im_start|>", eos="<end_of_utterance>", pad="<|im_end|>", image="<image>",
        fake_image="<fake_token_around_image>", global_image="<global-img>", end_of_utterance="<end_of_utterance>")
    pictures = transformers.Idefics3ImageProcessorPil(
        size={"longest_edge": 32}, max_image_size={"longest_edge": 32}, do_image_splitting=False)
    ids = {f"{name}_token_id": getattr(tokenizer, f"{name}_token_id") for name in ("pad", "bos", "eos")}
    text = {
        **_SMALL, **ids, "model_type": "llama", "vocab_size": len(tokens), "num_key_value_heads": 1,
        "max_position_embeddings": PLACES}
    config = transformers.Idefics3Config(
        image_token_id=tokens["<image>"], scale_factor=2, pad_token_id=tokenizer.pad_token_id, tie_word_embeddings=False,
        vision_config=_EYES, text_config=text)
    model = _looking(transformers.Idefics3ForConditionalGeneration(config), tokenizer, tokens)
    model.generation_config.update(eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id)
    model.save_pretrained(folder)
    # A picture of 32 × 32 has 4 × 4 patches, of which four become one.
    transformers.Idefics3Processor(
        image_processor=pictures, tokenizer=tokenizer, image_seq_len=4, chat_template=TEMPLATE).save_pretrained(folder)


def _looking(model: Any, tokenizer: Any, tokens: dict[str, int]) -> Any:
    """Return the model so made that what it says hangs on what it is shown, holds letters and full stops, and ends."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:  # some of these begin as good as nought
                weight.normal_(0, 0.8 if weight.dim() == 4 else 0.15)
    said = {number for token, number in tokens.items() if token.strip("#Ġ.").isascii() and (
        token.strip("#Ġ").isalpha() or token in ("Ġ", "."))}
    model.generation_config.update(
        suppress_tokens=sorted({*tokens.values()} - said - {tokenizer.eos_token_id or tokenizer.sep_token_id}),
        begin_suppress_tokens=[tokenizer.eos_token_id or tokenizer.sep_token_id], exponential_decay_length_penalty=(12, 1.2))
    return model.eval()


def _bert() -> tuple[transformers.BertTokenizer, dict[str, int]]:
    letters = [chr(code) for code in range(97, 123)]
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", "[ENC]"]
    words = [*marks, *letters, *"0123456789.,", *(f"##{letter}" for letter in letters), *"the of on dog cat red sign".split()]
    tokens = {word: number for number, word in enumerate(dict.fromkeys(words))}
    # `vocab_file` is silently passed over.
    return transformers.BertTokenizer(vocab=tokens, bos_token="[DEC]", extra_special_tokens=["[ENC]"]), tokens


def _bytes(
    marks: list[str], bos: str, eos: str, pad: str, **named: str
) -> tuple[transformers.PreTrainedTokenizerFast, dict[str, int]]:
    """Return a tokenizer for which every byte is a token, and its marks."""
    tokens = {token: number for number, token in enumerate([*marks, *sorted(pre_tokenizers.ByteLevel.alphabet())])}
    inner = Tokenizer(BPE(vocab=tokens, merges=[]))
    inner.pre_tokenizer, inner.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, bos_token=bos, eos_token=eos, pad_token=pad, padding_side="left",
        extra_special_tokens={f"{name}_token": token for name, token in named.items()}), tokens


def write(name: str, folder: Path) -> Path:
    """Write the checkpoint of that name into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    {"blip": blip, "git": git, "florence2": florence2, "idefics3": idefics3}[name](folder)
    return folder


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
