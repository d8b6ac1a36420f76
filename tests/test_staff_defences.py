"""Each defence of the counsellors' side against its attack, which succeeds where the defence is left out."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from index_sample import write_guide
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from staff_counsellor import NAME, PASSWORD, client, counsellor, log_in, look_up, staff_settings
from web_server import WebServer, running_server
from web_visitor import Visitor

from assistant.staff.accounts import add_account, change_password, read_accounts, remove_account
from assistant.web.staff.lockout import FAILURES_OF_ADDRESS, FAILURES_OF_NAME

FRIEND = "https://school.example"
EVIL = "https://evil.example"
WRONG = "wrong horse battery staple"
# Left out together is what has nothing to do with each other, since every server takes seconds to start.
GROUPS = (
    "StaffLogin,StaffPrivate,StaffBody,StaffAddresses,StaffTurns",
    "StaffSignature,StaffExpiry,StaffFresh,StaffCurrent,StaffEnded,StaffOrigin,StaffNames,StaffCookie,StaffNobody",
    "StaffClosed,StaffFirst",
)
OTHERS = ("ben", "chitra", "devi", "esha", "farid", "gita", "hari")
CLOSED = [
    "/staff", "/staff/", "/staff/login", "/staff/look-up", "/staff/recent", "/staff/guides", "/staff/logout",
    "/staff/assets/look-up.js", "/staff/assets/look-up.css", "/staff/nowhere", "/staff/config", "/staff/upload",
    "/staff/openapi.json", "/staff/docs", "/staff/gradio_api/queue/join", "/staff/gradio_api/queue/data",
    "/staff/gradio_api/upload", "/staff/gradio_api/file=/etc/passwd", "/staff/gradio_api/config", "/staff/info",
    "/staff/..%2fstaff/look-up", "/staff//look-up", "/staff/%6cook-up", "/%73taff/look-up", "/staff;x/look-up",
    "//staff/look-up", "/Staff/look-up", "/staff%2flook-up",
]  # fmt: skip
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], WebServer]]:
    """Servers with accounts by the defences they go without; the last without accounts."""
    folder = tmp_path_factory.mktemp("staff")
    guides = write_guide(folder / "guides")
    servers: dict[str, WebServer] = {}
    with ExitStack() as stack:

        def server(without: str) -> WebServer:
            if without not in servers:
                own = folder / str(len(servers))
                accounts = {} if without == GROUPS[-1] else staff_settings(own, NAME, *OTHERS)
                settings = {**accounts, "allowed_origins": FRIEND, "trusted_proxies": "127.9.9.9"}
                settings["requests_per_minute"] = "100000"
                wait = without != GROUPS[-1]
                running = running_server(own, guides=guides, without=without, wait=wait, **settings)
                servers[without] = stack.enter_context(running)
            return servers[without]

        yield server


def accounts_file(server: WebServer) -> Path:
    return server.log.parent / "staff.json"


def cookie_of(http: httpx.Client) -> str:
    return str(http.cookies["career_staff"])


def gets_in(server: WebServer, cookie: str) -> bool:
    with client(server, cookies={"career_staff": cookie}) as http:
        return http.get("/staff/recent").status_code == 200


def it_is_open_without_accounts(server: WebServer) -> bool:
    with client(server) as http:
        return {http.get(path).status_code for path in ("/staff", "/staff/", "/staff/login")} != {404}


def a_look_up_needs_no_login(server: WebServer) -> bool:
    with client(server) as http:
        return look_up(http, "What does a beginner earn?").status_code == 200


def a_cookie_is_altered(server: WebServer) -> bool:
    with counsellor(server) as http:
        payload, stamp, signature = cookie_of(http).rsplit(".", 2)
    key = (server.log.parent / "staff.key").read_text().strip()
    other = signed("another key than " + key, serializer_of(key).loads_unsafe(f"{payload}.{stamp}.{signature}")[1])
    return gets_in(server, other)


def serializer_of(key: str, at: float | None = None) -> URLSafeTimedSerializer:
    import hashlib

    class AtThatTime(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(at if at is not None else time.time())

    kept = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeTimedSerializer(key, salt="career-assistant.staff.session", signer=AtThatTime, signer_kwargs=kept)


def signed(key: str, said: object, at: float | None = None) -> str:
    return str(serializer_of(key, at).dumps(said))


def an_old_cookie_is_good(server: WebServer) -> bool:
    key = (server.log.parent / "staff.key").read_text().strip()
    account = read_accounts(accounts_file(server))[OTHERS[0]]
    said = {"n": account.name, "m": account.mark, "i": "a" * 32}
    assert gets_in(server, signed(key, said))  # the test makes good cookies
    return gets_in(server, signed(key, said, at=time.time() - 10 * 3600 - 60))


def a_session_outlives_its_password(server: WebServer) -> bool:
    with counsellor(server, OTHERS[1]) as http:
        assert http.get("/staff/recent").status_code == 200
        change_password(accounts_file(server), OTHERS[1], "another horse battery staple")
        return http.get("/staff/recent").status_code == 200


def a_session_outlives_its_account(server: WebServer) -> bool:
    with counsellor(server, OTHERS[2]) as http:
        remove_account(accounts_file(server), OTHERS[2])
        lives = http.get("/staff/recent").status_code == 200
    add_account(accounts_file(server), OTHERS[2], PASSWORD)
    return lives


def a_copied_cookie_outlives_the_logout(server: WebServer) -> bool:
    with counsellor(server) as http:
        copy = cookie_of(http)
        assert http.post("/staff/logout").status_code == 303
    return gets_in(server, copy)


def another_website_logs_in(server: WebServer) -> bool:
    with client(server) as http:
        tried = [log_in(http, headers={"Origin": origin}) for origin in (EVIL, FRIEND, "null", f"{server.url}.evil")]
    return any("set-cookie" in reply.headers for reply in tried)


def who_does_not_say_where_it_comes_from_logs_in(server: WebServer) -> bool:
    with client(server) as http:
        del http.headers["Origin"]
        return "set-cookie" in log_in(http).headers


def another_website_logs_out(server: WebServer) -> bool:
    with counsellor(server) as http:
        http.post("/staff/logout", headers={"Origin": EVIL})
        return http.get("/staff/recent").status_code != 200


def another_website_looks_up(server: WebServer) -> bool:
    with counsellor(server) as http:
        asked = http.post("/staff/look-up", json={"question": "hello"}, headers={"Origin": FRIEND})
    return asked.status_code == 200


def a_name_is_guessed_on_and_on(server: WebServer) -> bool:
    statuses = []
    for _ in range(FAILURES_OF_NAME + 2):
        with client(server) as http:
            statuses.append(log_in(http, OTHERS[3], WRONG).status_code)
    return statuses.count(401) > FAILURES_OF_NAME


def an_address_guesses_on_and_on(server: WebServer) -> bool:
    with client(server) as http:
        names = [f"name{number}" for number in range(FAILURES_OF_ADDRESS + 2)]
        statuses = [log_in(http, name, WRONG).status_code for name in names]
    return statuses.count(401) > FAILURES_OF_ADDRESS


def many_guesses_are_sent_at_once(server: WebServer) -> bool:
    def guess(number: int) -> int:
        with client(server) as http:
            return log_in(http, OTHERS[4], f"{WRONG}{number}").status_code

    with ThreadPoolExecutor(12) as threads:
        statuses = list(threads.map(guess, range(12)))
    return statuses.count(401) > FAILURES_OF_NAME


def the_time_tells_who_has_an_account(server: WebServer) -> bool:
    def seconds(name: str) -> float:
        with client(server) as http:
            http.get("/healthz")  # the connection is made before
            started = time.perf_counter()
            log_in(http, name, WRONG)
            return time.perf_counter() - started

    pairs = [(seconds(OTHERS[5]), seconds("nobody-here")) for _ in range(4)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    return unknown < known / 3


def the_cookie_goes_further_than_it_should(server: WebServer) -> bool:
    kept: list[set[str]] = []
    for scheme in ("http", "https"):
        forwarded = {"X-Forwarded-Proto": scheme, "Origin": f"{scheme}://career.example", "Host": "career.example"}
        transport = httpx.HTTPTransport(local_address="127.9.9.9")
        with httpx.Client(base_url=server.url, transport=transport, timeout=30, headers=forwarded) as http:
            kept.append(set(re.split(r";\s*", log_in(http).headers["set-cookie"])))
    needed = {"HttpOnly", "SameSite=Strict", "Path=/staff", "Max-Age=36000"}
    return not (needed <= kept[0] and needed | {"Secure"} <= kept[1] and "Secure" not in kept[0])


def its_pages_are_framed_or_kept(server: WebServer) -> bool:
    with client(server) as http:
        headers = http.get("/staff/").headers
    framed = "frame-ancestors 'none'" not in headers["content-security-policy"] or "x-frame-options" not in headers
    return framed or headers.get("cache-control") != "no-store" or headers.get("x-robots-tag") != "noindex"


def an_allowed_website_is_let_in(server: WebServer) -> bool:
    asks = {"Origin": FRIEND, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    with client(server) as http:
        return "access-control-allow-origin" in http.options("/staff/look-up", headers=asks).headers


def a_large_look_up_is_read(server: WebServer) -> bool:
    with client(server) as http:
        log_in(http)
        return look_up(http, "a" * 70_000).status_code != 413


ATTACKS: list[tuple[Callable[[WebServer], bool], str]] = [
    (a_look_up_needs_no_login, "StaffLogin"),
    (its_pages_are_framed_or_kept, "StaffPrivate"),
    (an_allowed_website_is_let_in, "StaffFirst"),
    (a_large_look_up_is_read, "StaffBody"),
    (a_cookie_is_altered, "StaffSignature"),
    (an_old_cookie_is_good, "StaffExpiry"),
    (a_session_outlives_its_password, "StaffCurrent"),
    (a_session_outlives_its_account, "StaffFresh"),
    (a_copied_cookie_outlives_the_logout, "StaffEnded"),
    (another_website_logs_in, "StaffOrigin"),
    (who_does_not_say_where_it_comes_from_logs_in, "StaffOrigin"),
    (another_website_logs_out, "StaffOrigin"),
    (another_website_looks_up, "StaffOrigin"),
    (the_cookie_goes_further_than_it_should, "StaffCookie"),
    (the_time_tells_who_has_an_account, "StaffNobody"),
    (a_name_is_guessed_on_and_on, "StaffNames"),
    (many_guesses_are_sent_at_once, "StaffTurns"),
    (an_address_guesses_on_and_on, "StaffAddresses"),
]


@pytest.mark.parametrize("attack", [attack for attack, _ in ATTACKS], ids=lambda attack: attack.__name__)
def test_an_attack_fails(started: Callable[[str], WebServer], attack: Callable[[WebServer], bool]) -> None:
    assert not attack(started(""))


@pytest.mark.parametrize(("attack", "defence"), ATTACKS, ids=lambda item: getattr(item, "__name__", str(item)))
def test_an_attack_succeeds_without_its_defence(
    started: Callable[[str], WebServer], attack: Callable[[WebServer], bool], defence: str
) -> None:
    [group] = [group for group in GROUPS if defence in group.split(",")]
    assert attack(started(group))


def test_without_an_account_it_is_closed(site: WebServer, started: Callable[[str], WebServer]) -> None:
    assert not it_is_open_without_accounts(site)
    assert it_is_open_without_accounts(started(GROUPS[-1]))


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_is_reached_without_a_login(site: WebServer, started: Callable[[str], WebServer], path: str) -> None:
    def statuses(server: WebServer) -> Iterator[int]:
        with client(server) as http:
            for headers in ({}, {"Cookie": "career_staff=x"}, {"Accept": "text/html", "Origin": EVIL}):
                for method in METHODS:
                    sent = http.build_request(method, server.url, headers=headers, json={"question": "hello"})
                    sent.url = sent.url.copy_with(raw_path=path.encode())
                    yield http.send(sent).status_code

    assert set(statuses(started(""))) <= {401, 404}
    assert set(statuses(site)) <= {404}


def test_who_is_locked_out_hears_for_how_long_and_others_are_not(started: Callable[[str], WebServer]) -> None:
    with client(started("")) as http:
        for _ in range(FAILURES_OF_NAME):
            assert log_in(http, OTHERS[6], WRONG).status_code == 401
        locked = log_in(http, OTHERS[6], PASSWORD)  # even the right one
        assert locked.status_code == 429
        assert 0 < int(locked.headers["retry-after"]) <= 15 * 60
        assert "Please wait 15 minutes" in locked.text
        assert log_in(http, NAME).status_code == 303
        for _ in range(FAILURES_OF_NAME):
            assert log_in(http, "no-such-name", WRONG).status_code == 401
        assert log_in(http, "no-such-name", WRONG).status_code == 429


def test_a_right_password_forgets_the_wrong_ones(started: Callable[[str], WebServer]) -> None:
    with client(started("")) as http:
        for _ in range(2):
            for _ in range(FAILURES_OF_NAME - 1):
                assert log_in(http, NAME, WRONG).status_code == 401
            assert log_in(http, NAME).status_code == 303


def test_the_log_holds_neither_passwords_nor_questions(started: Callable[[str], WebServer]) -> None:
    server = started("")
    with counsellor(server) as http:
        log_in(http, "xylograph-in-the-wrong-box", "xylophone-password")
        look_up(http, "what does xylomancy pay")
        http.post("/staff/recent", json={"question": "what does xylomancy pay"})
    log = server.log.read_text(encoding="utf-8")
    assert "A counsellor logged in." in log and NAME in log and '"path": "/staff/recent"' in log
    assert not re.search(r"xylo|horse", log)


def test_what_was_looked_up_is_the_sessions_own(started: Callable[[str], WebServer]) -> None:
    server = started("")
    with counsellor(server) as one, counsellor(server) as other:
        one.post("/staff/recent", json={"question": "What does a beginner earn?"})
        assert len(one.get("/staff/recent").json()["recent"]) == 1
        assert other.get("/staff/recent").json()["recent"] == []
        assert "beginner" not in "".join(file.read_text() for file in server.log.parent.glob("*") if file.is_file())


def test_a_visitors_page_knows_nothing_of_it(started: Callable[[str], WebServer]) -> None:
    server = started("")
    pages = ("/guide/beekeeper", "/docs", "/openapi.json", "/assets/chat.js", "/assets/site.css", "/nowhere")
    with Visitor(server.url) as visitor:
        said = visitor.page + str(visitor.config)
        said += "".join(visitor.http.get(path).text for path in pages)
        assert not re.search(r"/staff|counsellors' look|career_staff", said)
        for path in ("look-up.js", "look-up.css", "staff-login.css", "look-up.html"):
            assert visitor.http.get(f"/assets/{path}").status_code == 404
    with counsellor(server) as http:
        sent = http.build_request("GET", "/chat/").headers.get("cookie", "")
        assert "career_staff" not in sent
        assert "career_staff" in http.build_request("GET", "/staff/").headers["cookie"]
