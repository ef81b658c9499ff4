package io.quittance.local.demo;

import io.quittance.core.text.WireNames;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.Part;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import io.quittance.simulator.book.ContactPermits;
import io.quittance.simulator.book.PlannedContact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reserves and commits contact permits by REST, as a dialer does: the contacts of a debtor one
/// after the other, those of several debtors at once. What scoring refuses is not contacted. A call
/// without an answer is repeated. Not thread-safe.
final class PermitDesk implements ContactPermits, AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final String CLIENT = "quittance-service";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private final Calls calls;
  private final Duration limit;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  /// How a call is made.
  interface Calls {

    /// Sends a body to a path of scoring and returns the id in the answer.
    ///
    /// @throws Rest.RefusedException when the answer is no success
    /// @throws IOException when there is no answer
    String permitId(String path, Map<String, Object> body) throws IOException;
  }

  /// @param patience scales the minute for which a call without an answer is repeated
  PermitDesk(Rest rest, Patience patience) {
    this(
        (path, body) -> rest.post(Part.SCORING, path, CLIENT, body).path("permitId").asText(),
        patience);
  }

  PermitDesk(Calls calls, Patience patience) {
    this.calls = calls;
    this.limit = patience.scaled(LIMIT);
  }

  /// @throws StalledException when scoring gives no answer for a minute, times the patience
  @Override
  public Map<String, String> reserve(List<PlannedContact> planned) {
    Map<String, List<PlannedContact>> byDebtor = new LinkedHashMap<>();
    planned.stream()
        .sorted(Comparator.comparing(PlannedContact::at))
        .forEach(
            contact ->
                byDebtor.computeIfAbsent(contact.debtorId(), _ -> new ArrayList<>()).add(contact));
    Map<String, String> permits = new ConcurrentHashMap<>();
    List<Future<?>> running = new ArrayList<>();
    for (List<PlannedContact> contacts : byDebtor.values()) {
      running.add(
          threads.submit(
              () ->
                  contacts.forEach(
                      contact ->
                          permit(contact)
                              .ifPresent(permit -> permits.put(contact.accountId(), permit)))));
    }
    running.forEach(PermitDesk::await);
    return Map.copyOf(permits);
  }

  private static void await(Future<?> asking) {
    try {
      asking.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The demo was stopped", e);
    }
  }

  private Optional<String> permit(PlannedContact contact) {
    String at = contact.at().toString();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", contact.accountId() + "-" + contact.at().toEpochMilli());
    body.put("accountId", contact.accountId());
    body.put("channel", WireNames.of(contact.channel()));
    if (contact.place() != null) {
      body.put("place", WireNames.of(contact.place()));
    }
    body.put("decisionId", contact.decisionId().toString());
    body.put("at", at);
    return call("/v1/permits", body)
        .flatMap(permit -> call("/v1/permits/" + permit + "/commit", Map.of("at", at)));
  }

  /// Returns the permit; empty when scoring refuses.
  private Optional<String> call(String path, Map<String, Object> body) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return Optional.of(calls.permitId(path, body));
      } catch (IOException e) {
        if (e instanceof Rest.RefusedException refusal) {
          if (refusal.status() == UNPROCESSABLE || refusal.status() == CONFLICT) {
            return Optional.empty();
          }
          if (refusal.status() < 500) {
            throw new StalledException(Part.SCORING, String.valueOf(e.getMessage()));
          }
        }
        if (System.nanoTime() - begin > limit.toNanos()) {
          throw new StalledException(
              Part.SCORING, "Scoring answers no request for a permit: " + e.getMessage());
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
