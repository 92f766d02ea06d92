package dev.bimgate.deployment.faults;

/** Who asks: a user through an app. */
record Reader(String user, String subject, String app) {

  @Override
  public String toString() {
    return user + " through " + app;
  }
}
