"""A chat model server as a program of its own: `transformers serve`, on loopback, over tiny models made here."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_TO_START = 60
_TEMPLATE = "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}{{ eos_token }}"


@dataclass(frozen=True)
class ChatServer:
    """A running server; it loads the model of whatever folder a request names."""

    url: str  # with the "/v1" that OpenAI's clients expect
    process: subprocess.Popen[bytes]
    log: Path

    def replies(self) -> int:
        """How many chat requests it has answered."""
        return self.log.read_text(encoding="utf-8").count('"POST /v1/chat/completions HTTP/1.1" 200')

    def kill(self) -> None:
        """End it and what it started, at once; a second call does nothing."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running_chat_server(folder: Path, meanwhile: Callable[[], None]) -> Iterator[ChatServer]:
    """A server whose log lies in `folder`; `meanwhile` is called while it starts, which takes seconds."""
    environment = {
        **os.environ,
        "HF_HOME": str(folder),  # an empty cache: nothing but the named folders can be served
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": "1",
    }
    log = folder / "server.log"
    command = [sys.executable, "-P", "-m", "transformers.cli.transformers", "serve"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0", "--device", "cpu"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = None
    try:
        meanwhile()
        server = ChatServer(f"{_address(process, log)}/v1", process, log)
        yield server
    finally:
        (server or ChatServer("", process, log)).kill()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"running on (http://[\d.:]+)", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"the chat server did not start; its log says: {log.read_text(encoding='utf-8')[-2000:]}")


def make_model(folder: Path, *, reply: str | None = None) -> Path:
    """A Llama of some 5,000 parameters over bytes, saved with tokenizer and chat template; no download.

    With `reply` its weights are set so that it says just that to everything; without, they are random.
    """
    import torch  # here because collecting the tests must not wait for it
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    as_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    said = [as_bytes.pre_tokenize_str(reply)[0][0]] if reply else []  # the whole reply is one token
    tokens = ["<s>", "</s>", *sorted(pre_tokenizers.ByteLevel.alphabet()), *said]
    tokenizer = Tokenizer(models.BPE(vocab={token: number for number, token in enumerate(tokens)}, merges=[]))
    tokenizer.pre_tokenizer = as_bytes
    tokenizer.decoder = decoders.ByteLevel()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", chat_template=_TEMPLATE
    ).save_pretrained(folder)
    torch.manual_seed(0)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=8,
            intermediate_size=8,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=2,
            max_position_embeddings=16_384,
            bos_token_id=0,
            eos_token_id=1,
        )
    )
    if reply:
        _say_last_token(model)
    model.save_pretrained(folder)
    return folder


def _say_last_token(model: object) -> None:
    """After "</s>", which ends every prompt, comes the vocabulary's last token; after that, "</s>"."""
    import torch

    end, last = 1, -1
    with torch.no_grad():
        for weights in model.parameters():  # type: ignore[attr-defined]
            if weights.dim() == 2:  # norms keep their ones; without attention only the token before counts
                weights.zero_()
        seen, next_token = model.model.embed_tokens.weight, model.lm_head.weight  # type: ignore[attr-defined]
        seen[end, 0] = next_token[last, 0] = 1.0
        seen[last, 1] = next_token[end, 1] = 1.0
