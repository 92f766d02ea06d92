package dev.bimgate.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

@ApplicationScoped
class FirstTeam {
  @Inject Vertx vertx;

  Uni<List<Project>> projects(BimplusClientOptions options, Credential me) {
    var bimplus = BimplusClient.create(vertx, options, UpstreamEvents.NONE);
    return bimplus
        .teams(me)
        .flatMap(teams -> bimplus.projects(me, teams.get(0).slug()))
        .onTermination()
        .invoke(bimplus::close);
  }
}
