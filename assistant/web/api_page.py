"""The page that describes the HTTP interface, written from its OpenAPI description without any script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from assistant.web.look import PLAIN, Look
from assistant.web.pages import page_html


def api_page(openapi: dict[str, Any], look: Look = PLAIN) -> str:
    """The whole page for an OpenAPI description."""
    info = openapi["info"]
    schemas = openapi.get("components", {}).get("schemas", {})
    parts = [f"<h1>{escape(info['title'])}: HTTP interface</h1><p>{escape(info.get('summary', ''))}</p>"]
    parts.append(f'<p>As a file for programs: <a href="{look.root_path}/openapi.json">openapi.json</a></p>')
    for path, operations in openapi["paths"].items():
        parts += [
            _operation(method, look.root_path + path, operation, schemas) for method, operation in operations.items()
        ]
    body = f'<article class="api"{look.guide_lang}>{"".join(parts)}</article>'  # for programmers, in English alone
    return page_html(title="HTTP interface", body=body, look=look)


def _operation(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    parts = [f"<h2>{escape(operation.get('summary', path))}</h2><p><code>{method.upper()} {escape(path)}</code></p>"]
    parts.append(f"<p>{_words(operation.get('description', ''))}</p>")
    request = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if name := _name(request):
        parts.append(f"<h3>Request</h3>{_fields(name, schemas)}")
        for example in schemas[name].get("examples", [])[:1]:
            body = json.dumps(example, ensure_ascii=False)
            command = f"curl -s http://127.0.0.1:7860{path} -H 'Content-Type: application/json' -d '{body}'"
            parts.append(f"<pre><code>{escape(command)}</code></pre>")
    for status, response in operation.get("responses", {}).items():
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if (name := _name(schema)) and status == "200":
            parts.append(f"<h3>Reply</h3>{''.join(_fields(each, schemas) for each in _reached(name, schemas))}")
        elif name and name != "HTTPValidationError":
            parts.append(f'<p><code>{escape(status)}</code> {{"error": "…"}}</p>')
    return "".join(parts)


def _fields(name: str, schemas: dict[str, Any]) -> str:
    schema = schemas[name]
    required = set(schema.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{escape(_kind(rule))}</td>"
        f"<td>{'' if field in required else 'optional. '}{escape(rule.get('description', ''))}</td></tr>"
        for field, rule in schema.get("properties", {}).items()
    )
    title = name.removesuffix("Model")
    head = '<tr><th scope="col">Field</th><th scope="col">Kind</th><th scope="col">Meaning</th></tr>'
    return (
        f"<p><strong>{escape(title)}</strong>. {_words(schema.get('description', ''))}</p>"
        f'<div class="table"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    )


def _words(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _reached(name: str, schemas: dict[str, Any]) -> Iterator[str]:
    """A schema's name and the names of those it is made of."""
    yield name
    for rule in schemas[name].get("properties", {}).values():
        for part in [rule, rule.get("items", {}), *rule.get("anyOf", [])]:
            if inner := _name(part):
                yield from _reached(inner, schemas)


def _name(schema: dict[str, Any] | None) -> str | None:
    reference = (schema or {}).get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def _kind(rule: dict[str, Any]) -> str:
    if "anyOf" in rule:
        return " or ".join(_kind(part) for part in rule["anyOf"])
    if name := _name(rule):
        return name.removesuffix("Model")
    kind = str(rule.get("type", "value"))
    return f"list of {_kind(rule['items'])}" if kind == "array" and "items" in rule else kind
