"""Errors of asking: settings that cannot be used, and model replies that cannot be trusted."""

from corpus.errors import CareerAssistantError


class SettingsError(CareerAssistantError):
    """A setting that is unknown, misspelt or out of range; the message names it and the values allowed."""


class ChatModelError(CareerAssistantError):
    """A chat model that cannot be used; the message names the setting and what to install or set."""


class BatchError(CareerAssistantError):
    """A batch file that cannot be read; the message names the line."""
