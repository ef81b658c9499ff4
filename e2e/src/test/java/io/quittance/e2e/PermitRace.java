package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.e2e.RestClient.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Runs clients that compete for permits to call the same few debtors, through several processes.
/// The clients use most of their permits, release some and forget some; they repeat some requests
/// through another process.
///
/// @param name prefix of the request ids
/// @param urls URLs of the processes
/// @param accounts accounts to call
/// @param requests total number of permit requests
/// @param at gives the instant that the n-th request states, or nothing when the server's clock
///   decides
record PermitRace(
    String name,
    RestClient rest,
    List<String> urls,
    String token,
    List<String> accounts,
    int clients,
    int requests,
    Moment at) {

  /// The instant that a request states.
  interface Moment {
    /// Returns a JSON field preceded by a comma, or an empty string.
    String field(int number);
  }

  /// What the clients observed.
  ///
  /// @param reserved granted permits with their fate
  /// @param refusals number of refusals by rule
  record Result(
      ConcurrentMap<String, String> reserved,
      Map<String, Integer> refusals,
      long[] reserveNanos,
      long[] commitNanos,
      double seconds) {

    long count(String fate) {
      return reserved.values().stream().filter(fate::equals).count();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d requests in %.1f s: %.0f/s; reserve p50 %.1f ms, p99 %.1f ms; commit p50 %.1f ms, p99"
              + " %.1f ms%n  granted %d (used %d, released %d, expired %d, revoked %d, left %d),"
              + " refused %s",
          reserveNanos.length,
          seconds,
          reserveNanos.length / seconds,
          percentile(reserveNanos, 0.50),
          percentile(reserveNanos, 0.99),
          percentile(commitNanos, 0.50),
          percentile(commitNanos, 0.99),
          reserved.size(),
          count("committed"),
          count("released"),
          count("expired"),
          count("revoked"),
          count("reserved"),
          refusals);
    }

    private static double percentile(long[] nanos, double share) {
      return nanos.length == 0 ? 0 : nanos[(int) (share * (nanos.length - 1))] / 1e6;
    }
  }

  Result run() throws Exception {
    Seen seen = new Seen(new long[requests], new long[requests]);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> running =
          IntStream.range(0, clients)
              .<Future<?>>mapToObj(client -> threads.submit(() -> client(client, seen)))
              .toList();
      for (Future<?> client : running) {
        client.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] commits = Arrays.copyOf(seen.commitNanos(), seen.commits().get());
    Arrays.sort(seen.reserveNanos());
    Arrays.sort(commits);
    return new Result(
        seen.reserved(), new TreeMap<>(seen.refusals()), seen.reserveNanos(), commits, seconds);
  }

  private record Seen(
      AtomicInteger next,
      AtomicInteger commits,
      ConcurrentMap<String, String> reserved,
      ConcurrentMap<String, Integer> refusals,
      long[] reserveNanos,
      long[] commitNanos) {
    Seen(long[] reserveNanos, long[] commitNanos) {
      this(
          new AtomicInteger(),
          new AtomicInteger(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          reserveNanos,
          commitNanos);
    }
  }

  private void client(int client, Seen seen) {
    Random random = new Random(client);
    while (true) {
      int number = seen.next().getAndIncrement();
      if (number >= requests) {
        return;
      }
      ask(number, random, seen);
    }
  }

  private void ask(int number, Random random, Seen seen) {
    String body =
        "{\"requestId\":\"%s-%d\",\"accountId\":\"%s\",\"channel\":\"call\",\"place\":\"mobile\"%s}"
            .formatted(
                name, number, accounts.get(random.nextInt(accounts.size())), at.field(number));
    int process = random.nextInt(urls.size());
    long begin = System.nanoTime();
    Answer answer = post(process, "/v1/permits", body);
    seen.reserveNanos()[number] = System.nanoTime() - begin;
    if (answer.status() == 422) {
      for (JsonNode blocked : answer.json().path("blocked")) {
        String rule = blocked.path("pack").asText() + "/" + blocked.path("ruleId").asText();
        seen.refusals().merge(rule, 1, Integer::sum);
      }
      return;
    }
    assertEquals(201, answer.status(), answer::toString);
    String permit = answer.json().path("permitId").asText();
    if (random.nextInt(5) == 0) {
      Answer again = post(process + 1, "/v1/permits", body);
      assertEquals(200, again.status(), again::toString);
      assertEquals(permit, again.json().path("permitId").asText());
    }
    seen.reserved().put(permit, use(permit, number, random, seen));
  }

  private String use(String permit, int number, Random random, Seen seen) {
    int process = random.nextInt(urls.size());
    int choice = random.nextInt(10);
    if (choice == 0) {
      return "reserved";
    }
    if (choice == 1) {
      String url = url(process) + "/v1/permits/" + permit;
      assertEquals(204, rest.call("DELETE", url, token).status());
      return "released";
    }
    String now = at.field(number);
    String body = now.isEmpty() ? "{}" : "{" + now.substring(1) + "}";
    long begin = System.nanoTime();
    Answer used = post(process, "/v1/permits/" + permit + "/commit", body);
    seen.commitNanos()[seen.commits().getAndIncrement()] = System.nanoTime() - begin;
    for (String lost : List.of("expired", "revoked")) {
      if (used.status() == 409 && used.body().contains("problem:permit-" + lost)) {
        return lost;
      }
    }
    assertEquals(200, used.status(), used::toString);
    if (choice == 2) {
      Answer again = post(process + 1, "/v1/permits/" + permit + "/commit", body);
      assertEquals(used.body(), again.body());
    }
    return "committed";
  }

  private Answer post(int process, String path, String body) {
    return rest.call("POST", url(process) + path, token, "application/json", body);
  }

  private String url(int process) {
    return urls.get(process % urls.size());
  }
}
