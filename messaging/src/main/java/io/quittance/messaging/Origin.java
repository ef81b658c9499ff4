package io.quittance.messaging;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The position from which a record was read.
///
/// @param timestamp the record's timestamp on the broker; wall clock, for latency only
public record Origin(String topic, int partition, long offset, Instant timestamp) {

  public static Origin of(ConsumerRecord<?, ?> record) {
    return new Origin(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(Math.max(0, record.timestamp())));
  }

  /// `topic-partition-offset`: unique in a cluster, and the same for each delivery.
  public String id() {
    return topic + "-" + partition + "-" + offset;
  }
}
