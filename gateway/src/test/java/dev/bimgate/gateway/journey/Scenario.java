package dev.bimgate.gateway.journey;

/** A request made during a fault: a column of the fault matrix. */
enum Scenario {
  LIST("A list, nothing cached", "GET", "/projects"),
  STALE_LIST("A list, with a stale one cached", "GET", "/projects"),
  TEAMS("The list of teams, nothing cached", "GET", ""),
  DOWNLOAD("A download", "GET", "/download?seed=1&bytes=" + Scenario.STREAM_BYTES),
  UPLOAD("An upload", "PUT", "/upload"),
  WRITE("A write that changes the lists of its team", "POST", "/projects");

  static final int STREAM_BYTES = 20_000;

  private final String title;
  private final String method;
  private final String belowTeam;

  Scenario(String title, String method, String belowTeam) {
    this.title = title;
    this.method = method;
    this.belowTeam = belowTeam;
  }

  String title() {
    return title;
  }

  String method() {
    return method;
  }

  String target(String team) {
    return this == TEAMS ? "/v2/teams" : "/v2/" + team + belowTeam;
  }

  String path(String team) {
    return target(team).replaceFirst("\\?.*", "");
  }

  /** The body of the request; empty for none. */
  String requestBody() {
    return switch (this) {
      case UPLOAD -> "u".repeat(STREAM_BYTES);
      case WRITE -> "{\"name\":\"Footbridge\"}";
      default -> "";
    };
  }

  /** The status without a fault. */
  int goodStatus() {
    return this == WRITE ? 201 : 200;
  }

  boolean isList() {
    return this == LIST || this == STALE_LIST || this == TEAMS;
  }

  /** RFC 9110, section 9.2.1. */
  boolean isSafe() {
    return method.equals("GET");
  }

  /** Whether a list is stored before the fault. */
  boolean keepsBefore() {
    return this != LIST && this != TEAMS;
  }
}
