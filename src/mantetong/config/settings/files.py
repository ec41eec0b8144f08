"""What is kept outside the database: papers (encrypted) and the built assets."""

from pathlib import Path
from typing import Any

from mantetong.config.environment import Environment

PACKAGE = Path(__file__).resolve().parents[2]


def _documents(environment: Environment) -> dict[str, Any]:
    if not environment.documents_bucket:
        return {
            "BACKEND": "mantetong.outside.storage.SyncedFileStorage",
            "OPTIONS": {"location": str(environment.home_path / "files")},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": environment.documents_bucket,
            "endpoint_url": environment.documents_endpoint or None,
            "access_key": environment.documents_access_key,
            "secret_key": environment.documents_secret_key.get_secret_value(),
            "signature_version": "s3v4",
            "file_overwrite": True,  # keys are unguessable and content-bound: a HEAD before each save would buy nothing
        },
    }


def settings(environment: Environment) -> dict[str, Any]:
    """Storages by alias, limits on what one request may carry."""
    return {
        "MANTETONG_HOME": str(environment.home_path),
        "STORAGES": {
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": str(environment.home_path / "scratch")},
            },
            "documents": _documents(environment),
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
        },
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(PACKAGE / "static_built"),
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 2 * 1024 * 1024,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 4 * 1024 * 1024,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 130,
        "MANTETONG_PACKS": str(environment.packs.resolve()) if environment.packs else "",
        "MANTETONG_CLAMD_SOCKET": environment.clamd_socket,
    }
