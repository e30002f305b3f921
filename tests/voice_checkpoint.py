"""Write a small random Coqui VITS voice; run by the Python that has Coqui TTS. It speaks noise through the real code.

    python voice_checkpoint.py OUT [SPEAKER …]
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from TTS.tts.configs.shared_configs import CharactersConfig
from TTS.tts.configs.vits_config import VitsConfig
from TTS.tts.models.vits import Vits, VitsArgs


def main(out: Path, speakers: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    config = VitsConfig(
        model_args=VitsArgs(
            num_chars=100, hidden_channels=16, hidden_channels_ffn_text_encoder=32, num_heads_text_encoder=2,
            num_layers_text_encoder=1, upsample_initial_channel_decoder=32, num_layers_flow=1,
            num_layers_posterior_encoder=1, use_sdp=False, init_discriminator=False, length_scale=4,
            use_speaker_embedding=bool(speakers), speaker_embedding_channels=16),
        text_cleaner="basic_cleaners", use_phonemes=False, use_speaker_embedding=bool(speakers),
        speakers=speakers,
        characters=CharactersConfig(
            characters_class="TTS.tts.models.vits.VitsCharacters", pad="_", eos="", bos="", blank="",
            characters="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", punctuations=" .,!?'", phonemes=""))
    torch.save({"model": Vits(config).state_dict()}, out / "model.pth")
    config.save_json(str(out / "config.json"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
