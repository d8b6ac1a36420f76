"""A small guide of our own and one real index of it, built once per test run and shared by the test files."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from pathlib import Path

from index.build import build_index, open_index
from index.search import Index
from index.weights import find_embedding_model

GUIDE = """# Becoming a beekeeper

Beekeepers look after hives and sell honey. Most people start with two hives in spring.

## Equipment

What to buy first:

- Smoker and hive tool
- Veil, gloves and a light suit
- Software such as HiveLog, written in C++

Estimated cost: ₹4–8 thousand

## Earnings in Kerala

| Level | Yearly income |
|---|---|
| Beginner (0–1 year) | ₹40–60 thousand |
| Grower (2–4 years) | ₹1.5–3 lakh |
| Master (5+ years) | ₹6–9 lakh |

Source: survey of 120 keepers.

## Step 1 — Learn the seasons

Read about swarming before the first summer. Swarms leave when the queen has too little room.

Time: 3–5 weeks

## FAQs

### Do I need land of my own?

No. Many keepers place hives on a neighbour's field and pay with honey.

### Is bee venom dangerous?

It is for people with an allergy. Ask a doctor before you begin.
"""


def write_guide(folder: Path, text: str = GUIDE, name: str = "beekeeper.md") -> Path:
    """A guides folder with one guide."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@functools.cache
def sample_root() -> Path:
    """A folder with `guides` and, after `sample_index`, `indexes`; removed when the run ends."""
    root = Path(tempfile.mkdtemp(prefix="index-sample-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    write_guide(root / "guides")
    return root


@functools.cache
def sample_index() -> Index:
    """The opened index of the sample guide."""
    root = sample_root()
    index = open_index(root / "guides", index_dir_with_model(root / "indexes"))
    atexit.register(index.close)
    return index


def index_dir_with_model(folder: Path) -> Path:
    """An index folder that holds the exported model already, so that a test does not export it again."""
    exported = _exported_model()
    target = folder / "models" / exported.name
    if not target.exists():  # a test that came first may have built an index there
        target.mkdir(parents=True)
        for file in exported.iterdir():
            os.link(file, target / file.name)
    return folder


@functools.cache
def _exported_model() -> Path:
    """The export in the folder that all processes of a run share; the first one to need it makes it."""
    shared = Path(os.environ["CAREER_INDEX_DIR"])
    build_index(sample_root() / "guides", shared)
    return shared / "models" / find_embedding_model().digest
