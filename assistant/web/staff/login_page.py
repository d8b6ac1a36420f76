"""The page that asks counsellors for their name and password. It is all that is seen of `/staff` without a login."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.responses import Response

from assistant.web.headers import content_policy, script_hash
from assistant.web.pages import asset


def login_page(*, root_path: str, problem: str = "", name: str = "", wait: int = 0) -> Response:
    """The page, with status 401, or 429 where there are seconds to wait; `problem` is what was wrong with a try."""
    style = asset("staff-login.css")  # within the page: a file below /staff would need a login itself
    told = f'<p class="problem" role="alert" id="problem">{escape(problem)}</p>' if problem else ""
    page = Template(asset("staff-login.html")).substitute(
        root=escape(root_path),
        style=style,
        problem=told,
        name=escape(name[:40]),
        described=' aria-describedby="problem" aria-invalid="true"' if problem else "",
        title="Not logged in – Counsellors" if problem else "Log in – Counsellors",
    )
    headers = {
        "WWW-Authenticate": "Cookie",
        "Content-Security-Policy": content_policy(styles=f" '{script_hash(style)}'", forms="'self'"),
    }
    if wait:
        headers["Retry-After"] = str(wait)
    return Response(page, status_code=429 if wait else 401, headers=headers, media_type="text/html")
