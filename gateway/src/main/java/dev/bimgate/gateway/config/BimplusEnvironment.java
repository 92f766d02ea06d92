package dev.bimgate.gateway.config;

import java.net.URI;

/** The vendor's installations of Bimplus, each with the base of its API. */
public enum BimplusEnvironment {
  DEV("https://api-dev.bimplus.net/v2"),
  STAGE("https://api-stage.bimplus.net/v2"),
  PROD("https://api.bimplus.net/v2");

  private final URI apiUrl;

  BimplusEnvironment(String apiUrl) {
    this.apiUrl = URI.create(apiUrl);
  }

  /** The base of the API, {@code /v2} included, without a slash at the end. */
  public URI apiUrl() {
    return apiUrl;
  }
}
