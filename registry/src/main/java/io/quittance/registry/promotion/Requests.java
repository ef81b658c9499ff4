package io.quittance.registry.promotion;

import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.registry.Refusal;
import io.quittance.registry.artifact.ArtifactId;
import io.quittance.registry.version.Lineage;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Bodies of requests and their validation.
final class Requests {

  private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}");
  private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
  private static final Pattern METRIC = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MAX_METRICS = 200;
  private static final int MAX_TEXT = 1000;

  private Requests() {}

  static String model(String name) {
    return matching("model", name, MODEL);
  }

  /// Returns a line of free text; null when absent or blank.
  static @Nullable String text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > MAX_TEXT || value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(field + " must be one line of at most " + MAX_TEXT + " characters");
    }
    return storable(() -> Check.text(field, value.strip()));
  }

  private static String matching(String field, @Nullable String value, Pattern pattern) {
    String present = present(field, value);
    if (!pattern.matcher(present).matches()) {
      throw Refusal.invalid(field + " must match " + pattern.pattern());
    }
    return present;
  }

  /// Returns what JSON can carry if the database can hold it too.
  private static <T> T storable(Supplier<T> checked) {
    try {
      return checked.get();
    } catch (InvalidEventException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw Refusal.invalid(field + " is required");
    }
    return value;
  }

  /// Registers a version.
  record Registration(
      @Nullable String artifactSha256,
      @Nullable String evidenceSha256,
      @Nullable Integer comparedWith,
      @Nullable String runId,
      @Nullable String requestId,
      @Nullable String dataSha256,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long rows,
      @Nullable Map<String, @Nullable Double> metrics) {

    ArtifactId artifact() {
      return new ArtifactId(present("artifactSha256", artifactSha256));
    }

    ArtifactId evidence() {
      return new ArtifactId(present("evidenceSha256", evidenceSha256));
    }

    Lineage lineage() {
      Instant start = storable(() -> Check.instant("from", present("from", from)));
      Instant end = storable(() -> Check.instant("to", present("to", to)));
      long count = present("rows", rows);
      if (end.isBefore(start) || count < 0) {
        throw Refusal.invalid("from must not be after to, and rows must not be negative");
      }
      return new Lineage(
          matching("runId", runId, RUN),
          requestId == null ? null : matching("requestId", requestId, REQUEST),
          new ArtifactId(present("dataSha256", dataSha256)).sha256(),
          start,
          end,
          count,
          figures(metrics == null ? Map.of() : metrics));
    }

    private static Map<String, Double> figures(Map<String, @Nullable Double> metrics) {
      if (metrics.size() > MAX_METRICS) {
        throw Refusal.invalid("metrics must have at most " + MAX_METRICS + " entries");
      }
      Map<String, Double> figures = new java.util.HashMap<>();
      metrics.forEach(
          (name, value) -> {
            if (value == null || !Double.isFinite(value)) {
              throw Refusal.invalid("metrics must be finite numbers");
            }
            figures.put(matching("metric", name, METRIC), value);
          });
      return figures;
    }
  }

  /// Evaluates a version again.
  record Comparison(@Nullable String evidenceSha256, @Nullable Integer comparedWith) {

    ArtifactId evidence() {
      return new ArtifactId(present("evidenceSha256", evidenceSha256));
    }
  }

  /// Approves a version.
  record Comment(@Nullable String comment) {}

  /// Gives a reason.
  record Reason(@Nullable String reason) {

    String required() {
      return present("reason", text("reason", reason));
    }
  }

  /// Names a version.
  record Target(@Nullable Integer version) {

    int required() {
      return present("version", version);
    }
  }
}
