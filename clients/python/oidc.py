"""Tokens of the OIDC server, as an auth of requests: `session.auth = Tokens(base_url, client_id)`."""

import base64
import hashlib
import http.server
import secrets
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import requests


class Tokens(requests.auth.AuthBase):
    """Logs in with the browser: authorization code with PKCE (RFC 7636). Then refreshes in time."""

    def __init__(self, base_url, client_id):
        oidc = requests.get(f"{base_url}/.well-known/openid-configuration", timeout=10)
        oidc.raise_for_status()
        self.oidc, self.client_id = oidc.json(), client_id
        self._log_in()

    def __call__(self, request):
        if time.monotonic() > self.expires_at - 30:
            self.refresh()
        request.headers["Authorization"] = f"Bearer {self.access_token}"
        return request

    def refresh(self):
        self._grant(grant_type="refresh_token", refresh_token=self.refresh_token)

    def _log_in(self):
        verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(verifier.encode()).digest()
        with http.server.HTTPServer(("127.0.0.1", 0), Redirect) as server:
            redirect_uri = f"http://127.0.0.1:{server.server_port}/"
            print("Open", self.oidc["authorization_endpoint"] + "?" + urlencode({
                "response_type": "code", "scope": "openid", "client_id": self.client_id,
                "redirect_uri": redirect_uri, "code_challenge_method": "S256",
                "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            }), flush=True)
            server.code = None
            while server.code is None:
                server.handle_request()
        self._grant(grant_type="authorization_code", code=server.code,
                    redirect_uri=redirect_uri, code_verifier=verifier)

    def _grant(self, **form):
        granted = requests.post(self.oidc["token_endpoint"], timeout=10,
                                data={"client_id": self.client_id, **form})
        granted.raise_for_status()
        tokens = granted.json()
        self.access_token = tokens["access_token"]
        self.refresh_token = tokens["refresh_token"]
        self.expires_at = time.monotonic() + tokens["expires_in"]


class Redirect(http.server.BaseHTTPRequestHandler):
    """Takes the code from the address to which the browser returns."""

    def do_GET(self):
        code = parse_qs(urlsplit(self.path).query).get("code")
        self.server.code = code[0] if code else None
        self.send_response(200 if code else 404)
        self.end_headers()
        self.wfile.write(b"You can close this page.\n" if code else b"")

    def log_message(self, *arguments):
        """Logs nothing: the address holds the code."""
