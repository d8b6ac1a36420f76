"""What the institute's settings make of the pages: name, logo, colours, contact links, addresses of its guides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.colours import Colours
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.palette import Palette, palettes

MAX_LOGO_BYTES = 200_000
_LIGHT, _DARK = palettes(Colours())
# By how a file of that type begins; an SVG can hold scripts and addresses of other hosts, so it is none of them.
_TYPES = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): "image/png",
    re.compile(rb"\xff\xd8\xff"): "image/jpeg",
    re.compile(rb"RIFF....WEBP", re.S): "image/webp",
}


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A picture of the institute, read once when the website starts."""

    data: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A way to reach a person: `kind` is call, email or whatsapp."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Brand:
    """The institute as the pages show it; without settings, nobody's in particular."""

    institute: str | None = None
    logo: Logo | None = None
    light: Palette = _LIGHT
    dark: Palette = _DARK
    greeting: Mapping[str, str] = field(default_factory=dict)  # by language
    contacts: tuple[Contact, ...] = ()
    published: Mapping[str, str] = field(default_factory=dict)  # addresses by guide id


def brand_of(settings: Settings) -> Brand:
    """The brand of the settings.

    Raises:
        SettingsError: the logo cannot be used, or has no name to be read out instead.
    """
    if settings.logo is not None and not settings.institute:
        raise SettingsError("The setting logo needs institute: the name that is read out to who cannot see the logo.")
    light, dark = palettes(settings.colours)
    return Brand(
        institute=settings.institute,
        logo=read_logo(settings.logo) if settings.logo is not None else None,
        light=light,
        dark=dark,
        greeting=settings.greeting,
        contacts=contacts_of(settings),
        published=settings.published,
    )


def contacts_of(settings: Settings) -> tuple[Contact, ...]:
    """The contact links of the settings, as far as they are there."""
    found: list[Contact] = []
    if phone := settings.contact_phone:
        found.append(Contact(kind="call", text=phone, href=f"tel:{re.sub(r'[^+0-9]', '', phone)}"))
    if email := settings.contact_email:
        found.append(Contact(kind="email", text=email, href=f"mailto:{email}"))
    if number := settings.contact_whatsapp:
        found.append(Contact(kind="whatsapp", text=number, href=f"https://wa.me/{re.sub(r'[^0-9]', '', number)}"))
    return tuple(found)


def read_logo(path: Path) -> Logo:
    """A logo from its file.

    Raises:
        SettingsError: it cannot be read, is too large, or is no PNG, JPEG or WebP, whatever its name says.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_LOGO_BYTES else b""
    except OSError as error:
        raise SettingsError(f"The logo {path} cannot be read ({error.strerror}). Check the setting logo.") from error
    if size > MAX_LOGO_BYTES:
        raise SettingsError(
            f"The logo {path} has {size // 1000} KB; at most {MAX_LOGO_BYTES // 1000} KB are shown. "
            "Save it smaller: 200 pixels high are plenty."
        )
    media_type = next((name for begin, name in _TYPES.items() if begin.match(data)), None)
    if media_type is None:
        raise SettingsError(f"The logo {path} is no PNG, JPEG or WebP. Export it as PNG; SVG can hold scripts.")
    return Logo(data=data, media_type=media_type)
