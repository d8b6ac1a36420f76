"""Thirty guides in one folder: is the right one cited, is a tie clarified, is a career without a guide declined?"""

from __future__ import annotations

import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from asking import Share, assistant_in, guide_cases, guides_folder, may_show, mixed
from made_guides import made_guides

from assistant.answerers.draft import readable
from corpus.guide import Guide, Table

_PER_GUIDE = 12  # questions that name a career, of each guide
_TIES = 80
_WAYS = ("{question} for {a} {career}?", "{career} - {question}?", "i want to become {a} {career}, {question}?")
_NO_GUIDE = """dentist|plumber|train driver|lawyer|stenographer|tea taster|film editor|tailor|astronomer|
pharmacist|electrician|translator|librarian|beautician|firefighter|psychologist|carpenter|social worker|geologist|
air hostess|school teacher|goldsmith|marine biologist|wedding photographer""".replace("\n", "").split("|")
_ASKED_OF_NONE = (
    "what is the salary of {a} {career}",
    "how to become {a} {career}",
    "how long does it take to become {a} {career}",
    "which exam do i need for {career}",
    "is {career} a good career",
)


def measure_many(work: Path) -> Iterator[Share]:
    """Questions over a folder with every guide of the repository and every made one."""
    by_file = guide_cases()
    made = made_guides(list(by_file))
    files = [(file.name, file.read_bytes()) for file in by_file]
    files += [(one.file, one.text.encode("utf-8")) for one in made]
    folder = guides_folder(work / "many", files)
    asked = list(_career_questions(by_file, made))
    cited = Share("many guides", f"{len(files)} guides: first citation from the career's guide, of answers", 0.97)
    opened = Share("many guides", f"{len(files)} guides: the same, gate forced open", 0.97)
    given = Share("many guides", f"{len(files)} guides: questions that name a career answered")
    tied = Share("many guides", "a question that fits several guides equally is clarified", 0.95)
    declined = Share("many guides", "a question on a career without a guide is declined", 0.95)
    times: list[float] = []
    with assistant_in(folder, work / "index") as assistant:
        for question, guide, shown in asked:
            started = time.perf_counter()
            turn = assistant.turn(question)
            times.append((time.perf_counter() - started) * 1000)
            answer = turn.answer
            given.add(bool(answer.citations), guide)
            for share, said in ((cited, answer), (opened, assistant.opened(turn).answer)):
                if said.citations or share is opened:
                    first = said.citations[0].guide if said.citations else str(said.outcome)
                    share.add(first == guide, guide, f"{guide}: {question}: {first}" if shown else "")
        for question in _ties(list(assistant.index.guides.values())):
            outcome = str(assistant.ask(question).outcome)
            tied.add(outcome == "clarify", question, f"{question}: {outcome}")
        for career in _without_guide(list(assistant.index.guides.values())):
            for way in _ASKED_OF_NONE:
                question = way.format(career=career, a=_article(career))
                answer = assistant.ask(question)
                declined.add(str(answer.outcome) == "declined", career, f"{question}: {answer.outcome}: {answer.text}")
    print(f"many guides    a question that names a career: median {statistics.median(times):.0f} ms, "
          f"p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms")  # fmt: skip
    yield from (cited, opened, given, tied, declined)


def _career_questions(by_file: dict, made: list) -> Iterator[tuple[str, str, bool]]:  # type: ignore[type-arg]
    """Questions that name a career with the guide they are about, and whether they may be shown."""
    plain: dict[str, list] = {}  # type: ignore[type-arg]
    for file, cases in by_file.items():
        kept = {c.question: c for c in cases if c.expect == "answered" and not c.history and "plain" in c.tags}
        plain[file.stem] = [kept[question] for question in mixed(kept, _PER_GUIDE)]
    for guide, cases in plain.items():
        career = guide.replace("-", " ")
        for number, case in enumerate(cases):
            yield _naming(case.question, career, number), guide, may_show(case)
    for one in made:
        for number, case in enumerate(plain[one.base]):
            yield _naming(one.question(case.question), one.career, number), one.id, may_show(case)


def _naming(question: str, career: str, number: int) -> str:
    """The question with the career named, in one of several ways where it does not name it yet."""
    if re.search(rf"\b{re.escape(career)}", question, re.I):
        return question
    way = _WAYS[number % len(_WAYS)]
    return way.format(question=question.rstrip("?. "), career=career, a=_article(career))


def _ties(guides: list[Guide]) -> list[str]:
    """Questions for a table's row that stands in several guides alike and names none of their careers."""
    rows: dict[str, set[str]] = defaultdict(set)
    named = {word for guide in guides for word in guide.id.split("-")}
    for guide in guides:
        for section in guide.sections:
            for table in (block for block in section.blocks if isinstance(block, Table)):
                for row in table.rows:
                    question = f"what is the {readable(table.header.cells[1].text)} for {readable(row.cells[0].text)}?"
                    rows[question.lower()].add(guide.id)
    shared = [question for question, ids in rows.items() if len(ids) > 1]
    return mixed((q for q in shared if not named & {w.removesuffix("s") for w in re.findall(r"\w+", q)}), _TIES)


def _without_guide(guides: list[Guide]) -> list[str]:
    """Careers that no guide of the folder speaks of."""
    texts = [guide.text.lower() for guide in guides]
    return [career for career in _NO_GUIDE if not any(re.search(rf"\b{career}", text) for text in texts)]


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" else "a"
