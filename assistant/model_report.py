"""The report of `career-assistant models check`: the settings' chat model tried alone, and then for a whole answer."""

from __future__ import annotations

import time

from assistant.answer import AnswererName, Outcome
from assistant.models.keys import without_secrets
from assistant.models.load import load_model
from assistant.models.probes import reachability, structured_output
from assistant.prompts import VERSION
from assistant.settings import Settings
from assistant.wiring import Progress, answerer_over, assistant_over, chat_options, open_guides


def model_report(settings: Settings, question: str, *, on_progress: Progress | None = None) -> tuple[list[str], bool]:
    """The report as lines, and whether a model's answer came out.

    Raises:
        CareerAssistantError: no model is named, it cannot be loaded, or the guides cannot be used.
    """
    options = chat_options(settings)
    where = f" at {settings.chat_base_url}" if settings.chat_base_url else ""
    lines = [without_secrets(f"model: {options.model}{where}, {settings.chat_mode}, prompts {VERSION}")]
    if settings.answers_by != "generative":
        lines.append(f"note: visitors do not get its answers, since CAREER_ANSWERER is {settings.answers_by}")
    model = load_model(options)
    answerer = answerer_over(model, options, mode=settings.chat_mode)
    works = True
    for name, result, good in reachability(answerer.calls):
        lines.append(f"{name}: {result}")
        works = works and good
    if works:
        name, result, _ = structured_output(model, answerer.calls)
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
