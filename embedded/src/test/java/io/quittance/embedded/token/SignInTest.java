package io.quittance.embedded.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A person signs in at the local issuer as a browser and the console would do it.
final class SignInTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BACK = "http://localhost:8085/models";
  private static final String VERIFIER = "a-verifier-of-at-least-43-characters-0123456789";

  private static LocalIssuer issuer;
  private static HttpClient http;

  @BeforeAll
  static void start() throws IOException {
    issuer = LocalIssuer.start(0, Realm.load(), SigningKey.ephemeral(), Clock.systemUTC());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    issuer.close();
  }

  @Test
  void aPersonIsChosenAndTheConsoleGetsTheirTokensOnce() throws Exception {
    HttpResponse<String> page = get(asked(Map.of()));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("value=\"mara\""), page.body());

    String back = chosen("mara", asked(Map.of())).headers().firstValue("Location").orElseThrow();
    assertTrue(back.startsWith(BACK + "?code="), back);
    assertTrue(back.endsWith("&state=a%26b"), back);
    String code = back.substring(back.indexOf("code=") + 5, back.indexOf('&'));
    HttpResponse<String> answer = tokens(exchange(code, BACK, VERIFIER));

    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode access = claims(answer, "access_token");
    assertEquals("mara", access.path("sub").asText());
    assertEquals("Bearer", access.path("typ").asText());
    assertEquals("quittance", access.path("aud").asText());
    assertEquals("default", access.path("tenant").asText());
    assertEquals("[\"supervisor\"]", access.path("realm_access").path("roles").toString());
    JsonNode id = claims(answer, "id_token");
    assertEquals("quittance-console", id.path("aud").asText());
    assertEquals("ID", id.path("typ").asText());
    assertEquals("n-1", id.path("nonce").asText());
    assertEquals("Mara Supervisor", id.path("name").asText());
    assertFalse(id.has("realm_access"));
    assertEquals(400, tokens(exchange(code, BACK, VERIFIER)).statusCode());

    String refresh = JSON.readTree(answer.body()).path("refresh_token").asText();
    HttpResponse<String> again =
        tokens(Map.of("grant_type", "refresh_token", "refresh_token", refresh));
    assertEquals("mara", claims(again, "access_token").path("sub").asText());
    assertEquals(
        400, tokens(Map.of("grant_type", "refresh_token", "refresh_token", "x")).statusCode());
  }

  @Test
  void aCodeIsWorthNothingWithoutItsVerifierOrForAnotherAddress() throws Exception {
    assertEquals(400, tokens(exchange(code(), BACK, VERIFIER + "x")).statusCode());
    assertEquals(400, tokens(exchange(code(), BACK + "x", VERIFIER)).statusCode());
    assertEquals(400, tokens(exchange("x", BACK, VERIFIER)).statusCode());
  }

  @Test
  void aCodeIsGoodForAMinute() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    var clock = new SettableClock(now);
    SignIns signIns = new SignIns(clock);
    var who = new SignIns.SignedIn(Realm.load().people().getFirst(), "");

    String early = signIns.begin(who, BACK, SignIns.challenge(VERIFIER));
    String late = signIns.begin(who, BACK, SignIns.challenge(VERIFIER));

    clock.now = now.plusSeconds(59);
    assertTrue(signIns.redeem(early, BACK, VERIFIER).isPresent());
    clock.now = now.plus(Duration.ofMinutes(1));
    assertTrue(signIns.redeem(late, BACK, VERIFIER).isEmpty());
  }

  @Test
  void onlyTheConsoleMayAskAndOnlyWithPkce() throws Exception {
    for (Map<String, String> change :
        List.of(
            Map.of("client_id", "quittance-viewer"),
            Map.of("redirect_uri", "https://stranger.example/"),
            Map.of("redirect_uri", "http://localhost:8085.stranger.example/"),
            Map.of("response_type", "token"),
            Map.of("code_challenge", ""),
            Map.of("code_challenge_method", "plain"))) {
      HttpResponse<String> answer = get(asked(change));
      assertEquals(400, answer.statusCode(), change.toString());
      assertTrue(answer.headers().firstValue("Location").isEmpty());
    }
    assertEquals(400, chosen("nobody", asked(Map.of())).statusCode());
    assertEquals(
        400,
        tokens(Map.of("grant_type", "client_credentials")).statusCode(),
        "the console is no service");
  }

  @Test
  void aStrangersPageCannotChooseAPerson() throws Exception {
    assertEquals(403, post("mara", asked(Map.of()), "https://stranger.example").statusCode());
    assertEquals(403, post("mara", asked(Map.of()), "null").statusCode());
  }

  @Test
  void whatTheBrowserBringsIsInertOnThePage() throws Exception {
    HttpResponse<String> page = get(asked(Map.of("state", "\"><script>alert(1)</script>")));

    assertFalse(page.body().contains("<script>"), page.body());
    assertTrue(page.body().contains("&lt;script&gt;"), page.body());
  }

  @Test
  void signingOutReturnsToTheConsoleOnly() throws Exception {
    String logout = issuer.url() + "/protocol/openid-connect/logout?post_logout_redirect_uri=";

    assertEquals(303, get(logout + "http%3A%2F%2Flocalhost%3A8085%2F").statusCode());
    assertEquals(400, get(logout + "http%3A%2F%2Fstranger.example%2F").statusCode());
  }

  private static String code() throws Exception {
    String back = chosen("paul", asked(Map.of())).headers().firstValue("Location").orElseThrow();
    return back.substring(back.indexOf("code=") + 5, back.indexOf('&'));
  }

  private static String asked(Map<String, String> change) {
    Map<String, String> fields =
        new TreeMap<>(
            Map.of(
                "response_type", "code",
                "client_id", "quittance-console",
                "redirect_uri", BACK,
                "state", "a&b",
                "nonce", "n-1",
                "scope", "openid",
                "code_challenge", SignIns.challenge(VERIFIER),
                "code_challenge_method", "S256"));
    fields.putAll(change);
    return issuer.url() + "/protocol/openid-connect/auth?" + form(fields);
  }

  private static Map<String, String> exchange(String code, String back, String verifier) {
    return Map.of(
        "grant_type", "authorization_code",
        "code", code,
        "redirect_uri", back,
        "code_verifier", verifier);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> chosen(String person, String url) throws Exception {
    return post(person, url, "http://localhost:" + issuer.port());
  }

  private static HttpResponse<String> post(String person, String url, String origin)
      throws Exception {
    String query = URI.create(url).getRawQuery();
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Origin", origin)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(query + "&person=" + person))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> tokens(Map<String, String> fields) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                "quittance-console:quittance-console-secret".getBytes(StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(URI.create(issuer.url() + "/protocol/openid-connect/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode claims(HttpResponse<String> answer, String token) throws IOException {
    String jwt = JSON.readTree(answer.body()).path(token).asText();
    return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static final class SettableClock extends Clock {
    private Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
