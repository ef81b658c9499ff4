package io.quittance.embedded.process;

import java.time.Duration;

/// How long a start or a wait may go without a sign of progress. One factor scales all such limits
/// of the platform.
///
/// @param factor 1 on an ordinary machine, larger on a slow or busy one; from 0.001 to 1,000
public record Patience(double factor) {
  /// The environment variable that sets the factor.
  public static final String VARIABLE = "QUITTANCE_PATIENCE";

  private static final Duration QUIET = Duration.ofSeconds(45);
  private static final Duration PROCESSOR_TIME = Duration.ofMinutes(3);
  private static final Duration WITHOUT_NEWS = Duration.ofMinutes(15);
  private static final double LEAST = 0.001;
  private static final double MOST = 1_000;

  public Patience {
    if (!(factor >= LEAST && factor <= MOST)) {
      throw new IllegalArgumentException("Patience must be between 0.001 and 1000");
    }
  }

  /// Returns the factor from the environment variable `QUITTANCE_PATIENCE`, or 1 when the variable
  /// is not set.
  ///
  /// @throws IllegalArgumentException when the variable is not a number in this range
  public static Patience ofEnvironment() {
    return of(System.getenv().getOrDefault(VARIABLE, "1"));
  }

  /// Parses a factor such as `2` or `0.5`.
  ///
  /// @throws IllegalArgumentException when the text is not a number in this range
  public static Patience of(String factor) {
    try {
      return new Patience(Double.parseDouble(factor));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must be a number between 0.001 and 1000, not '%s'".formatted(VARIABLE, factor), e);
    }
  }

  /// Returns how long a starting process may show no sign of progress: 45 seconds times the factor.
  public Duration quiet() {
    return scaled(QUIET);
  }

  /// Returns how much processor time a starting process may use without logging or changing its
  /// state: 3 minutes times the factor. This limit stops a process that spins; it does not affect a
  /// process that shares a busy processor.
  public Duration processorTime() {
    return scaled(PROCESSOR_TIME);
  }

  /// Returns how long processor time alone may count as progress: 15 minutes times the factor.
  public Duration withoutNews() {
    return scaled(WITHOUT_NEWS);
  }

  /// Returns another limit, scaled by the factor.
  public Duration scaled(Duration limit) {
    return Duration.ofNanos((long) (limit.toNanos() * factor));
  }

  /// Returns the factor as a user would type it: `2`, `0.5`.
  public String text() {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }
}
