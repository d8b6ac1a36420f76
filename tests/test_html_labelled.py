"""Web pages without telling names: what is around the guide is told by its words, its links and its place."""

from __future__ import annotations

import pytest
from html_pages import text_of

BEGIN = (
    "<h1>Potter</h1><p>A potter shapes clay on a wheel and sells pots at fairs, and many teach it in the evening.</p>"
)
PAY = "<h2>Pay</h2><p>A studio pays ₹600 a day to a beginner and twice as much to a trained potter.</p>"
ALL = (
    "# Potter\n\nA potter shapes clay on a wheel and sells pots at fairs, and many teach it in the evening.\n\n"
    "## Pay\n\nA studio pays ₹600 a day to a beginner and twice as much to a trained potter.\n"
)
AROUND = {
    "comments": "<div class=mt-8><h2 class=text-xl>Comments (2)</h2><div class=flex><p><b>Ravi</b> 3 days ago</p>"
    "<p>I earn ₹99,000.</p></div><div class=flex><p>Also ₹98,000.</p></div></div>",
    "flat-comments": "<h3>2 thoughts on “Potter”</h3><p>I earn ₹99,000.</p><div><h4>Ravi</h4><p>₹98,000</p></div>",
    "comments-below-a-row": "<div><div class=flex><h2>Comments</h2><span>Newest first</span></div>"
    "<div>I earn ₹99,000.</div><div>₹98,000</div></div>",
    "row-and-then-comments": "<div class=flex><h3>3 Responses</h3></div><p>I earn ₹99,000.</p><p>And ₹98,000.</p>",
    "labelled-comments": "<div><div class=font-bold>Leave a reply</div><p>Ravi: ₹99,000</p><form><textarea></textarea>"
    "</form></div>",
    "responses": "<section><h2>Responses</h2><p><b>Ravi</b></p><p>I earn ₹99,000. Reply</p></section>",
    "small-ad": "<div class=my-4><small>Advertisement</small><p>Fly with us for ₹64,999.</p></div>",
    "ad-with-heading": "<div class=p-2><span>Sponsored</span><h3>Become a flyer</h3><p>Fees ₹49,999.</p></div>",
    "ad-of-a-link": "<div><span>Ad</span> <a href=/x>Fly for ₹64,999</a></div>",
    "ad-box-in-a-frame": "<div><div><span>Advertisement</span></div><div><a href=/x>Fly for ₹64,999</a></div></div>",
    "related": "<div class=grid><h3>You may also like</h3><a href=/b>Baker: ₹9,000</a></div>",
    "related-cards": "<section><div><h2>Related articles</h2><p>Chosen for you</p></div><div><a href=/b>Baker pay"
    " of ₹9,000</a></div></section>",
    "flat-related": "<h3>Read next</h3><ul><li><a href=/b>Baker: ₹9,000</a></li><li><a href=/c>Cook</a></li></ul>",
    "also-read": "<p><strong>Also read:</strong> <a href=/b>Baker pay of ₹9,000</a></p>",
    "more-guides": "<div><h3>Popular courses</h3><p><a href=/b>Baking for ₹9,000</a></p></div>",
    "cookies": "<div><div><p>We use cookies, kept for 900 days.</p></div><div><button>Accept all</button></div></div>",
    "cookies-with-heading": "<div><h3>Your privacy</h3><p>This site uses cookies for 900 days.</p><a href=#>Got it</a>"
    "</div>",
    "fixed": "<div style='position: fixed; bottom: 0'><p>Offer: ₹900 only today!</p></div>",
    "tailwind-fixed": "<div class='fixed bottom-0 z-50'><p>Cookies are kept for 900 days.</p></div>",
    "sticky": "<div style='top:0;position:sticky'>Call 900 900</div>",
    "newsletter": "<div><h3>Stay in touch</h3><p>Tips at 9:00.</p><input type=email><button>Join</button></div>",
    "newsletter-without-field": "<div><h3>Subscribe to our newsletter</h3><p>9,000 readers have done so.</p></div>",
    "flat-newsletter": "<h3>Sign up for weekly updates</h3><p>No spam; 9,000 have signed up.</p><form><input></form>",
    "form-with-heading": "<form><h2>Reserve a seat for ₹9,000</h2><input type=text name=phone></form>",
    "share": "<div>Share this guide: <a href=/1>Facebook</a> <a href=/2>WhatsApp</a> <a href=/3>LinkedIn</a></div>",
    "share-links": "<ul><li><a href='https://wa.me/?text=9'>Send 9</a></li><li><a href='https://twitter.com/intent/tweet'>"
    "Post 9</a></li></ul>",
    "menu": "<div class=flex><a href=/>Site 9</a><a href=/c>Courses</a><a href=/f>Fees</a><a href=/l>Log in</a></div>",
    "last-line": "<div class=p-4>© 2026 Potters' School. Phone 900</div>",
    "foot": "<div><div><h4>Reach us</h4><p>Call 900</p><a href=/a>About us</a><a href=/p>Privacy policy</a></div>"
    "<p>© 2026 Potters</p></div>",
    "copyright": "<small>Copyright © 2026 Potters. All rights reserved.</small>",
    "aria-comments": "<div aria-label=Comments><p>I earn ₹99,000.</p></div>",
    "aria-ad": "<div role=region aria-label=Advertisement><p>Fees ₹99,000.</p></div>",
    "role-search": "<div role=search><p>9 found</p></div>",
    "author": "<div><h3>About the author</h3><p>Meena has fired pots for 19 years in nine towns.</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(AROUND))
def test_what_stands_around_a_guide_is_left_out_wherever_it_stands(name):
    around = AROUND[name]
    wrapped = f"<div class=prose>{BEGIN}{PAY}</div>"
    assert text_of(f"<div class=page>{wrapped}{around}</div>") == ALL
    assert text_of(f"<body>{BEGIN}{PAY}{around}</body>") == ALL
    assert text_of(f"<body>{around}<div>{BEGIN}{PAY}</div></body>") == ALL
    assert text_of(f"<main>{BEGIN}{around}{PAY}</main>") == ALL  # the next section stays


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Comments on the exam</h2><p>It is long.</p>",
        "<h2>Related careers</h2><ul><li><a href=/b>Baker</a></li><li><a href=/c>Cook</a></li></ul>",
        "<h2>Newsletter</h2><p>Write one every week.</p>",
        "<h2>Responses</h2><p>A good one takes a minute.</p>",
        "<h2>Stay updated</h2><p>Visit a fair each spring.</p>",
        "<h2>Related courses</h2><ul><li><a href=/b>Diploma in ceramics</a></li></ul>",
        "<h2>Share of women</h2><p>It is 40 %.</p>",
        "<h2>Responses to low offers</h2><p>Say no.</p>",
        "<h2>Advertising your pots</h2><p>Post a picture a day.</p>",
        "<p>Sponsored visas are rare.</p>",
        "<p><b>Sponsored</b> visas are rare.</p>",
        "<h2>Useful sites</h2><ul><li><a href=/b>Guild</a></li><li><a href=/c>Fair</a></li><li><a>Shop</a></li></ul>",
        "<table><tr><th>Task</th><th>Comments</th></tr><tr><td>Dig</td><td>Ad</td></tr></table>",
        "<ul><li>Comments</li><li>Advertisement</li></ul>",
        "<div style='position:sticky'><h2>Tools</h2></div><p>A wheel.</p>",
        "<table><thead><tr style='position:sticky'><th>A</th></tr></thead><tr><td>b</td></tr></table>",
        "<h2>Law</h2><p>The Copyright Act of 1957 protects pots.</p>",
        "<h2>Your shop's site</h2><p>If we use cookies, the law asks for consent first.</p>",
        "<section aria-label='Social work'><p>Pots help.</p></section>",
        "<div aria-label='Baking cookies'><p>In a kiln? No.</p></div>",
    ],
)
def test_sections_of_the_guide_with_like_words_stay(kept):
    without_tags = " ".join(text_of(f"{BEGIN}{kept}{PAY}").split())
    plain = text_of(f"{BEGIN}<div>{kept.replace('position:sticky', '')}</div>{PAY}")
    last_word = kept.rsplit("</", 2)[0].rsplit(">", 1)[-1].split()
    assert " ".join(last_word) in without_tags or not last_word
    for words in [piece.split("<")[0].strip() for piece in kept.split(">")]:
        assert words in without_tags and words in plain


def test_nothing_is_left_out_where_it_would_be_nearly_all_of_the_page():
    page = "<div><h2>Comments</h2><p>These are the comments of potters, and all that this page says at all.</p></div>"
    assert "comments of potters" in text_of(page)
    frame = "<div class='fixed inset-0'><h2>Potter</h2><p>A potter shapes clay.</p></div>"
    assert "shapes clay" in text_of(frame)
