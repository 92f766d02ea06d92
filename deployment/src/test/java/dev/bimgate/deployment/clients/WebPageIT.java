package dev.bimgate.deployment.clients;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.lang.String.format;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.bimgate.deployment.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample page of {@code clients/web} in a real browser, with a real Keycloak. */
@Tag("real-parts")
@Tag("concurrent")
class WebPageIT {

  private static final String USER = "user-01";
  private static final String OTHER_USER = "user-02";
  private static final int DESKTOP = 1280;
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.eyJ");

  private static Path directory;
  private static WebWorld world;
  private static String team;
  private static String projects;
  private SamplePage page;

  @BeforeAll
  static void start(@TempDir Path ofGateway) throws Exception {
    directory = ofGateway;
    PlaywrightAssertions.setDefaultAssertionTimeout(SamplePage.LONGEST_MILLIS);
    world = WebWorld.start(directory);
    team = world.sandbox().teamsOf(USER).get(0);
    projects = "GET " + team + "/projects";
  }

  @AfterAll
  static void stop() throws IOException {
    try (WebWorld ended = world) {
      ended.gateway().assertAsDocumented(directory);
    }
  }

  @BeforeEach
  void open() {
    world.gateway().purge(false);
    page = new SamplePage(world.browser(), world.pages().page(), DESKTOP);
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void aUserLogsInAndReadsListsFirstFromBimplusThenFromTheCache() {
    logIn(USER);
    assertThat(page.cache(projects)).isEqualTo("miss");

    page.readProjects(team);

    assertThat(page.cache(projects)).isEqualTo("hit");
    assertThat(page.age(projects)).matches("\\d+ s");
    assertThat(page.callsLeft())
        .hasText(format(Locale.ROOT, "%,d", world.sandbox().bimplus().budgetLeft(USER)));
    assertThat(page.teams()).hasCount(world.sandbox().teamsOf(USER).size());
    assertThat(page.projects()).isEqualTo(world.projectsOf(USER, team));
  }

  @Test
  void noTokenIsInThePageOrInAnAddressAndThePolicyHolds() {
    logIn(USER);

    String token = page.firstToken();
    assertThat(page.page().content()).doesNotContain(token);
    assertThat(page.page().url()).isEqualTo(world.pages().page().toString());
    assertThat(page.addresses()).noneMatch(address -> JWT.matcher(address).find());
    assertThat(page.page().evaluate("localStorage.length")).isEqualTo(0);
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void afterASilentRefreshTheListIsStillAHit() {
    page.page().clock().install();
    logIn(USER);

    page.page().clock().fastForward("04:30");
    page.awaitRenewal();
    page.readTeams();

    assertThat(page.lastToken()).isNotEqualTo(page.firstToken());
    assertThat(page.cache("GET teams")).isEqualTo("hit");
  }

  @Test
  void aSecondUserInTheSameBrowserSeesTheirOwnList() {
    logIn(USER);
    page.logOut();
    assertThat(page.projects()).isEmpty();

    logIn(OTHER_USER);

    String own = world.sandbox().teamsOf(OTHER_USER).get(0);
    assertThat(page.projects())
        .isEqualTo(world.projectsOf(OTHER_USER, own))
        .isNotEqualTo(world.projectsOf(USER, own));
    assertThat(page.cache("GET " + own + "/projects")).isEqualTo("miss");
  }

  @Test
  void whileBimplusIsOfflineAListIsStaleWithItsAge() {
    logIn(USER);
    List<String> before = page.projects();
    world.gateway().purge(true);
    world.sandbox().bimplus().switchOff();
    try {
      page.readProjects(team);

      assertThat(page.cache(projects)).isEqualTo("stale");
      assertThat(page.age(projects)).matches("\\d+ s");
      page.news(Pattern.compile("from the cache, stale, \\d+ seconds? old"));
      assertThat(page.projects()).isEqualTo(before);
    } finally {
      world.sandbox().bimplus().switchOn();
    }
  }

  @Test
  void aCreatedProjectIsInTheList() {
    logIn(USER);

    page.createProject("Lighthouse");

    assertThat(page.project("Lighthouse")).isVisible();
    assertThat(page.cache("POST " + team + "/projects")).isEqualTo("passed on");
    assertThat(page.cache(projects)).isEqualTo("miss");
  }

  @Test
  void aLogoutOnThePageEndsTheTokenAtTheGateway() {
    logIn(USER);
    String token = page.firstToken();

    page.logOut();

    assertThat(
            Http.get(world.gateway().traffic().url().resolve("/v2/teams"), "Bearer " + token)
                .statusCode())
        .isEqualTo(401);
    assertThat(page.page().evaluate("sessionStorage.length")).isEqualTo(0);
    page.button("Log in").click();
    assertThat(page.page().getByLabel("Username or email")).isVisible();
  }

  @Test
  void aLogoutAtTheIssuerEndsThePage() {
    logIn(USER);

    world.keycloak().revokeSession(page.session());
    page.button("Read again Projects").click();

    page.news("Your session has ended.");
    assertThat(page.button("Log in")).isVisible();
    assertThat(page.projects()).isEmpty();
  }

  @Test
  void theKeyboardIsEnough() {
    page.open();
    page.press(page.button("Log in"));
    page.logInByKeyboard(USER, world.sandbox().passwordOf(USER));

    page.press(page.teams().nth(1));
    assertThat(page.teams().nth(1)).hasAttribute("aria-current", "true");
    page.type(page.page().getByLabel("Name of a new project"), "Harbour light");
    assertThat(page.project("Harbour light")).isVisible();

    page.press(page.button("Log out"));
    page.news("You are logged out.");
  }

  @ParameterizedTest
  @CsvSource({"1280, Opera House", "400, Concert Hall"})
  void axeFindsNoViolation(int width, String project) throws IOException {
    page.page().setViewportSize(width, 900);
    page.open();
    assertThat(page.button("Log in")).isVisible();
    assertThat(page.violations()).isEmpty();

    logIn(USER);
    page.readProjects(team);
    page.createProject(project);
    assertThat(page.project(project)).isVisible();

    assertThat(page.violations()).isEmpty();
    assertThat(page.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    page.screenshot(Path.of("target", "web-" + width + ".png"));
  }

  private void logIn(String user) {
    page.logIn(user, world.sandbox().passwordOf(user));
  }
}
