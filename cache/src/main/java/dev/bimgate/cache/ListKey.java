package dev.bimgate.cache;

import java.util.Objects;

/**
 * Whose list it is and which: two keys are equal only if kind, caller, team, query and variant all
 * are.
 *
 * <p>The hash is computed once, because a key is looked up several times on its way.
 */
public final class ListKey {

  private final ListKind kind;
  private final Caller caller;
  private final String team;
  private final String query;
  private final String variant;
  private final int hash;

  private ListKey(ListKind kind, Caller caller, String team, String query, String variant) {
    this.kind = kind;
    this.caller = Objects.requireNonNull(caller, "caller");
    this.team = Objects.requireNonNull(team, "team");
    this.query = Objects.requireNonNull(query, "query");
    this.variant = Objects.requireNonNull(variant, "variant");
    int question = 31 * (31 * caller.hashCode() + team.hashCode()) + query.hashCode();
    this.hash = 31 * (31 * question + variant.hashCode()) + kind.name().hashCode();
  }

  /**
   * A caller's project list of one team.
   *
   * @param query already normalised, so that one question has one form; empty for none
   */
  public static ListKey projects(Caller caller, String team, String query) {
    return new ListKey(ListKind.PROJECTS, caller, team, query, "");
  }

  /**
   * A caller's list of teams.
   *
   * @param query already normalised, so that one question has one form; empty for none
   */
  public static ListKey teams(Caller caller, String query) {
    return new ListKey(ListKind.TEAMS, caller, "", query, "");
  }

  public ListKind kind() {
    return kind;
  }

  public Caller caller() {
    return caller;
  }

  /** The slug; empty for {@link ListKind#TEAMS}. */
  public String team() {
    return team;
  }

  public String query() {
    return query;
  }

  /** By which of the answers to this question it is; empty where they do not vary. */
  public String variant() {
    return variant;
  }

  /** The key of one of the answers to this question that vary (RFC 9111, section 4.1). */
  ListKey variant(String ofRequest) {
    return variant.equals(ofRequest) ? this : new ListKey(kind, caller, team, query, ofRequest);
  }

  /** The question, whichever of its answers this is the key of. */
  ListKey question() {
    return variant("");
  }

  /** The same question with the app left out of it. */
  ListKey withoutApp() {
    return new ListKey(kind, withoutApp(caller), team, query, variant);
  }

  static Caller withoutApp(Caller caller) {
    return caller.app().isEmpty() ? caller : new Caller(caller.user(), "", caller.scopes());
  }

  /** The characters of the key, counted as one byte each. */
  long weightBytes() {
    long scopes = 0;
    for (String scope : caller.scopes()) {
      scopes += scope.length();
    }
    User user = caller.user();
    int names = user.issuer().length() + user.subject().length() + caller.app().length();
    return scopes + names + team.length() + query.length() + variant.length();
  }

  /** As how many ordinary keys it counts where keys alone are remembered; one has up to 1 KB. */
  int places() {
    return 1 + (int) (weightBytes() / 1024);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ListKey key && hash == key.hash && isSame(key));
  }

  private boolean isSame(ListKey key) {
    return kind == key.kind
        && team.equals(key.team)
        && query.equals(key.query)
        && variant.equals(key.variant)
        && caller.equals(key.caller);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    String which = variant.isEmpty() ? "" : ", variant=" + variant;
    return kind + "[" + caller + ", team=" + team + ", query=" + query + which + "]";
  }
}
