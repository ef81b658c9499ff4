package io.quittance.feedback.report;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The business metrics of a period of event time.
///
/// @param blockedByRule decisions in which a rule blocked an action, by rule, such as
///   `us-reg-f/HC03`; by id alone for decisions that did not tell the pack
/// @param uplift what automatic treatment achieves against the group that gets none
public record BusinessReport(
    @Nullable Instant from,
    @Nullable Instant to,
    List<Metric> metrics,
    SortedMap<String, Long> blockedByRule,
    HoldoutUplift uplift) {

  /// A ratio with its numerator and denominator; without a value when the denominator is 0.
  ///
  /// @param meaning numerator and denominator in words
  public record Metric(
      String name, @Nullable Double value, double numerator, double denominator, String meaning) {

    static Metric ratio(String name, double numerator, double denominator, String meaning) {
      return per(1, name, numerator, denominator, meaning);
    }

    static Metric per(
        double scale, String name, double numerator, double denominator, String meaning) {
      return new Metric(
          name,
          denominator == 0 ? null : scale * numerator / denominator,
          numerator,
          denominator,
          meaning);
    }
  }
}
