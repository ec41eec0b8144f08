"""Hashing of staff passwords where nothing is at stake."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class SandboxScrypt(ScryptPasswordHasher):
    """Django's scrypt with less work: the sandbox prints its passwords, and hashing forty of them took ten seconds of a first start.

    A hash made here is hashed anew at the first sign-in of an installation without the sandbox.
    """

    work_factor = 2**6
