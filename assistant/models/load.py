"""A chat model by name, through LangChain's `init_chat_model`. Nothing is sent yet."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Any

from assistant.errors import ChatModelError
from assistant.models.keys import without_secrets
from assistant.models.options import ChatOptions

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Providers by LangChain's name: the extra of this project that installs them, and the variable that holds their key.
EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
    "openai": "openai",
}
KEYS = {
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "openai": "OPENAI_API_KEY",
}
LOCAL = "local"  # a model folder, run in this process
_SILENT_WITHOUT_KEY = frozenset({"anthropic", "mistralai"})  # they load without one and fail at every question
_ANY_KEY = "none"  # servers of one's own take any, and OpenAI's client wants one


def load_model(options: ChatOptions) -> BaseChatModel:
    """The chat model that the options name.

    Raises:
        ChatModelError: the name has not the form provider:model, the provider is unknown, its package or key is
            missing, or the model cannot be made. No key is in the message.
    """
    provider, _, model_name = options.model.partition(":")
    name = without_secrets(options.model)  # for messages: a key may have been pasted where the name belongs
    if not provider or not model_name:
        raise ChatModelError(
            f"The chat model {name!r} is not of the form provider:model. Set CAREER_CHAT_MODEL to one that is, such as "
            f"openai:<model>, ollama:<model> or local:<folder>. Providers with an extra of this project: "
            f"{', '.join(sorted(EXTRAS))}."
        )
    if provider == LOCAL:
        from assistant.models.local import load_local_model  # here because torch and transformers are heavy

        return load_local_model(model_name, longest_reply=options.longest_reply)
    hint = _missing_key(provider, options)
    if hint and provider in _SILENT_WITHOUT_KEY:
        raise ChatModelError(f"The chat model {name!r} needs a key, and none is set.{hint}")
    return _made(provider, model_name, options, hint)


def _made(provider: str, model_name: str, options: ChatOptions, hint: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # here because LangChain is wanted only with a model

    name = without_secrets(options.model)
    try:
        model: BaseChatModel = init_chat_model(model_name, model_provider=provider, **_arguments(provider, options))
    except ImportError as error:
        extra = EXTRAS.get(provider)
        remedy = f"Install it with: pip install 'career-guide-assistant[{extra}]'" if extra else short(error, options)
        raise ChatModelError(f"The chat model {name!r} needs a package that is not installed. {remedy}") from None
    except Exception as error:  # each provider raises its own kinds for a missing key or an unknown model
        if isinstance(error, ValueError) and "provider" in str(error).lower() and provider not in EXTRAS:
            known = str(error).rpartition(": ")[2]
            raise ChatModelError(
                f"The provider {without_secrets(provider)!r} of the chat model {name!r} is unknown. "
                f"Known providers: {known}; {LOCAL} for a folder."
            ) from None
        raise ChatModelError(f"The chat model {name!r} cannot be used: {short(error, options)}{hint}") from None
    return model


def _missing_key(provider: str, options: ChatOptions) -> str:
    """What to do about a key that is not there; empty where there is one, or none is wanted."""
    variable = KEYS.get(provider)
    if variable is None or options.key is not None or options.base_url or os.environ.get(variable):
        return ""
    return f" Set {variable}, or CAREER_CHAT_KEY_FILE to a file that holds it; a server of your own may take any value."


def _arguments(provider: str, options: ChatOptions) -> dict[str, Any]:
    """What each provider's class wants; the SDK's own retries are off, since one is made here."""
    times = options.timeouts
    found: dict[str, Any] = {"temperature": 0, "max_retries": 0}
    if options.base_url:
        found["base_url"] = options.base_url
    if options.key is not None:
        found["api_key"] = options.key
    elif provider == "openai" and options.base_url and not os.environ.get(KEYS["openai"]):
        found["api_key"] = _ANY_KEY
    if provider == "ollama":
        found.pop("max_retries")
        found |= {"client_kwargs": {"timeout": _http_timeout(options)}, "num_predict": options.longest_reply}
    elif provider == "openai":
        found |= {"timeout": _http_timeout(options), "stream_usage": True, "max_tokens": options.longest_reply}
        found["use_responses_api"] = False  # servers of one's own speak the older protocol alone
    else:
        found |= {"timeout": math.ceil(times.total), "max_tokens": options.longest_reply}  # whole seconds only
    return found


def _http_timeout(options: ChatOptions) -> Any:
    import httpx  # here because it comes with the providers

    times = options.timeouts
    return httpx.Timeout(times.first_token, connect=times.connect)


def short(error: BaseException, options: ChatOptions | None = None) -> str:
    """What went wrong in one line without secrets; providers put whole pages, and ends of keys, into their errors."""
    secrets = [options.key] if options is not None and options.key else []
    from pydantic import SecretStr

    secrets += [SecretStr(value) for variable in KEYS.values() if (value := os.environ.get(variable))]
    message = without_secrets(" ".join(str(error).split()), tuple(secrets))
    return f"{type(error).__name__}: {message[:300]}" if message else type(error).__name__
