"""The website behind nginx, set up by the files in `deploy/` with this test's ports, paths and certificate."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from index_sample import write_guide
from web_server import REPOSITORY, WebServer, running_server, wait_until
from web_visitor import CALLS, Visitor

DEPLOY = REPOSITORY / "deploy"
NAME = "career.example"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def make_certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "site.pem", folder / "site.key"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}"]
    subprocess.run([*command, "-out", certificate, "-keyout", key], check=True, capture_output=True)
    return certificate, key


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, WebServer]]:
    """The addresses with and without TLS, and the website behind them."""
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None or shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("The test of the set-up needs nginx and openssl: apt-get install -y nginx-light openssl")
        pytest.skip("nginx or openssl is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    certificate, key = make_certificate(folder)
    plain, secure = free_port(), free_port()
    guides = write_guide(folder / "guides")
    with running_server(folder / "site", guides=guides, trusted_proxies="127.0.0.1") as server:
        site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        for ours, here in (
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
            ("server 127.0.0.1:7860;", f"server {server.url.removeprefix('http://')};"),
            ("/etc/ssl/certs/career.example.pem", str(certificate)),
            ("/etc/ssl/private/career.example.key", str(key)),
        ):
            assert ours in site, f"deploy/nginx.conf has no {ours!r}"
            site = site.replace(ours, here)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole = (
            f"pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {temporary} {site} }}"
        )
        (folder / "nginx.conf").write_text(whole, encoding="utf-8")
        process = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-g", "daemon off;"])
        try:
            address = f"https://127.0.0.1:{secure}"
            wait_until(lambda: is_up(address), seconds=20, what=f"nginx; its log: {folder}/error.log")
            yield address, f"http://127.0.0.1:{plain}", server
        finally:
            process.terminate()
            process.wait(timeout=20)


def is_up(address: str) -> bool:
    try:
        return get(f"{address}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def get(url: str) -> httpx.Response:
    return httpx.get(url, headers={"Host": NAME}, verify=False, timeout=30)


def test_who_comes_without_tls_is_sent_to_it(behind: tuple[str, str, WebServer]) -> None:
    reply = get(f"{behind[1]}/chat/")
    assert (reply.status_code, reply.headers["location"]) == (301, f"https://{NAME}/chat/")


def test_the_page_knows_its_own_address_and_its_cookie_stays_on_tls(behind: tuple[str, str, WebServer]) -> None:
    page = get(f"{behind[0]}/chat/")
    assert f'"root":"https://{NAME}/chat"' in page.text
    assert page.headers["strict-transport-security"].startswith("max-age=")
    assert "Secure" in page.headers["set-cookie"]
    assert page.headers["content-security-policy"].count("default-src") == 1
    assert "nginx/" not in page.headers["server"]


def test_an_answer_comes_as_it_grows(behind: tuple[str, str, WebServer]) -> None:
    with Visitor(behind[0], headers={"Host": NAME}, verify=False) as visitor:
        with visitor.http.stream("GET", f"{CALLS}/heartbeat/{visitor.session}") as beat:
            started = time.monotonic()
            assert next(beat.iter_lines())  # it would wait in a buffer, since nothing more comes for seconds
            assert time.monotonic() - started < 5
        assert "₹40–60 thousand" in str(visitor.ask("What does a beginner earn?"))


def test_what_is_too_large_or_too_much_is_refused_before_python_sees_it(behind: tuple[str, str, WebServer]) -> None:
    large = httpx.post(f"{behind[0]}/api/v1/answer", content=b"x" * 70_000, headers={"Host": NAME}, verify=False)
    assert large.status_code == 413 and "nginx" in large.text
    with httpx.Client(base_url=behind[0], headers={"Host": NAME}, verify=False) as http:
        statuses = [http.get("/healthz").status_code for _ in range(300)]
    assert set(statuses) == {200, 429}


HELLO = {"question": "hello"}


def until(holds: Callable[[], bool], *, seconds: float = 15.0) -> None:
    """Wait for something that takes a moment: a burst of requests to be over, a line to be written."""
    ends = time.monotonic() + seconds
    while not holds() and time.monotonic() < ends:
        time.sleep(0.3)


def test_each_visitor_is_counted_by_the_address_that_nginx_saw(behind: tuple[str, str, WebServer]) -> None:
    forged = {"Host": NAME, "X-Forwarded-For": "203.0.113.9"}
    until(lambda: httpx.post(f"{behind[0]}/api/v1/answer", json=HELLO, headers=forged, verify=False).is_success)
    until(lambda: httpx.post(f"{behind[2].url}/api/v1/answer", json=HELLO).is_success)

    def callers_logged() -> list[str]:
        lines = [json.loads(line) for line in behind[2].log.read_text(encoding="utf-8").splitlines()]
        return [line["caller"] for line in lines if line.get("path") == "/api/v1/answer" and line["status"] == 200]

    until(lambda: len(callers_logged()) == 2)  # a line may be written after its answer
    callers = callers_logged()
    assert len(callers) == 2 and len(set(callers)) == 1  # both are 127.0.0.1, whatever the visitor wrote


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (DEPLOY / "career-assistant.service").read_text(encoding="utf-8")
    (tmp_path / "career-assistant.service").write_text(
        unit.replace("/opt/career-assistant/venv/bin/career-assistant", "/bin/true"), encoding="utf-8"
    )
    checked = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "career-assistant.service"], capture_output=True, text=True, timeout=60
    )
    assert "career-assistant.service:" not in checked.stderr


def test_the_environment_file_holds_settings_that_there_are() -> None:
    from assistant.settings import FILE_VARIABLE, Settings

    lines = (DEPLOY / "career-assistant.env").read_text(encoding="utf-8").splitlines()
    names = {line.lstrip("# ").partition("=")[0] for line in lines if "CAREER_" in line}
    assert names and names <= {FILE_VARIABLE, *(f"CAREER_{name.upper()}" for name in Settings.model_fields)}
