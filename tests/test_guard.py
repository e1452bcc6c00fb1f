"""A page must not make the tool reach into its user's own network."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

import pytest
import responses

from migrator.fetch import Fetcher
from migrator.fetch.guard import Guard, Refused, is_public
from migrator.models import Capture, Missing
from tests.test_wire import answer, asked, fetcher, serving

SITE = "https://x.webnode.example/"
PUBLIC = "93.184.216.34"
RESOLVE = socket.getaddrinfo


@pytest.mark.parametrize(
    "number",
    """
    127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
    198.18.0.1 192.0.2.1 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1 ff02::1 ff0e::1 2001:db8::1 100::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
    64:ff9b:1::7f00:1 2002:7f00:1:: 2002:c0a8:101::1 2001:0:4136:e378:8000:63bf:80ff:fffe
    """.split(),
)
def test_inside_addresses_are_not_public(number: str) -> None:
    """This computer, homes, data centres, groups, and every spelling of them in IPv6."""
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    """
    93.184.216.34 1.1.1.1 172.32.0.1 100.128.0.1 169.253.0.1 2606:4700::1111 2a00:1450:4001::1
    ::ffff:93.184.216.34 64:ff9b::5db8:d822 2002:5db8:d822::1
    """.split(),
)
def test_addresses_of_the_open_network_are_public(number: str) -> None:
    """Real servers are not refused, whatever way IPv6 spells them."""
    assert is_public(number)


def leads(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[str]) -> list[str]:
    """Every name now leads to these numbers; the last answer goes on. Returns who was asked for."""
    asked_for: list[str] = []

    def told(host: Any, port: Any, *rest: Any, **options: Any) -> Any:
        numbers = answers[min(len(asked_for), len(answers) - 1)]
        asked_for.append(str(host))
        return [each for n in numbers for each in RESOLVE(n, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", told)
    return asked_for


@pytest.mark.parametrize("inside", ["10.0.0.1", "::1", "169.254.169.254"])
def test_name_that_leads_inside_too_is_refused(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    """One inside address among public ones is enough, wherever it stands."""
    guard = Guard(frozenset())
    for numbers in ((PUBLIC, inside), (inside, PUBLIC)):
        leads(monkeypatch, numbers)
        with pytest.raises(Refused, match="not public"):
            guard.check_name("both.example")

    leads(monkeypatch, (PUBLIC, "2606:4700::1111"))
    guard.check_name("both.example")


def test_host_that_the_user_named_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blog on the user's own computer may be moved; others beside it are refused."""
    guard = Guard(frozenset(["blog.home", "::1"]))
    leads(monkeypatch, ("192.168.1.5",))

    guard.check_name("Blog.Home")
    guard.check("BLOG.home", "192.168.1.5")
    guard.check("[::1]", "::1")
    with pytest.raises(Refused):
        guard.check_name("router.home")
    with pytest.raises(Refused):
        guard.check("x.blog.home", "192.168.1.5")


def test_name_that_leads_nowhere_is_not_the_guards_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever connects tells that there is no such host."""

    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    Guard(frozenset()).check_name("nowhere.example")
    Guard(frozenset()).check_name("a" * 70 + ".example")


@pytest.mark.loopback
def test_site_may_not_lead_to_this_computer() -> None:
    """A page of a public site that names a server here gets nothing, and it is asked once."""
    with serving(answer(b"secret")) as server:
        found = Fetcher(SITE).get(server.address + "admin")
        named = asked(fetcher(server.address), server.address)

        told = "127.0.0.1 leads into a network that is not public (127.0.0.1)"
        assert found == Missing(server.address + "admin", told)
        assert named.body.read() == b"secret"
        assert server.connections == 1


@pytest.mark.loopback
def test_name_that_changes_its_mind_is_caught_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch, network: responses.RequestsMock
) -> None:
    """A name that is public when it is checked and inside when it is used gets no byte."""
    network.add_passthru("http://rebind.example")
    with serving(answer(b"secret")) as server:
        names = leads(monkeypatch, (PUBLIC,), ("127.0.0.1",))
        found = Fetcher(SITE).get(f"http://rebind.example:{server.port}/latest/")
        asked(fetcher(server.address), server.address)

    assert isinstance(found, Missing)
    assert found.reason == "rebind.example leads into a network that is not public (127.0.0.1)"
    assert names[:2] == ["rebind.example", "rebind.example"]
    assert server.connections == 2  # the second is the one that shows that the server listens
    assert [b"rebind" in head for head in server.heads] == [False]


@pytest.mark.loopback
def test_name_that_stays_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, network: responses.RequestsMock
) -> None:
    """The host that the user named is let through on both checks, by its name."""
    network.add_passthru("http://blog.home")
    with serving(answer(b"x")) as server:
        leads(monkeypatch, ("127.0.0.1",))
        site = f"http://blog.home:{server.port}/"
        found = asked(fetcher(site), site)

        assert found.body.read() == b"x"
        assert f"Host: blog.home:{server.port}".encode() in server.heads[0]


@pytest.mark.loopback
def test_proxy_is_used_and_inside_addresses_are_refused_all_the_same(
    monkeypatch: pytest.MonkeyPatch, network: responses.RequestsMock
) -> None:
    """A proxy of the user's, here or anywhere, gets the request; never one for inside."""
    for name in ("http://inside.example", "http://10.0.0.1", "http://[::1]"):
        network.add_passthru(name)
    with serving(answer(b"from afar")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address.replace("//", "//me:secret@"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        leads(monkeypatch, ("127.0.0.1",))
        for url in ("http://10.0.0.1/", "http://[::1]:8080/", "http://inside.example/"):
            found = Fetcher(SITE).get(url)
            assert isinstance(found, Missing)
            assert "not public" in found.reason
        assert proxy.heads == []


@pytest.mark.loopback
def test_proxy_gets_the_request_for_a_public_address(
    monkeypatch: pytest.MonkeyPatch, network: responses.RequestsMock
) -> None:
    """The proxy, on this computer, is asked for the whole address; its password stays with it."""
    network.add_passthru(f"http://{PUBLIC}")
    with serving(answer(b"from afar")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address.replace("//", "//me:secret@"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        found = asked(Fetcher(SITE), f"http://{PUBLIC}/a.png")

        assert isinstance(found, Capture)
        assert found.body.read() == b"from afar"
        assert proxy.heads[0].startswith(f"GET http://{PUBLIC}/a.png HTTP/1.1\r\n".encode())
        assert b"Proxy-Authorization: Basic" in proxy.heads[0]
        assert "proxy-authorization" not in {name.lower() for name, _ in found.request}
