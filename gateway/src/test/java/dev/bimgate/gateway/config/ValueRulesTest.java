package dev.bimgate.gateway.config;

import static dev.bimgate.gateway.config.WrittenSettings.mapped;
import static dev.bimgate.gateway.config.WrittenSettings.mistakesIn;
import static dev.bimgate.gateway.config.WrittenSettings.soundWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          bimplus.environment                     | production                | must be one of dev, stage, prod
          bimplus.environment                     | dEv                       | must be one of dev, stage, prod
          bimplus.url                             | api.bimplus.net/v2        | must be an absolute URL that begins with https://
          bimplus.url                             | ftp://api.bimplus.net/v2  | must be an absolute URL that begins with https://
          bimplus.url                             | https://a b/v2            | must be a URL such as https://api.example.com/v2
          bimplus.url                             | https:///v2               | must name a host, and a port from 1 to 65535 if any
          bimplus.url                             | https://u:p@example.com/v2| must not hold a user or password; remove what stands before @
          bimplus.url                             | https://@example.com/v2   | must not hold a user or password; remove what stands before @
          bimplus.url                             | https://example.com:0/v2  | must name a host, and a port from 1 to 65535 if any
          bimplus.url                             | https://example.com:70000/v2 | must name a host, and a port from 1 to 65535 if any
          bimplus.url                             | https://example.com/v2?a  | must not have a query or fragment; remove ? or # and what follows
          bimplus.url                             | https://example.com/v2#   | must not have a query or fragment; remove ? or # and what follows
          bimplus.url                             | https://example.com       | must end in /v2, the base of the API
          bimplus.url                             | https://example.com/xv2   | must end in /v2, the base of the API
          bimplus.url                             | http://example.com/v2     | must begin with https://; http:// is for loopback hosts only
          bimplus.url                             | http://127.0.0.1.nip.io/v2| must begin with https://; http:// is for loopback hosts only
          bimplus.url                             | http://localhost.evil/v2  | must begin with https://; http:// is for loopback hosts only
          bimplus.url                             | http://0.0.0.0/v2         | must begin with https://; http:// is for loopback hosts only
          bimplus.url                             | http://[::]/v2            | must begin with https://; http:// is for loopback hosts only
          bimplus.oidc.discovery-url              | http://10.0.0.1/d         | must begin with https://; http:// is for loopback hosts only
          bimplus.oidc.discovery-url              | /d                        | must be an absolute URL that begins with https://
          bimplus.oidc.issuer                     | allplan                   | must be an absolute URL that begins with https://
          bimplus.oidc.authorized-parties         | a b                       | must not hold white space
          bimplus.oidc.audience                   | a b                       | must not hold white space
          bimplus.oidc.any-audience               | yes                       | must be true or false
          bimplus.oidc.algorithms                 | RS256,HS256               | must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512
          bimplus.oidc.algorithms                 | none                      | must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512
          bimplus.oidc.algorithms                 | ""                        | is empty; give it a value, or remove it to get the default
          bimplus.oidc.profile                    | rfc9069                   | must be one of keycloak, rfc9068
          bimplus.connect-timeout                 | -1s                       | must not be negative; 0s is the shortest
          bimplus.answer-timeout                  | 30 seconds                | must be a duration such as 500ms, 60s, 10m or PT1M30S
          bimplus.idle-timeout                    | ""                        | is empty; give it a value, or remove it to get the default
          bimplus.list-timeout                    | 99999999999999999999s     | must be a duration such as 500ms, 60s, 10m or PT1M30S
          bimplus.list-timeout                    | 9999999999999999d         | must be a duration such as 500ms, 60s, 10m or PT1M30S
          bimplus.pool-max-wait                   | 3651d                     | must not be longer than 3650d
          bimplus.pool-size                       | 0                         | must be a whole number from 1 to 65535
          bimplus.pool-size                       | many                      | must be a whole number from 1 to 65535
          bimplus.pool-size                       | 12345678901               | must be a whole number from 1 to 65535
          gateway.cache.projects.fresh-for        | PT-1S                     | must not be negative; 0s is the shortest
          gateway.cache.teams.fresh-for           | x                         | must be a duration such as 500ms, 60s, 10m or PT1M30S
          gateway.cache.freshness                 | both                      | must be one of configured, upstream
          gateway.cache.stale-while-revalidate    | x                         | must be a duration such as 500ms, 60s, 10m or PT1M30S
          gateway.cache.stale-if-error            | x                         | must be a duration such as 500ms, 60s, 10m or PT1M30S
          gateway.cache.min-revalidation-interval | -5m                       | must not be negative; 0s is the shortest
          gateway.cache.targeted-field            | A, B                      | must be the name of one header field, such as CDN-Cache-Control
          gateway.cache.shared-between-apps       | 1                         | must be true or false
          gateway.cache.max-size                  | 64 MB                     | must be a number of bytes such as 4194304, 4096K, 64M or 1G, 1024G at most
          gateway.cache.max-size                  | 1025G                     | must be a number of bytes such as 4194304, 4096K, 64M or 1G, 1024G at most
          gateway.cache.max-entry-size            | -1                        | must be a number of bytes such as 4194304, 4096K, 64M or 1G, 1024G at most
          gateway.cache.max-entry-size            | 65M                       | must not be larger than gateway.cache.max-size; lower it or raise the other
          gateway.token.max-size                  | 16 MB                     | must be a number of bytes such as 4194304, 4096K, 64M or 1G, 1024G at most
          gateway.cache.max-share-per-caller      | 101%                      | must be a share from 0% to 100%, such as 10%
          gateway.cache.max-share-per-caller      | 0.1                       | must be a share from 0% to 100%, such as 10%
          gateway.cache.ignored-query-parameters  | _,a=b                     | must hold names of query parameters, without = & # or spaces
          gateway.legacy-tokens.enabled           | on                        | must be true or false
          gateway.legacy-tokens.sunset            | 31.12.2026                | must be a date such as 2026-12-31
          gateway.legacy-tokens.refuse-after      | 2026-02-30                | must be a date such as 2026-12-31
          gateway.redacted-fields                 | a b                       | must not hold white space
          gateway.redacted-paths                  | /v2/team,/teams           | must hold paths that start with /v2, such as /v2/teams, without wildcards
          gateway.redacted-paths                  | /v2x                      | must hold paths that start with /v2, such as /v2/teams, without wildcards
          gateway.redacted-paths                  | /v2/*                     | must hold paths that start with /v2, such as /v2/teams, without wildcards
          gateway.limits.max-requests             | 0                         | must be a whole number from 1 to 1000000
          gateway.drain.keep-serving              | -1                        | must not be negative; 0s is the shortest
          gateway.drain.finish                    | soon                      | must be a duration such as 500ms, 60s, 10m or PT1M30S
          gateway.limits.write-reserve            | 50                        | must be a share from 0% to 100%, such as 10%
          gateway.limits.per-user-rate            | 20                        | must be a number of calls per s, m or h, such as 20/s or 600/m
          gateway.limits.per-user-rate            | 0/s                       | must be a number of calls per s, m or h, such as 20/s or 600/m
          gateway.limits.per-app-share            | 101%                      | must be a share from 0% to 100%, such as 10%
          gateway.admin.token                     | pass word                 | must be made of letters, digits and - . _ ~ + / alone, as a bearer token is (RFC 6750)
          gateway.admin.token-file                | /no/such/file             | names no file that the gateway may read; create it or change its owner
          gateway.public-url                      | gateway.example.com       | must be an absolute URL that begins with https://
          gateway.public-url                      | https://example.com/?a=b  | must not have a query or fragment; remove ? or # and what follows
          gateway.trusted-proxies                 | 10.0.0.0/8, proxy.test    | must hold addresses or CIDR blocks, such as 10.0.0.0/8 or 2001:db8::/32
          gateway.trusted-proxies                 | 10.0.0.0/33               | must hold addresses or CIDR blocks, such as 10.0.0.0/8 or 2001:db8::/32
          gateway.limits.login-rate               | 30                        | must be a number of calls per s, m or h, such as 20/s or 600/m
          gateway.limits.login-rate               | 0/m                       | must be a number of calls per s, m or h, such as 20/s or 600/m
          gateway.limits.login-rate               | ""                        | is empty; give it a value, or remove it to get the default
          gateway.log.format                      | Json                      | must be one of text, json
          gateway.log.requests                    | some                      | must be one of all, errors, none
          gateway.traces.endpoint                 | collector:4318            | must be an absolute URL that begins with https://
          gateway.traces.client-rate              | 100                       | must be a number of calls per s, m or h, such as 20/s or 600/m
          quarkus.otel.exporter.otlp.traces.protocol | grpc                   | must be http/protobuf, which is the default; remove it
          gateway.peers.url                       | https://valkey.test       | must be an absolute URL that begins with rediss://
          gateway.peers.url                       | redis://valkey.test:6379  | must begin with rediss://; redis:// is for loopback hosts only
          gateway.peers.url                       | rediss://u:p@valkey.test/a | must have no path but the number of a database
          gateway.peers.url                       | rediss://valkey.test:0    | must name a host, and a port from 1 to 65535 if any
          gateway.peers.url                       | valkey.test:6379          | must be an absolute URL that begins with rediss://
          gateway.peers.url                       | redis:6379                | must begin with rediss://; redis:// is for loopback hosts only
          gateway.peers.url                       | rediss://u:p w@valkey.test | must be a URL such as rediss://user:password@valkey.example.com:6379
          gateway.peers.url                       | rediss:///0               | must name a host, and a port from 1 to 65535 if any
          gateway.peers.url                       | rediss://valkey.test?db=1 | must not have a query or fragment; remove ? or # and what follows
          gateway.peers.key-file                  | /no/such/file             | names no file that the gateway may read; create it or change its owner
          gateway.peers.lease                     | 400ms                     | must be from 500ms to 9s
          gateway.peers.lease                     | 10s                       | must be from 500ms to 9s
          gateway.peers.isolated-fresh-for        | -1s                       | must not be negative; 0s is the shortest
          gateway.peers.isolated-writes           | drop                      | must be one of pass, refuse
          quarkus.http.port                       | http                      | must be a whole number from 0 to 65535
          quarkus.management.port                 | 65536                     | must be a whole number from 0 to 65535
          quarkus.http.limits.max-connections     | none                      | must be a whole number from 1 to 1000000
          quarkus.http.idle-timeout               | never                     | must be a duration such as 500ms, 60s, 10m or PT1M30S
          quarkus.http.cors.enabled               | yes                       | must be true or false
          quarkus.http.cors.origins               | https://app.test/         | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | app.test                  | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | null                      | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | https://*.app.test        | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | HTTPS://app.test          | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | https://App.test          | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | https://app.test:443      | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | https://u@app.test        | must hold origins such as https://app.example.com, regular expressions between slashes, or * alone
          quarkus.http.cors.origins               | /(/                       | holds a regular expression that cannot be read
          quarkus.http.cors.origins               | /.*/                      | holds an expression that matches every origin; use *, or list origins
          quarkus.http.cors.origins               | /https?:.*/               | holds an expression that matches every origin; use *, or list origins
          """)
  void reportsWhatIsWrongWithAValue(String name, String value, String fault) {
    assertThat(mistakesIn(soundWith(name, value))).containsExactly(name + ": " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          bimplus.environment                     | DEV
          bimplus.url                             | https://example.com/v2
          bimplus.url                             | https://example.com:8443/bim/v2/
          bimplus.url                             | http://127.0.0.1:8081/v2
          bimplus.url                             | http://127.255.255.254/v2
          bimplus.url                             | http://LOCALHOST:1/v2
          bimplus.url                             | "http://[::1]:8081/v2 "
          bimplus.url                             | http://[0:0:0:0:0:0:0:1]/v2
          bimplus.oidc.discovery-url              | http://localhost:8082/.well-known/openid-configuration
          bimplus.oidc.issuer                     | http://10.0.0.1/realms/allplan
          bimplus.oidc.audience                   | account
          bimplus.oidc.any-audience               | "true "
          bimplus.oidc.algorithms                 | rs256, ES256
          bimplus.oidc.profile                    | RFC9068
          bimplus.connect-timeout                 | 0s
          bimplus.answer-timeout                  | 0
          bimplus.idle-timeout                    | 1h30m
          bimplus.list-timeout                    | "500ms "
          bimplus.pool-size                       | " 1 "
          bimplus.pool-max-wait                   | PT0S
          gateway.cache.projects.fresh-for        | 0s
          gateway.cache.freshness                 | upstream
          gateway.cache.min-revalidation-interval | ""
          gateway.cache.targeted-field            | CDN-Cache-Control
          gateway.cache.max-size                  | 1M
          gateway.cache.max-entry-size            | 0
          gateway.token.max-size                  | 0
          gateway.cache.max-share-per-caller      | 100%
          gateway.cache.max-share-per-caller      | " 2.5 % "
          gateway.cache.ignored-query-parameters  | ""
          gateway.legacy-tokens.sunset            | "2027-01-31 "
          gateway.legacy-tokens.refuse-after      | 2020-01-01
          gateway.redacted-fields                 | ""
          gateway.redacted-paths                  | /v2/team, /v2
          gateway.redacted-paths[0]               | /v2/team
          gateway.drain.finish                    | 0s
          gateway.limits.write-reserve            | 0%
          gateway.limits.per-user-rate            | " 600/m "
          gateway.limits.per-user-rate            | ""
          gateway.limits.per-app-share            | 50%
          gateway.admin.token                     | " bWFzdGVy+/= "
          gateway.public-url                      | http://gateway.internal/bim/
          gateway.trusted-proxies                 | "10.0.0.0/8, 2001:db8::/32,192.0.2.7"
          gateway.trusted-proxies                 | ""
          gateway.trusted-proxies[0]              | 10.0.0.0/8
          gateway.limits.login-rate               | " 5000/h "
          quarkus.http.port                       | 0
          quarkus.http.cors.origins               | "https://app.test, http://localhost:3000"
          quarkus.http.cors.origins               | "https://[::1]:8443,/https://[a-z]+[.]app[.]test/"
          quarkus.http.cors.origins               | *
          """)
  void whatTheCheckAcceptsCanBeRead(String name, String value) {
    assertThat(mistakesIn(soundWith(name, value))).isEmpty();

    SmallRyeConfig mapped = mapped(soundWith(name, value));

    assertThat(mapped.getConfigMapping(BimplusSettings.class)).isNotNull();
    assertThat(mapped.getConfigMapping(GatewaySettings.class)).isNotNull();
  }
}
