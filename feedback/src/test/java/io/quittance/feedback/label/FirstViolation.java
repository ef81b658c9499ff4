package io.quittance.feedback.label;

import io.quittance.testkit.simulation.Histories;
import java.util.function.LongFunction;

/// Plays histories until one violates something and reports that; empty when none does. Other class
/// loaders create it, too.
public final class FirstViolation implements LongFunction<String> {

  @Override
  public String apply(long most) {
    return new Histories<>(new WatermarkHistories())
        .first(most)
        .map(Histories.Found::report)
        .orElse("");
  }
}
