"""A web site whose faults are known because they are put in here: pages of every sort that people publish, and small media."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from made import picture, speak, tone
from PIL import Image

SIZE = (48, 36)
SORTS = ("html5", "crlf", "xhtml", "latin-1", "broken", "jekyll", "markdown", "markdown-crlf")
WORDS = ("river", "bridge", "harbour", "garden", "museum", "market", "winter", "tower", "street", "boat", "hill", "café")
SPOKEN = ("The museum opens at nine in the morning.", "Please leave your bags at the front desk.")


@dataclass
class MadeSite:
    """Where it lies, and what is wrong in it."""

    folder: Path
    wanted: dict[str, list[str]] = field(default_factory=dict)
    """By page: what is to be proposed, in order: `picture NAME`, `link TITLE`, `player NAME`."""
    left: dict[str, int] = field(default_factory=dict)
    """By page: how many things are to be left to a person."""
    pictures: list[Path] = field(default_factory=list)
    players: list[Path] = field(default_factory=list)
    """Those with a script beside them, which gives captions that are no drafts."""
    heard: list[Path] = field(default_factory=list)
    """Those that only a recogniser can tell of."""


def made_site(folder: Path, pages: int = 200, pictures: int = 285, sounds: int = 12, seed: int = 5) -> MadeSite:
    """Make a site of `pages` pages with `pictures` pictures and `sounds` recordings, the same for the same seed."""
    chance, site = random.Random(seed), MadeSite(folder)
    names = [f"img/{number // 100}/{_name(chance, number)}" for number in range(pictures)]
    for number, name in enumerate(names):
        _draw(folder / name, number)
        site.pictures.append(folder / name)
    for number in range(sounds):
        path = folder / f"media/talk {number}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 3:
            tone(path, 2_000, 300.0 + 10 * number)
            site.heard.append(path)
        else:
            speak(path, SPOKEN, lead=200 + number, tail=300)
            path.with_suffix(".txt").write_text("\n".join(SPOKEN), "utf-8")
            site.players.append(path)
    addresses = [_page_name(number) for number in range(pages)]
    for number, address in enumerate(addresses):
        _Page(site, chance, number, addresses, names).write(folder / address)
    return site


def _name(chance: random.Random, number: int) -> str:
    one, other = chance.choice(WORDS), chance.choice(WORDS)
    return (f"{one}-{other}-{number}.png", f"IMG_{1000 + number}.jpg", f"{one} {other} {number}.jpg",
        f"{one}'s #{number}.png")[number % 4]


def _draw(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = picture(path.with_suffix(".tmp.png"), SIZE, number)
    with Image.open(drawn) as image:
        image.save(path)
    drawn.unlink()


def _page_name(number: int) -> str:
    sort = SORTS[number % len(SORTS)]
    ending = {"xhtml": ".xhtml", "markdown": ".md", "markdown-crlf": ".markdown", "latin-1": ".htm"}.get(sort, ".html")
    folder = ("", "about/", "news/2026/", "shop & more/")[number % 4]
    return f"{folder}page-{number}{ending}"


class _Page:
    def __init__(self, site: MadeSite, chance: random.Random, number: int, addresses: list[str], names: list[str]) -> None:
        self.site, self.chance, self.number, self.addresses, self.names = site, chance, number, addresses, names
        self.sort, self.address = SORTS[number % len(SORTS)], addresses[number]
        self.end = " />" if self.sort == "xhtml" else ">"
        self.wanted = site.wanted.setdefault(self.address, [])
        self.left = 0

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = self.markdown() if self.sort.startswith("markdown") else self.html()
        if "crlf" in self.sort:
            text = text.replace("\n", "\r\n")
        data = text.encode({"latin-1": "latin-1", "broken": "cp1252"}.get(self.sort, "utf-8"))
        if self.sort == "broken":
            data += b"<p>caf\xe9 \xff</p>"
        path.write_bytes(data if self.number % 5 else data.rstrip())
        self.site.left[self.address] = self.left

    @property
    def title(self) -> str:
        return f"{title_of(self.number)} – River Museum"

    def to(self, target: str) -> str:
        """Return the address of a file of the site as this page writes it."""
        return quote(os.path.relpath(target, Path(self.address).parent))

    # --- what can stand in a page ----------------------------------------------------------------------------------

    def src(self) -> tuple[str, str]:
        """Return a picture's address as pages write it, and its name."""
        name = self.names[(self.number * 3 + self.chance.randrange(6)) % len(self.names)]
        plain = self.to(name)
        return self.chance.choice((plain, quote(f"/{name}"), f"{plain}?v=3", f"./{plain}")), Path(name).name

    def attribute(self, name: str, value: str) -> str:
        value = escape(value)
        if self.sort in ("broken", "html5") and not set(value) & set(" \"'=<>`;&") and self.chance.random() < 0.4:
            return f"{name}={value}"
        mark = self.chance.choice("\"'") if "'" not in value and "&#x27;" not in value else '"'
        return f"{name.upper() if self.sort == 'broken' else name}={mark}{value}{mark}"

    def without(self) -> str:
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        return f"<p>In the {self.chance.choice(WORDS)}.\n<img {self.attribute('src', src)} class=\"wide\"{self.end}</p>"

    def failing(self) -> str:
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        alt = self.chance.choice((name, "image", "IMG_2041.JPG", "spacer", " "))
        return (f"<figure>\n  <img {self.attribute('alt', alt)} {self.attribute('src', src)}{self.end}\n"
                f"  <figcaption>A view of the {self.chance.choice(WORDS)}</figcaption>\n</figure>")

    def decorative(self) -> str:
        return f"<p><img {self.attribute('src', self.src()[0])} alt=\"\"{self.end} Words.</p>"

    def told(self) -> str:
        return f"<p><img alt=\"A grey heron on a wall.\" {self.attribute('src', self.src()[0])}{self.end}</p>"

    def hidden(self) -> str:
        return f"<p><img role=\"presentation\" {self.attribute('src', self.src()[0])}{self.end} Words.</p>"

    def remote(self) -> str:
        self.left += 1
        return f"<p><img src=\"https://example.org/{self.number}.png\"{self.end} Words.</p>"

    def outside(self) -> str:
        self.left += 1
        return f"<p><img src=\"../../../../etc/hostname.png\"{self.end} Words.</p>"

    def linked(self) -> str:
        target = self.chance.choice([one for one in range(len(self.addresses)) if one != self.number])
        self.wanted.append(f"link {title_of(target)}")
        href = self.to(self.addresses[target])
        return (f"<p><a {self.attribute('href', href)}><img {self.attribute('src', self.src()[0])}{self.end}</a></p>")

    def empty_link(self) -> str:
        self.left += 1
        return f"<p><a href=\"page.pdf\"><img src=\"{self.src()[0]}\" alt=\"\"{self.end}</a></p>"

    def player(self) -> str:
        path = self.chance.choice(self.site.players + self.site.heard)
        self.wanted.append(f"player {path.name}")
        src = self.to(path.relative_to(self.site.folder).as_posix())
        return (f"<div>\n  <audio controls=\"controls\">\n    <source src=\"{src}\" type=\"audio/wav\"{self.end}\n"
                f"  </audio>\n</div>")

    def captioned(self) -> str:
        return f"<div><audio controls=\"\"><track kind=\"captions\" src=\"x.vtt\" srclang=\"en\"{self.end}</audio></div>"

    def of_code(self) -> str:
        script = 'document.write("<img src=\'no.png\'>");'
        script = f"//<![CDATA[\n{script}\n//]]>" if self.sort == "xhtml" else script
        return f'<script>{script}</script><!-- <img src="no.png"> -->'

    def templated(self) -> str:
        self.left += 1
        return '<p><img src="{{ site.url }}/x.png" class="{{ \'a\' | b: "c" }}"> <?php if ($a > 1) echo "<img>"; ?></p>'

    # --- pages -----------------------------------------------------------------------------------------------------

    def pieces(self) -> list[Callable[[], str]]:
        always = [self.without, self.failing, self.linked]
        others = [self.decorative, self.told, self.hidden, self.remote, self.outside, self.empty_link, self.captioned,
            self.of_code]
        if self.site.players and self.number % 6 == 0:
            always.append(self.player)
        if self.sort == "jekyll":
            always.append(self.templated)
        chosen = [*always, *self.chance.sample(others, 4), self.without]
        self.chance.shuffle(chosen)
        return chosen

    def html(self) -> str:
        body = "\n".join(f"<h2>Part {number}</h2>\n{piece()}" for number, piece in enumerate(self.pieces()))
        title = escape(self.title if self.sort != "latin-1" else self.title.replace("–", "-"))
        filled = f"<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
        match self.sort:
            case "xhtml":
                return ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
                        f'lang="en">\n<head><title>{title}</title></head>\n<body>\n{filled}')
            case "latin-1":
                return ('<!DOCTYPE html>\n<html lang="en">\n<head><meta http-equiv="Content-Type" content="text/html; '
                        f'charset=iso-8859-1">\n<title>{title}</title></head>\n<body>\n<p>Caf\xe9</p>\n{filled}')
            case "broken":
                return (f"<TITLE>{title}</TITLE>\n<h1>{title}\n<ul><li>one<li>two</ul><p>open <b>bold<i>both</b></i>\n{body}\n"
                        '</div></span><table><tr><td>cell<td><img src="https://example.org/a.png" alt="A map."></table>\n'
                        "<a name=x>\n")
            case _:
                front = f'---\nlayout: page\ntitle: "{self.title}"\n---\n' if self.sort == "jekyll" else ""
                return (f'{front}<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
                        f"</head>\n<body>\n{filled}")

    def markdown(self) -> str:
        parts = [f"---\ntitle: \"{self.title}\"\nlang: en\n---\n\n# {self.title}\n"]
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        parts.append(f"Words before.\n\n![]({src})\n")
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        parts.append(f"| a | b |\n|---|---|\n| ![image]({src} \"T\") | `![]({src})` |\n")
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        parts.append(f"> Quoted: ![{name}][pic]\n\n[pic]: {src}\n")
        target = self.chance.choice([one for one in range(len(self.addresses)) if one != self.number])
        self.wanted.append(f"link {title_of(target)}")
        href = self.to(self.addresses[target])
        parts.append(f"- [![]({self.src()[0]})]({href})\n- ![A grey heron.]({self.src()[0]})\n")
        parts.append(f"```html\n<img src=\"{self.src()[0]}\">\n```\n\n    ![](code.png)\n")
        src, name = self.src()
        self.wanted.append(f"picture {name}")
        parts.append(f"<div>\n<img src=\"{src}\">\n</div>\n")
        self.left += 1
        parts.append("![](https://example.org/remote.png)\n\nLast words.\n")
        return "\n".join(parts)


def title_of(number: int) -> str:
    return f"{WORDS[number % len(WORDS)].title()} & {WORDS[number // len(WORDS) % len(WORDS)]} no. {number}"
