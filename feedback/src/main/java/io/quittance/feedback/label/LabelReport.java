package io.quittance.feedback.label;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The progress of a tenant's labels.
///
/// @param matureBefore watermark − horizon: a decision made then or before has had its window
/// @param lagSeconds event time between the newest record and the watermark
public record LabelReport(
    String model,
    LabelConfig.Definition definition,
    Duration horizon,
    BigDecimal share,
    @Nullable Instant watermark,
    @Nullable Instant matureBefore,
    Newest topics,
    @Nullable Double lagSeconds,
    Totals totals,
    List<Group> groups) {

  /// The newest event time read from each topic.
  public record Newest(@Nullable Instant decisions, @Nullable Instant outcomes) {}

  /// All decisions and outcomes of the tenant.
  ///
  /// @param revised mature or censored labels that were computed more than once
  /// @param reopened labels that are waiting to be recomputed
  /// @param parkedOutcomes outcomes that name a decision not yet seen
  public record Totals(
      long decisions,
      long pending,
      long matured,
      long positives,
      long censored,
      long revised,
      long reopened,
      long outcomes,
      long parkedOutcomes) {}

  /// The decisions of a month of event time by one model version.
  ///
  /// @param month such as `2026-01`
  /// @param modelVersion null for decisions made by rules alone
  public record Group(
      String month,
      @Nullable Integer modelVersion,
      long decisions,
      long pending,
      long matured,
      long positives,
      long censored,
      long revised,
      long reopened) {}
}
