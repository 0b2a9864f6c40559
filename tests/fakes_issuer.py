"""A small OpenID Connect issuer on loopback: discovery, keys, and tokens for one person."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey


@dataclass
class Issuer:
    """What the issuer says: ``claims`` of the person, signed with ``key``; ``nonce`` once known."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signing: RSAKey | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        told = {"iss": self.address, "aud": "banco", "iat": now, "exp": now + 60}
        claims = {**told, "nonce": self.nonce, "sub": "42", **self.claims}
        header = {"alg": "RS256", "kid": "one"}
        signed = jwt.encode(header, claims, self.signing or self.key)
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}


@contextmanager
def issuing(issuer: Issuer) -> Iterator[None]:
    """Serve an issuer while it is used."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [issuer.key.as_dict(private=False)]}
            self._send(keys if self.path == "/keys" else issuer.discovery())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            issuer.asked.append(parse_qs(body))
            self._send(issuer.token())

        def _send(self, value: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
