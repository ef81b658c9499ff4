package io.quittance.core.account;

import io.quittance.core.event.Envelope;
import java.time.Instant;
import java.util.Comparator;

/// The position of a fact in the history of its account: event time, then the identity of the event
/// that reported it. The order therefore never depends on arrival.
///
/// @param time when it happened
/// @param source CloudEvents `source`
/// @param id CloudEvents `id`
public record Stamp(Instant time, String source, String id) implements Comparable<Stamp> {

  private static final Comparator<Stamp> ORDER =
      Comparator.comparing(Stamp::time).thenComparing(Stamp::source).thenComparing(Stamp::id);

  static Stamp of(Envelope envelope) {
    return new Stamp(envelope.time(), envelope.identity().source(), envelope.identity().id());
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
