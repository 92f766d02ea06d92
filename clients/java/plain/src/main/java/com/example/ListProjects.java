package com.example;

import dev.bimgate.client.Team;
import dev.bimgate.client.app.BimplusException;
import dev.bimgate.client.app.GatewayClient;
import dev.bimgate.client.app.OidcClient;
import dev.bimgate.client.app.OidcTokens;
import java.net.URI;

/** Polls the projects of a user's teams twice: what has not changed is not sent again. */
public class ListProjects {
  public static void main(String[] args) {
    var gateway = URI.create(System.getenv("GATEWAY_URL")); // https://gateway.example.com/v2
    var app = OidcClient.of(gateway, System.getenv("CLIENT_ID"));
    var tokens = OidcTokens.refreshing(app, System.getenv("REFRESH_TOKEN"), replaced -> {});
    try (var client = GatewayClient.builder(gateway).tokens(tokens).build()) {
      for (int poll = 1; poll <= 2; poll++) {
        for (Team team : client.blocking().teams().items()) {
          var list = client.blocking().projects(team.slug());
          System.out.printf(
              "%s: %d projects, unchanged: %s, from the cache: %s%n",
              team.slug(), list.items().size(), list.isNotModified(), list.cache().isHit());
        }
      }
    } catch (BimplusException failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }
}
