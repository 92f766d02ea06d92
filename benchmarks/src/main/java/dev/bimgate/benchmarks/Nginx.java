package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.Repository;
import dev.bimgate.benchmarks.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nginx as a plain proxy on one core: no cache, no log, no token check, nothing on disk. */
final class Nginx implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log %1$s/nginx-error.log;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path %1$s/nginx-body;
        proxy_temp_path %1$s/nginx-proxy;
        fastcgi_temp_path %1$s/nginx-fastcgi;
        uwsgi_temp_path %1$s/nginx-uwsgi;
        scgi_temp_path %1$s/nginx-scgi;
        client_max_body_size 0;
        proxy_request_buffering off;
        proxy_max_temp_file_size 0;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        upstream origin { server %2$s; keepalive 32; }
        server {
          listen %3$s:%4$d;
          http2 on;
          location / { proxy_pass http://origin; }
        }
      }
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one in front of that origin. */
  static Nginx startOn(int core, URI origin) throws IOException {
    Path directory = Files.createDirectories(Repository.runDirectory());
    int port = ServerProcess.freePort();
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        CONFIGURATION.formatted(directory, origin.getAuthority(), ServerProcess.HOST, port));
    Process process =
        new ProcessBuilder(
                List.of(
                    "taskset",
                    "-c",
                    Integer.toString(core),
                    "nginx",
                    "-c",
                    configuration.toString(),
                    "-e",
                    directory.resolve("nginx-error.log").toString()))
            .inheritIO()
            .start();
    return new Nginx(process, port);
  }

  URI uri(String path) {
    return URI.create("http://" + ServerProcess.HOST + ":" + port + path);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
