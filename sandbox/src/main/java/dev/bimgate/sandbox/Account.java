package dev.bimgate.sandbox;

/** A principal that can log in: a user, or the service account of a client. */
record Account(String name, String subject, String password) {

  @Override
  public String toString() {
    return name;
  }
}
