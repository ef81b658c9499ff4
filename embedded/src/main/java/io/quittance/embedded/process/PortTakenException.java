package io.quittance.embedded.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Thrown when another process listens on a port that a server needs. The message names the port,
/// the server, the other process if known, and what to do.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;
  private final String purpose;
  private final transient @Nullable PortHolder holder;

  public PortTakenException(int port, String purpose) {
    this(port, purpose, PortHolder.of(port).orElse(null));
  }

  private PortTakenException(int port, String purpose, @Nullable PortHolder holder) {
    super(
        reason(port, purpose, holder)
            + ": stop that process, or choose other ports with --port-offset N");
    this.port = port;
    this.purpose = purpose;
    this.holder = holder;
  }

  public int port() {
    return port;
  }

  /// Returns what needs the port: "Kafka", "the scoring service".
  public String purpose() {
    return purpose;
  }

  /// Returns the process that uses the port, if known.
  public Optional<PortHolder> holder() {
    return Optional.ofNullable(holder);
  }

  private static String reason(int port, String purpose, @Nullable PortHolder holder) {
    return "Port %d, needed for %s, is used by %s"
        .formatted(port, purpose, holder == null ? "another process" : holder.text());
  }
}
