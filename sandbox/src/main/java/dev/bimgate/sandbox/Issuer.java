package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.BackChannel;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Listener;
import dev.bimgate.sandbox.wire.Recorder;
import dev.bimgate.sandbox.wire.Requests;
import java.net.URI;

/** The switches of the fake issuer. */
public final class Issuer {

  private final Listener listener;
  private final Recorder recorder;
  private final Faults faults = new Faults();

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
   * Tells an app over the back channel that a session has ended, and returns its status.
   *
   * @param to where the app listens for that
   * @param logoutToken as {@link Tokens#logoutToken} makes it, or spoiled
   */
  public int tellLogout(URI to, String logoutToken) {
    return BackChannel.tell(to, logoutToken);
  }

  /** Faults on the issuer's port. */
  public Faults faults() {
    return faults;
  }

  /** How often the key set was asked for since the recorder was last cleared. */
  public int keyFetches() {
    return recorder.count(Requests.to(IssuerRoutes.KEYS_PATH));
  }
}
