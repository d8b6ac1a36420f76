"""The English words by which a web page labels what is no part of its text: whole labels, and what its notices say.

Some labels are sure; others ("Newsletter", "Responses") head sections of guides too and count only where what stands
under them is of that kind. Whole labels alone count, so "Comments on the exam" or "Related careers" never do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LABEL_CHARACTERS = 90

_ARTICLES = r"(?:articles?|posts?|stor(?:y|ies)|blogs?|news|reads)"
_SURE = {
    "comments": (
        r"comments?|comments? ?[(\[]?\d+[)\]]?|(?:reader|user|visitor|student)(?:s|['’]s|s['’])? comments?",
        r"(?:\d+|no) (?:comments?|responses?|repl(?:y|ies))(?: (?:yet|so far|(?:on|to) [\"'“‘«].*))?",
        r"(?:responses?|repl(?:y|ies)|reviews?|discussion) ?[(\[]\d+[)\]]|(?:\d+|one) thoughts? on .*",
        r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply|response)(?: (?:below|to .*|cancel reply))?",
        r"join the (?:conversation|discussion)|have your say|be the first to (?:comment|reply)|comments are closed",
        r"(?:view|show|see|read)(?: all)?(?: \d+)? comments|comments (?:section|below)|share your thoughts(?: below)?",
    ),
    "related": (
        r"you (?:(?:may|might|could)(?: also)?|will also) (?:like|love|enjoy|be interested in|want to read)"
        r"(?: (?:these|this|our|more|other|to read)(?: .*)?)?",
        rf"(?:related|popular|recent|latest|trending|featured|recommended|more) {_ARTICLES}(?: (?:for|from|by) .*)?",
        r"read (?:next|also|this next)|also read|up next|what to read next|keep reading|recommended for you",
        r"people also (?:read|viewed|liked?)|trending now|more from (?:this|our|the) (?:category|blog|author|site)",
    ),
    "sign-up": (
        r"(?:subscribe|sign up) (?:to|for) (?:.* )?(?:newsletters?|updates|mailing list|e-?mails?|alerts)(?: .*)?",
        r"join (?:our|the) (?:.* )?(?:newsletter|mailing list|whatsapp (?:group|channel)|telegram (?:group|channel))",
        r"(?:get|receive) .*(?:in|to) your inbox|never miss an? (?:post|update|article|story)|newsletter sign-?up",
        r"(?:our|weekly|monthly|free) newsletter",
    ),
    "advertisement": (
        r"advertisements?|ads?|ads by .*|advertorial|partner content|paid (?:content|promotion|partnership)(?: .*)?",
        r"(?:sponsored|promoted)(?: (?:content|links?|posts?|stor(?:y|ies)|messages?|ads?))?",
        r"(?:advertisement\W*)?(?:story|article) continues below.*|advertisement\W+(?:scroll|continue).*",
    ),
    "author": (r"about the authors?|author bio",),
}
_UNSURE = {
    "comments": (r"responses?|repl(?:y|ies)|discussion|reviews?",),
    "related": (
        rf"(?:other|similar) {_ARTICLES}",
        r"related|related (?:guides?|links|topics|pages|reading)|recommended(?: reading)?|see also|similar guides",
        r"(?:popular|trending|featured|our|recommended) (?:courses|guides|program(?:me)?s)|more guides(?: .*)?|tags",
        r"explore (?:more|further)(?: .*)?|keep exploring|popular searches|categories|archives",
    ),
    "sign-up": (
        r"newsletter|subscribe(?: now)?|stay (?:updated|in touch|informed|connected|in the loop|up to date)(?: .*)?",
        r"sign up(?: .*)?|request a call ?back|(?:talk|speak) to (?:an?|our) (?:counsell?ors?|experts?|advis[eo]rs?)",
        r"(?:enquire|apply|enroll?|register) now|get in touch|contact us|book (?:a|your) .*",
        r"download (?:the |our )?(?:free )?(?:brochure|syllabus)|get (?:free )?(?:job |career )?(?:updates|alerts)",
    ),
    "advertisement": (r"(?:sponsored|promoted|presented) by .*",),
    "share": (
        r"share(?: (?:this|it|now|via|on))?(?: (?:article|post|page|guide|story)(?: (?:on|via|with) .*)?)?",
        r"follow us(?: on .*)?|connect with us|spread the word|share with (?:your )?friends",
    ),
}
_AREA = re.compile(
    r"cookies?(?: (?:banner|bar|box|consent|notice|policy|preferences|settings|message|popup|dialog))+|breadcrumbs?"
    r"|(?:we use|this (?:web)?site uses) cookies.*|privacy (?:notice|banner|preferences)|pagination|table of contents"
    r"|newsletter (?:sign-?up|form|subscription)|(?:social|share|sharing) (?:media|links?|icons?|buttons?|bar|this .*)"
)
_PATTERNS = {
    sure: {kind: re.compile("|".join(parts)) for kind, parts in kinds.items()}
    for sure, kinds in ((True, _SURE), (False, _UNSURE))
}
_AROUND_LABEL = re.compile(r"^[^\w(©]+|[^\w)\]\"”’]+$")

_OF_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_WHOSE_COOKIES = re.compile(r"\b(?:we|us|our|this (?:web)?site|this page)\b", re.IGNORECASE)
CONSENT = re.compile(
    r"(?:i )?(?:accept|agree|reject|decline|deny|allow|got it|ok|okay|understand|consent|dismiss)\b.*|(?:manage|cookie)"
    r"(?: cookies?)? (?:preferences|settings|options)|(?:preferences|settings|customi[sz]e)|necessary only|×|x|close",
    re.IGNORECASE,
)
OF_COMMENTS = re.compile(
    r"\b(?:ago|repl(?:y|ied|ies)|says|said on|posted|upvote|log ?in to|sign in to|likes?)\b|\bat \d{1,2}[:.]\d\d\b",
    re.IGNORECASE,
)
OF_SIGN_UPS = re.compile(r"\b(?:un)?subscribe|\binbox\b|\be-?mail address\b|\bsign up\b|\bspam\b", re.IGNORECASE)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)).{0,60}?\b(?:19|20)\d\d\b.*|copyright\W{0,5}(?:c\W{1,2})?(?:19|20)\d\d\b.*"
    r"|.{0,80}\ball rights reserved\b.*",
    re.IGNORECASE,
)
LED_LINK = re.compile(
    r"(?:also read|read also|read more|must read|related|see also|recommended)\s*[:–—-].*", re.IGNORECASE
)
BREADCRUMB = re.compile(r"home\s*[›»>/→|·].*", re.IGNORECASE)
OF_SITE = re.compile(
    r"home|about(?: us)?|contact(?: us)?|log ?in|sign ?in|sign ?up|log ?out|register|blogs?|privacy(?: policy)?|sitemap"
    r"|terms(?: (?:of|and|&) .*)?|my account|search|menu|support|help|cookie policy|disclaimer|courses|fees",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?:(?:share|follow us|tweet|post|send|pin)(?: (?:on|via|by|to))? ?)?(?:facebook|twitter|x|whats ?app|linked ?in"
    r"|telegram|pinterest|e-?mail|reddit|instagram|youtube|threads|print|copy(?: the)? link|tweet|pin it|messenger)",
    re.IGNORECASE,
)
SHARING_LINK = re.compile(
    r"(?:mailto:\?|whatsapp:|https?://(?:[\w-]+\.)*(?:facebook\.com/(?:share|dialog)|(?:twitter|x)\.com/(?:intent|share)"
    r"|wa\.me/\?|whatsapp\.com/send|linkedin\.com/share|t\.me/share|telegram\.me/share|pinterest\.\w+/pin/create"
    r"|reddit\.com/submit))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Label:
    """What a label announces ("comments", "related", "sign-up", "advertisement", "author", "share")."""

    kind: str
    sure: bool


def label_of(words: str) -> Label | None:
    """What these words announce when they stand alone as a heading or label; None for any other words."""
    folded = _AROUND_LABEL.sub("", words.casefold()).strip()
    if not folded or len(words) > MAX_LABEL_CHARACTERS:
        return None
    for sure, kinds in _PATTERNS.items():
        for kind, pattern in kinds.items():
            if pattern.fullmatch(folded):
                return Label(kind, sure)
    return None


def names_area(name: str) -> bool:
    """Whether the name that a page gives an area for readers of its structure (`aria-label`) is of no text."""
    label = label_of(name)
    return (label is not None and label.sure) or _AREA.fullmatch(name.casefold().strip()) is not None


def is_cookie_notice(words: str) -> bool:
    """Whether a short text tells about the site's own cookies."""
    return _OF_COOKIES.search(words) is not None and _WHOSE_COOKIES.search(words) is not None
