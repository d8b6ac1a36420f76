"""The institute's brand on the pages: what is shown of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Outcome, Reason
from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings
from assistant.web.brand import MAX_LOGO_BYTES, brand_of, read_logo
from assistant.web.chat_texts import page_texts, page_title
from assistant.web.look import Look, looks_of
from assistant.web.pages import page_html
from assistant.web.reply import answer_html

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
HOSTILE = '<script>alert(1)</script>"onload="x'


def branded(**settings: object) -> tuple[Settings, Look]:
    made = load_settings(**settings)
    return made, looks_of(made, root_path="/career")["en"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    ],
)
def test_a_logo_is_told_by_how_it_begins(tmp_path: Path, data: bytes, kind: str) -> None:
    file = tmp_path / "logo.any"
    file.write_bytes(data)
    logo = read_logo(file)
    assert (logo.media_type, logo.data) == (kind, data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "Export it as PNG"),
        (b"<html><script>alert(1)</script>", "no PNG, JPEG or WebP"),
        (b"GIF89a", "no PNG, JPEG or WebP"),
        (b"", "no PNG, JPEG or WebP"),
        (PNG + bytes(MAX_LOGO_BYTES), "200 KB"),
    ],
)
def test_what_is_no_small_picture_is_refused_whatever_its_name(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(data)
    with pytest.raises(SettingsError, match=words) as caught:
        read_logo(file)
    assert str(file) in str(caught.value)


def test_a_logo_that_is_not_there_or_has_no_name_to_read_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        brand_of(load_settings(logo=tmp_path / "none.png", institute="Harbour Academy"))
    (tmp_path / "logo.png").write_bytes(PNG)
    with pytest.raises(SettingsError, match="institute"):
        brand_of(load_settings(logo=tmp_path / "logo.png"))


def test_the_institute_stands_on_chat_and_pages_as_text(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    settings, look = branded(institute=HOSTILE, logo=tmp_path / "logo.png")
    chat = page_texts(look, settings)["top"]["value"]
    page = page_html(title="x", body="", look=look)
    for html in (chat, page):
        assert "<script>alert" not in html and "&lt;script&gt;" in html
        assert '<img class="logo" src="/career/assets/logo" alt="">' in html
    assert page_title(look).endswith(HOSTILE)  # text: whoever writes it into HTML escapes it


def test_contacts_are_links_that_call_write_and_open_whatsapp() -> None:
    settings, look = branded(
        contact_phone="+91 (98765) 432-10", contact_email="a.b+c@school.example", contact_whatsapp="+91 98765 43210"
    )
    below = page_texts(look, settings)["person"]["value"]
    for href in ("tel:+919876543210", "mailto:a.b+c@school.example", "https://wa.me/919876543210"):
        assert f'href="{href}"' in below
    declined = Answer(question="q", outcome=Outcome.DECLINED, text="No.", reason=Reason.NOT_IN_GUIDE)
    html = answer_html(declined, {}, look)
    assert 'href="tel:+919876543210"' in html and "+91 (98765) 432-10" in html
    assert "wa.me" not in answer_html(Answer(question="q", outcome=Outcome.SMALLTALK, text="Hello!"), {}, look)


def test_without_contacts_there_is_no_line_for_them() -> None:
    settings, look = branded()
    assert page_texts(look, settings)["person"]["value"] == ""
    assert "person" not in answer_html(
        Answer(question="q", outcome=Outcome.DECLINED, text="No.", reason=Reason.NOT_IN_GUIDE), {}, look
    )


def test_citations_lead_to_where_the_guide_is_published_and_to_our_copy() -> None:
    _, look = branded(published={"keeper": "https://school.example/keeper?a=1"})
    citation = Citation(
        number=1,
        guide="keeper",
        section=("Pay",),
        quote="A keeper earns much",
        start=0,
        end=19,
        url="/guide/keeper#pay",
    )
    answer = Answer(question="q", outcome=Outcome.ANSWERED, text="Much [1]", citations=(citation,))
    html = answer_html(answer, {}, look)
    assert 'class="open" href="https://school.example/keeper?a=1#:~:text=A%20keeper%20earns%20much"' in html
    assert 'class="copy" href="/career/guide/keeper#pay"' in html
    elsewhere = answer_html(answer, {}, branded(published={"other": "https://school.example/"})[1])
    assert "school.example" not in elsewhere


def test_a_greeting_of_the_settings_takes_the_place_of_ours() -> None:
    settings = load_settings(greeting={"hi": "नमस्ते!"})
    looks = looks_of(settings)
    assert "नमस्ते!" in page_texts(looks["hi"], settings)["chat"]["value"]
    assert looks["en"].words.greeting in page_texts(looks["en"], settings)["chat"]["value"]
