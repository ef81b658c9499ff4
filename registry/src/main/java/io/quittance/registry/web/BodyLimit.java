package io.quittance.registry.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Limits every body except artefacts to 256 KiB and requires a `Content-Length`. The server's own
/// limit must allow for artefacts, so it is too high for everything else.
@Singleton
final class BodyLimit {

  static final long MAX_BYTES = 262_144;

  private static final String LARGE = "/v1/artifacts/";
  private static final int BEFORE_ROUTES = 100;

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::check, BEFORE_ROUTES);
  }

  private static void check(RoutingContext context) {
    if (context.normalizedPath().startsWith(LARGE)) {
      context.next();
      return;
    }
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && context.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      refuse(context, 411, "length-required", "Length required");
    } else if (length != null && (length.length() > 6 || Long.parseLong(length) > MAX_BYTES)) {
      refuse(context, 413, "too-large", "Content too large");
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context, int status, String slug, String title) {
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    response.putHeader(HttpHeaders.CONNECTION, "close");
    var _ =
        response.end(
            "{\"type\":\"urn:quittance:problem:%s\",\"title\":\"%s\",\"status\":%d}"
                .formatted(slug, title, status));
  }
}
