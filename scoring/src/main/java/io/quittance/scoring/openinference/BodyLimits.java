package io.quittance.scoring.openinference;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Keeps the bodies of all other routes small: the server's own limit is that of inference.
@Singleton
final class BodyLimits {

  /// Bytes of the largest body of another route: a request for one decision.
  static final long OTHERS = 16 * 1024L;

  /// After the server's own limit, which it makes narrower.
  private static final int PRIORITY = 1;

  void register(@Observes Filters filters) {
    filters.register(BodyLimits::limit, PRIORITY);
  }

  private static void limit(RoutingContext context) {
    if (!context.normalizedPath().startsWith("/v2/")) {
      String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
      if (length != null && Long.parseLong(length) > OTHERS) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close").setStatusCode(413).end();
        return;
      }
      context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, OTHERS);
    }
    context.next();
  }
}
