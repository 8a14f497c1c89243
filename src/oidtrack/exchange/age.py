"""Files encrypted with a passphrase in the format of age, which other programs open too: `age -d FILE`."""

from __future__ import annotations

from oidtrack.errors import NotInstalled

AGE = b"age-encryption.org/v1"
"""How such a file begins."""


def require_age() -> None:
    """Make sure that files can be encrypted.

    Raises:
        NotInstalled: The library is not there.
    """
    try:
        import pyrage  # noqa: F401 - whether it is there
    except ImportError:
        raise NotInstalled(
            "encrypted exports need an extra that is not installed", "`pip install 'oidtrack[encryption]'`"
        ) from None


def in_age(data: bytes, passphrase: str) -> bytes:
    """Data under a passphrase. It takes a second or two, which is what makes guessing slow.

    Raises:
        NotInstalled: The library is not there.
    """
    require_age()
    from pyrage import passphrase as age

    sealed: bytes = age.encrypt(data, passphrase)
    return sealed


def out_of_age(data: bytes, passphrase: str) -> bytes | None:
    """What `in_age` took, or None where the passphrase does not open it.

    Raises:
        NotInstalled: The library is not there.
    """
    require_age()
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        plain: bytes = age.decrypt(data, passphrase)
    except DecryptError:
        return None
    return plain
