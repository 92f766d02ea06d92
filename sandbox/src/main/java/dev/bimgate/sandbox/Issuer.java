package dev.bimgate.sandbox;

import java.net.URI;

/** The switches of the fake issuer. */
public final class Issuer {

  private final Listener listener;
  private final Recorder recorder;
  private final Faults faults = new Faults(RecordedRequest.Server.ISSUER);

  Issuer(Listener listener, Recorder recorder) {
    this.listener = listener;
    this.recorder = recorder;
  }

  /** Refuses connections from now on and closes those that are open. */
  public void switchOff() {
    listener.switchOff();
  }

  /** Listens again, on the same port. */
  public void switchOn() {
    listener.switchOn();
  }

  /**
   * Sends an app a logout token over the back channel, and returns the status.
   *
   * @param to the back-channel logout URI of the app
   * @param logoutToken as {@link Tokens#logoutToken} makes it, or an invalid one
   */
  public int tellLogout(URI to, String logoutToken) {
    return BackChannel.tell(to, logoutToken);
  }

  /** Faults on the issuer's port. */
  public Faults faults() {
    return faults;
  }

  /** How often the key set was requested since the recorder was last cleared. */
  public int keyFetches() {
    return recorder.count(Requests.to(IssuerRoutes.KEYS_PATH));
  }

  /** How often Bimplus's discovery document was requested since the recorder was last cleared. */
  public int discoveryFetches() {
    return recorder.count(Requests.to(ApiRoutes.DISCOVERY_PATH));
  }
}
