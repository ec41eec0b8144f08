"""The two kinds of file beside the rules: example cases, and the nation's calendar."""

from typing import Any

import msgspec

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.facts import DocumentFact, ExaminationFact, LabFact, VisitFact
from mantetong.policies.packs.schema_parts import DAY_SCHEMA, STATEMENT, Schema, tidied


def _row(shape: type[Any]) -> Schema:
    """A fact as an example writes it: without its evidence, which is the example itself."""
    row = tidied(msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")[1][shape.__name__])
    properties = {name: schema for name, schema in row["properties"].items() if name != "evidence"}
    required = [name for name in row.get("required", []) if name != "evidence"]
    return {"type": "array", "items": {**row, "properties": properties, "required": required}}


def cases_schema() -> Schema:
    """`cases/*.yaml`: facts an official can read, and the findings expected of them."""
    texts: Schema = {"type": "array", "items": {"type": "string"}}
    rows = {"documents": DocumentFact, "labs": LabFact, "visits": VisitFact, "examinations": ExaminationFact}
    facts: Schema = {
        "born_on": DAY_SCHEMA,
        "sex": {"enum": ["male", "female"]},
        "is_renewal": {"type": "boolean"},
        "held_diseases": texts,
        "stated": {"type": "object", "additionalProperties": {"type": "string"}},
        **{name: _row(shape) for name, shape in rows.items()},
    }
    case: Schema = {
        "name": {"type": "string"},
        "disease": {"type": "string", "pattern": r"^M\d{5}$"},
        "on": DAY_SCHEMA,
        "facts": {"type": "object", "properties": facts, "additionalProperties": False},
        "expected": {"type": "object", "minProperties": 1, "additionalProperties": {"enum": [answer.value for answer in Answer]}},
    }
    asked = [{"required": ["disease"]}, {"required": ["criterion"]}]
    properties = {**case, "criterion": {"$ref": "#/$defs/Criterion"}}
    required = [name for name in case if name != "disease"]
    item: Schema = {
        "type": "object",
        "properties": properties,
        "required": required,
        "oneOf": asked,
        "additionalProperties": False,
    }
    cases: Schema = {"type": "array", "minItems": 1, "items": item}
    return {"type": "object", "properties": {"cases": cases}, "required": ["cases"], "additionalProperties": False}


def calendar_schema() -> Schema:
    """`calendar.yaml`: the days off and the worked weekends of each published year, by day or by [first, last]."""
    span: Schema = {"type": "array", "items": DAY_SCHEMA, "minItems": 2, "maxItems": 2}
    days: Schema = {"type": "array", "items": {"anyOf": [DAY_SCHEMA, span]}}
    said = {name: STATEMENT[name] for name in ("source", "status")}
    year: Schema = {
        "type": "object",
        "properties": {**said, "days_off": {**days, "minItems": 1}, "worked_weekends": days},
        "required": ["source", "status", "days_off", "worked_weekends"],
        "additionalProperties": False,
    }
    years: Schema = {"type": "object", "patternProperties": {r"^20\d\d$": year}, "additionalProperties": False}
    return {"type": "object", "properties": {"years": years}, "required": ["years"], "additionalProperties": False}
