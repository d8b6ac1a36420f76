"""The parts of calling a chat model: key files, budget, breaker, and what is worth another try."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import date
from email.utils import formatdate
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.errors import ChatModelError, SettingsError
from assistant.models.breaker import Breaker, BreakerOpenError
from assistant.models.budget import DailyBudget
from assistant.models.keys import read_key, without_secrets
from assistant.models.load import load_model
from assistant.models.options import ChatOptions
from assistant.models.retries import retry_after, with_one_retry
from assistant.settings import load_settings
from assistant.wiring import chat_options, make_answerer

KEY = "sk-0123456789-secret-tail"


def key_file(folder: Path, text: str = KEY, mode: int = 0o600) -> Path:
    file = folder / "key"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_the_first_line_of_a_key_file_is_the_key_and_no_text_shows_it(tmp_path: Path) -> None:
    key = read_key(key_file(tmp_path, f"{KEY}\nsecond line\n"))
    assert key.get_secret_value() == KEY
    settings = load_settings(chat_model="openai:x", chat_key_file=tmp_path / "key")
    assert KEY not in repr(key) + repr(settings) + repr(chat_options(settings))


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o602])
def test_a_key_file_that_is_open_to_others_is_refused_without_showing_it(tmp_path: Path, mode: int) -> None:
    with pytest.raises(SettingsError, match=r"CAREER_CHAT_KEY_FILE.*chmod 600") as caught:
        read_key(key_file(tmp_path, mode=mode))
    assert KEY not in str(caught.value)


def test_a_key_file_may_be_roots_and_readable_for_the_group_of_the_service(tmp_path: Path) -> None:
    assert read_key(key_file(tmp_path, mode=0o640)).get_secret_value() == KEY


@pytest.mark.parametrize("text", ["", "\n", "  \nkey"])
def test_a_key_file_without_a_key_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no key"):
        read_key(key_file(tmp_path, text))


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere.*CAREER_CHAT_KEY_FILE"):
        read_key(tmp_path / "nowhere")


def test_keys_and_what_looks_like_one_are_taken_out_of_a_text() -> None:
    text = f"bad key {KEY}, ends with tail; also sk-proj-abcdefghijk"
    assert without_secrets(text, (SecretStr(KEY),)) == "bad key ***, ends with ***; also ***"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no route to http://u:hunter2hunter2@host/v1", "no route to http://***@host/v1"),
        ("GET http://host/v1?key=abc123&model=x'", "GET http://host/v1?key=***&model=***'"),
        ("AIzaSyA1234567890 and gsk_1234567890abc", "*** and ***"),
        ("openai:skywork-13b-chat at a keyboard", "openai:skywork-13b-chat at a keyboard"),
    ],
)
def test_a_secret_is_known_by_its_place_and_its_beginning(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


@pytest.mark.parametrize(
    "address", ["http://u:sk-abc12345678@host", "http://host/v1?key=sk-abc12345678", "sk-abc12345678"]
)
def test_an_address_with_a_key_in_it_is_refused_without_showing_it(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAREER_CHAT_BASE_URL", address)
    with pytest.raises(SettingsError, match="CAREER_CHAT_KEY_FILE") as caught:
        load_settings()
    assert "abc123" not in str(caught.value)
    monkeypatch.delenv("CAREER_CHAT_BASE_URL")
    file = tmp_path / "settings.toml"
    file.write_text(f'chat_base_url = "{address}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="chat_base_url") as caught:
        load_settings(settings_file=file)
    assert "abc123" not in str(caught.value)


@pytest.mark.parametrize("pasted", ["sk-live-PASTED-1234567890", "aB3" * 10, "f00d" * 8, "AIzaSyA1234567890"])
def test_a_key_pasted_where_its_file_belongs_is_not_shown(pasted: str, tmp_path: Path) -> None:
    for file in (Path(pasted), tmp_path / pasted):
        with pytest.raises(SettingsError, match=r"not the key itself") as caught:
            read_key(file)
        assert pasted not in str(caught.value)
    (tmp_path / pasted).mkdir()
    with pytest.raises(SettingsError, match="CAREER_CHAT_KEY_FILE") as caught:
        read_key(tmp_path / pasted)
    assert pasted not in str(caught.value)


def test_a_key_pasted_where_the_models_name_belongs_is_not_shown() -> None:
    for name in (KEY, f"openai:{KEY}", f"{KEY}:gpt"):
        with pytest.raises(ChatModelError) as caught:
            load_model(ChatOptions(model=name))
        assert "0123456789" not in str(caught.value)


def test_a_path_from_home_is_written_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CAREER_CHAT_KEY_FILE", "~/.nokey")
    monkeypatch.setenv("CAREER_CHAT_SPENDING_FILE", "~/spent.json")
    settings = load_settings(chat_model="openai:x")
    assert settings.chat_spending_file == tmp_path / "spent.json"
    with pytest.raises(SettingsError, match=re.escape(f"There is no file {tmp_path / '.nokey'} (")):
        chat_options(settings)


def test_an_answerer_that_is_named_wins_over_a_chat_model() -> None:
    assert load_settings().answers_by == "extractive"
    assert load_settings(chat_model="openai:x").answers_by == "generative"
    settings = load_settings(chat_model="openai:x", chat_base_url="http://127.0.0.1:9", answerer="extractive")
    assert settings.answers_by == "extractive"
    assert isinstance(make_answerer(settings), ExtractiveAnswerer)


def test_the_longest_reply_is_a_setting() -> None:
    assert chat_options(load_settings(chat_model="openai:x")).longest_reply == 2000
    assert chat_options(load_settings(chat_model="openai:x", chat_longest_reply=400)).longest_reply == 400


def test_a_budget_without_a_price_and_an_address_with_a_key_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="CAREER_CHAT_PRICE"):
        chat_options(load_settings(chat_model="openai:x", chat_daily_budget=1.0))
    monkeypatch.setenv("CAREER_CHAT_BASE_URL", "http://user:key@host/v1")
    with pytest.raises(SettingsError, match="CAREER_CHAT_KEY_FILE"):
        load_settings()


@pytest.mark.parametrize("price", ["1", "a,b", "-1,2", "1,2,3", "nan,1", "inf,1"])
def test_a_price_is_two_amounts(price: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_CHAT_PRICE", price)
    with pytest.raises(SettingsError, match="CAREER_CHAT_PRICE"):
        load_settings()


def test_a_days_money_is_kept_over_a_restart_and_forgotten_the_next_day(tmp_path: Path) -> None:
    today = [date(2026, 1, 1)]
    file = tmp_path / "deep" / "spending.json"
    budget = DailyBudget(1.0, file, today=lambda: today[0])
    budget.add(0.6)
    assert not budget.is_spent()
    again = DailyBudget(1.0, file, today=lambda: today[0])
    again.add(0.6)
    assert again.is_spent()
    today[0] = date(2026, 1, 2)
    assert not again.is_spent()
    assert not DailyBudget(0.01, file, today=lambda: today[0]).is_spent()


def test_two_processes_add_to_one_sum(tmp_path: Path) -> None:
    one, other = DailyBudget(1.0, tmp_path / "s.json"), DailyBudget(1.0, tmp_path / "s.json")
    one.add(0.4)
    other.add(0.4)
    one.add(0.4)
    assert one.is_spent()
    assert [DailyBudget(most, tmp_path / "s.json").is_spent() for most in (1.1, 1.3)] == [True, False]


def test_a_disk_that_takes_nothing_is_told_once_and_money_still_counts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    budget = DailyBudget(1.0, tmp_path / "file" / "spending.json")  # a file where a folder should be
    for _ in range(3):
        budget.add(0.4)
    assert budget.is_spent()
    assert caplog.text.count("cannot be written") == 1


def test_a_full_disk_is_no_crash(tmp_path: Path) -> None:
    program = """
import resource, sys
from pathlib import Path
from assistant.models.budget import DailyBudget
budget = DailyBudget(1.0, Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # from here on every write fails, as on a full disk
budget.add(2.0)
assert budget.is_spent()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "s.json")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "counted in memory" in done.stderr
    assert not list(tmp_path.glob("*.new"))


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"day": 1}', '{"day": "2026-01-01", "spent": "x"}'])
def test_a_broken_file_counts_as_nothing_spent(text: str, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text(text, encoding="utf-8")
    assert not DailyBudget(0.01, file, today=lambda: date(2026, 1, 1)).is_spent()


def test_the_breaker_opens_after_failures_in_a_row_and_one_call_decides_whether_it_closes() -> None:
    breaker = Breaker(failures=2, seconds=0.1)
    for _ in range(2):
        breaker.begin()
        breaker.failed(OSError())
    with pytest.raises(BreakerOpenError):
        breaker.begin()
    time.sleep(0.15)
    breaker.begin()
    with pytest.raises(BreakerOpenError):
        breaker.begin()  # only one at a time tries
    breaker.failed(OSError())
    with pytest.raises(BreakerOpenError):
        breaker.begin()
    time.sleep(0.15)
    breaker.begin()
    breaker.succeeded()
    breaker.begin()
    breaker.begin()


def test_a_call_that_was_given_up_is_no_failure_and_blocks_nobody() -> None:
    breaker = Breaker(failures=1, seconds=0.05)
    breaker.begin()
    breaker.left()
    breaker.begin()
    breaker.failed(OSError())
    time.sleep(0.1)
    breaker.begin()
    breaker.left()
    breaker.begin()


def error_with(status: int, **headers: str) -> Exception:
    error = RuntimeError("x")
    error.response = SimpleNamespace(status_code=status, headers=headers)  # type: ignore[attr-defined]
    return error


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    assert retry_after(error_with(429, **{"retry-after": "7"})) == 7
    soon = formatdate(time.time() + 30, usegmt=True)
    assert 25 < (retry_after(error_with(503, **{"retry-after": soon})) or 0) <= 31
    assert retry_after(error_with(503, **{"retry-after": "soon"})) is None
    assert retry_after(OSError()) is None


@pytest.mark.parametrize(("status", "tries"), [(429, 2), (500, 2), (503, 2), (400, 1), (401, 1), (404, 1)])
def test_only_a_passing_failure_is_worth_another_try(status: int, tries: int) -> None:
    made: list[int] = []

    def call() -> None:
        made.append(1)
        raise error_with(status)

    with pytest.raises(RuntimeError):
        with_one_retry(call, ends=time.monotonic() + 30, is_left=lambda: False)
    assert len(made) == tries
