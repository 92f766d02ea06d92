package dev.bimgate.gateway;

import dev.bimgate.gateway.admin.UnreadBody;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.target.TargetError;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.protocol.ValidatorProvider;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Wraps what Quarkus serves on the management port: malformed requests, unreadable bodies and
 * unknown paths get problem documents, as on the traffic port.
 */
@Singleton
class ManagementRoutes {

  private static final Logger LOG = Logger.getLogger(ManagementRoutes.class);

  private static final int BEFORE_THE_REST = -100;

  /** Before Quarkus's own failure handler, which logs stack traces. */
  private static final int AFTER_THE_REST = Integer.MAX_VALUE - 1;

  /** What orchestrators ask, which have no certificate. */
  private static final Set<String> HEALTH =
      Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

  private final RequestObserver observer;
  private final ProtocolErrorHandler heads;

  /** A server has a trust store for the certificates of its clients. */
  private boolean requiresCertificate;

  ManagementRoutes(RequestObserver observer) {
    this.observer = observer;
    this.heads = new ProtocolErrorHandler(observer);
  }

  void routes(
      @Observes ManagementInterface management,
      Vertx vertx,
      TlsConfigurationRegistry certificates) {
    ManagementConfig config =
        ConfigProvider.getConfig()
            .unwrap(SmallRyeConfig.class)
            .getConfigMapping(ManagementConfig.class);
    ValidatorProvider.boundConnections(vertx, config.determinePort(LaunchMode.current()));
    // As Quarkus chooses what the port is served with.
    Optional<TlsConfiguration> served =
        config.tlsConfigurationName().isPresent()
            ? TlsConfiguration.from(certificates, config.tlsConfigurationName())
            : certificates.getDefault();
    requiresCertificate =
        served
            .filter(tls -> tls.getKeyStoreOptions() != null)
            .filter(tls -> tls.getTrustStoreOptions() != null)
            .isPresent();
    Router router = management.router();
    router.route().order(BEFORE_THE_REST).handler(this::arrive).failureHandler(this::fail);
    router.route().order(AFTER_THE_REST).failureHandler(ManagementRoutes::failUnserved);
    router.errorHandler(404, ManagementRoutes::rejectUnknown);
  }

  private void arrive(RoutingContext routing) {
    ProtocolError error = ProtocolError.of(routing.request());
    if (error != null) {
      reject(routing, error);
    } else if (requiresCertificate && !isHealth(routing) && !hasCertificate(routing)) {
      respond(
          routing,
          new Problem(
              ProblemType.CLIENT_CERTIFICATE_REQUIRED,
              "Connect with a client certificate that is valid now; only health needs none."));
    } else {
      routing.next();
    }
  }

  /** By the path that routes are chosen by, not the one that was sent. */
  private static boolean isHealth(RoutingContext routing) {
    return HEALTH.contains(routing.normalizedPath());
  }

  /**
   * Of one that was sent, the handshake has verified that an authority in the trust store signed
   * it. It may expire while the connection is open, and one that is in the trust store itself is
   * accepted by the JVM although it has expired.
   */
  private static boolean hasCertificate(RoutingContext routing) {
    SSLSession session = routing.request().sslSession();
    try {
      if (session == null) {
        return false;
      }
      ((X509Certificate) session.getPeerCertificates()[0]).checkValidity();
      return true;
    } catch (SSLPeerUnverifiedException | CertificateException none) {
      return false;
    }
  }

  /** Runs before Quarkus's failure handlers, which would log a stack trace. */
  private void fail(RoutingContext routing) {
    if (routing.response().headWritten()) {
      // The response to the rejected body has begun.
      return;
    }
    if (hasLeft(routing)) {
      leave(routing.failure());
    } else if (isOddAuthority(routing)) {
      reject(routing, ProtocolError.HOST);
    } else {
      routing.next();
    }
  }

  private void reject(RoutingContext routing, ProtocolError error) {
    RequestContext request = new RequestContext(routing.request());
    observer.watch(request);
    heads.reject(request, error);
  }

  /** The client has left before its request was whole: nothing to respond to, and no admin call. */
  private static void leave(Throwable failure) {
    // A connection error is followed by the end of the connection.
    if (!(failure instanceof IOException)) {
      LOG.debugf("A client of the management port left: %s", failure.getMessage());
    }
  }

  /** Rejects targets that are no path, and unreadable bodies, on any path. */
  private static void failUnserved(RoutingContext routing) {
    if (routing.statusCode() == 404) {
      rejectUnknown(routing);
    } else if (UnreadBody.isWhy(routing)) {
      respond(routing, UnreadBody.problem(routing));
    } else {
      routing.next();
    }
  }

  private static void rejectUnknown(RoutingContext routing) {
    respond(routing, new Problem(ProblemType.NOT_FOUND, TargetError.UNKNOWN.sentence()));
  }

  /** Not observed: well-formed requests on this port are no traffic. */
  private static void respond(RoutingContext routing, Problem problem) {
    RequestContext request = new RequestContext(routing.request());
    request.response().endHandler(ended -> request.release());
    ProblemResponse.write(request, problem);
  }

  /** Quarkus's body handler fails with 200 for anything but a bad length or a malformed body. */
  private static boolean hasLeft(RoutingContext routing) {
    Throwable failure = routing.failure();
    return routing.statusCode() == 200
        && (failure instanceof IOException
            || failure instanceof HttpClosedException
            || failure instanceof StreamResetException);
  }

  /** HTTP/2 without {@code :authority}, which the protocol check accepts. */
  private static boolean isOddAuthority(RoutingContext routing) {
    return routing.statusCode() == 400 && routing.failure() instanceof VertxException;
  }
}
