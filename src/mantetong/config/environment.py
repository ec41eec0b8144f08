"""The one typed place that reads the environment. Every setting is `MANTETONG_…`, has a default and one line of help.

`docs/settings.md` is generated from here and checked for drift.
"""

from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class OidcDoor(BaseModel):
    """Our registration at one portal."""

    issuer: str
    client_id: str
    client_secret: SecretStr


class WechatAccount(BaseModel):
    """A region's official account."""

    app_id: str
    secret: SecretStr
    token: SecretStr
    templates: dict[str, str] = {}
    api_url: str = "https://api.weixin.qq.com"
    open_url: str = "https://open.weixin.qq.com"


class WechatMini(BaseModel):
    """A region's mini-program. `templates` is the platform's id of the subscription message per text of ours."""

    app_id: str
    secret: SecretStr
    templates: dict[str, str] = {}
    api_url: str = "https://api.weixin.qq.com"


class Environment(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_prefix="MANTETONG_", extra="ignore", frozen=True)

    home: Path = Field(Path("var"), description="State of this installation: keys, embedded database, files, logs.")
    database_url: SecretStr | None = Field(
        None, description="PostgreSQL 17 or newer, postgresql://user:password@host/name. Unset: the embedded server."
    )
    prepared_statements: bool = Field(True, description="Off when a connection pooler in transaction mode stands in between.")
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    public_url: str = Field(
        "",
        description="Address people see, such as https://mtt.example.gov.cn; needed behind a proxy. Unset: http://127.0.0.1:<port>.",
    )
    trusted_proxies: int = Field(0, description="How many proxies in front add X-Forwarded-For and X-Forwarded-Proto.")
    workers: int = Field(2, description="Web processes.")
    threads: int = Field(4, description="Threads per web process.")
    packs: Path | None = Field(None, description="Folder of policy packs. Unset: the packs delivered with the program.")
    sandbox: bool = Field(False, description="Pretend outside world and demo people; never in production.")
    sandbox_url: str = Field("", description="Address of the sandbox; set by `serve`.")
    registry_url: str = Field(
        "", description="Insured registry and national platform, base address of the interface (1101, 2503, 2504)."
    )
    registry_code: str = Field("", description="Institution code this installation signs its interface messages with.")
    registry_token: SecretStr = Field(SecretStr(""), description="Bearer token for the registry.")
    sms_url: str = Field("", description="SMS gateway endpoint (Alibaba Cloud Dysmsapi protocol, ACS3-HMAC-SHA256).")
    sms_key: str = Field("", description="SMS access key id.")
    sms_secret: SecretStr = Field(SecretStr(""), description="SMS access key secret.")
    sms_sign: str = Field("慢特通", description="SMS signature name registered with the carrier.")
    sms_templates: dict[str, str] = Field({}, description="Carrier's template code per text of ours, as JSON. Unset: SMS_<text>.")
    sms2_url: str = Field(
        "", description="Second SMS gateway (Tencent Cloud SMS protocol, TC3-HMAC-SHA256). Unset: one carrier only."
    )
    sms2_key: str = Field("", description="SecretId of the second SMS gateway.")
    sms2_secret: SecretStr = Field(SecretStr(""), description="SecretKey of the second SMS gateway.")
    sms2_app: str = Field("", description="SmsSdkAppId of the second SMS gateway.")
    sms2_region: str = Field("ap-guangzhou", description="Region of the second SMS gateway's endpoint.")
    sms2_templates: dict[str, str] = Field({}, description="Second carrier's template id per text of ours, as JSON.")
    night_rest: bool | None = Field(
        None, description="Messages wait for the morning in the pack's quiet hours. Unset: yes, except in the sandbox."
    )
    wechat_accounts: dict[str, WechatAccount] = Field(
        {},
        description='Official accounts, as JSON: {"<region>": {"app_id", "secret", "token", "templates": {"<text>": "<id>"}}}.',
    )
    wechat_minis: dict[str, WechatMini] = Field(
        {}, description='Mini-programs, as JSON: {"<region>": {"app_id", "secret", "templates": {"<text>": "<id>"}}}.'
    )
    push_contact: str = Field(
        "",
        description="Who answers for our pushes, mailto: or https: (RFC 8292). Unset: the public address; without either no push.",
    )
    oidc_doors: dict[str, OidcDoor] = Field(
        {}, description='Portals one signs in at, as JSON: {"<region>/<door>": {"issuer", "client_id", "client_secret"}}.'
    )
    time_stamp_url: str = Field(
        "", description="Time-stamp authority (RFC 3161) for signed certificates. Unset: signed without a stamp, stamped later."
    )
    documents_bucket: str = Field("", description="S3 bucket for papers. Unset: encrypted files under <home>/files.")
    documents_endpoint: str = Field("", description="S3 endpoint.")
    documents_access_key: str = Field("", description="S3 access key.")
    documents_secret_key: SecretStr = Field(SecretStr(""), description="S3 secret key.")
    clamd_socket: str = Field(
        "", description="Unix socket of clamd. Unset: files are not scanned for viruses, and doctor says so."
    )
    quarantine_days: int = Field(
        30, description="Days an upload the virus scanner objected to is kept sealed before it is deleted."
    )
    reading_seconds: float = Field(
        120.0, description="Seconds, and five more a page, after which a reading process that hangs over a paper ends itself."
    )
    till_per_second: float = Field(
        200.0,
        description="Interface requests per second one institution may send to one web process, ten seconds' worth at once; 0: any.",
    )
    metrics_token: SecretStr = Field(SecretStr(""), description="Bearer token for /metrics from elsewhere than loopback.")
    draft_days: int = Field(30, description="Days a draft is kept after its last change.")
    outbox_days: int = Field(7, description="Days the sandbox keeps messages.")
    log_days: int = Field(200, description="Days logs and look records are kept; the law asks for six months.")
    debug: bool = Field(False, description="Django's debug pages; refused unless the sandbox is on.")

    @property
    def home_path(self) -> Path:
        """The home as an absolute path."""
        return self.home.expanduser().resolve()

    def database_dsn(self) -> str:
        """The database by URL, or the one `serve` started for this home. Raises FileNotFoundError when there is neither."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return (self.home_path / "database.url").read_text().strip()


def socket_dsn(*, folder: Path, port: int, user: str, password: str, name: str) -> str:
    """The URL of a server behind a unix socket."""
    return f"postgresql://{user}:{quote(password)}@/{name}?host={quote(str(folder))}&port={port}"


def missing_gateways(environment: Environment) -> list[str]:
    """The settings without which a real installation cannot speak to the world; empty in the sandbox."""
    if environment.sandbox:
        return []
    needed = {
        "registry_url": environment.registry_url,
        "registry_code": environment.registry_code,
        "sms_url": environment.sms_url,
        "sms_key": environment.sms_key,
    }
    return [
        f"MANTETONG_{name.upper()}: {Environment.model_fields[name].description}" for name, value in needed.items() if not value
    ]
