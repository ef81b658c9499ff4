package io.quittance.embedded.process;

/// What a probe found out about a starting process.
///
/// @param ready whether the process can do its work now
/// @param state in words, for messages: "port 9092 is closed". A change of state is a sign of
///   progress.
public record Readiness(boolean ready, String state) {
  public static final Readiness READY = new Readiness(true, "ready");

  /// Returns a result that means "not ready yet".
  public static Readiness waiting(String state) {
    return new Readiness(false, state);
  }

  /// Returns [#READY], or "not ready" with a constant state.
  public static Readiness of(boolean ready) {
    return ready ? READY : waiting("not ready");
  }
}
