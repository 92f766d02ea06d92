// bimplus-websdk 1.0.56 through the gateway. As a script it is the global "add", and needs jQuery as "$".
function createApi(baseUrl, accessToken) {
  const url = new URL(baseUrl);
  const api = new add.Api({ protocol: `${url.protocol}//`, host: url.host, version: "v2" });
  api.setAccessToken(accessToken); // again after each refresh
  return api;
}

// The projects of the user's first team, and how the gateway got them.
async function firstProjects(api) {
  const teams = await result(api.teams.get());
  api.setTeamSlug(teams.data[0].slug);
  return result(api.projects.get());
}

// Attaches a file to an object, or to a project.
function attach(api, object, file) {
  const body = new FormData();
  body.append("file", file, file.name);
  return result(api.objects.postAttachment(object, body));
}

// What a call of the SDK gives: its data with the gateway's header, or an error with the problem.
function result(call) {
  return new Promise((resolve, reject) =>
    call.then(
      (data, status, xhr) => resolve({ data, cacheStatus: xhr.getResponseHeader("Cache-Status") }),
      (xhr) => reject(new Error(`${xhr.status} ${xhr.responseJSON?.type ?? xhr.statusText}`)),
    ),
  );
}
