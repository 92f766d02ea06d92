#!/bin/sh
# Logs in: authorization code with PKCE (RFC 7636). Writes tokens.json. Needs curl, jq and openssl.
set -eu
base_url=${BASE_URL:-http://localhost:8080/v2} client_id=${CLIENT_ID:?the client ID of your app}
redirect_uri=${REDIRECT_URI:-http://127.0.0.1/}

oidc=$(curl -fsS "$base_url/.well-known/openid-configuration")
verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr +/ -_ | tr -d =)

login=$(echo "$oidc" | jq -r .authorization_endpoint)
echo "Open $login?response_type=code&scope=openid&client_id=$client_id&redirect_uri=$redirect_uri\
&code_challenge_method=S256&code_challenge=$challenge"
echo "Log in, then paste the address that the browser shows, even if it shows an error:"
read -r address

umask 077
curl -fsS "$(echo "$oidc" | jq -r .token_endpoint)" -o tokens.json \
  -d grant_type=authorization_code -d client_id="$client_id" -d redirect_uri="$redirect_uri" \
  -d code_verifier="$verifier" -d code="$(echo "$address" | sed 's/.*[?&]code=\([^&]*\).*/\1/')"
