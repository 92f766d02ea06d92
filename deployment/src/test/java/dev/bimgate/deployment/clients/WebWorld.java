package dev.bimgate.deployment.clients;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Keycloak;
import dev.bimgate.deployment.Repository;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.demo.PageServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All parts of the sample page: a fake Bimplus, a real Keycloak, the packaged gateway, the page on
 * an origin of its own, and Debian's Chromium.
 */
record WebWorld(
    Sandbox sandbox,
    Keycloak keycloak,
    RecordedGateway gateway,
    PageServer pages,
    Playwright playwright,
    Browser browser)
    implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Chromium runs as root, and makes no calls of its own. */
  static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  static WebWorld start(Path directory) throws IOException, InterruptedException {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    PageServer pages = PageServer.start(Repository.ROOT.resolve("clients"));
    Keycloak keycloak = Keycloak.start();
    sandbox.bimplus().takeTokensOf(keycloak.issuer());
    // A list is fresh until a test makes it stale.
    Map<String, String> settings =
        Map.of(
            "gateway.cache.teams.fresh-for", "10m",
            "gateway.cache.projects.fresh-for", "10m",
            "gateway.cache.stale-while-revalidate", "0s");
    RecordedGateway gateway = RecordedGateway.start(sandbox, directory, pages.origin(), settings);
    gateway.awaitKeys();
    URI url = gateway.traffic().url();
    keycloak.tellLogouts(Tokens.DEFAULT_CLIENT, url.resolve("/oidc/backchannel-logout"));
    keycloak.allowPage(Tokens.DEFAULT_CLIENT, pages.page());
    pages.connect(url, keycloak.issuer(), Tokens.DEFAULT_CLIENT);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS));
    return new WebWorld(sandbox, keycloak, gateway, pages, playwright, browser);
  }

  /** The names in a user's project list of a team, as Bimplus has them. */
  List<String> projectsOf(String user, String team) {
    String list =
        Http.get(
                URI.create(sandbox.apiUrl() + "/" + team + "/projects"),
                "Bearer " + sandbox.tokens().forUser(user))
            .body();
    return Keycloak.json(list).findValuesAsText("name");
  }

  @Override
  public void close() {
    playwright.close();
    gateway.close();
    keycloak.close();
    pages.close();
    sandbox.close();
  }
}
