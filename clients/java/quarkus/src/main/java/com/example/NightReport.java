package com.example;

import dev.bimgate.client.Team;
import dev.bimgate.client.app.GatewayClient;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;

/** Counts the projects of each team that the app's own account sees, in chunks of five. */
@QuarkusMain
public class NightReport implements QuarkusApplication {
  @Inject GatewayClient bimplus;

  @Override
  public int run(String... args) {
    var lines = bimplus.allTeams(50).onItem().transformToUniAndConcatenate(this::line);
    lines.subscribe().asStream().forEach(System.out::println);
    return 0;
  }

  private Uni<String> line(Team team) {
    var projects = bimplus.allProjects(team.slug(), 5).collect().asList();
    return projects.map(all -> team.slug() + ": " + all.size() + " projects");
  }
}
