/* global add */

/** Bimplus behind the gateway, called with the vendor's SDK. */
export class Gateway {
  #api;

  /** @param url of the gateway, without `/v2` */
  constructor(url) {
    const { protocol, host } = new URL(url);
    // The SDK's bundle has `add` as its global name. It needs jQuery as `$`.
    this.#api = new add.Api({ protocol: `${protocol}//`, host, version: "v2" });
  }

  set token(token) {
    this.#api.setAccessToken(token);
  }

  teams() {
    return exchange("GET teams", this.#api.teams.get());
  }

  projects(team) {
    return exchange(`GET ${team}/projects`, this.#api.projects.get(null, false, team));
  }

  createProject(team, name) {
    this.#api.setTeamSlug(team);
    return exchange(`POST ${team}/projects`, this.#api.projects.post(JSON.stringify({ name })));
  }
}

/** Waits for a response of the SDK, and reads of it what the gateway says. */
function exchange(request, call) {
  return new Promise((resolve) => {
    call
      .done((data, _, xhr) => resolve({ ...described(request, xhr), data }))
      .fail((xhr) => resolve(described(request, xhr)));
  });
}

function described(request, xhr) {
  return {
    request,
    status: xhr.status,
    isOk: xhr.status >= 200 && xhr.status < 300,
    cache: cacheResult(xhr.getResponseHeader("Cache-Status")),
    ageSeconds: number(xhr.getResponseHeader("Age")),
    callsLeft: number(xhr.getResponseHeader("X-RateLimit-Remaining")),
    callsLimit: number(xhr.getResponseHeader("X-RateLimit-Limit")),
    problem: xhr.responseJSON?.title ?? (xhr.status === 0 ? "The gateway cannot be reached." : xhr.statusText),
  };
}

/** The `Cache-Status` of the gateway (RFC 9211) in a word; null when the cache was not involved. */
function cacheResult(field) {
  if (field === null) {
    return null;
  }
  const parameters = field.split(";").map((part) => part.trim());
  const has = (parameter) => parameters.includes(parameter);
  if (has("fwd=bypass")) {
    return "bypass";
  }
  if (has("fwd=uri-miss") || has("fwd=vary-miss")) {
    return "miss";
  }
  if (has("stored")) {
    return has("fwd-status=304") ? "revalidated" : "miss";
  }
  return has("fwd=stale") || parameters.some((part) => part.startsWith("ttl=-")) ? "stale" : "hit";
}

function number(field) {
  return field === null ? null : Number(field);
}
