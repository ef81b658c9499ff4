package io.quittance.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.Part;
import io.quittance.local.traffic.Approver;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Watches the services from outside, narrates what they do, and plays the approver: a service
/// account of its own that approves and promotes what passed the gate. Works on one thread of its
/// own. The getters are safe for concurrent use.
final class LoopWatch implements AutoCloseable {

  private static final Duration TROUBLE_LASTS = Duration.ofSeconds(60);
  private static final Duration SERVING_LASTS = Duration.ofSeconds(60);
  private static final Set<String> ENDED = Set.of("done", "rejected", "failed");

  private final Rest rest;
  private final String model;
  private final Approver approver;
  private final Narrator narrator;
  private final @Nullable Instant driftAt;
  private final Patience patience;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final Set<Stage> stages = EnumSet.noneOf(Stage.class);
  private final Set<String> toldRequests = new HashSet<>();
  private final Map<String, String> jobStates = new HashMap<>();
  private final Set<Integer> toldVersions = new HashSet<>();
  private final List<Promotion> promotions = new ArrayList<>();
  private volatile boolean training;
  private volatile @Nullable Instant watermark;
  private volatile @Nullable Instant driftFoundAt;
  private boolean labelsTold;
  private volatile boolean answered;
  private volatile @Nullable Trouble trouble;
  private Part asked = Part.FEEDBACK;

  /// A promotion after which a version served.
  ///
  /// @param swapSeconds time from the registry's answer to the first answer of scoring that names
  ///   the version
  /// @param loadSeconds time in which scoring fetched, verified and swapped it, by scoring's own
  ///   metric
  record Promotion(
      int version, String verdict, double swapSeconds, double loadSeconds, double deltaAuc) {}

  /// A series of failed requests.
  ///
  /// @param since time of the first one, nanoseconds
  private record Trouble(Part part, String words, long since) {}

  /// @param driftAt event time of the injected drift; null when none is injected
  /// @param patience scales how long the services may go without an answer
  LoopWatch(
      Rest rest, String model, Narrator narrator, @Nullable Instant driftAt, Patience patience) {
    this.patience = patience;
    this.rest = rest;
    this.model = model;
    this.approver = new Approver(rest, model);
    this.narrator = narrator;
    this.driftAt = driftAt;
  }

  void start() {
    var _ = executor.scheduleWithFixedDelay(this::look, 300, 300, TimeUnit.MILLISECONDS);
  }

  /// Returns when every service has answered once, so that nothing begins before the services
  /// answer requests.
  ///
  /// @throws StalledException when one of them does not answer for a minute times the patience
  void awaitAnswers() {
    while (!answered) {
      requireAnswers();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /// @throws StalledException when a service has not answered for a minute times the patience
  void requireAnswers() {
    Trouble lasting = trouble;
    Duration limit = patience.scaled(TROUBLE_LASTS);
    if (lasting != null && System.nanoTime() - lasting.since() > limit.toNanos()) {
      throw new StalledException(
          lasting.part(),
          "%s has not answered for %d s: %s"
              .formatted(lasting.part().title(), limit.toSeconds(), lasting.words()));
    }
  }

  /// Returns whether a training is running or a version is about to serve.
  boolean training() {
    return training;
  }

  /// Returns the event time up to which feedback has read; null before its first record or answer.
  @Nullable Instant watermark() {
    return watermark;
  }

  synchronized Set<Stage> stages() {
    return Set.copyOf(stages);
  }

  synchronized List<Promotion> promotions() {
    return List.copyOf(promotions);
  }

  /// Returns the number of days from the injection to the first window that shows the drift.
  Optional<Long> driftFoundAfterDays() {
    Instant found = driftFoundAt;
    return found == null || driftAt == null
        ? Optional.empty()
        : Optional.of(Duration.between(driftAt, found).toDays());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void look() {
    try {
      asked = Part.FEEDBACK;
      labels();
      requests();
      asked = Part.RETRAINING;
      jobs();
      asked = Part.REGISTRY;
      versions();
      asked = Part.FEEDBACK;
      drift();
      trouble = null;
      answered = true;
    } catch (IOException | RuntimeException e) {
      Trouble known = trouble;
      Part part = e instanceof Rest.NoTokenException ? Part.IDENTITY : asked;
      trouble =
          new Trouble(
              part,
              String.valueOf(e.getMessage()),
              known == null ? System.nanoTime() : known.since());
    }
  }

  private void labels() throws IOException {
    JsonNode labels = rest.get(Part.FEEDBACK, "/v1/labels");
    if (labels.hasNonNull("watermark")) {
      watermark = Instant.parse(labels.path("watermark").asText());
    }
    long matured = labels.path("totals").path("matured").asLong();
    if (matured > 0 && !labelsTold) {
      labelsTold = true;
      seen(Stage.LABELS_MATURED);
      narrator.say("The first labels are mature: 30 days of event time have passed.");
    }
  }

  private void requests() throws IOException {
    JsonNode items = rest.get(Part.FEEDBACK, "/v1/triggers?limit=20").path("items");
    for (int i = items.size() - 1; i >= 0; i--) {
      JsonNode item = items.get(i);
      if (item.path("result").asText().equals("fire")
          && toldRequests.add(item.path("requestId").asText())) {
        request(item);
      }
    }
  }

  private void request(JsonNode item) {
    String cause = item.path("cause").asText();
    if (cause.equals("cold-start")) {
      seen(Stage.FIRST_TRAINING_REQUESTED);
    } else if (driftFoundAt != null) {
      seen(Stage.RETRAINING_REQUESTED);
    }
    StringBuilder why = new StringBuilder();
    item.path("explanation").forEach(sentence -> why.append(' ').append(sentence.asText()));
    narrator.say("Feedback requests a training (%s):%s".formatted(cause, why));
  }

  private void jobs() throws IOException {
    boolean active = false;
    for (JsonNode job : rest.get(Part.RETRAINING, "/v1/jobs?size=20").path("items")) {
      String state = job.path("state").asText();
      active |= !ENDED.contains(state);
      String id = job.path("id").asText();
      if (!state.equals(jobStates.put(id, state))) {
        job(job, state);
      }
    }
    training = active;
  }

  private void job(JsonNode job, String state) {
    switch (state) {
      case "training" -> narrator.say("Retraining has fetched the data set and is training.");
      case "failed" ->
          narrator.say(
              "The training failed (%s): %s"
                  .formatted(job.path("failure").asText(), job.path("message").asText()));
      case "done", "rejected" ->
          narrator.say(
              String.format(
                  Locale.ROOT,
                  "The model was trained on %,d decisions and registered as version %d: AUC %.3f (%.3f to %.3f) on later decisions about unseen accounts, verdict %s.",
                  job.path("rows").asLong(),
                  job.path("version").asInt(),
                  job.path("metrics").path("auc").asDouble(),
                  job.path("metrics").path("auc_low").asDouble(),
                  job.path("metrics").path("auc_high").asDouble(),
                  job.path("verdict").asText()));
      default -> {}
    }
  }

  private void versions() throws IOException {
    JsonNode items =
        rest.get(Part.REGISTRY, "/v1/models/" + model + "/versions?size=50").path("items");
    for (int i = items.size() - 1; i >= 0; i--) {
      JsonNode version = items.get(i);
      if (version.path("state").asText().equals("validated")
          && toldVersions.add(version.path("version").asInt())) {
        promote(version);
      }
    }
  }

  private void promote(JsonNode version) throws IOException {
    int number = version.path("version").asInt();
    String path = "/v1/models/%s/versions/%d".formatted(model, number);
    JsonNode gate = rest.get(Part.REGISTRY, path).path("gate");
    approver.approve(number, "by the demo");
    double loadedBefore = rest.metric(Part.SCORING, "quittance_champion_swap_seconds_sum");
    approver.promote(number);
    long promoted = System.nanoTime();
    awaitServing(number, promoted);
    double swap = (System.nanoTime() - promoted) / 1e9;
    double loaded = rest.metric(Part.SCORING, "quittance_champion_swap_seconds_sum") - loadedBefore;
    promoted(number, gate, swap, loaded);
  }

  private void promoted(int number, JsonNode gate, double swap, double loaded) {
    String verdict = gate.path("verdict").asText();
    synchronized (this) {
      if (promotions.isEmpty()) {
        stages.add(Stage.FIRST_MODEL_PROMOTED);
      } else if (verdict.equals("better") && driftFoundAt != null) {
        stages.add(Stage.CANDIDATE_BETTER);
      }
      promotions.add(
          new Promotion(number, verdict, swap, loaded, gate.path("deltaAuc").asDouble()));
    }
    narrator.say(
        String.format(
            Locale.ROOT,
            "Version %d passed the gate (%s; AUC %+.3f, 95 %% interval %+.3f to %+.3f, against %s), was approved by %s and promoted. It served %.2f s later; fetching, verifying and swapping took %.2f s. Traffic continued.",
            number,
            verdict,
            gate.path("deltaAuc").asDouble(),
            gate.path("low").asDouble(),
            gate.path("high").asDouble(),
            gate.path("comparedWith").isMissingNode()
                ? "chance"
                : "version " + gate.path("comparedWith").asInt(),
            Approver.NAME,
            swap,
            loaded));
  }

  private void awaitServing(int version, long since) throws IOException {
    asked = Part.SCORING;
    while (rest.get(Part.SCORING, "/v1/model").path("version").asInt() != version) {
      if (System.nanoTime() - since > patience.scaled(SERVING_LASTS).toNanos()) {
        throw new IOException("Scoring is not serving version " + version);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void drift() throws IOException {
    if (driftAt == null || driftFoundAt != null) {
      return;
    }
    JsonNode drift = rest.get(Part.FEEDBACK, "/v1/drift");
    if (!drift.path("state").asText().equals("drifting")) {
      return;
    }
    Instant windowEnd = Instant.parse(drift.path("to").asText());
    if (!windowEnd.isAfter(driftAt)) {
      return;
    }
    driftFoundAt = windowEnd;
    seen(Stage.DRIFT_DETECTED);
    List<String> worst = new ArrayList<>();
    for (JsonNode feature : drift.path("features")) {
      if (feature.path("verdict").asText().equals("drifting") && worst.size() < 4) {
        worst.add(
            String.format(
                Locale.ROOT,
                "%s (PSI %.2f)",
                feature.path("name").asText(),
                feature.path("psi").asDouble()));
      }
    }
    narrator.say(
        "Drift was detected %d days after it was injected: %s. Retraining waits for enough mature labels of decisions made since."
            .formatted(driftFoundAfterDays().orElse(0L), String.join(", ", worst)));
  }

  private synchronized void seen(Stage stage) {
    stages.add(stage);
  }
}
