package io.quittance.embedded.token;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The credentials that a client presents at the token endpoint (RFC 6749, section 2.3.1), either
/// in the header `Authorization` or in the form.
///
/// @param form the fields of the request
record ClientCredentials(Map<String, String> form, String clientId, String secret) {

  ClientCredentials {
    form = Map.copyOf(form);
  }

  /// Returns a field of the form; empty when it has none of this name.
  String field(String name) {
    return form.getOrDefault(name, "");
  }

  /// Returns empty when the request has no readable credentials, or has them in both places.
  static Optional<ClientCredentials> of(HttpExchange exchange, byte[] body) {
    Map<String, String> form;
    try {
      form = form(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String clientId = form.get("client_id");
    String secret = form.get("client_secret");
    if (header != null) {
      return secret == null ? basic(header, form) : Optional.empty();
    }
    return clientId == null || secret == null
        ? Optional.empty()
        : Optional.of(new ClientCredentials(form, clientId, secret));
  }

  @Override
  public String toString() {
    return "ClientCredentials[" + clientId + "]";
  }

  private static Optional<ClientCredentials> basic(String header, Map<String, String> form) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new ClientCredentials(
                  form, decode(pair.substring(0, colon)), decode(pair.substring(colon + 1))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Reads a form, or a query.
  ///
  /// @throws IllegalArgumentException when a field occurs twice or is not encoded well
  static Map<String, String> form(String body) {
    var fields = new HashMap<String, String>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        @Nullable String previous =
            fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        if (previous != null) {
          throw new IllegalArgumentException("A form field occurs twice");
        }
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
