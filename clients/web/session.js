/* global oidc */

/**
 * The user's login at the issuer: authorization code with PKCE (RFC 7636), renewed with the refresh token.
 * Tokens are in the sessionStorage of this tab.
 */
export class Session {
  #users;
  #clientId;
  #onUser;

  /**
   * @param onUser called with each new token, also with those of a renewal
   * @param onEnd called when the issuer gives no further token
   */
  constructor({ issuer, clientId }, onUser, onEnd) {
    // For both: the library's own choice for the state of a login is localStorage.
    const store = new oidc.WebStorageStateStore({ store: sessionStorage });
    this.#clientId = clientId;
    this.#onUser = onUser;
    this.#users = new oidc.UserManager({
      authority: issuer,
      client_id: clientId,
      redirect_uri: location.origin + location.pathname,
      scope: "openid",
      userStore: store,
      stateStore: store,
      automaticSilentRenew: true,
    });
    this.#users.events.addUserLoaded(onUser);
    this.#users.events.addSilentRenewError(onEnd);
    this.#users.events.addAccessTokenExpired(onEnd);
  }

  /** Completes the login with which the issuer redirects to this page, or continues that of this tab. */
  async resume() {
    if (new URLSearchParams(location.search).has("state")) {
      try {
        await this.#users.signinCallback();
      } finally {
        history.replaceState(null, "", location.pathname);
      }
      return true;
    }
    const user = await this.#users.getUser();
    if (user === null || user.expired) {
      return user !== null && this.renew();
    }
    this.#onUser(user);
    return true;
  }

  logIn() {
    return this.#users.signinRedirect();
  }

  /** Fetches a new token; false when the issuer gives none. */
  async renew() {
    try {
      return (await this.#users.signinSilent()) !== null;
    } catch {
      return false;
    }
  }

  /**
   * Ends the session at the issuer, which notifies the gateway. Keycloak accepts the refresh token in the body of a
   * POST; `signoutRedirect` would put the ID token into a URL.
   */
  async logOut() {
    const user = await this.#users.getUser();
    await this.forget();
    const response = await fetch(await this.#users.metadataService.getEndSessionEndpoint(), {
      method: "POST",
      body: new URLSearchParams({ client_id: this.#clientId, refresh_token: user?.refresh_token ?? "" }),
    });
    if (!response.ok) {
      throw new Error(`the issuer responded with ${response.status}`);
    }
  }

  /** Removes the tokens from this tab. */
  forget() {
    return this.#users.removeUser();
  }
}
