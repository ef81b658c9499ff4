package io.quittance.scoring;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Limits the bodies of each route: the server's own limit is that of a stream of lines, which may
/// have any length.
@Singleton
public final class BodyLimits {

  /// Bytes of the largest body of rows for inference.
  public static final int INFERENCE = 8 * 1024 * 1024;

  /// Bytes of the largest array of requests for decisions.
  public static final int BATCH = 4 * 1024 * 1024;

  /// The route that takes many requests for decisions.
  public static final String BATCH_PATH = "/v1/decisions/batch";

  /// The type of a body of one JSON text a line.
  public static final String LINES = "application/x-ndjson";

  /// Bytes of the largest body of another route: a request for one decision.
  static final int OTHERS = 16 * 1024;

  /// After the server's own limit, which it makes narrower.
  private static final int PRIORITY = 1;

  void register(@Observes Filters filters) {
    filters.register(BodyLimits::limit, PRIORITY);
  }

  private static void limit(RoutingContext context) {
    long most = most(context.normalizedPath(), context.request());
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > most) {
      context.response().putHeader(HttpHeaders.CONNECTION, "close").setStatusCode(413).end();
      return;
    }
    context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
    context.next();
  }

  private static long most(String path, HttpServerRequest request) {
    if (path.startsWith("/v2/")) {
      return INFERENCE;
    }
    if (path.equals(BATCH_PATH)) {
      return isLines(request.getHeader(HttpHeaders.CONTENT_TYPE)) ? Long.MAX_VALUE : BATCH;
    }
    return OTHERS;
  }

  private static boolean isLines(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(LINES);
  }
}
