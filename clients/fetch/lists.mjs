// The calls of a web page: fetch, with the tokens of oidc-client-ts 3.5.
import { UserManager } from "oidc-client-ts";

// The gateway serves the discovery document, which names the OIDC server. No other setting is needed.
export function createUserManager(baseUrl, clientId) {
  return new UserManager({
    authority: baseUrl,
    client_id: clientId,
    redirect_uri: location.origin + location.pathname,
  });
}

// The user, after the page has been loaded twice: the login (code with PKCE) leaves it and returns to it.
export async function logIn(manager) {
  if (new URLSearchParams(location.search).has("code")) {
    await manager.signinCallback();
    history.replaceState(null, "", location.pathname);
  }
  return (await manager.getUser()) ?? manager.signinRedirect();
}

// A response through the gateway. After 401 it is requested once more, with a refreshed token.
export async function call(manager, path, options = {}) {
  const request = (user) =>
    fetch(`${manager.settings.authority}/${path}`, {
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${user.access_token}` },
    });
  const response = await request(await manager.getUser());
  return response.status === 401 ? request(await manager.signinSilent()) : response;
}

// The projects of the user's first team, and how the gateway got them.
export async function firstProjects(manager) {
  const teams = await (await call(manager, "teams")).json();
  const response = await call(manager, `${teams[0].slug}/projects`);
  return {
    team: teams[0].slug,
    projects: await response.json(),
    cacheStatus: response.headers.get("Cache-Status"),
    ageSeconds: Number(response.headers.get("Age") ?? 0),
  };
}

// Changes a project. The next read of the list, by anybody, is none from before.
export function rename(manager, team, project, name) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ name });
  return call(manager, `${team}/projects/${project}`, { method: "PUT", headers, body });
}

// Attaches a file to an object, or to a project.
export function attach(manager, team, object, file) {
  const body = new FormData();
  body.append("file", file, file.name);
  return call(manager, `${team}/objects/${object}/attachments`, { method: "POST", body });
}
