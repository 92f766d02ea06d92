package dev.bimgate.sandbox;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switches and the state of the fake Bimplus. */
public final class Bimplus {

  private final World world;
  private final Budgets budgets;
  private final LegacyLogins logins;
  private final Faults faults = new Faults(RecordedRequest.Server.API);
  private final Listener listener;
  private volatile Etags etags = Etags.STRONG;
  private volatile @Nullable String cacheControl;
  private volatile boolean gzip = true;
  private volatile @Nullable OutsideIssuer outsideIssuer;

  Bimplus(World world, Budgets budgets, LegacyLogins logins, Listener listener) {
    this.world = world;
    this.budgets = budgets;
    this.logins = logins;
    this.listener = listener;
  }

  /** Refuses connections from now on and closes those that are open. */
  public void switchOff() {
    listener.switchOff();
  }

  /** Listens again, on the same port. */
  public void switchOn() {
    listener.switchOn();
  }

  /** Sets the validators of lists from now on; they have strong ETags at the start. */
  public void etags(Etags kind) {
    etags = kind;
  }

  /** {@code Cache-Control} of lists from now on; empty for none, the initial value. */
  public void cacheControl(Optional<String> value) {
    cacheControl = value.orElse(null);
  }

  /** Whether JSON responses are compressed for clients that accept it; initially true. */
  public void gzip(boolean on) {
    gzip = on;
  }

  /**
   * Accepts the tokens of this issuer too from now on, a Keycloak say, and serves its discovery
   * document; its users are the sandbox's users of the same name.
   */
  public void takeTokensOf(URI issuer) {
    outsideIssuer = new OutsideIssuer(issuer);
  }

  /** Faults on the API's port, where the discovery document is served too. */
  public Faults faults() {
    return faults;
  }

  /** Sets a user's remaining calls in this hour. */
  public void budgetLeft(String user, int calls) {
    budgets.setLeft(user, calls);
  }

  /** A user's remaining calls in this hour. */
  public int budgetLeft(String user) {
    return budgets.left(user);
  }

  /** The version of a team's project lists: each element of a list returned now carries it. */
  public long projectsVersion(String team) {
    synchronized (world) {
      return known(team).version();
    }
  }

  /** The version of the lists of teams. */
  public long teamsVersion() {
    return world.teamsVersion();
  }

  /** Changes a team's project lists without a write request, and returns the new version. */
  public long change(String team) {
    synchronized (world) {
      return known(team).changed();
    }
  }

  /** Adds a user to a team, or removes one, without a write request. */
  public void member(String team, String user, boolean isMember) {
    synchronized (world) {
      Team changed = known(team);
      if (isMember) {
        changed.members().add(world.account(user).name());
      } else {
        changed.members().remove(user);
      }
      changed.changed();
      world.teamsChanged();
    }
  }

  /** Ends every legacy session. */
  public void endLegacyLogins() {
    logins.endAll();
  }

  Etags etags() {
    return etags;
  }

  @Nullable String cacheControl() {
    return cacheControl;
  }

  @Nullable OutsideIssuer outsideIssuer() {
    return outsideIssuer;
  }

  boolean gzip() {
    return gzip;
  }

  private Team known(String slug) {
    Team team = world.team(slug);
    if (team == null) {
      throw new IllegalArgumentException("no such team: " + slug);
    }
    return team;
  }
}
