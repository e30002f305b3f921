"""Checkpoints that say what pictures show, made here: what they are asked, what comes of their answers, what is refused."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import checkpoints
import pytest
from hub import COMMIT, Hub
from PIL import Image

from access.engines import registry, weights
from access.engines.base import EngineKind, Question, Rewriter, Subject
from access.engines.vision import checkpoints as known
from access.engines.vision import frames
from access.engines.vision import transformers as engine
from access.engines.vision.asking import about
from access.errors import EngineFailed, EngineNotReady
from access.model.media import Frame
from access.model.pictures import PeoplePolicy, PictureKind
from access.model.script import Tier

ALL = ("blip", "git", "florence2", "idefics3")


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> None:
    pytest.importorskip("torch").set_num_threads(1)  # so small a model only waits for its threads


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Frame, ...]:
    folder, made = tmp_path_factory.mktemp("pictures"), []
    for number, colour in enumerate(("red", "blue", "green", "white", "black", "orange", "navy", "olive")):
        image = Image.new("RGB", (60, 40), colour)
        image.paste((255 - 30 * number, 30 * number, 90), (5 * number, 5, 20 + 5 * number, 25))
        image.save(folder / f"{number}.png")
        made.append(Frame(folder / f"{number}.png", 60, 40, at=1000 * number))
    return tuple(made)


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[[str], Any]]:
    kept: dict[str, Any] = {}

    def open_(name: str) -> Any:
        if name not in kept:
            kept[name] = engine.factory.open(str(checkpoints.vision(name)), True)
        return kept[name]

    yield open_
    for one in kept.values():
        one.close()
        one.close()


def questions(pictures: Sequence[Frame]) -> list[Question]:
    """Return shots of one to three frames and stills, mixed."""
    shots = [
        Question(
            tuple(pictures[number:number + 1 + number % 3]), "en", subject=Subject.SHOT, said=("Good morning.",) * (number % 2),
            texts=("EXIT",), max_words=3 + number) for number in range(5)]
    stills = [Question((picture,), "en", caption="At work", max_characters=40) for picture in pictures[:4]]
    return [one for pair in zip(shots, stills, strict=False) for one in pair] + shots[4:]


def heeded(one: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return a list in which all that the model is asked to decode from now on comes to stand."""
    asked: list[dict[str, Any]] = []
    model = one._model.model
    generate = model.generate

    def listening(**how: Any) -> Any:
        asked.append(how)
        return generate(**how)

    monkeypatch.setattr(model, "generate", listening)
    return asked


# --- what it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_answers_in_a_batch_are_those_of_one_by_one_and_the_same_again(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], name: str
) -> None:
    one, asked = opened(name), questions(pictures)
    together = one.look(asked)
    assert together == tuple(one.look([question])[0] for question in asked)
    assert together == one.look(asked)
    said = [sight for sight in together if sight]
    assert all(sight.looked and 0 < sight.confidence < 1 for sight in said)
    assert len({sight.text for sight in said}) > 1, "it hangs on the picture"


def test_what_is_said_hangs_on_every_frame_of_the_shot_and_on_the_words(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...]
) -> None:
    one = opened("idefics3")
    shot = Question(pictures[:3], "en", subject=Subject.SHOT)
    model = one._model
    others = (
        replace(shot, frames=(*pictures[:2], pictures[3])), replace(shot, frames=(pictures[4], *pictures[1:3])),
        replace(shot, texts=("EXIT",)))
    told = {model.chatted([(frames.shown(question), about(question))])[0] for question in (shot, *others)}
    assert len(told) == 4


def test_the_frames_of_a_shot_go_into_one_question(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened("idefics3")
    asked = heeded(one, monkeypatch)
    one.look([Question(pictures[:3], "en", subject=Subject.SHOT), Question(pictures, "en", subject=Subject.SHOT)])
    counts = [(how["input_ids"] == one._model.model.config.image_token_id).sum().item() // 4 for how in asked]
    assert counts == [3, frames.MOST]
    assert all(how["do_sample"] is False and how["num_beams"] == 1 for how in asked)


def test_of_more_frames_than_are_looked_at_the_first_the_last_and_those_between_are(pictures: tuple[Frame, ...]) -> None:
    assert [frame.at for frame in frames.chosen(pictures)] == [0, 1000, 2000, 4000, 5000, 7000]
    assert frames.chosen(pictures[:2]) == pictures[:2]
    assert frames.chosen(pictures[:5], most=1) == (pictures[2],)


def test_a_large_picture_is_looked_at_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGBA", (3_000, 1_000), "red").save(path)
    picture, = frames.shown(Question((Frame(path, 3_000, 1_000),), "en"))
    assert (picture.mode, picture.size) == ("RGB", (1_280, 427))


def test_a_captioner_is_shown_the_middle_frame_and_knows_english_alone(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...]
) -> None:
    one = opened("git")
    shot = Question(pictures[:3], "en-GB", subject=Subject.SHOT)
    assert one.look([shot]) == one.look([replace(shot, frames=pictures[1:2])])
    assert one.look([replace(shot, language="de"), shot])[0] is None
    assert one.look([shot]) != (None,)


def test_florence_is_asked_by_its_tasks_briefly_of_a_shot_and_at_length_too_of_a_picture(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened("florence2")
    tasks: list[str] = []
    captioned = one._model.captioned

    def listening(shown: Sequence[Any], task: str, tokens: int) -> Any:
        tasks.append(task)
        return captioned(shown, task, tokens)

    monkeypatch.setattr(one._model, "captioned", listening)
    shot, = one.look([Question(pictures[:1], "en", subject=Subject.SHOT)])
    still, = one.look([Question(pictures[:1], "en")])
    assert tasks == ["<CAPTION>", "<CAPTION>", "<MORE_DETAILED_CAPTION>"]
    assert (shot.text, shot.long) == (still.text, "")
    assert still.long


def test_how_sure_it_is_is_what_the_library_says(opened: Callable[[str], Any], pictures: tuple[Frame, ...]) -> None:
    import torch

    loaded = opened("idefics3")._model
    question = Question(pictures[:2], "en", subject=Subject.SHOT, max_words=3)
    asked = about(question)
    message = [{"role": "user", "content": [
        *({"type": "image", "image": picture} for picture in frames.shown(question)), {"type": "text", "text": asked.text}]}]
    inputs = loaded.processor.apply_chat_template(
        message, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt")
    with torch.inference_mode():
        out = loaded.model.generate(
            **inputs, max_new_tokens=asked.tokens, do_sample=False, return_dict_in_generate=True, output_scores=True)
    chances = loaded.model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True).exp()
    said, = loaded.chatted([(frames.shown(question), asked)])
    assert said.confidence == pytest.approx(chances.mean().item(), abs=1e-4)
    assert said.whole


def test_an_answer_that_broke_off_is_told_from_a_whole_one(opened: Callable[[str], Any], pictures: tuple[Frame, ...]) -> None:
    loaded = opened("idefics3")._model
    question = Question(pictures[:1], "en", subject=Subject.SHOT)
    asked = about(question)
    whole, cut = loaded.chatted([(frames.shown(question), one) for one in (asked, replace(asked, tokens=5))])
    assert (whole.whole, cut.whole) == (True, False)
    assert whole.text.startswith(cut.text)
    assert len(cut.text) == 5, "a token is a letter here"


@pytest.mark.parametrize("name", ALL)
def test_in_half_the_precision_as_on_a_gpu_pictures_are_looked_at_too(pictures: tuple[Frame, ...], name: str) -> None:
    import torch

    one = engine.factory.open(str(checkpoints.vision(name)), True)
    assert isinstance(one, engine.Captioning)
    one._model.model.to(torch.bfloat16)
    assert any(one.look(questions(pictures)))
    one.close()


def test_a_model_that_chats_says_a_text_in_fewer_words_and_no_other_does(opened: Callable[[str], Any]) -> None:
    one = opened("idefics3")
    assert isinstance(one, Rewriter)
    assert isinstance(one.shorten("A man in a red coat walks slowly across the yard.", "en", 6), str)
    assert not isinstance(opened("blip"), Rewriter)
    assert not isinstance(opened("florence2"), Rewriter)


# --- memory ----------------------------------------------------------------------------------------------------------


def cramped(one: Any, monkeypatch: pytest.MonkeyPatch, room: int) -> list[int]:
    """Let the model have room for so many questions at once, and return how many each try held."""
    import torch

    tries: list[int] = []
    chatted = one._model.chatted

    def tried(asked: Sequence[Any]) -> Any:
        tries.append(len(asked))
        if len(asked) > room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return chatted(asked)

    monkeypatch.setattr(one._model, "chatted", tried)
    monkeypatch.setattr(one, "_together", engine.TOGETHER)
    return tries


def test_where_a_batch_has_no_room_each_is_asked_alone_and_so_from_then_on(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened("idefics3")
    asked = [Question((picture,), "en", subject=Subject.SHOT) for picture in pictures[:6]]
    roomy = one.look(asked)
    tries = cramped(one, monkeypatch, room=1)
    assert one.look(asked) == roomy
    assert tries == [4, 1, 1, 1, 1, 1, 1]


def test_where_not_even_one_has_room_the_engine_failed(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened("idefics3")
    cramped(one, monkeypatch, room=0)
    with pytest.raises(EngineFailed, match=r"out of memory\. Tried to allocate .* A smaller model may do"):
        one.look([Question(pictures[:1], "en")])


def test_a_picture_that_cannot_be_read_is_told(opened: Callable[[str], Any], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(EngineFailed, match="cannot identify image"):
        opened("blip").look([Question((Frame(tmp_path / "a.png", 1, 1),), "en")])


def test_a_picture_that_may_be_a_trap_is_told(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(EngineFailed, match=r"^A picture could not be read: Image size \(2400 pixels\)"):
        opened("idefics3").look([Question(pictures[:1], "en")])


# --- stills ------------------------------------------------------------------------------------------------------------


def stills(pictures: tuple[Frame, ...]) -> list[Question]:
    """Return pictures, animations and pages, asked about in every way and in two languages."""
    first = Question(pictures[:1], "en", kind=PictureKind.PHOTO, people=("Ada",), caption="Ada at work")
    return [
        first, replace(first, language="de"), replace(first, people_policy=PeoplePolicy.CONTEXT_ONLY),
        replace(first, people_policy=PeoplePolicy.DESCRIBE_VISIBLE), replace(first, kind=PictureKind.CHART, texts=("Sales",)),
        replace(first, frames=pictures[:3]), replace(first, frames=pictures[:2], pages=True), replace(first, given="Ada."),
        replace(first, again=("It is too long.",), answered="Ada and much more."), replace(first, link="Home", page="A page."),
        Question(pictures[3:4], "en", product=(("colour", "olive"),), keywords=("mug",), purpose="To sell it")]


def test_several_pictures_are_looked_at_in_one_batch_and_each_as_if_it_were_alone(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, asked = opened("idefics3"), stills(pictures)
    alone = tuple(one.look([question])[0] for question in asked)
    batches = heeded(one, monkeypatch)
    assert one.look(asked) == alone
    assert [len(how["input_ids"]) for how in batches] == [4, 4, 1, 1, 1], "as many as there is room for, alike in pictures"
    assert all(sight is None or (sight.looked and 0 < sight.confidence < 1) for sight in alone)
    assert sum(sight is not None for sight in alone) >= 6
    assert len({sight.text for sight in alone if sight}) > 3, "it hangs on what is asked"


def test_what_only_captions_is_asked_for_no_translation_and_at_length_only_where_there_may_be_more(
    opened: Callable[[str], Any], pictures: tuple[Frame, ...]
) -> None:
    photo = Question(pictures[:1], "en", kind=PictureKind.PHOTO)
    one = opened("florence2")
    brief, told, none = one.look([photo, replace(photo, kind=PictureKind.CHART), replace(photo, given="Ein Boot.")])
    assert (brief.text, brief.long) == (told.text, "")
    assert told.long
    assert none is None
    assert opened("blip").look([replace(photo, language="de"), replace(photo, given="Ein Boot.")]) == (None, None)


def test_one_that_was_closed_loads_again(pictures: tuple[Frame, ...]) -> None:
    one = engine.factory.open(str(checkpoints.vision("git")), True)
    assert isinstance(one, engine.Captioning)
    first = one.look([Question(pictures[:1], "en")])
    one.close()
    assert one._loaded is None
    assert one.look([Question(pictures[:1], "en")]) == first
    one.close()


# --- what can be opened ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "tier"), [
    ("blip", Tier.DRAFT), ("git", Tier.DRAFT), ("florence2", Tier.STANDARD), ("idefics3", Tier.STANDARD)])
def test_what_only_captions_writes_drafts(name: str, tier: Tier) -> None:
    one = engine.factory.open(str(checkpoints.vision(name)), True)
    assert one.identity.tier is tier
    assert one.identity.name == "transformers"
    assert re.fullmatch(r"/.+ \([0-9a-f]{12}\)", one.identity.model)


@pytest.mark.parametrize(("model", "licence"), [
    ("Qwen/Qwen3-VL-4B-Instruct@0123456789ab", "Apache-2.0"), ("Salesforce/blip-image-captioning-base@main", "BSD-3-Clause"),
    ("florence-community/Florence-2-base", "MIT"), ("Qwen/Qwen2.5-VL-3B-Instruct@main", "Qwen Research"),
    ("somebody/else", "a checkpoint has a licence of its own"),
])
def test_the_licence_of_a_known_model_is_named_and_its_card_knows_better(tmp_path: Path, model: str, licence: str) -> None:
    assert licence in engine.Captioning(model, tmp_path, known.Manner.CHAT).identity.licence
    (tmp_path / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n# Eyes\n")
    assert engine.Captioning(model, tmp_path, known.Manner.CHAT).identity.licence.startswith("cc-by-nc-4.0 (the weights)")


def test_a_model_for_research_alone_is_refused_until_its_licence_is_accepted() -> None:
    named = "transformers:Qwen/Qwen2.5-VL-3B-Instruct"
    with pytest.raises(EngineNotReady, match="Qwen Research, which forbids commercial use"):
        registry.choose(EngineKind.VISION, named)
    with pytest.raises(EngineNotReady, match=r"torchvision|not on this machine"):
        registry.choose(EngineKind.VISION, named, ["Qwen Research"])


def config(folder: Path, **facts: object) -> str:
    (folder / "config.json").write_text(json.dumps({
        "model_type": "idefics3", "architectures": ["Idefics3ForConditionalGeneration"], "vision_config": {}, **facts}))
    (folder / "processor_config.json").write_text("{}")
    (folder / "model.safetensors").touch()
    return str(folder)


@pytest.mark.parametrize("facts", [
    {"model_type": "clip", "architectures": ["CLIPModel"]},
    {"model_type": "blip", "architectures": ["BlipForQuestionAnswering"]},
    {"architectures": None}, {"architectures": "ForCausalLM"}, {},
])
def test_a_checkpoint_that_does_not_say_what_a_picture_shows_is_told(tmp_path: Path, facts: dict[str, object]) -> None:
    """The last of them is of a kind that chats, without a chat template."""
    named = config(tmp_path, **facts)
    state = engine.factory.readiness(named)
    assert (state.ready, state.fetchable) == (False, False)
    assert "does not say what a picture shows" in state.reason
    with pytest.raises(EngineNotReady, match="does not say what a picture shows"):
        engine.factory.open(named, offline=True)


def test_a_model_of_words_alone_is_told(tmp_path: Path) -> None:
    named = config(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "llama", "architectures": ["LlamaForCausalLM"]}))
    (tmp_path / "chat_template.jinja").write_text("{{ messages }}")
    assert "does not say what a picture shows" in engine.factory.readiness(named).reason


@pytest.mark.parametrize("how", ["type", "file", "processor"])
def test_a_model_that_needs_torchvision_says_so_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torchvision" else found(name))
    named = config(tmp_path, model_type="smolvlm" if how == "type" else "new")
    (tmp_path / "chat_template.jinja").touch()
    if how == "file":
        (tmp_path / "video_preprocessor_config.json").touch()
    if how == "processor":
        (tmp_path / "processor_config.json").write_text('{"video_processor": {}}')
    state = engine.factory.readiness(named)
    assert (state.ready, state.fetchable, state.command) == (False, False, "pip install torchvision")
    assert "needs the package torchvision" in state.reason
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found("json" if name == "torchvision" else name))
    assert engine.factory.readiness(named).ready


def test_what_the_defaults_need_is_told_before_they_are_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torchvision" else found(name))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    for model in ("", known.ON_A_CPU, known.ON_A_GPU):
        state = engine.factory.readiness(model)
        assert (state.ready, state.fetchable) == (False, False)
        assert "needs the package torchvision" in state.reason
    assert engine.factory.readiness("Salesforce/blip-image-captioning-base").fetchable


def test_the_types_that_need_torchvision_are_those_that_the_library_has_so() -> None:
    """A processor that takes films, or a way to scale pictures that has no other."""
    library = pytest.importorskip("transformers")
    from transformers.models.auto.image_processing_auto import IMAGE_PROCESSOR_MAPPING_NAMES
    from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES
    from transformers.models.auto.processing_auto import PROCESSOR_MAPPING_NAMES

    sources = "\n".join(
        path.read_text("utf-8") for path in sorted((Path(library.__file__).parent / "models").glob("*/processing_*.py")))
    need = set()
    for model_type in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:
        scaling = IMAGE_PROCESSOR_MAPPING_NAMES.get(model_type)
        named = PROCESSOR_MAPPING_NAMES.get(model_type)
        body = re.search(rf"^class {named}\(.*?(?=^class |\Z)", sources, re.MULTILINE | re.DOTALL) if named else None
        if (body and "video_processor" in body.group()) or (isinstance(scaling, dict) and "pil" not in scaling):
            need.add(model_type)
    assert {"qwen2_5_vl", "qwen3_vl", "smolvlm", "internvl", "llava_onevision"} <= need & known.TORCHVISION
    assert not (need | known.TORCHVISION) & {"blip", "git", "florence2", "idefics3", "llava", "gemma3"}
    # A newer library knows more: its checkpoints say that they take films, and else loading tells what is missing.
    assert len(need & known.TORCHVISION) > 20


@pytest.mark.parametrize(("visible", "there"), [({}, True), ({"CUDA_VISIBLE_DEVICES": "1"}, True),
                                               ({"CUDA_VISIBLE_DEVICES": ""}, False), ({"CUDA_VISIBLE_DEVICES": "-1"}, False)])
def test_a_card_that_is_hidden_from_the_process_is_none(
    visible: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_sees_card", lambda: True)
    assert known.has_gpu(visible) is there
    monkeypatch.setattr(known, "_sees_card", lambda: False)
    assert not known.has_gpu(visible)


def test_a_checkpoint_that_brings_its_own_code_is_refused_and_runs_none(tmp_path: Path, pictures: tuple[Frame, ...]) -> None:
    folder = Path(shutil.copytree(checkpoints.vision("idefics3"), tmp_path / "evil"))
    facts = json.loads((folder / "config.json").read_text())
    facts |= {"model_type": "evil", "auto_map": {
        "AutoConfig": "evil.Config", "AutoModelForImageTextToText": "evil.Model", "AutoProcessor": "evil.Processor"}}
    (folder / "config.json").write_text(json.dumps(facts))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    one = engine.factory.open(str(folder), True)
    assert isinstance(one, engine.Chatting)
    with pytest.raises(EngineNotReady, match="cannot be loaded"):
        one.look([Question(pictures[:1], "en")])
    assert not (tmp_path / "ran").exists()


def test_weights_that_are_broken_or_could_run_code_are_told(tmp_path: Path, pictures: tuple[Frame, ...]) -> None:
    folder = Path(shutil.copytree(checkpoints.vision("blip"), tmp_path / "broken"))
    (folder / "model.safetensors").write_bytes(b"no weights")
    one = engine.factory.open(str(folder), True)
    assert isinstance(one, engine.Captioning)
    with pytest.raises(EngineNotReady, match="cannot be loaded: SafetensorError"):
        one.look([Question(pictures[:1], "en")])
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert "It lacks model*.safetensors" in engine.factory.readiness(str(folder)).reason


# --- the hub, and what `auto` takes ------------------------------------------------------------------------------------


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    with Hub().open() as one:
        monkeypatch.setenv("HF_ENDPOINT", one.address)
        yield one


def test_a_checkpoint_comes_from_the_hub_without_its_pickles_and_loads(
    tmp_path: Path, hub: Hub, pictures: tuple[Frame, ...]
) -> None:
    published = Path(shutil.copytree(checkpoints.vision("idefics3"), tmp_path / "published"))
    for other in ("pytorch_model.bin", "model.fp32.safetensors", "evil.py", "dog.jpg"):
        (published / other).write_bytes(b"not wanted")
    hub.put("somebody/eyes", published, branch="v2")
    engine.factory.fetch("somebody/eyes@v2", offline=False)
    folder = weights.find(engine.wanted("somebody/eyes@v2"))
    assert folder
    assert {path.name for path in folder.iterdir()} == {path.name for path in checkpoints.vision("idefics3").iterdir()}
    one = engine.factory.open("somebody/eyes@v2", offline=True)
    assert one.identity.model == f"somebody/eyes@{COMMIT[:12]}"
    assert isinstance(one, engine.Chatting)
    assert one.look([Question(pictures[:2], "en", subject=Subject.SHOT)])[0]


def test_the_weights_of_a_model_that_is_of_no_use_are_not_fetched(hub: Hub) -> None:
    hub.put("somebody/ears", checkpoints.whisper() / "hf")
    with pytest.raises(EngineNotReady, match="does not say what a picture shows"):
        engine.factory.fetch("somebody/ears", offline=False)
    assert not any(asked.endswith(".safetensors") for asked in hub.asked)


def test_auto_takes_a_model_that_sees_before_one_that_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.choose(EngineKind.VISION, "auto").factory.name == "plain"
    monkeypatch.setattr(known, "default", lambda: str(checkpoints.vision("idefics3")))
    choice = registry.choose(EngineKind.VISION, "auto")
    assert (choice.factory.name, choice.factory.tier) == ("transformers", Tier.STANDARD)
    assert choice.factory.kind is EngineKind.VISION
