from __future__ import annotations

from pathlib import Path

import pytest

from access.errors import SettingsError
from access.model.profile import LanguageLimits, Stretch
from access.profiles import NAMES, load_profile


@pytest.mark.parametrize(
    ("name", "characters", "cps"), [("web", 42, 17.0), ("netflix", 42, 20.0), ("bbc", 37, 18.0), ("dcmp", 32, 16.0)])
def test_the_built_in_profiles_hold_the_figures_of_their_guidelines(name: str, characters: int, cps: float) -> None:
    profile = load_profile(name)
    assert (profile.name, profile.max_characters, profile.max_lines, profile.max_cps) == (name, characters, 2, cps)


def test_every_built_in_profile_loads() -> None:
    assert [load_profile(name).name for name in NAMES] == list(NAMES)


def test_frames_become_ms_at_the_rate_of_the_film_rounded_up() -> None:
    gap = load_profile("netflix").min_gap
    assert gap == Stretch(frames=2)
    assert [gap.at(25), gap.at(24000 / 1001), gap.at(None)] == [80, 84, 80]


def test_a_language_may_have_limits_of_its_own() -> None:
    netflix = load_profile("netflix")
    assert netflix.for_language("ja-JP").max_characters == 46
    assert netflix.for_language("de").max_cps == 17.0
    assert netflix.for_language("en") == netflix
    assert netflix.for_language("ja").for_language("ja") == netflix.for_language("ja")


def test_a_profile_of_ones_own_says_only_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('extends = "web"\nmax_characters = 36\nmin_gap = "3 frames"\nsync = 100\n[shots]\nin_after = "2 frames"\n'
                    '[languages]\nda = { max_cps = 15 }\n')
    profile, web = load_profile(str(file)), load_profile("web")
    assert (profile.name, profile.max_characters) == ("house", 36)
    assert (profile.min_gap, profile.sync) == (Stretch(frames=3), Stretch(100))
    assert profile.shots.in_after == Stretch(frames=2)
    assert profile.shots.out_window == web.shots.out_window
    assert profile.max_duration == web.max_duration
    assert LanguageLimits("da", max_cps=15.0) in profile.languages


@pytest.mark.parametrize(("text", "key"), [
    ('extends = "web"\nmax_characters = "many"', "max_characters"),
    ('extends = "web"\nmax_characters = 0', "max_characters"),
    ('extends = "web"\nmax_lines = 9', "max_lines"),
    ('extends = "web"\nmax_duration = 10', "max_duration"),
    ('extends = "web"\nmin_gap = "2 hours"', "min_gap"),
    ('extends = "web"\nmin_gap = -1', "min_gap"),
    ('extends = "web"\ncolour = "red"', "colour"),
    ('extends = "web"\nshots = 3', "shots"),
    ('extends = "web"\n[shots]\nin_afer = 3', "shots.in_afer"),
    ('extends = "web"\n[shots]\nin_after = "x"', "shots.in_after"),
    ('extends = "web"\n[languages]\nja = 3', "languages.ja"),
    ('extends = "web"\n[languages]\nja = { cps = 3 }', "languages.ja.cps"),
    ('extends = "web"\n[languages]\nja = { max_cps = "x" }', "languages.ja.max_cps"),
    ('extends = "web"\n[languages]\nja = { max_cps = 0 }', "languages.ja.max_cps"),
    ('extends = "web"\n[languages]\nja = { max_cps = nan }', "languages.ja.max_cps"),
    ('extends = "web"\n[languages]\nko = { max_cps = 9 }\nja = { max_characters = -5 }', "languages.ja.max_characters"),
    ('extends = "web"\n[languages]\n"en-GB" = { max_cps = 15 }', "languages.en-GB"),
    ('extends = "netflix"\n[languages]\nJA = { max_cps = 15 }', "languages.JA"),
    ('extends = "web"\n[languages]\neng = { max_cps = 15 }', "languages.eng"),
    ('extends = "web"\nmax_cps = nan', "max_cps"),
    ('extends = "web"\nmax_cps = inf', "max_cps"),
    ('extends = "nobody"', "extends"),
    ("max_characters = 42", "max_lines"),
])
def test_a_wrong_key_is_named(tmp_path: Path, text: str, key: str) -> None:
    file = tmp_path / "house.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=f"`{key}`.*house.toml"):
        load_profile(str(file))


def test_a_name_that_is_none_of_ours_says_which_there_are() -> None:
    with pytest.raises(SettingsError, match=r"webb.*web, netflix, bbc, dcmp"):
        load_profile("webb")


def test_a_file_that_is_not_there_or_no_toml_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_profile(str(tmp_path / "none.toml"))
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe = [")
    with pytest.raises(SettingsError, match="is not TOML"):
        load_profile(str(tmp_path / "bad.toml"))


def test_how_sounds_and_speakers_are_written_is_the_profile_s(tmp_path: Path) -> None:
    assert [(load_profile(name).sounds, load_profile(name).speakers) for name in NAMES] == [
        ("brackets", "name"), ("brackets", "hyphen"), ("capitals", "name"), ("brackets", "brackets")]
    own = tmp_path / "own.toml"
    own.write_text('extends = "web"\nsounds = "shouted"\n')
    with pytest.raises(SettingsError, match="sounds"):
        load_profile(str(own))


def test_frames_are_those_of_films_however_slow_the_recording() -> None:
    assert Stretch(frames=12).at(25) == 480
    assert Stretch(frames=12).at(60) == 200
    assert Stretch(frames=12).at(6) == Stretch(frames=12).at(24_000 / 1001) == 501
