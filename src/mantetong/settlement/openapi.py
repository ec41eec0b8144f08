"""OpenAPI 3.1 of what is served, made from the transactions themselves."""

from typing import Any

from mantetong.outside.envelope import CIPHER, REQUEST_FIELDS, Field
from mantetong.settlement.codes import SAID
from mantetong.settlement.v1 import SERVED, Transaction

_ANSWER_TEXTS = {
    "inf_refmsgid": ("接收方报文ID", 30),
    "refmsg_time": ("接收报文时间，yyyyMMddHHmmssSSS", 17),
    "respond_time": ("响应报文时间，yyyyMMddHHmmssSSS", 17),
    "err_msg": ("错误信息", 200),
    "warn_msg": ("提示信息", 200),
    "cainfo": ("数字签名信息", 1024),
    "signtype": ("签名类型", 10),
    "enc_type": ("加密方式", 10),
}


_BY_CONVENTION = "本平台约定，未经国家平台文件证实，做法见对接指南"
_CLOSED = {
    "type": "string",
    "contentEncoding": "base64",
    "description": f"SM4-GCM：随机数12字节＋密文＋校验值16字节，Base64。{_BY_CONVENTION}",
}


def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "慢特通 定点医药机构接口", "version": "1.0", "description": _about()},
        "paths": {f"/interface/{one.infno}": {"post": _operation(one)} for one in SERVED.values()},
        "components": {
            "securitySchemes": {
                "institution": {"type": "http", "scheme": "bearer", "description": "机构令牌，与fixmedins_code绑定"}
            }
        },
        "security": [{"institution": []}],
    }


def request_schema(served: Transaction) -> dict[str, Any]:
    """The JSON schema of a request."""
    fields = {one.name: _text(one) for one in REQUEST_FIELDS}
    fields["infno"] |= {"const": served.infno}
    fields["enc_type"] = {"const": "", "description": "加密方式，发送明文时留空或不填"}
    required = [one.name for one in REQUEST_FIELDS if one.required]
    return {"type": "object", "properties": fields | {"input": dict(served.takes)}, "required": [*required, "input"]}


def _text(one: Field) -> dict[str, Any]:
    least = {"minLength": 1} if one.required else {}
    return {"type": "string", "maxLength": one.longest, "description": one.label, **least}


def closed_request_schema(served: Transaction) -> dict[str, Any]:
    """The JSON schema of the same request with its input encrypted."""
    plain = request_schema(served)
    cipher = {"const": CIPHER, "description": f"加密方式。{_BY_CONVENTION}"}
    return plain | {
        "properties": plain["properties"] | {"enc_type": cipher, "input": dict(_CLOSED)},
        "required": [*plain["required"], "enc_type"],
    }


def answer_schema(served: Transaction) -> dict[str, Any]:
    """The JSON schema of an answer: with infcode 0 the output is whole, else err_msg says why; a text where it is encrypted."""
    texts: dict[str, Any] = {
        name: {"type": "string", "maxLength": longest, "description": label} for name, (label, longest) in _ANSWER_TEXTS.items()
    }
    fields: dict[str, Any] = {
        "infcode": {"type": "integer", "enum": sorted(int(code) for code in SAID)},
        "output": {"type": ["object", "string"]},
    }
    done = {"infcode": {"const": 0}}
    closed = {"enc_type": {"const": CIPHER}}
    return {
        "type": "object",
        "properties": fields | texts | {"enc_type": {"enum": ["", CIPHER], "description": "加密方式，与请求相同"}},
        "required": ["infcode", "output", *_ANSWER_TEXTS],
        "allOf": [
            _when(done, {"err_msg": {"const": ""}}, {"err_msg": {"minLength": 1}}),
            _when(closed, {"output": dict(_CLOSED)}, {"output": {"type": "object"}}),
            _when(done | {"enc_type": {"const": ""}}, {"output": dict(served.gives)}, {}),
        ],
    }


def _when(these: dict[str, Any], then: dict[str, Any], otherwise: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": these}, "then": {"properties": then}, "else": {"properties": otherwise}}


def _operation(served: Transaction) -> dict[str, Any]:
    content = {"application/json": {"schema": answer_schema(served)}}
    asked = {"anyOf": [request_schema(served), closed_request_schema(served)]}
    return {
        "operationId": f"transact_{served.infno}",
        "summary": f"{served.infno} {served.title}",
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {
            "200": {"description": "已应答；是否成功见infcode", "content": content},
            "401": {"description": "没有令牌，或令牌无效", "content": content},
            "405": {"description": "请使用POST", "content": content},
        },
    }


def _about() -> str:
    table = "\n".join(f"- {int(code)} {words or '成功'}" for code, words in SAID.items())
    return f"按全国医保信息平台报文规范提供。应答状态码 infcode：\n{table}"
