package io.quittance.embedded.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quittance.embedded.process.PortTakenException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Issues the tokens of the realm `quittance` when Keycloak is not used: for `--no-keycloak` and
/// for tests. It serves discovery, the key set, tokens for the realm's clients by
/// `client_credentials`, and lets people sign in by the authorization code flow with PKCE: who they
/// are they choose from the people of the realm, without a password. Its paths and claims are those
/// of Keycloak, so a service has the same configuration with either.
///
/// Listens on loopback only, and answers a browser only under the name of this machine. Limits
/// request bodies to 8 KiB and compares secrets in constant time. Not for production: it has no
/// sessions, no passwords and no revocation.
///
/// Thread-safe.
public final class LocalIssuer implements AutoCloseable {
  private static final String AUDIENCE = "quittance";
  private static final int MAX_BODY_BYTES = 8 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService workers;
  private final Realm realm;
  private final SigningKey key;
  private final Clock clock;
  private final SignIns signIns;

  private LocalIssuer(HttpServer server, Realm realm, SigningKey key, Clock clock) {
    this.server = server;
    this.workers = Executors.newVirtualThreadPerTaskExecutor();
    this.realm = realm;
    this.key = key;
    this.clock = clock;
    this.signIns = new SignIns(clock);
  }

  /// Starts an issuer whose key exists only as long as the issuer.
  ///
  /// @param port or 0 to use a free one
  /// @throws PortTakenException when another process uses the port
  public static LocalIssuer start(int port) throws IOException {
    return start(port, Realm.load(), SigningKey.ephemeral(), Clock.systemUTC());
  }

  /// Starts an issuer whose key is stored in a file, so that tokens remain valid after a restart.
  ///
  /// @param keyFile created if missing, readable only by its owner
  /// @throws PortTakenException when another process uses the port
  public static LocalIssuer start(int port, Realm realm, Path keyFile) throws IOException {
    return start(port, realm, SigningKey.keptIn(keyFile), Clock.systemUTC());
  }

  static LocalIssuer start(int port, Realm realm, SigningKey key, Clock clock) throws IOException {
    HttpServer server = bind(port);
    var issuer = new LocalIssuer(server, realm, key, clock);
    server.setExecutor(issuer.workers);
    String path = "/realms/" + Realm.NAME;
    server.createContext("/", only("GET", exchange -> answer(exchange, 404, error("not_found"))));
    server.createContext(
        path + "/.well-known/openid-configuration",
        only("GET", exchange -> answer(exchange, 200, issuer.discovery())));
    server.createContext(
        path + "/protocol/openid-connect/certs",
        only("GET", exchange -> answer(exchange, 200, key.keySet())));
    server.createContext(
        path + "/protocol/openid-connect/token", only("POST", issuer::answerTokenRequest));
    var page = new SignInPage(realm, issuer.signIns, server.getAddress().getPort());
    server.createContext(path + "/protocol/openid-connect/auth", page::answer);
    server.createContext(path + "/protocol/openid-connect/logout", page::signOut);
    server.start();
    return issuer;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// Returns the value of `quarkus.oidc.auth-server-url` and of the claim `iss`.
  public String url() {
    return "http://localhost:%d/realms/%s".formatted(port(), Realm.NAME);
  }

  public Realm realm() {
    return realm;
  }

  /// Issues a token for any subject without checking credentials: for tests and for `token ROLE`.
  ///
  /// @param subject value of the claims `sub`, `azp` and `preferred_username`
  /// @param tenant null to omit this claim
  /// @param timeToLive zero or negative for a token that has already expired
  public String mint(
      String subject, Collection<String> roles, @Nullable String tenant, Duration timeToLive) {
    return token(subject, subject, roles, tenant, timeToLive, _ -> {});
  }

  /// Issues a token, valid for an hour, whose claims are changed before they are signed: for tests
  /// of what services refuse.
  public String mintChanged(
      String subject, Collection<String> roles, String tenant, Consumer<ObjectNode> change) {
    return token(subject, subject, roles, tenant, Duration.ofHours(1), change);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }

  private void answerTokenRequest(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      answer(exchange, 413, error("invalid_request"));
      return;
    }
    Optional<ClientCredentials> credentials = ClientCredentials.of(exchange, body);
    if (credentials.isEmpty()) {
      refuseClient(exchange);
      return;
    }
    ClientCredentials shown = credentials.get();
    Optional<Realm.Client> client =
        realm.client(shown.clientId()).filter(known -> equal(known.secret(), shown.secret()));
    if (isConsole(shown)) {
      answerConsole(exchange, shown);
    } else if (client.isEmpty()) {
      refuseClient(exchange);
    } else if (!shown.field("grant_type").equals("client_credentials")) {
      answer(exchange, 400, error("unsupported_grant_type"));
    } else {
      answer(exchange, 200, grant(client.get()));
    }
  }

  private boolean isConsole(ClientCredentials shown) {
    Realm.SignInClient console = realm.signInClient();
    return console.id().equals(shown.clientId()) && equal(console.secret(), shown.secret());
  }

  /// Exchanges a code, or a refresh token, for the tokens of a person.
  private void answerConsole(HttpExchange exchange, ClientCredentials shown) throws IOException {
    Optional<SignIns.SignedIn> person =
        switch (shown.field("grant_type")) {
          case "authorization_code" ->
              signIns.redeem(
                  shown.field("code"), shown.field("redirect_uri"), shown.field("code_verifier"));
          case "refresh_token" -> signIns.refresh(shown.field("refresh_token"));
          default -> Optional.empty();
        };
    if (person.isPresent()) {
      answer(exchange, 200, grant(person.get()));
    } else {
      answer(exchange, 400, error("invalid_grant"));
    }
  }

  private ObjectNode grant(SignIns.SignedIn person) {
    Realm.SignInClient console = realm.signInClient();
    Duration lifespan = realm.tokenLifespan();
    String access =
        token(
            person.person().username(),
            console.id(),
            person.person().roles(),
            console.tenant(),
            lifespan,
            claims -> claims.put("name", person.person().name()));
    String id =
        token(
            person.person().username(),
            console.id(),
            List.of(),
            null,
            lifespan,
            claims -> {
              claims.put("typ", "ID").put("aud", console.id()).put("nonce", person.nonce());
              claims.put("name", person.person().name());
              claims.remove("realm_access");
            });
    return JSON.createObjectNode()
        .put("access_token", access)
        .put("id_token", id)
        .put("refresh_token", signIns.refreshable(person))
        .put("token_type", "Bearer")
        .put("expires_in", lifespan.toSeconds())
        .put("scope", "openid profile");
  }

  private static void refuseClient(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"" + Realm.NAME + "\"");
    answer(exchange, 401, error("invalid_client"));
  }

  private static boolean equal(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode grant(Realm.Client client) {
    Duration lifespan = realm.tokenLifespan(client);
    String token =
        token(
            client.serviceAccount(),
            client.id(),
            client.roles(),
            client.tenant(),
            lifespan,
            _ -> {});
    return JSON.createObjectNode()
        .put("access_token", token)
        .put("token_type", "Bearer")
        .put("expires_in", lifespan.toSeconds())
        .put("scope", "profile");
  }

  private String token(
      String subject,
      String client,
      Collection<String> roles,
      @Nullable String tenant,
      Duration timeToLive,
      Consumer<ObjectNode> change) {
    long now = clock.instant().getEpochSecond();
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", url()).put("sub", subject).put("aud", AUDIENCE).put("typ", "Bearer");
    claims.put("azp", client).put("client_id", client).put("preferred_username", subject);
    claims.put("iat", now).put("exp", now + timeToLive.toSeconds());
    claims.put("jti", UUID.randomUUID().toString());
    if (tenant != null) {
      claims.put("tenant", tenant);
    }
    var names = claims.putObject("realm_access").putArray("roles");
    roles.forEach(names::add);
    change.accept(claims);
    return key.sign(claims);
  }

  private ObjectNode discovery() {
    String protocol = url() + "/protocol/openid-connect";
    ObjectNode document = JSON.createObjectNode();
    document.put("issuer", url());
    document.put("jwks_uri", protocol + "/certs");
    document.put("token_endpoint", protocol + "/token");
    document.put("authorization_endpoint", protocol + "/auth");
    document.put("end_session_endpoint", protocol + "/logout");
    strings(
        document,
        "grant_types_supported",
        List.of("client_credentials", "authorization_code", "refresh_token"));
    strings(document, "response_types_supported", List.of("code"));
    strings(document, "code_challenge_methods_supported", List.of("S256"));
    strings(document, "subject_types_supported", List.of("public"));
    strings(document, "id_token_signing_alg_values_supported", List.of("RS256"));
    strings(
        document,
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    return document;
  }

  private static void strings(ObjectNode document, String field, List<String> values) {
    var array = document.putArray(field);
    values.forEach(array::add);
  }

  private static HttpServer bind(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException _) {
      throw new PortTakenException(port, "the local token issuer");
    }
  }

  private static HttpHandler only(String method, HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (exchange.getRequestMethod().equals(method)) {
          handler.handle(exchange);
        } else {
          exchange.getResponseHeaders().set("Allow", method);
          answer(exchange, 405, error("invalid_request"));
        }
      }
    };
  }

  private static ObjectNode error(String code) {
    return JSON.createObjectNode().put("error", code);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode document)
      throws IOException {
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
