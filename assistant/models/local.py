"""A model folder run in this process with `transformers`: tokens come one after the other, on one thread, greedily.

LangChain's own class for it brings a client of a hub; this one needs only what sentence-transformers brings anyway, and
loads nothing but the folder it is given.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.errors import ChatModelError

_SHORT_REPLY = 400  # tokens kept free for the reply of a model with little room; three sentences have about 120
_ROLES = {"human": "user", "ai": "assistant", "system": "system"}


class LocalChatModel(BaseChatModel):
    """A causal language model of a folder; calls wait for each other, since they share one model."""

    folder: str
    longest_reply: int
    _model: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()
    _busy: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "local"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = [chunk.message for chunk in self._stream(messages, stop, run_manager, **kwargs)]
        text = "".join(str(chunk.content) for chunk in chunks)
        usage = next((one.usage_metadata for one in reversed(chunks) if isinstance(one, AIMessageChunk)), None)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text, usage_metadata=usage))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        import torch

        with self._busy, torch.inference_mode():
            ids = self._prompt(messages)
            taken, given, text, cache = int(ids.shape[1]), 0, "", None
            made: list[int] = []
            ends = _end_tokens(self._model, self._tokenizer)
            following = ids
            finish = "length"
            for _ in range(min(self.longest_reply, self._room() - taken)):
                output = self._model(input_ids=following, past_key_values=cache, use_cache=True)
                cache = output.past_key_values
                token = int(output.logits[0, -1].argmax())
                given += 1
                if token in ends:
                    finish = "stop"
                    break
                made.append(token)
                following = torch.tensor([[token]])
                whole = self._tokenizer.decode(made, skip_special_tokens=True)
                if whole != text and not whole.endswith("�"):  # half of a character is none
                    yield _chunk(whole[len(text) :], run_manager)
                    text = whole
                if stop and any(one in text for one in stop):
                    finish = "stop"
                    break
        usage = UsageMetadata(input_tokens=taken, output_tokens=given, total_tokens=taken + given)
        yield ChatGenerationChunk(
            message=AIMessageChunk(content="", usage_metadata=usage), generation_info={"finish_reason": finish}
        )

    def _prompt(self, messages: list[BaseMessage]) -> Any:
        turns = [{"role": _ROLES.get(message.type, "user"), "content": str(message.text)} for message in messages]
        if self._tokenizer.chat_template:
            text = self._tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        else:
            text = "\n".join(f"{turn['role']}: {turn['content']}" for turn in turns) + "\nassistant:"
        ids = self._tokenizer(text, return_tensors="pt", add_special_tokens=False).input_ids
        return ids[:, -max(1, self._room() - min(self.longest_reply, _SHORT_REPLY)) :]

    def _room(self) -> int:
        """Tokens that the model can read and write together; the prompt comes first, since it holds the question."""
        return int(getattr(self._model.config, "max_position_embeddings", None) or sys.maxsize)


def _chunk(text: str, run_manager: CallbackManagerForLLMRun | None) -> ChatGenerationChunk:
    chunk = ChatGenerationChunk(message=AIMessageChunk(content=text))
    if run_manager is not None:
        run_manager.on_llm_new_token(text, chunk=chunk)
    return chunk


def _end_tokens(model: Any, tokenizer: Any) -> set[int]:
    ends = getattr(model.generation_config, "eos_token_id", None)
    found = set(ends) if isinstance(ends, list) else {ends}
    return {one for one in (*found, tokenizer.eos_token_id) if one is not None}


def load_local_model(folder: str, *, longest_reply: int) -> LocalChatModel:
    """The model of a folder as `save_pretrained` writes it: weights as safetensors, tokenizer, configuration.

    Raises:
        ChatModelError: there is no such folder, or it holds no model that can be run here.
    """
    path = Path(folder).expanduser()
    if not (path / "config.json").is_file():
        raise ChatModelError(
            f"The chat model folder {folder} holds no config.json. Name a folder with a model's weights, tokenizer and "
            "configuration after local:"
        )
    try:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        # Only files of the folder, and no code of it: a model is data.
        safe: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        tokenizer = AutoTokenizer.from_pretrained(path, **safe)
        model = AutoModelForCausalLM.from_pretrained(path, use_safetensors=True, dtype="auto", **safe)
    except Exception as error:  # transformers raises many kinds for what it cannot read
        message = " ".join(str(error).split())[:300]
        raise ChatModelError(
            f"The chat model folder {folder} cannot be run ({type(error).__name__}: {message})."
        ) from None
    made = LocalChatModel(folder=str(path), longest_reply=longest_reply)
    model.train(False)
    made._model, made._tokenizer = model, tokenizer
    return made
