"""Errors of evaluating that a person can act on."""

from corpus.errors import CareerAssistantError


class CaseError(CareerAssistantError):
    """A case file that cannot be used; the message names file, case and remedy."""


class TrainingDataError(CareerAssistantError):
    """Training data that is missing or of another form; the message names the file and the remedy."""
