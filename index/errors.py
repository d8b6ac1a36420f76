"""Errors of the index that a person can act on."""

from __future__ import annotations

from corpus.errors import CareerAssistantError


class IndexingError(CareerAssistantError):
    """An index that cannot be built, stored or opened; the last good index stays where it is."""


class EmbeddingModelError(CareerAssistantError):
    """An embedding model that is missing, altered or of a form that cannot be used."""


class DamagedIndexError(IndexingError):
    """A finished index whose files are missing, altered or unreadable; `open_index` answers it with a rebuild."""
