package io.quittance.registry.mlflow.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lets MLflow's clients show a token as the password of a user, since some of them know user and
/// password alone. The user's name is not looked at: who calls stands in the token, which is
/// verified like every other one. Anything but a token in that place is refused there, and never
/// leaves this process.
@Singleton
final class BasicCredentials {

  private static final String ROUTES = "/api/2.0/mlflow";
  private static final String BASIC = "basic ";
  private static final int MAX_HEADER = 16_384;
  private static final int BEFORE_AUTHENTICATION = 300;

  void register(@Observes Filters filters) {
    filters.register(BasicCredentials::translate, BEFORE_AUTHENTICATION);
  }

  private static void translate(RoutingContext context) {
    if (context.normalizedPath().startsWith(ROUTES)) {
      String token = token(context.request().getHeader(HttpHeaders.AUTHORIZATION));
      if (token != null) {
        context.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
      }
    }
    context.next();
  }

  /// Returns the password in a header; null when the header is none of user and password.
  static @Nullable String token(@Nullable String header) {
    if (header == null
        || header.length() > MAX_HEADER
        || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return null;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String pair = new String(plain, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      String password = pair.substring(colon + 1);
      return colon < 0 || !password.matches("[A-Za-z0-9_.-]+") ? null : password;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
