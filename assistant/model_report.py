"""The report of `career-assistant models check`: the settings' chat model tried alone, and then for a whole answer."""

from __future__ import annotations

import time

from assistant.answer import AnswererName, Outcome
from assistant.answerers.generative import GenerativeAnswerer
from assistant.answerers.selecting import SelectingAnswerer
from assistant.models.load import load_model
from assistant.models.probes import reachability, structured_output
from assistant.prompts import VERSION
from assistant.settings import Settings
from assistant.wiring import Progress, assistant_over, chat_options, make_answerer, open_guides


def model_report(settings: Settings, question: str, *, on_progress: Progress | None = None) -> tuple[list[str], bool]:
    """The report as lines, and whether a model's answer came out.

    Raises:
        CareerAssistantError: no model is named, it cannot be loaded, or the guides cannot be used.
    """
    options = chat_options(settings)
    where = f" at {settings.chat_base_url}" if settings.chat_base_url else ""
    lines = [f"model: {options.model}{where}, {settings.chat_mode}, prompts {VERSION}"]
    answerer = make_answerer(settings)
    assert isinstance(answerer, GenerativeAnswerer | SelectingAnswerer)  # a chat model is named
    works = True
    for name, result, good in reachability(answerer.calls):
        lines.append(f"{name}: {result}")
        works = works and good
    if works:
        name, result, _ = structured_output(load_model(options), answerer.calls)
        lines.append(f"{name}: {result}")
    with open_guides(settings, on_progress=on_progress) as index:
        assistant = assistant_over(index, answerer, settings)
        asked = question or next(iter(assistant.suggestions.starters()), "What does a beginner earn?")
        started = time.monotonic()
        answer = assistant.ask(asked)
    lines.append(f"question: {asked}")
    lines.append(f"answer: {answer.outcome}, {answer.answerer}, {time.monotonic() - started:.2f} s")
    lines.append(answer.text)
    from_model = answer.outcome is Outcome.ANSWERED and answer.answerer is not AnswererName.EXTRACTIVE_FALLBACK
    return lines, works and from_model
