import { Gateway } from "./gateway.js";
import { Session } from "./session.js";
import { element, listedProject, listedResponse, listedTeam, show } from "./view.js";

const MOST_RESPONSES = 12;

const settings = await (await fetch("settings.json")).json();
const gateway = new Gateway(settings.gateway);
const session = new Session(settings, loggedIn, () => end("Your session has ended."));
let team = null;

function loggedIn(user) {
  gateway.token = user.access_token;
  element("user").textContent = user.profile.preferred_username ?? user.profile.sub;
}

/** Calls the gateway, once more with a new token after a 401, and lists the response. */
async function call(request) {
  let response = await request();
  if (response.status === 401 && (await session.renew())) {
    response = await request();
  }
  if (response.status === 401) {
    await end("Your session has ended.");
    return null;
  }
  listResponse(response);
  if (!response.isOk) {
    report(`${response.request} failed: ${response.problem}`);
    return null;
  }
  return response;
}

async function readTeams() {
  const response = await call(() => gateway.teams());
  if (response !== null) {
    report(`${count(response.data.length, "team")}, ${described(response)}.`);
    team ??= response.data[0]?.slug ?? null;
    element("teams").replaceChildren(...response.data.map((each) => listedTeam(each, each.slug === team, choose)));
  }
  return response;
}

async function readProjects() {
  const asked = team;
  const response = asked === null ? null : await call(() => gateway.projects(asked));
  // The user may have chosen another team in the meantime.
  if (response !== null && asked === team) {
    report(`${count(response.data.length, "project")} of ${asked}, ${described(response)}.`);
    element("projects").replaceChildren(...response.data.map(listedProject));
  }
}

async function choose(slug) {
  team = slug;
  for (const button of element("teams").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(button.value === slug));
  }
  await readProjects();
}

async function createProject(event) {
  event.preventDefault();
  const name = element("name").value.trim();
  const asked = team;
  if (name !== "" && asked !== null && (await call(() => gateway.createProject(asked, name))) !== null) {
    element("name").value = "";
    await readProjects();
  }
}

function described(response) {
  const age = `${count(response.ageSeconds ?? 0, "second")} old`;
  switch (response.cache) {
    case "hit":
      return `from the cache, ${age}`;
    case "stale":
      return `from the cache, stale, ${age}`;
    case "revalidated":
      return "from the cache, revalidated";
    default:
      return "loaded from Bimplus";
  }
}

function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function listResponse(response) {
  const rows = element("responses");
  rows.prepend(listedResponse(response));
  while (rows.rows.length > MOST_RESPONSES) {
    rows.lastElementChild.remove();
  }
  // Responses from the cache carry no budget: what was left after the last call is still left.
  if (response.callsLeft !== null) {
    element("calls-left").textContent = response.callsLeft.toLocaleString("en");
    element("calls-limit").textContent = `of ${response.callsLimit.toLocaleString("en")} calls left in this hour`;
  }
}

function report(text) {
  element("news").textContent = text;
}

/** Shows nothing of the last user. */
async function end(text) {
  await session.forget();
  gateway.token = null;
  team = null;
  for (const id of ["user", "teams", "projects", "responses"]) {
    element(id).replaceChildren();
  }
  element("calls-left").textContent = "–";
  element("calls-limit").textContent = "calls left";
  show(false);
  report(text);
}

async function logOut() {
  try {
    await session.logOut();
    await end("You are logged out.");
  } catch (failure) {
    await end(`You are logged out here. At the issuer you may not be: ${failure.message}.`);
  }
}

async function start() {
  element("log-in").addEventListener("click", () => session.logIn());
  element("log-out").addEventListener("click", logOut);
  element("read-teams").addEventListener("click", readTeams);
  element("read-projects").addEventListener("click", readProjects);
  element("creation").addEventListener("submit", createProject);
  try {
    const isLoggedIn = await session.resume();
    show(isLoggedIn);
    if (isLoggedIn && (await readTeams()) !== null) {
      await readProjects();
    }
  } catch (failure) {
    await end(`The login failed: ${failure.message}.`);
  }
}

await start();
