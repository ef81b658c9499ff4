package io.quittance.feedback.drift;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Updates the champion's daily histograms and compares its current window with its reference.
/// Blocks; worker threads only.
///
/// A day is counted again when its number of decisions changed, as long as it lies in the current
/// window or after the last counted day.
@ApplicationScoped
public class MeasureDrift {

  private final DriftRepository repository;
  private final DriftThresholds thresholds;

  MeasureDrift(DriftRepository repository, DriftConfig config) {
    this.repository = repository;
    this.thresholds = DriftThresholds.of(config);
  }

  /// The drift of the window before a day and, while it drifts, its onset.
  public record Measured(WindowDrift window, @Nullable LocalDate onset) {}

  public DriftThresholds thresholds() {
    return thresholds;
  }

  /// Counts new decisions and compares the window with the reference.
  ///
  /// @param watermark the window ends with the last whole day before the watermark
  public Measured measure(String tenant, ChampionBaseline champion, Instant watermark)
      throws SQLException {
    LocalDate to = LocalDate.ofInstant(watermark, ZoneOffset.UTC);
    countNewDays(tenant, champion, to);
    LocalDate from = to.minusDays(thresholds.lookBackDays() + thresholds.windowDays() + 1L);
    SortedMap<LocalDate, DayHistogram> days =
        repository.histograms(tenant, champion.version(), from, to);
    DriftEvaluation evaluation = new DriftEvaluation(champion.reference(), thresholds, days);
    return new Measured(evaluation.at(to), evaluation.onset(to).orElse(null));
  }

  private void countNewDays(String tenant, ChampionBaseline champion, LocalDate to)
      throws SQLException {
    LocalDate window = to.minusDays(thresholds.windowDays());
    LocalDate from =
        repository
            .lastDay(tenant, champion.version())
            .map(last -> last.isBefore(window) ? last : window)
            .orElse(to.minusDays(thresholds.lookBackDays()));
    for (LocalDate day : repository.uncounted(tenant, champion.version(), from, to).keySet()) {
      CountDay counter = new CountDay(champion, repository::schema);
      repository.read(tenant, champion.version(), day, day.plusDays(1), counter);
      repository.write(tenant, champion.version(), day, counter.histogram());
    }
  }
}
