"""A program by authlib. It speaks with its test by lines of JSON: what it wants, and what it got."""

import json
import sys

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebToken
from authlib.oidc.core import CodeIDToken


def told():
    return json.loads(sys.stdin.readline())


def tell(message):
    print(json.dumps(message), flush=True)


app = told()
server = requests.get(app["issuer"] + "/.well-known/openid-configuration").json()
session = OAuth2Session(
    app["id"],
    app["secret"],
    scope="openid profile email",
    redirect_uri=app["redirectUri"],
    code_challenge_method="S256",
    token_endpoint=server["token_endpoint"],
)
verifier, nonce = generate_token(48), generate_token(20)
url, state = session.create_authorization_url(
    server["authorization_endpoint"], code_verifier=verifier, nonce=nonce
)
tell({"url": url})

tokens = session.fetch_token(authorization_response=told()["url"], state=state, code_verifier=verifier)
claims = JsonWebToken(["ES256"]).decode(
    tokens["id_token"],
    requests.get(server["jwks_uri"]).json(),
    claims_cls=CodeIDToken,
    claims_options={"iss": {"value": app["issuer"]}},
    claims_params={"nonce": nonce, "client_id": app["id"], "access_token": tokens["access_token"]},
)
claims.validate()
tell({"sub": claims["sub"], "user": session.get(server["userinfo_endpoint"]).json()})

# Each further line asks for a refresh.
for _ in sys.stdin:
    try:
        session.refresh_token(server["token_endpoint"])
        tell({"user": session.get(server["userinfo_endpoint"]).json()})
    except OAuthError as error:
        tell({"error": error.error})
