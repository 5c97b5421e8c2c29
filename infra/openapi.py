"""The one OpenAPI 3.1 document, made from the services' `api()` rows (`python -m infra.openapi [--check]`)."""

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shared.access.rule import Can
from shared.web.route import API, HouseRoute

ROOT = Path(__file__).parents[1]
FILE = ROOT / "frontend" / "static" / "openapi.json"
_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
_KINDS: dict[str, dict[str, Any]] = {
    "": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "number": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
}
_ABOUT = """The JSON API of all services. A program signs in with an API client, made in the console under
“API clients”: it asks the token endpoint at the installation's auth host for an access token (client credentials),
which speaks for one company and lives for five minutes. Refusals are problem documents (RFC 9457)."""
_REFUSALS = (400, 401, 403, 404, 409, 413, 422, 429, 503)
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why it was refused (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "urn:avow:problem:<code>"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "instance": {"type": "string", "description": "urn:avow:request:<id>, to tell the operator."},
        "errors": {
            "type": "array",
            "description": "What is wrong, field by field.",
            "items": {
                "type": "object",
                "required": ["field", "reason"],
                "properties": {"field": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}


def document() -> dict[str, Any]:
    """The whole document."""
    routes = list(_routes())
    models = sorted({model for route in routes for model in _models(route)}, key=lambda model: model.__name__)
    names = [model.__name__ for model in models]
    if len(names) != len(set(names)):
        raise ValueError("two models of the API have one name")
    inputs = {route.described.body for route in routes}
    _, schemas = models_json_schema(
        [(model, "validation" if model in inputs else "serialization") for model in models], ref_template=_REF
    )
    paths: dict[str, Any] = {}
    for route in routes:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            paths.setdefault(_PARAMETER.sub(r"{\1}", route.path), {})[method.lower()] = _operation(route, method)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Avow", "version": _version(), "description": " ".join(_ABOUT.split())},
        "servers": [{"url": "/", "description": "The API host of the installation, api.<domain>."}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted({**schemas.get("$defs", {}), "Problem": _PROBLEM}.items())),
            "responses": {f"Problem{status}": _refusal(status) for status in _REFUSALS},
            "securitySchemes": {"client": _scheme(routes)},
        },
    }


def text() -> str:
    """The document as the file holds it."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def _routes() -> Iterator[HouseRoute]:
    for file in sorted(ROOT.glob("services/*/routes.py")):
        for route in import_module(f"services.{file.parent.name}.routes").routes:
            if route.kind is API and route.path.startswith("/v1/"):
                yield route


def _models(route: HouseRoute) -> list[type[BaseModel]]:
    return [model for model in (route.described.body, route.described.answer) if model is not None]


def _operation(route: HouseRoute, method: str) -> dict[str, Any]:
    said = route.described
    if not said.summary:
        raise ValueError(f"{method} {route.path} needs a summary")
    operation: dict[str, Any] = {
        "operationId": "_".join(word for word in route.name.split(".") if word != "api"),
        "summary": said.summary,
        "tags": [route.path.split("/")[2]],
        "security": [{"client": [str(route.access.permission)] if isinstance(route.access, Can) else []}],
        "responses": {str(said.status): _success(said.status, said.answer), **_refusals(route, method)},
    }
    if parameters := [*_in_path(route.path), *_in_query(said.query)]:
        operation["parameters"] = parameters
    if said.body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": _link(said.body)}}}
    return operation


def _success(status: int, answer: type[BaseModel] | None) -> dict[str, Any]:
    said: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if answer is not None:
        said["description"] = inspect.getdoc(answer) or said["description"]
        said["content"] = {"application/json": {"schema": _link(answer)}}
    return said


def _refusals(route: HouseRoute, method: str) -> dict[str, Any]:
    """What every route may answer, and what only some may."""
    statuses = {401, 403, 404, 429, 503}
    if route.described.body is not None:
        statuses |= {413, 422}
    if route.described.query is not None:
        statuses |= {422}
    if method != "GET":
        statuses |= {409}
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)}


def _refusal(status: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
    if status == HTTPStatus.UNAUTHORIZED:
        said["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    return said


def _in_path(path: str) -> Iterator[dict[str, Any]]:
    for name, kind in _PARAMETER.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": _KINDS[kind]}


def _in_query(query: type[BaseModel] | None) -> Iterator[dict[str, Any]]:
    if query is None:
        return
    schema = query.model_json_schema()
    for name, said in schema["properties"].items():
        kinds = [each for each in said.get("anyOf", [said]) if each.get("type") != "null"]
        plain = {key: value for key, value in kinds[0].items() if key not in ("title", "default")}
        if said.get("default") is not None:
            plain["default"] = said["default"]
        yield {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": plain}


def _link(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _scheme(routes: list[HouseRoute]) -> dict[str, Any]:
    permissions = {route.access.permission for route in routes if isinstance(route.access, Can)}
    scopes = {str(each): _sentence(type(each), each.name) for each in sorted(permissions)}
    return {
        "type": "oauth2",
        "description": "The token endpoint is at the auth host of your installation; replace avow.example.",
        "flows": {"clientCredentials": {"tokenUrl": "https://auth.avow.example/token", "scopes": scopes}},
    }


def _sentence(permissions: type, name: str) -> str:
    """The sentence that stands below a permission in its service's list."""
    source = inspect.getsource(permissions)
    found = re.search(rf'\b{name} = "[^"]+"\n\s+"""(.+?)"""', source, re.DOTALL)
    return " ".join(found[1].split()) if found else name


def _version() -> str:
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return version


def main() -> int:
    """Write the file; with --check say whether it is as it would be written."""
    if "--check" not in sys.argv[1:]:
        FILE.write_text(text())
        return 0
    if FILE.exists() and FILE.read_text() == text():
        print("The OpenAPI document is fresh.")
        return 0
    print("frontend/static/openapi.json is not what the routes say; run `make openapi`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
