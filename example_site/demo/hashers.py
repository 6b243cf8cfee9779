from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DebugOnlyHasher(PBKDF2PasswordHasher):
    """Stores passwords under a name that the settings know while DEBUG is on: without it none of them opens anything.

    It comes first in the settings, so that logging in does not store a password anew under a name that is always known.
    """

    algorithm = "debug_only_pbkdf2_sha256"
