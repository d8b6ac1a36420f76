"""Errors of evaluating that a person can act on."""

from corpus.errors import CareerAssistantError


class CaseError(CareerAssistantError):
    """A case file that cannot be used; the message names file, case and remedy."""
