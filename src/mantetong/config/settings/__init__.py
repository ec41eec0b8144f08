"""Django's settings, by subject; every value an operator may choose comes from `config.environment`."""

from mantetong.config.environment import Environment
from mantetong.config.settings import database, files, login, logs, web
from mantetong.config.settings.rooms import APPS
from mantetong.config.settings.rooms import MIDDLEWARE as MIDDLEWARE

ENVIRONMENT = Environment()

# What rooms read; the values come with the subjects below.
MANTETONG_SANDBOX: bool
MANTETONG_HOME: str
MANTETONG_PACKS: str
MANTETONG_CLAMD_SOCKET: str
MANTETONG_ENVIRONMENT: Environment

INSTALLED_APPS = APPS
for _subject in (database, files, login, logs, web):
    globals().update(_subject.settings(ENVIRONMENT))
