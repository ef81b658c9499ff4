package io.quittance.embedded.process;

/// A port that a server needs is used by another process. The message says which port, what for,
/// and what to do.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;
  private final String purpose;

  public PortTakenException(int port, String purpose) {
    super(
        "Port %d, needed for %s, is used by another process: stop that process, or choose other ports with --port-offset N"
            .formatted(port, purpose));
    this.port = port;
    this.purpose = purpose;
  }

  public int port() {
    return port;
  }

  /// What the port is for, in words: "Kafka", "the scoring service".
  public String purpose() {
    return purpose;
  }
}
