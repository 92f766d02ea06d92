package dev.bimgate.benchmarks.race;

import java.util.List;

/**
 * A server that a user may take instead. Its command has the placeholders of {@link Peers}, and
 * {@code ${configuration}} is the file below {@code dev/bimgate/benchmarks}, filled in.
 */
enum Peer {
  NGINX(
      "nginx, `proxy_cache`, `auth_request`",
      "nginx.conf",
      true,
      "nginx -c ${configuration} -e ${directory}/nginx-error.log",
      "nginx -v",
      "Bimplus verifies each token, and nginx caches that for a minute: so long an expired or"
          + " revoked one is accepted. The token is in the key, so that a new one finds no list"),
  VARNISH(
      "Varnish",
      "varnish.vcl",
      false,
      "varnishd -F -n ${directory}/varnish -a ${host}:${port} -f ${configuration} "
          + "-s malloc,64m",
      "varnishd -V",
      "No token is verified, not even whether it has expired, and a list is served for as long as"
          + " it is fresh. The token is in the key. TLS needs another program"),
  HAPROXY(
      "HAProxy, `jwt_verify`, `cache`",
      "haproxy.cfg",
      true,
      "haproxy -db -f ${configuration}",
      "haproxy -v",
      "Signature, algorithm, expiry, issuer and app are verified for each request, with one key from"
          + " a file: a rotation needs a reload. The user is in the key, by a rewritten path; app"
          + " and scopes are not. Concurrent misses of a list are a call each"),
  APACHE(
      "Apache httpd, `mod_auth_openidc`, `mod_cache`",
      "apache.conf",
      true,
      "apache2 -f ${configuration} -DFOREGROUND",
      "apache2 -v",
      "Signature, expiry and app are verified for each request, the issuer is not. The token is in"
          + " the key, as a variant"),
  SPRING(
      "Spring Cloud Gateway, `LocalResponseCache`",
      "",
      false,
      "${java} -Xmx256m -cp ${spring}/classes:${spring}/lib/* "
          + "dev.bimgate.benchmarks.spring.SpringGateway --server.address=${host} "
          + "--server.port=${port} --race.origin=http://${origin} --race.issuer=${issuer}",
      "find ${spring}/lib -name spring-cloud-gateway-*.jar -printf %f",
      "Signature, expiry and issuer are verified for each request, the app is not. The token is in"
          + " the key. Not raced with TLS: it has one port");

  private final String title;
  private final String configuration;
  private final boolean hasTls;
  private final String command;
  private final String versionCommand;
  private final String leavesUndone;

  Peer(
      String title,
      String configuration,
      boolean hasTls,
      String command,
      String versionCommand,
      String leavesUndone) {
    this.title = title;
    this.configuration = configuration;
    this.hasTls = hasTls;
    this.command = command;
    this.versionCommand = versionCommand;
    this.leavesUndone = leavesUndone;
  }

  String title() {
    return title;
  }

  /** Name of the file, or empty. */
  String configuration() {
    return configuration;
  }

  boolean hasTls() {
    return hasTls;
  }

  /** How it is started in the foreground. */
  List<String> command() {
    return words(command);
  }

  /** What prints its version in the first line. */
  List<String> versionCommand() {
    return words(versionCommand);
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  /** What the gateway does and it does not, as a sentence without its full stop. */
  String leavesUndone() {
    return leavesUndone;
  }
}
