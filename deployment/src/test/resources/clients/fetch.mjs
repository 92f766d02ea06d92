// Runs clients/fetch/lists.mjs in Node.js, with as much of a browser as oidc-client-ts looks for.
import { createInterface } from "node:readline/promises";

function storage() {
  const values = new Map();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
}

function browseTo(address) {
  globalThis.location = new URL(address);
  return new Promise((resolve) => (location.assign = resolve));
}

Object.assign(globalThis, {
  window: globalThis,
  self: globalThis,
  localStorage: storage(),
  sessionStorage: storage(),
  history: { replaceState: () => (location.search = "") },
  stop: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
});

const { attach, call, createUserManager, firstProjects, logIn, rename } = await import(process.argv[2]);

const leavesFor = browseTo("http://127.0.0.1/app");
const manager = createUserManager(process.env.BASE_URL, process.env.CLIENT_ID);
logIn(manager);
console.log("Open", await leavesFor);
browseTo(await createInterface({ input: process.stdin }).question(""));
const user = await logIn(manager);

function tell(status, cacheStatus) {
  console.log(status, cacheStatus ?? "not a cached route");
}

const list = await firstProjects(manager);
tell(200, list.cacheStatus);

// The token is replaced by one that is rejected: the next call refreshes it.
user.access_token = "none";
await manager.storeUser(user);
tell(200, (await firstProjects(manager)).cacheStatus);

const [project] = list.projects;
const renamed = await rename(manager, list.team, project.id, project.name);
tell(renamed.status, renamed.headers.get("Cache-Status"));
tell(200, (await firstProjects(manager)).cacheStatus);

const attached = await attach(manager, list.team, project.id, new File(["inspected"], "note.txt"));
tell(attached.status, attached.headers.get("Cache-Status"));
process.exit();
