package dev.bimgate.deployment.clients;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bimgate.deployment.Keycloak;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The sample page in a browser of its own, used as its user does: by labels and by roles. */
final class SamplePage implements AutoCloseable {

  /** Far longer than anything here takes; only a broken page ever meets it. */
  static final double LONGEST_MILLIS = 120_000;

  private static final Path AXE =
      Repository.ROOT.resolve("clients/node_modules/axe-core/axe.min.js");

  /** More than the page has controls. */
  private static final int MOST_TABS = 60;

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> addresses = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  SamplePage(Browser browser, URI address, int width) {
    this.address = address.toString();
    this.context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900));
    context.setDefaultTimeout(LONGEST_MILLIS);
    this.page = context.newPage();
    page.onRequest(
        request -> {
          addresses.add(request.url());
          String credential = request.headers().getOrDefault("authorization", "");
          if (!credential.isEmpty()) {
            tokens.add(credential.substring(credential.indexOf(' ') + 1));
          }
        });
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  void open() {
    page.navigate(address);
  }

  /** Opens the page, logs in at the issuer and returns when the projects are there. */
  void logIn(String user, String password) {
    open();
    button("Log in").click();
    page.getByLabel("Username or email").fill(user);
    page.locator("#password").fill(password);
    button("Sign In").click();
    isLoggedIn(user);
  }

  /** Fills the issuer's form, in which the user's name has the focus. */
  void logInByKeyboard(String user, String password) {
    assertThat(page.getByLabel("Username or email")).isFocused();
    page.keyboard().type(user);
    page.keyboard().press("Tab");
    page.keyboard().type(password);
    page.keyboard().press("Enter");
    isLoggedIn(user);
  }

  private void isLoggedIn(String user) {
    assertThat(page.locator("#user")).hasText(user);
    assertThat(firstProject()).isVisible();
  }

  void logOut() {
    button("Log out").click();
    news("You are logged out.");
  }

  void readTeams() {
    read("GET teams", () -> button("Read again Teams").click());
  }

  void readProjects(String team) {
    read("GET " + team + "/projects", () -> button("Read again Projects").click());
  }

  /** Does what makes the page read, and returns when it has listed one response more. */
  private void read(String request, Runnable action) {
    int before = rows(request).count();
    action.run();
    assertThat(rows(request)).hasCount(before + 1);
  }

  void createProject(String name) {
    page.getByLabel("Name of a new project").fill(name);
    button("Create project").click();
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** What the page says in its live region. */
  void news(String text) {
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(text);
  }

  void news(Pattern text) {
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(text);
  }

  /** The names of the projects that are shown. */
  List<String> projects() {
    return page.locator("#projects strong").allTextContents();
  }

  private Locator firstProject() {
    return page.locator("#projects li").first();
  }

  Locator project(String name) {
    return page.locator("#projects").getByText(name, new Locator.GetByTextOptions().setExact(true));
  }

  Locator callsLeft() {
    return page.locator("#calls-left");
  }

  Locator teams() {
    return page.locator("#teams button");
  }

  /** The responses to that request, newest first: request, cache, age, calls left. */
  Locator rows(String request) {
    return page.locator("#responses tr").filter(new Locator.FilterOptions().setHasText(request));
  }

  /** How the cache served the latest response to that request. */
  String cache(String request) {
    return rows(request).first().locator("td").nth(1).textContent();
  }

  String age(String request) {
    return rows(request).first().locator("td").nth(2).textContent();
  }

  /** Every URL that the browser requested. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** The access token of the first request to the gateway. */
  String firstToken() {
    return tokens.get(0);
  }

  /** The access token of the latest request to the gateway. */
  String lastToken() {
    return tokens.get(tokens.size() - 1);
  }

  /** The issuer's id of the session of that token. */
  String session() {
    byte[] claims = Base64.getUrlDecoder().decode(firstToken().split("\\.", -1)[1]);
    return Keycloak.json(new String(claims, StandardCharsets.UTF_8)).required("sid").textValue();
  }

  /** Returns once the page has another token than the one that it sent last. */
  void awaitRenewal() {
    page.waitForFunction(
        "sent => sessionStorage.length > 0"
            + " && !Object.values(sessionStorage).some(value => value.includes(sent))",
        lastToken(),
        new Page.WaitForFunctionOptions().setPollingInterval(100));
  }

  /** What the browser's console shows as errors, violations of the page's policy among them. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Moves the focus to that field and types, as without a mouse. */
  void type(Locator field, String text) {
    tabTo(field);
    page.keyboard().type(text);
    page.keyboard().press("Enter");
  }

  /** Moves the focus to that button and presses it, as without a mouse. */
  void press(Locator button) {
    tabTo(button);
    page.keyboard().press("Enter");
  }

  /** Moves the focus to that control, which must then show it. */
  private void tabTo(Locator control) {
    assertThat(control).isVisible();
    for (int i = 0; i < MOST_TABS && !isFocused(control); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(control).isFocused();
    assertThat(control).hasCSS("outline-style", "solid");
  }

  private static boolean isFocused(Locator control) {
    return (Boolean) control.evaluate("it => it === document.activeElement");
  }

  /** What axe finds: each rule with the elements that break it. */
  List<?> violations() throws IOException {
    page.evaluate(Files.readString(AXE));
    return (List<?>)
        page.evaluate(
            "axe.run().then(found => found.violations"
                + ".map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' ')))");
  }

  void screenshot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
  }

  @Override
  public void close() {
    context.close();
  }
}
