package io.quittance.embedded.process;

/// What a probe found out about a process that is starting.
///
/// @param ready whether the process does its work now
/// @param state in words, for messages: "port 9092 is closed". A change of it is a sign of
///   progress.
public record Readiness(boolean ready, String state) {
  public static final Readiness READY = new Readiness(true, "ready");

  /// Not ready yet.
  public static Readiness waiting(String state) {
    return new Readiness(false, state);
  }

  /// Ready, or not yet with a state that does not change.
  public static Readiness of(boolean ready) {
    return ready ? READY : waiting("not ready");
  }
}
