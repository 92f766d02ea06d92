package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.OutsideIssuer;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Listener;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switches of the fake Bimplus, and what it knows. */
public final class Bimplus {

  private final World world;
  private final Budgets budgets;
  private final LegacyLogins logins;
  private final Faults faults = new Faults();
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

  /** Labels lists so from now on; they have strong ETags at the start. */
  public void etags(Etags kind) {
    etags = kind;
  }

  /** {@code Cache-Control} of lists from now on; empty for none, which is how it starts. */
  public void cacheControl(Optional<String> value) {
    cacheControl = value.orElse(null);
  }

  /** Whether JSON answers are compressed for those who accept it; they are at the start. */
  public void gzip(boolean on) {
    gzip = on;
  }

  /**
   * Takes the tokens of this issuer too from now on, a Keycloak say, and serves its discovery
   * document; its users are the sandbox's users of the same name.
   */
  public void takeTokensOf(URI issuer) {
    outsideIssuer = new OutsideIssuer(issuer);
  }

  /** Faults on the API's port, where the discovery document is served too. */
  public Faults faults() {
    return faults;
  }

  /** Sets what is left of a user's calls until the hour is over. */
  public void budgetLeft(String user, int calls) {
    budgets.setLeft(user, calls);
  }

  /** What is left of a user's calls in this hour. */
  public int budgetLeft(String user) {
    return budgets.left(user);
  }

  /** The version of a team's project lists: each element of a list answered now carries it. */
  public long projectsVersion(String team) {
    synchronized (world) {
      return known(team).version();
    }
  }

  /** The version of the lists of teams. */
  public long teamsVersion() {
    return world.teamsVersion();
  }

  /** Changes a team's project lists behind everybody's back, and returns the new version. */
  public long change(String team) {
    synchronized (world) {
      return known(team).changed();
    }
  }

  /** Takes a user out of a team, or lets one in, behind everybody's back. */
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

  /** Ends every login of the old way. */
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
