"""Errors a person can act on: each message gives the fact, the value and the next step."""


class CareerAssistantError(Exception):
    """Base of every error that the app, the API and the command line show to a person."""


class GuideError(CareerAssistantError):
    """A guide file, or the guides folder, that cannot be used; the message names file, line and remedy."""
