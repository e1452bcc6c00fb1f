"""Where a connection may go: a page must not make the tool reach into its user's own network."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 addresses as IPv6 networks spell them
_GIVEN_OUT = ip_network("2000::/3")  # all else of IPv6 is old, local or kept for later


class Refused(Exception):
    """A name leads to a place that only the user may name."""


def is_public(number: str) -> bool:
    """Is this an address of the open network, not of this computer, a home or a data centre?"""
    address = _unwrapped(ip_address(number.partition("%")[0]))
    is_known = isinstance(address, IPv4Address) or address in _GIVEN_OUT
    return is_known and address.is_global and not address.is_multicast


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


class Guard:
    """Lets connections through to public addresses, and to the hosts that the user named."""

    def __init__(self, named: frozenset[str]) -> None:
        self._named = named

    def check_name(self, host: str) -> None:
        """Raise Refused where a host's name leads anywhere it must not."""
        host = host.strip("[]").lower()
        if host in self._named:
            return
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return  # whoever connects will tell that there is no such host
        for *_, place in found:
            self.check(host, str(place[0]))

    def check(self, host: str, number: str) -> None:
        """Raise Refused where a connection has ended anywhere it must not."""
        if host.strip("[]").lower() not in self._named and not is_public(number):
            raise Refused(f"{host} leads into a network that is not public ({number})")


class GuardedAdapter(HTTPAdapter):
    """Checks a connection twice: its name before it is made, its end before anything is sent."""

    def __init__(self, guard: Guard, **options: Any) -> None:
        self._guard = guard
        super().__init__(**options)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """As requests does, with connections that are checked. A proxy's are the user's own."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._guard)


def _pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            guard.check_name(self.host)
            return _checked(guard, self.host, super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            guard.check_name(self.host)
            return _checked(guard, self.host, super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _checked(guard: Guard, host: str, connection: socket.socket) -> socket.socket:
    try:
        guard.check(host, str(connection.getpeername()[0]))
    except Refused:
        connection.close()
        raise
    return connection
