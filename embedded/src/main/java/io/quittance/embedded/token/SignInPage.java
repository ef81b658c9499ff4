package io.quittance.embedded.token;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page on which a person says who they are, and where they sign out. It knows no passwords:
/// whoever may use this machine may be anybody of the realm, as with the secrets of its clients.
///
/// Answers only a browser that calls it by the name of this machine, so that no page of a stranger
/// can use it under another name; sends the browser only to addresses of the realm's client.
final class SignInPage {

  private static final int MAX_BODY_BYTES = 8 * 1024;
  private static final List<String> KEPT =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "state",
          "nonce",
          "scope",
          "code_challenge",
          "code_challenge_method");

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Sign in to Quittance</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
      button { display: block; width: 100%%; margin: .5rem 0; padding: .6rem 1rem; font: inherit;
        text-align: left; cursor: pointer; }
      </style></head><body><main>
      <h1>Who are you?</h1>
      <p>This issuer runs on this machine only and asks for no password.</p>
      <form method="post">
      %s%s</form></main></body></html>
      """;

  private final Realm realm;
  private final SignIns signIns;
  private final Set<String> hosts;

  SignInPage(Realm realm, SignIns signIns, int port) {
    this.realm = realm;
    this.signIns = signIns;
    this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port);
  }

  /// Shows the people (GET), or sends the browser back with a code for the one who was chosen
  /// (POST).
  void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean post = exchange.getRequestMethod().equals("POST");
      if (!post && !exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, 405, "GET shows the people, POST chooses one");
      } else if (!isOwn(exchange, post)) {
        refuse(exchange, 403, "This page is for browsers on this machine, at http://localhost");
      } else {
        answer(exchange, post ? body(exchange) : exchange.getRequestURI().getRawQuery());
      }
    }
  }

  /// Ends nothing, since there are no sessions, and sends the browser back.
  void signOut(HttpExchange exchange) throws IOException {
    try (exchange) {
      String to = form(exchange.getRequestURI().getRawQuery()).get("post_logout_redirect_uri");
      if (to != null && realm.signInClient().mayReturnTo(to)) {
        redirect(exchange, to);
      } else {
        refuse(exchange, 400, "post_logout_redirect_uri must be an address of the console");
      }
    }
  }

  private void answer(HttpExchange exchange, @Nullable String fields) throws IOException {
    Map<String, String> asked = form(fields);
    Optional<String> wrong = wrong(asked);
    String name = asked.get("person");
    if (wrong.isPresent()) {
      refuse(exchange, 400, wrong.get());
    } else if (name == null) {
      send(exchange, 200, PAGE.formatted(hidden(asked), buttons()));
    } else {
      Optional<Realm.Person> person =
          realm.people().stream().filter(known -> known.username().equals(name)).findFirst();
      if (person.isEmpty()) {
        refuse(exchange, 400, "The realm has no such person");
      } else {
        redirect(exchange, returnTo(asked, person.get()));
      }
    }
  }

  private Optional<String> wrong(Map<String, String> asked) {
    Realm.SignInClient client = realm.signInClient();
    if (!client.id().equals(asked.get("client_id"))) {
      return Optional.of("client_id must be " + client.id());
    } else if (!client.mayReturnTo(asked.getOrDefault("redirect_uri", ""))) {
      return Optional.of("redirect_uri must be an address of the console");
    } else if (!"code".equals(asked.get("response_type"))) {
      return Optional.of("response_type must be code");
    } else if (!"S256".equals(asked.get("code_challenge_method"))
        || asked.getOrDefault("code_challenge", "").isEmpty()) {
      return Optional.of("A code_challenge by S256 is required (PKCE)");
    }
    return Optional.empty();
  }

  private String returnTo(Map<String, String> asked, Realm.Person person) {
    String redirect = asked.getOrDefault("redirect_uri", "");
    String code =
        signIns.begin(
            new SignIns.SignedIn(person, asked.getOrDefault("nonce", "")),
            redirect,
            asked.getOrDefault("code_challenge", ""));
    return redirect
        + (redirect.contains("?") ? "&" : "?")
        + "code="
        + code
        + "&state="
        + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
  }

  private boolean isOwn(HttpExchange exchange, boolean post) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return host != null && hosts.contains(host) && (!post || ("http://" + host).equals(origin));
  }

  private static String hidden(Map<String, String> asked) {
    StringBuilder html = new StringBuilder();
    for (String name : KEPT) {
      String value = asked.get(name);
      if (value != null) {
        html.append(
            "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n".formatted(name, html(value)));
      }
    }
    return html.toString();
  }

  private String buttons() {
    StringBuilder html = new StringBuilder();
    for (Realm.Person person : realm.people()) {
      html.append(
          "<button name=\"person\" value=\"%s\">%s, %s</button>\n"
              .formatted(
                  html(person.username()),
                  html(person.username()),
                  html(String.join(", ", person.roles()))));
    }
    return html.toString();
  }

  private static Map<String, String> form(@Nullable String fields) {
    try {
      return fields == null ? Map.of() : ClientCredentials.form(fields);
    } catch (IllegalArgumentException _) {
      return Map.of();
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(303, -1);
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    send(exchange, status, "<!doctype html><title>Refused</title><p>" + html(why) + "</p>\n");
  }

  private static void send(HttpExchange exchange, int status, String page) throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
