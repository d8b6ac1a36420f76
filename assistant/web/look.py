"""How a page looks to one visitor: the language of the interface, and the institute's brand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Scope

from assistant.brand_settings import LANGUAGES
from assistant.settings import Settings
from assistant.web.brand import Brand, brand_of
from assistant.web.words import Words, words_in

GUIDE_LANGUAGE = "en"  # of guides, and of what the assistant says by itself
KEY = "career.look"


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is written around the guide's own words, and how it is dressed."""

    language: str = "en"
    words: Words = field(default_factory=lambda: words_in("en"))
    brand: Brand = field(default_factory=Brand)
    root_path: str = ""
    contact: str = ""  # whom to ask, as the settings say it, or in this language where they say nothing
    helpline: str = ""

    @property
    def is_translated(self) -> bool:
        """Whether the interface is in another language than guides and answers."""
        return self.language != GUIDE_LANGUAGE

    @property
    def guide_lang(self) -> str:
        """The attribute for words of the guide within this page; empty where the page has their language."""
        return f' lang="{GUIDE_LANGUAGE}"' if self.is_translated else ""


PLAIN = Look()


def looks_of(settings: Settings, *, root_path: str = "") -> Mapping[str, Look]:
    """The look in every language, by its name.

    Raises:
        SettingsError: the logo of the settings cannot be used.
    """
    brand = brand_of(settings)
    return {language: _look(language, settings, brand, root_path) for language in LANGUAGES}


def look_of(scope: Scope) -> Look:
    """The look for a request that has come through `Languages`."""
    look = scope.get(KEY)
    return look if isinstance(look, Look) else PLAIN


def _look(language: str, settings: Settings, brand: Brand, root_path: str) -> Look:
    words = words_in(language)
    fields = type(settings).model_fields
    contact = words.contact if words.contact and settings.contact == fields["contact"].default else settings.contact
    helpline = (
        words.helpline if words.helpline and settings.helpline == fields["helpline"].default else settings.helpline
    )
    return Look(language=language, words=words, brand=brand, root_path=root_path, contact=contact, helpline=helpline)
