"""Reads teams and projects, changes a project, reads the list again, and attaches a file."""

import os

import requests

from oidc import Tokens

base_url = os.environ.get("BASE_URL", "http://localhost:8080/v2")
session = requests.Session()
session.auth = Tokens(base_url, os.environ["CLIENT_ID"])


def call(path, method="GET", **options):
    response = session.request(method, f"{base_url}/{path}", timeout=60, **options)
    print(response.status_code, path, response.headers.get("Cache-Status", "not a cached route"))
    response.raise_for_status()
    return response


team = call("teams").json()[0]["slug"]
projects = call(f"{team}/projects")

session.auth.refresh()  # the new token finds the same list
call(f"{team}/projects")
call(f"{team}/projects", headers={"If-None-Match": projects.headers["ETag"]})

project = call(f"{team}/projects/{projects.json()[0]['id']}").json()
call(f"{team}/projects/{project['id']}", "PUT", json={"name": project["name"]})
call(f"{team}/projects")  # never a list from before the change

call(f"{team}/objects/{project['id']}/attachments", "POST",
     files={"file": ("note.txt", "inspected")})
