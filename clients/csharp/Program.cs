// Reads lists through the gateway with .NET 8 or newer. Untested: nothing in this repository runs it.
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var baseUrl = Environment.GetEnvironmentVariable("BASE_URL") ?? "http://localhost:8080/v2";
var clientId = Environment.GetEnvironmentVariable("CLIENT_ID")!;
const string redirectUri = "http://127.0.0.1/";
using var http = new HttpClient();
var oidc = await http.GetFromJsonAsync<JsonElement>($"{baseUrl}/.well-known/openid-configuration");
JsonElement tokens = default;

// Log in: authorization code with PKCE (RFC 7636).
var verifier = Base64Url(RandomNumberGenerator.GetBytes(32));
var challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
Console.WriteLine($"Open {oidc.GetProperty("authorization_endpoint")}?response_type=code&scope=openid" +
    $"&client_id={clientId}&redirect_uri={Uri.EscapeDataString(redirectUri)}" +
    $"&code_challenge_method=S256&code_challenge={challenge}");
Console.WriteLine("Log in, then paste the address that the browser shows, even if it shows an error:");
var query = new Uri(Console.ReadLine()!).Query.TrimStart('?').Split('&');
var code = Uri.UnescapeDataString(query.First(pair => pair.StartsWith("code="))["code=".Length..]);
await Grant(new() {
    ["grant_type"] = "authorization_code", ["code"] = code,
    ["redirect_uri"] = redirectUri, ["code_verifier"] = verifier });

var teams = await (await Call(HttpMethod.Get, "teams")).Content.ReadFromJsonAsync<JsonElement>();
var team = teams[0].GetProperty("slug").GetString();
var response = await Call(HttpMethod.Get, $"{team}/projects");
var project = (await response.Content.ReadFromJsonAsync<JsonElement>())[0];
var id = project.GetProperty("id").GetString();

await Grant(new() {
    ["grant_type"] = "refresh_token",
    ["refresh_token"] = tokens.GetProperty("refresh_token").GetString()! });
await Call(HttpMethod.Get, $"{team}/projects", etag: response.Headers.ETag); // 304

var change = JsonContent.Create(new { name = project.GetProperty("name") });
await Call(HttpMethod.Put, $"{team}/projects/{id}", change);
await Call(HttpMethod.Get, $"{team}/projects"); // never a list from before the change

var upload = new MultipartFormDataContent { { new StringContent("inspected"), "file", "note.txt" } };
await Call(HttpMethod.Post, $"{team}/objects/{id}/attachments", upload);

async Task<HttpResponseMessage> Call(
    HttpMethod method, string path, HttpContent? content = null, EntityTagHeaderValue? etag = null)
{
    var request = new HttpRequestMessage(method, $"{baseUrl}/{path}") { Content = content };
    request.Headers.Authorization = new("Bearer", tokens.GetProperty("access_token").GetString());
    if (etag is not null) request.Headers.IfNoneMatch.Add(etag);
    var response = await http.SendAsync(request);
    var cached = response.Headers.TryGetValues("Cache-Status", out var values);
    Console.WriteLine($"{(int)response.StatusCode} {path} {(cached ? values!.First() : "not a cached route")}");
    return response;
}

async Task Grant(Dictionary<string, string> form)
{
    form["client_id"] = clientId;
    var endpoint = oidc.GetProperty("token_endpoint").GetString();
    var granted = await http.PostAsync(endpoint, new FormUrlEncodedContent(form));
    tokens = await granted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
}

static string Base64Url(byte[] bytes) =>
    Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
