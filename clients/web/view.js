/** The elements of the page. All text is set as text: no name from Bimplus becomes markup. */

export function element(id) {
  return document.getElementById(id);
}

/** Shows what a user who is logged in sees, or what everybody else does. */
export function show(isLoggedIn) {
  element("welcome").hidden = isLoggedIn;
  element("workspace").hidden = !isLoggedIn;
  element("log-out").hidden = !isLoggedIn;
}

export function listedTeam(team, isChosen, onChosen) {
  const button = make("button", team.displayname || team.slug);
  button.type = "button";
  button.value = team.slug;
  button.setAttribute("aria-current", String(isChosen));
  button.addEventListener("click", () => onChosen(team.slug));
  return make("li", button);
}

export function listedProject(project) {
  const rights = project.hasWriteAccess ? "read and write" : "read only";
  const details = [project.address, `${project.modelCount} models`, rights].filter(Boolean).join(" · ");
  return make("li", make("strong", project.name), make("span", details));
}

/** A row of the table of responses. */
export function listedResponse({ request, status, isOk, cache, ageSeconds, callsLeft }) {
  const result = isOk ? (cache ?? "passed on") : String(status);
  const badge = make("span", result);
  badge.className = `badge ${isOk ? (cache ?? "") : "failed"}`;
  return make(
    "tr",
    make("td", ...breakable(request)),
    make("td", badge),
    numeric(ageSeconds === null ? "–" : `${ageSeconds} s`),
    numeric(callsLeft === null ? "–" : callsLeft.toLocaleString("en")),
  );
}

/** The path of a request in parts, between which a line may end. */
function breakable(request) {
  const [first, ...others] = request.split("/");
  return [first, ...others.flatMap((part) => ["/", make("wbr"), part])];
}

function numeric(text) {
  const cell = make("td", text);
  cell.className = "number";
  return cell;
}

function make(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
