#!/bin/sh
# Reads the teams of the user, and the projects of the first team: from Bimplus, from the cache, and as 304.
set -eu
base_url=${BASE_URL:-http://localhost:8080/v2}
token=$(jq -r .access_token tokens.json)

get() {
  curl -sS -H "Authorization: Bearer $token" -D headers.txt -w '%{http_code} ' "$@"
  grep -i '^cache-status' headers.txt
}

get "$base_url/teams" -o teams.json
team=$(jq -r '.[0].slug' teams.json)

get "$base_url/$team/projects" -o projects.json --etag-save etag.txt
get "$base_url/$team/projects" -o projects.json
get "$base_url/$team/projects" -o projects.json --etag-compare etag.txt
