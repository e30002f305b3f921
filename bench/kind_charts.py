"""Charts drawn with matplotlib, which the bench alone needs: eleven kinds to fit on, eight others to test on."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from kind_pages import WORDS, Chance, words
from PIL import Image

Plot = Callable[[Any, Chance], None]


def plotted(plot: Plot, fit: bool, chance: Chance) -> Image.Image:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    styles = (
        ("default", "ggplot", "seaborn-v0_8-whitegrid", "bmh")
        if fit
        else ("default", "fivethirtyeight", "dark_background", "classic", "seaborn-v0_8-darkgrid")
    )
    with pyplot.style.context(str(chance.choice(styles))), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet, axes = pyplot.subplots(
            figsize=(float(chance.uniform(6, 11)), float(chance.uniform(4, 7))), dpi=int(chance.integers(80, 140))
        )
        plot(axes, chance)
        if chance.random() < 0.8:
            axes.set_title(words(chance, 4))
        held = io.BytesIO()
        sheet.savefig(held, format="png")
        pyplot.close(sheet)
    return Image.open(held).convert("RGB")


def _names(chance: Chance, count: int) -> list[str]:
    return [str(word) for word in chance.choice(WORDS, count, replace=False)]


def _line(axes: Any, chance: Chance) -> None:
    for name in _names(chance, int(chance.integers(1, 5))):
        axes.plot(np.cumsum(chance.normal(0, 1, 60)), label=name)
    axes.set_xlabel(words(chance, 1))
    axes.legend()


def _bar(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(3, 9))
    axes.bar(_names(chance, count), chance.uniform(5, 90, count))
    axes.set_ylabel(words(chance, 2))


def _scatter(axes: Any, chance: Chance) -> None:
    axes.scatter(chance.normal(0, 1, 80), chance.normal(0, 1, 80), s=chance.uniform(10, 120, 80), alpha=0.7)
    axes.set_ylabel(words(chance, 2))


def _pie(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(3, 7))
    axes.pie(chance.uniform(1, 9, count), labels=_names(chance, count), autopct="%1.0f%%")


def _histogram(axes: Any, chance: Chance) -> None:
    axes.hist(chance.normal(50, 12, 400), bins=int(chance.integers(8, 30)))


def _sideways(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(4, 10))
    axes.barh(_names(chance, count), chance.uniform(5, 90, count))


def _stacked(axes: Any, chance: Chance) -> None:
    axes.stackplot(range(20), chance.uniform(1, 5, (4, 20)), labels=_names(chance, 4))
    axes.legend(loc="upper left")


def _box(axes: Any, chance: Chance) -> None:
    axes.boxplot([chance.normal(0, spread, 50) for spread in (1, 2, 3, 1.5)])
    axes.set_ylabel(words(chance, 2))


def _steps(axes: Any, chance: Chance) -> None:
    axes.step(range(25), np.cumsum(chance.normal(0, 2, 25)), linewidth=2)
    axes.grid(True)


def _heat(axes: Any, chance: Chance) -> None:
    shown = axes.imshow(chance.uniform(0, 1, (8, 12)), aspect="auto")
    axes.figure.colorbar(shown)
    axes.set_xlabel(words(chance, 1))


def _errors(axes: Any, chance: Chance) -> None:
    axes.errorbar(range(12), np.cumsum(chance.normal(1, 1, 12)), yerr=chance.uniform(0.3, 1.5, 12), fmt="o-", capsize=4)
    axes.set_ylabel(words(chance, 2))


def _grouped(axes: Any, chance: Chance) -> None:
    names = _names(chance, int(chance.integers(3, 7)))
    for number in range(3):
        axes.bar(np.arange(len(names)) + number * 0.27, chance.uniform(5, 90, len(names)), 0.25, label=words(chance, 1))
    axes.set_xticks(np.arange(len(names)) + 0.27, names)
    axes.legend()


def _violins(axes: Any, chance: Chance) -> None:
    axes.violinplot([chance.normal(0, spread, 80) for spread in (1, 2, 1.5)])
    axes.set_ylabel(words(chance, 2))


def _schedule(axes: Any, chance: Chance) -> None:
    names = _names(chance, int(chance.integers(4, 9)))
    axes.barh(names, chance.uniform(2, 12, len(names)), left=chance.uniform(0, 20, len(names)))
    axes.set_xlabel(words(chance, 1))


def _band(axes: Any, chance: Chance) -> None:
    middle = np.cumsum(chance.normal(0, 1, 40))
    axes.fill_between(range(40), middle - 2, middle + 2, alpha=0.4)
    axes.plot(middle)
    axes.set_ylabel(words(chance, 2))


def _heights(axes: Any, chance: Chance) -> None:
    across, down = np.meshgrid(np.linspace(-3, 3, 60), np.linspace(-3, 3, 60))
    heights = np.sin(across * chance.uniform(0.6, 1.6)) + np.cos(down * chance.uniform(0.6, 1.6)) + across * 0.2
    axes.clabel(axes.contour(across, down, heights, 8))


def _stems(axes: Any, chance: Chance) -> None:
    axes.stem(chance.uniform(1, 30, int(chance.integers(8, 24))))
    axes.set_xlabel(words(chance, 2))


def _ring(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(3, 7))
    axes.pie(chance.uniform(1, 9, count), labels=_names(chance, count), wedgeprops={"width": 0.4})


def _candles(axes: Any, chance: Chance) -> None:
    opened = np.cumsum(chance.normal(0, 1.5, 30)) + 50
    closed = opened + chance.normal(0, 1.2, 30)
    axes.vlines(range(30), np.minimum(opened, closed) - 1, np.maximum(opened, closed) + 1, color="black")
    axes.bar(range(30), closed - opened, 0.7, bottom=opened, color=["green" if up else "red" for up in closed > opened])


FIT: tuple[Plot, ...] = (
    _line, _bar, _scatter, _pie, _histogram, _sideways, _stacked, _box, _steps, _heat, _errors)
TEST: tuple[Plot, ...] = (_grouped, _violins, _schedule, _band, _heights, _stems, _ring, _candles)


