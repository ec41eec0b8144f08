"""Where the world beyond the door is reached and with which credentials; in the sandbox every address leads to the sandbox.

The sandbox's credentials are no secret: they open nothing but the pretend world, and are refused with the sandbox off.
"""

from dataclasses import dataclass, field

from django.conf import settings

SANDBOX_CODE = "H51149900001"
SANDBOX_NAME = "慢特通测试经办机构"
SANDBOX_TOKEN = "sandbox-registry-token"  # noqa: S105  opens the sandbox only
SANDBOX_SMS_KEY = "SANDBOXACCESSKEYID"
SANDBOX_SMS_SECRET = "sandbox-access-key-secret"  # noqa: S105  opens the sandbox only
SANDBOX_SMS_SIGN = "慢特通"
SANDBOX_SMS2_KEY = "SANDBOXSECRETID"
SANDBOX_SMS2_SECRET = "sandbox-second-secret-key"  # noqa: S105  opens the sandbox only
SANDBOX_OIDC_CLIENT, SANDBOX_OIDC_SECRET = "mantetong", "sandbox-portal-client-secret"
SANDBOX_WECHAT_APP, SANDBOX_WECHAT_SECRET = "wxsandbox", "sandbox-wechat-secret"
SANDBOX_WECHAT_TOKEN = "sandbox-wechat-token"  # noqa: S105  the same
SANDBOX_MINI_APP, SANDBOX_MINI_SECRET = "wxsandboxmini", "sandbox-mini-secret"
SANDBOX_PORTAL_SECRET = "whsec_sandbox-portal"  # noqa: S105  opens the sandbox only
SANDBOX_SMS2_APP = "1400990001"


class GatewayMissing(RuntimeError):
    """A real installation has no address for this gateway; `doctor` and start-up name the setting."""

    code = "GATEWAY_MISSING"


class TimeStampAway(ConnectionError):
    """No time-stamp authority is set, none answered, or the answer is no time stamp."""

    code = "TIME_STAMP_AWAY"


@dataclass(frozen=True, slots=True)
class InterfaceGateway:
    """The insured registry and the national platform: base address, our institution code and name, bearer token."""

    url: str
    code: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """The short-message carrier: endpoint, access key, registered signature, template code per text.

    `has_every`: the sandbox's carrier has every text on file.
    """

    url: str
    key: str
    secret: str
    sign: str
    templates: dict[str, str]
    has_every: bool = field(default=False, kw_only=True)

    def template_code(self, text_key: str) -> str:
        """The carrier's code of the approved template for a text; SMS_<text> where none was registered under another."""
        return self.templates.get(text_key, f"SMS_{text_key}")

    def has_template(self, text_key: str) -> bool:
        """Whether a text is known to be registered."""
        return self.has_every or text_key in self.templates


@dataclass(frozen=True, slots=True)
class SecondSmsGateway(SmsGateway):
    """The second carrier: besides, the application's id and the region of its endpoint."""

    app_id: str
    region: str


def interface_gateway() -> InterfaceGateway:
    """The interface of this installation. Raises GatewayMissing."""
    environment = settings.MANTETONG_ENVIRONMENT
    if environment.registry_url:
        token = environment.registry_token.get_secret_value()
        return InterfaceGateway(environment.registry_url.rstrip("/"), environment.registry_code, environment.registry_code, token)
    return InterfaceGateway(_sandbox_url("registry_url"), SANDBOX_CODE, SANDBOX_NAME, SANDBOX_TOKEN)


def sms_gateway() -> SmsGateway:
    """The short-message carrier of this installation. Raises GatewayMissing."""
    environment = settings.MANTETONG_ENVIRONMENT
    if environment.sms_url:
        secret = environment.sms_secret.get_secret_value()
        return SmsGateway(environment.sms_url, environment.sms_key, secret, environment.sms_sign, dict(environment.sms_templates))
    return SmsGateway(
        _sandbox_url("sms_url") + "/sms/", SANDBOX_SMS_KEY, SANDBOX_SMS_SECRET, SANDBOX_SMS_SIGN, {}, has_every=True
    )


def has_second_sms() -> bool:
    """Whether a second carrier is set up; the sandbox has one."""
    environment = settings.MANTETONG_ENVIRONMENT
    return bool(environment.sms2_url or (environment.sandbox and environment.sandbox_url and not environment.sms_url))


def second_sms_gateway() -> SecondSmsGateway:
    """The second carrier of this installation. Raises GatewayMissing."""
    environment = settings.MANTETONG_ENVIRONMENT
    if environment.sms2_url:
        secret, templates = environment.sms2_secret.get_secret_value(), dict(environment.sms2_templates)
        return SecondSmsGateway(
            environment.sms2_url, environment.sms2_key, secret, environment.sms_sign, templates, environment.sms2_app,
            environment.sms2_region,
        )  # fmt: skip
    address = _sandbox_url("sms2_url") + "/sms2/"
    return SecondSmsGateway(
        address, SANDBOX_SMS2_KEY, SANDBOX_SMS2_SECRET, SANDBOX_SMS_SIGN, {}, SANDBOX_SMS2_APP, "ap-guangzhou", has_every=True
    )


@dataclass(frozen=True, slots=True)
class OidcGateway:
    """The portal behind a door: its issuer without a slash at the end, and our registration there."""

    issuer: str
    client_id: str
    client_secret: str


def oidc_gateway(door: str) -> OidcGateway:
    """The portal of a door, named `<region>/<code>`. Raises GatewayMissing."""
    set_up = settings.MANTETONG_ENVIRONMENT.oidc_doors.get(door)
    if set_up is not None:
        secret = set_up.client_secret.get_secret_value()
        return OidcGateway(set_up.issuer.rstrip("/"), set_up.client_id, secret)
    return OidcGateway(_sandbox_url("oidc_doors") + "/oidc", SANDBOX_OIDC_CLIENT, SANDBOX_OIDC_SECRET)


@dataclass(frozen=True, slots=True)
class WechatGateway:
    """A region's official account or mini-program: where it is asked, its id and secret, the token that callbacks are signed with
    (official accounts only), template per text.
    """

    api_url: str
    open_url: str
    app_id: str
    secret: str
    token: str
    templates: dict[str, str]

    def template_id(self, text_key: str) -> str:
        """The platform's id of the template for a text; SMS_<text> in the sandbox."""
        return self.templates.get(text_key, f"SMS_{text_key}")


def wechat_gateway(region: str) -> WechatGateway:
    """The official account of a region. Raises GatewayMissing."""
    set_up = settings.MANTETONG_ENVIRONMENT.wechat_accounts.get(region)
    if set_up is not None:
        secret, token = set_up.secret.get_secret_value(), set_up.token.get_secret_value()
        return WechatGateway(set_up.api_url, set_up.open_url, set_up.app_id, secret, token, dict(set_up.templates))
    url = _sandbox_url("wechat_accounts") + "/wechat"
    return WechatGateway(url, url, SANDBOX_WECHAT_APP, SANDBOX_WECHAT_SECRET, SANDBOX_WECHAT_TOKEN, {})


def wechat_mini_gateway(region: str) -> WechatGateway:
    """The mini-program of a region. Raises GatewayMissing."""
    set_up = settings.MANTETONG_ENVIRONMENT.wechat_minis.get(region)
    if set_up is not None:
        return WechatGateway(set_up.api_url, "", set_up.app_id, set_up.secret.get_secret_value(), "", dict(set_up.templates))
    return WechatGateway(_sandbox_url("wechat_minis") + "/wechat-mini", "", SANDBOX_MINI_APP, SANDBOX_MINI_SECRET, "", {})


def time_stamp_url() -> str:
    """The time-stamp authority (RFC 3161) of this installation. Raises GatewayMissing."""
    set_to = settings.MANTETONG_ENVIRONMENT.time_stamp_url
    return str(set_to) if set_to else _sandbox_url("time_stamp_url") + "/tsa/"


def _sandbox_url(setting: str) -> str:
    environment = settings.MANTETONG_ENVIRONMENT
    if not (environment.sandbox and environment.sandbox_url):
        raise GatewayMissing(f"MANTETONG_{setting.upper()}")
    return str(environment.sandbox_url).rstrip("/")
