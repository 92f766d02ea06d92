#!/bin/sh
# Changes a project, reads the list again, and attaches a file to the project.
set -eu
base_url=${BASE_URL:-http://localhost:8080/v2}
token=$(jq -r .access_token tokens.json)
team=$(jq -r '.[0].slug' teams.json) project=$(jq -r '.[0].id' projects.json)

call() {
  curl -sS -H "Authorization: Bearer $token" -D headers.txt -w '%{http_code} ' "$@"
  grep -i '^cache-status' headers.txt || echo "not a cached route"
}

call "$base_url/$team/projects/$project" -o project.json
jq '{name}' project.json |
  call "$base_url/$team/projects/$project" -o project.json -X PUT -H 'Content-Type: application/json' -d @-
call "$base_url/$team/projects" -o projects.json # never a list from before the change

call "$base_url/$team/objects/$project/attachments" -o attachment.json -F file=@project.json
