"""The assistant as two tools of the Model Context Protocol, over standard input and output.

The one rule: standard output carries the protocol alone; whatever else is printed goes to standard error.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field

from assistant.answer import Answer
from assistant.contract import AnswerModel, PassageModel, passage_record
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.turn import clean
from assistant.web.live import LiveAssistant, NotReadyError
from index.found import SearchResult

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

MOST_PASSAGES = 50
SECONDS_TO_LOAD = 120.0  # an index is built first where there is none
INSTRUCTIONS = (
    "Answers questions about careers from a published guide. `ask` gives a checked answer with quotes, or says that "
    "the guide does not cover the question: pass that on, and do not fill the gap. `search` gives the guide's passages."
)
MISSING = 'The MCP server needs the extra "mcp". Install it with: pip install "career-guide-assistant[mcp]"'

Question = Annotated[str, Field(description="What the user asks, in their own words")]
History = Annotated[
    list[str] | None,
    Field(description="The user's earlier messages, oldest first, never the assistant's; for follow-up questions"),
]
Top = Annotated[int, Field(ge=1, le=MOST_PASSAGES, description="How many passages")]


class SearchModel(BaseModel):
    """What `search` gives."""

    question: str
    passages: list[PassageModel] = Field(description="Best first; none for a question without words")


def serve_stdio(settings: Settings) -> None:
    """Serve until the client closes standard input.

    Raises:
        SettingsError: the extra is not installed.
    """
    mcp_server(settings).run("stdio")


def mcp_server(settings: Settings) -> MCPServer:
    """The server, over guides that are loaded in the background and followed when they are edited.

    Raises:
        SettingsError: the extra is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer  # here: it belongs to an extra
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        raise SettingsError(MISSING) from None

    live = LiveAssistant(settings)

    @asynccontextmanager
    async def loaded(server: MCPServer) -> AsyncIterator[None]:
        live.start()
        try:
            yield
        finally:
            live.stop()

    server = MCPServer("career-guide-assistant", instructions=INSTRUCTIONS, lifespan=loaded, log_level="WARNING")

    @server.tool(title="Ask the career guide", structured_output=True)
    async def ask(question: Question, history: History = None) -> AnswerModel:
        """Answer a question about a career from the guide, with quotes and their places, or decline it."""
        earlier = history or []
        if len(earlier) > settings.max_history:
            raise ToolError(f"history has {len(earlier)} messages; at most {settings.max_history} are taken.")

        def answered() -> Answer:
            with live.use() as assistant:
                return assistant.ask(question, earlier)

        try:
            await _ready(live)
            answer = await asyncio.to_thread(answered)
        except NotReadyError as error:
            raise ToolError(str(error)) from None
        return AnswerModel.model_validate(answer.as_json())

    @server.tool(title="Search the career guide", structured_output=True)
    async def search(question: Question, top: Top = 5) -> SearchModel:
        """Find the guide's passages that are nearest to a question, with the scores of every channel."""

        def found() -> SearchResult:
            with live.use() as assistant:
                return assistant.index.search(clean(question), top=top)

        try:
            await _ready(live)
            result = await asyncio.to_thread(found)
        except NotReadyError as error:
            raise ToolError(str(error)) from None
        record: dict[str, Any] = {"question": clean(question)}
        record["passages"] = [passage_record(passage) for passage in result.passages]
        return SearchModel.model_validate(record)

    return server


async def _ready(live: LiveAssistant) -> None:
    """Wait until questions can be answered.

    Raises:
        NotReadyError: the guides cannot be used, with the reason; or they take too long.
    """
    for _ in range(int(SECONDS_TO_LOAD / 0.05)):
        if live.is_ready():
            return
        if live.problem is not None:
            raise NotReadyError(live.problem)
        await asyncio.sleep(0.05)
    raise NotReadyError("The guide is still being loaded. Please ask again in a moment.")
