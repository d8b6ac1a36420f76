"""Further guides made of the repository's own: another career, other names and other figures in the same form.

Made guides are hard neighbours on purpose: they share sentences, tables and row labels with the guide they were made
of, so only what names the career tells them apart. The same rules turn a guide's questions into the made guide's.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.context import names_of, place_words
from corpus.guide import Guide
from corpus.read import read_guide

# What a career and its holder are called in the guides, the longest form first, then what the field is called.
_BASES = {
    "registered-nurse": (("registered nurse", "staff nurse", "nurse"), ("nursing",)),
    "digital-marketer": (("digital marketing specialist", "digital marketer", "marketer"), ("digital marketing",)),
    "chartered-accountant": (("chartered accountant", "ca"), ("chartered accountancy", "accountancy")),
    "commercial-pilot": (("commercial pilot", "airline pilot", "pilot"), ("flying", "aviation")),
    "cybersecurity-analyst": (("cybersecurity analyst", "security analyst", "analyst"), ("cybersecurity", "security")),
    "data-analyst": (("data analyst", "analyst"), ("data analytics", "data analysis", "analytics")),
    "pastry-chef": (("pastry chef", "chef"), ("pastry", "baking")),
    "ux-designer": (("ux designer", "designer"), ("ux design", "ux")),
    "machine-learning-engineer": (
        ("machine learning engineer", "ml engineer"),
        ("machine learning engineering", "machine learning", "ml"),
    ),
}
# Made careers: what holder and field are called, and the guide they are made of.
_CAREERS = {
    "physiotherapist": ("physiotherapist", "physiotherapy", "registered-nurse"),
    "radiographer": ("radiographer", "radiography", "registered-nurse"),
    "optometrist": ("optometrist", "optometry", "registered-nurse"),
    "journalist": ("journalist", "journalism", "digital-marketer"),
    "event-manager": ("event manager", "event management", "digital-marketer"),
    "company-secretary": ("company secretary", "company law", "chartered-accountant"),
    "actuary": ("actuary", "actuarial science", "chartered-accountant"),
    "merchant-navy-officer": ("merchant navy officer", "seafaring", "commercial-pilot"),
    "air-traffic-controller": ("air traffic controller", "air traffic control", "commercial-pilot"),
    "network-administrator": ("network administrator", "networking", "cybersecurity-analyst"),
    "game-developer": ("game developer", "game development", "cybersecurity-analyst"),
    "cloud-architect": ("cloud architect", "cloud computing", "cybersecurity-analyst"),
    "business-analyst": ("business analyst", "business analysis", "data-analyst"),
    "economist": ("economist", "economics", "data-analyst"),
    "butcher": ("butcher", "butchery", "pastry-chef"),
    "sommelier": ("sommelier", "wine", "pastry-chef"),
    "barista": ("barista", "coffee", "pastry-chef"),
    "fashion-designer": ("fashion designer", "fashion design", "ux-designer"),
    "interior-designer": ("interior designer", "interior design", "ux-designer"),
    "robotics-engineer": ("robotics engineer", "robotics", "machine-learning-engineer"),
    "civil-engineer": ("civil engineer", "civil engineering", "machine-learning-engineer"),
}
# fmt: off
_NAMES = (
    "Alderly", "Brightwell", "Calder", "Dunmore", "Eastgate", "Fairholm", "Greystone", "Hartwick", "Inverley",
    "Jesmond", "Kelbrook", "Lanmark", "Marlow", "Northam", "Oakridge", "Penrith", "Quillon", "Redfern", "Stanwick",
    "Thornby", "Upwell", "Verity", "Westbrook", "Yarrow",
)
# fmt: on
_CALENDAR = frozenset(name.lower() for name in (*month_name[1:], *day_name))
_KEPT = _CALENDAR | {
    "class",
    "step",
    "stage",
    "phase",
    "india",
    "indian",
    "english",
    "hindi",
}  # capitals that name no employer
_FIGURE = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?)(?![\w])")
_HEADING = re.compile(r"^(?:#|\W*[^\W\d]+ \d+\b)")  # numbered parts keep their numbers


@dataclass(frozen=True, kw_only=True)
class MadeGuide:
    """A made guide, the id of the guide it was made of, and what turns a question about that one into one about it."""

    id: str
    career: str
    base: str
    file: str
    text: str
    question: Callable[[str], str]


def made_guides(files: Iterator[Path] | list[Path]) -> list[MadeGuide]:
    """Every made guide, from the guide files of the repository."""
    bases = {file.stem: read_guide(file) for file in files}
    plain = {file.stem for file in files if file.suffix == ".txt"}
    found = []
    for number, (made_id, (career, field, base)) in enumerate(_CAREERS.items(), 1):
        if made_id in bases:
            continue  # the repository has a real one
        change = partial(_changed, number=number, career=career, field=field, base=bases[base])
        lines = [change(line, figures=not _HEADING.match(line)) for line in bases[base].text.split("\n")]
        file = made_id + (".txt" if base in plain else ".md")
        found.append(MadeGuide(id=made_id, career=career, base=base, file=file, text="\n".join(lines), question=change))
    return found


def _changed(line: str, *, number: int, career: str, field: str, base: Guide, figures: bool = True) -> str:
    """A line with the career, names and figures of a made guide in the place of its base's."""
    holders, fields = _BASES[base.id]
    names = names_of(base) - _KEPT - {word for form in (*holders, *fields) for word in form.split()}
    places = set(place_words(base.text))
    words = {**dict.fromkeys(fields, field), **dict.fromkeys(holders, career)}
    words |= {f"{holder}s": _plural(career) for holder in holders}
    forms = "|".join(re.escape(form) for form in sorted(words, key=len, reverse=True))
    line = re.sub(rf"\b(?:{forms})\b", lambda m: _cased(words[m[0].lower()], m[0]), line, flags=re.I)
    named = set(career.lower().split()) | set(field.lower().split())

    def renamed(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word not in names or word in places or word in named or not match[0].istitle():
            return match[0]
        return _NAMES[(sum(map(ord, word)) + number) % len(_NAMES)]

    line = re.sub(r"\b[A-Z][a-z]{2,}\b", renamed, line)
    return _FIGURE.sub(lambda m: _scaled(m[1], number), line) if figures else line


def _plural(career: str) -> str:
    return career[:-1] + "ies" if career.endswith("y") else career + "s"


def _cased(word: str, like: str) -> str:
    if like.istitle() or like.isupper():
        return word.title()
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _scaled(figure: str, number: int) -> str:
    """A figure a little larger, in the same form; years of the calendar and single digits up to 3 stay."""
    plain = figure.replace(",", "")
    if "." in plain:
        return f"{float(plain) * (1 + number / 20):.{len(plain.split('.')[1])}f}"
    value = int(plain)
    if 1900 <= value <= 2100 and "," not in figure or value <= 3:
        return figure
    scaled = round(value * (1 + number / 20)) + 1
    return f"{scaled:,}" if "," in figure else str(scaled)
