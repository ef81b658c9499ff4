package io.quittance.registry.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/// Limits every body except artefacts and requires a `Content-Length`: 256 KiB, and 4 MiB for what
/// MLflow's clients log in one batch. The server's own limit must allow for artefacts, so it is too
/// high for everything else.
@Singleton
final class BodyLimit {

  static final long MAX_BYTES = 262_144;

  static final long MAX_BATCH_BYTES = 4_194_304;

  private static final List<String> LARGE =
      List.of("/v1/artifacts/", "/api/2.0/mlflow-artifacts/artifacts/");
  private static final String BATCHES = "/api/2.0/mlflow/";
  private static final int BEFORE_ROUTES = 100;

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::check, BEFORE_ROUTES);
  }

  private static void check(RoutingContext context) {
    String path = context.normalizedPath();
    if (LARGE.stream().anyMatch(path::startsWith)) {
      context.next();
      return;
    }
    long most = path.startsWith(BATCHES) ? MAX_BATCH_BYTES : MAX_BYTES;
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && context.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      refuse(context, 411, "length-required", "Length required");
    } else if (length != null && (length.length() > 7 || Long.parseLong(length) > most)) {
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
            """
            {"type":"urn:quittance:problem:%s","title":"%s","status":%d,\
            "error_code":"INVALID_PARAMETER_VALUE","message":"%s"}"""
                .formatted(slug, title, status, title));
  }
}
