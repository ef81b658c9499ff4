package io.quittance.e2e.faults.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.e2e.audit.evidence.RestAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks for decisions over REST, one after the other. A request without an answer is sent again
/// under the same id for as long as it takes, as a caller that retries does. Runs on a thread of
/// its own.
public final class RestLoad implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration END = Duration.ofMinutes(5);

  /// What asking again cannot mend. A clock that is wrong refuses tokens (401) until it is right.
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 422);

  private static final int CREATED = 201;
  private static final int OK = 200;

  private final Supplier<String> url;
  private final Token token;
  private final Load load;
  private final Random random;
  private final RestAnswers answers = new RestAnswers();
  private final AtomicLong unanswered = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final Thread thread = Thread.ofPlatform().daemon().name("rest-load").unstarted(this::run);
  private volatile boolean ending;
  private volatile boolean abandoned;
  private volatile @Nullable String refusal;

  /// Gives an access token.
  public interface Token {
    String get() throws IOException;
  }

  private RestLoad(Supplier<String> url, Token token, Load load, long seed) {
    this.url = url;
    this.token = token;
    this.load = load;
    this.random = new Random(seed);
  }

  /// Begins to ask.
  ///
  /// @param url base URL of a scoring process
  /// @param load tells the accounts and the event time
  public static RestLoad start(Supplier<String> url, Token token, Load load, long seed) {
    RestLoad rest = new RestLoad(url, token, load, seed);
    rest.thread.start();
    return rest;
  }

  /// Returns the answers so far.
  public RestAnswers answers() {
    return answers;
  }

  /// Returns how often a request had to be sent again.
  public long unanswered() {
    return unanswered.get();
  }

  /// Asks for no further decision. A request without an answer is still repeated.
  public void end() {
    ending = true;
  }

  /// Asks no more and returns when the last request is answered.
  ///
  /// @throws IllegalStateException when it is not, or when a request was refused
  public void finish() throws InterruptedException {
    end();
    if (!thread.join(END)) {
      throw new IllegalStateException(
          "Scoring has not answered a request for %d min".formatted(END.toMinutes()));
    }
    if (refusal != null) {
      throw new IllegalStateException("Scoring refused a request: " + refusal);
    }
  }

  @Override
  public void close() {
    ending = true;
    abandoned = true;
    thread.interrupt();
    client.shutdownNow();
  }

  private void run() {
    while (!ending && refusal == null) {
      List<String> accounts = load.knownAccounts();
      if (!accounts.isEmpty() && load.now().isPresent()) {
        // Few accounts, so that the order of an account's answers is put to the test.
        ask(accounts.get(random.nextInt(Math.min(10, accounts.size()))));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void ask(String account) {
    String body;
    try {
      body =
          JSON.writeValueAsString(
              Map.of(
                  "requestId",
                  "rest-" + new UUID(random.nextLong(), random.nextLong()),
                  "accountId",
                  account,
                  "at",
                  load.now().orElseThrow().toString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    long sent = System.nanoTime();
    while (!abandoned && !answered(body, account, sent)) {
      unanswered.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean answered(String body, String account, long sent) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url.get() + "/v1/decisions"))
              .header("Authorization", "Bearer " + token.get())
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == CREATED || answer.statusCode() == OK) {
        UUID decision = UUID.fromString(JSON.readTree(answer.body()).path("decisionId").asText());
        answers.add(decision, account, sent, answer.body());
        return true;
      }
      if (REFUSALS.contains(answer.statusCode())) {
        refusal = answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
        return true;
      }
      return false;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      abandoned = true;
      return false;
    }
  }
}
