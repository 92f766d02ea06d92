#!/bin/sh
# Replaces the tokens in tokens.json. The refresh token comes by standard input: arguments are public.
set -eu
base_url=${BASE_URL:-http://localhost:8080/v2} client_id=${CLIENT_ID:?the client ID of your app}

token_endpoint=$(curl -fsS "$base_url/.well-known/openid-configuration" | jq -r .token_endpoint)
umask 077
jq -r '"refresh_token=" + .refresh_token' tokens.json |
  curl -fsS "$token_endpoint" -d grant_type=refresh_token -d client_id="$client_id" -d @- -o tokens.new
mv tokens.new tokens.json
