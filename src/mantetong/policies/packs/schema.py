"""The JSON Schema of pack files, made from the domain's own types, and what it finds in a file.

The schema is published as `docs/policy-pack.schema.json` so that editors complete and check while an official writes.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from mantetong.domain.criteria.facts import DocumentFact, ExaminationFact
from mantetong.policies.packs.bounds import KEY_BOUNDS, NOTICES, bound, bounds, decimal_schema
from mantetong.policies.packs.criteria import LEAVES
from mantetong.policies.packs.faults import Fault
from mantetong.policies.packs.keys import CRITERIA, DISEASE_KEYS, REGION_KEYS, Identity, Key
from mantetong.policies.packs.plain import as_json
from mantetong.policies.packs.schema_beside import calendar_schema, cases_schema
from mantetong.policies.packs.schema_parts import DAY, FORMATS, STATEMENT, Schema, tidied
from mantetong.policies.packs.yaml_file import YamlFile

_UNDATED: Schema = {
    "type": "object",
    "properties": {"source": STATEMENT["source"], "status": STATEMENT["status"]},
    "additionalProperties": False,
}


@cache
def _definitions() -> Schema:
    keys = (*REGION_KEYS.values(), *DISEASE_KEYS.values())
    types = [
        DocumentFact,
        ExaminationFact,
        *{key.type for key in keys if hasattr(key.type, "__mro__")},
        *LEAVES.values(),
        Identity,
    ]
    _, found = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    definitions: Schema = {name: tidied(schema) for name, schema in found.items()}
    for leaf in LEAVES.values():
        _as_leaf(definitions[leaf.__name__])
    bound(definitions)
    definitions["Criterion"] = _criterion()
    return definitions


def _as_leaf(schema: Schema) -> None:
    """Label and source stand beside the leaf, not in it; sexes are written out."""
    for outer in ("label", "source"):
        schema["properties"].pop(outer)
        schema["required"] = [name for name in schema.get("required", []) if name != outer]
    if "by_sex" in schema["properties"]:
        limits: Schema = {"male": decimal_schema(), "female": decimal_schema()}
        schema["properties"]["by_sex"] = {
            "type": "object",
            "minProperties": 1,
            "properties": limits,
            "additionalProperties": False,
        }
        schema["properties"]["by_age"] |= {"minItems": 1}


def _criterion() -> Schema:
    beside = {"label": {"type": "string"}, "source": {"type": "string"}}
    parts: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Criterion"}}
    properties: Schema = {"all": parts, "any": parts, "at_least": {"type": "integer", "minimum": 1}, "of": parts, **beside}
    properties |= {name: {"$ref": f"#/$defs/{leaf.__name__}"} for name, leaf in LEAVES.items()}
    heads = [{"required": [name]} for name in ("all", "any", "at_least")]
    heads += [{"required": [name, "label"]} for name in LEAVES]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "oneOf": heads,
        "dependentRequired": {"at_least": ["of"], "of": ["at_least"]},
    }


def _value(name: str, key: Key) -> Schema:
    if name == CRITERIA:
        return {"$ref": "#/$defs/Criterion"}
    schema = tidied(msgspec.json.schema(key.type, ref_template="#/$defs/{name}"))
    if key.items:
        return {"type": ["array", "null"], "items": _item(schema)}
    schema.pop("$defs", None)
    schema |= bounds(KEY_BOUNDS[name]) if name in KEY_BOUNDS else {}
    if name == "notices":
        schema["items"] = {"enum": NOTICES}
    return {"anyOf": [schema, {"type": "null"}]} if key.optional or key.ends else schema


def _item(schema: Schema) -> Schema:
    """One statement of a list: the value's own keys with source, status, certainty, note and facts beside them."""
    if "$ref" not in schema:
        own: Schema = {"properties": {"text": {"type": "string"}}, "required": ["text"]}
    else:
        own = _definitions()[schema["$ref"].rsplit("/", 1)[1]]
    return {
        "type": "object",
        "properties": {**own["properties"], **STATEMENT},
        "required": own.get("required", []),
        "additionalProperties": False,
    }


def _dated(name: str, key: Key) -> Schema:
    entry = {
        "type": "object",
        "properties": {"value": _value(name, key), **STATEMENT},
        "required": ["value"],
        "additionalProperties": False,
    }
    periods = {"type": "object", "minProperties": 1, "patternProperties": {DAY: entry}, "additionalProperties": False}
    return {"type": "object", "properties": {"from": periods}, "required": ["from"], "additionalProperties": False}


def _file(plain: Schema, keys: Mapping[str, Key], required: list[str]) -> Schema:
    properties = {**plain, "defaults": _UNDATED, **{name: _dated(name, key) for name, key in keys.items()}}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


@cache
def pack_schema() -> Schema:
    """The whole schema: `#/$defs/region` and `#/$defs/disease` describe the two kinds of file."""
    text: Schema = {"type": "string"}
    region: Schema = {
        "code": {"type": "string", "pattern": r"^\d{6}$"},
        "level": {"enum": ["national", "province", "city"]},
        "parent": {"type": ["string", "null"], "pattern": r"^\d{6}$"},
        "locked": {"type": "array", "items": {"enum": sorted({*REGION_KEYS, *DISEASE_KEYS})}},
        "sources": {"type": "array", "items": text},
        **dict.fromkeys(("name", "province"), text),
    }
    disease: Schema = {**_definitions()["Identity"]["properties"], "code": {"type": "string", "pattern": r"^M\d{5}$"}}
    files = {
        "region": _file(region, REGION_KEYS, ["code", "name", "level"]),
        "disease": _file(disease, DISEASE_KEYS, ["code", "name"]),
        "calendar": calendar_schema(),
        "cases": cases_schema(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy pack",
        "description": "region.yaml and diseases/*.yaml of one region, and the nation's calendar.yaml. Every dated value names its source and status.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in files],
        "$defs": {**_definitions(), **files},
    }


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$defs": pack_schema()["$defs"], "$ref": f"#/$defs/{kind}"}, format_checker=FORMATS)


def faults_of(file: YamlFile, kind: str) -> Iterator[Fault]:
    """What the schema finds in one file, `kind` being "region" or "disease"."""
    for error in _validator(kind).iter_errors(as_json(file.values)):
        deepest = _deepest(error)
        path = tuple(deepest.absolute_path)
        yield Fault(file.file, file.line_of(_at(deepest, path)), ".".join(map(str, path)), _expected(deepest))


def _deepest(error: ValidationError) -> ValidationError:
    """Of an `anyOf`, the complaint about the alternative that was meant: the one that got furthest."""
    while error.context:
        error = max(error.context, key=lambda part: len(part.absolute_path))
    return error


def _known_keys(error: ValidationError) -> list[str]:
    schema = error.schema if isinstance(error.schema, dict) else {}
    return sorted(schema.get("properties") or schema.get("patternProperties", {}))


def _at(error: ValidationError, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        unknown = [key for key in error.instance if key not in _known_keys(error)]
        return (*path, unknown[0]) if unknown else path
    return path


def _expected(error: ValidationError) -> str:
    if error.validator == "additionalProperties":
        return f"{error.message}; expected: {', '.join(_known_keys(error))}"
    return str(error.message)
