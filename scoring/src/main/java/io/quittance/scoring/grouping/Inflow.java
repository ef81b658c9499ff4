package io.quittance.scoring.grouping;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// Takes polls from the connector while there is room for what is not done yet, and acknowledges
/// each poll when it is done. Thread-safe.
public final class Inflow implements Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> {

  private static final Logger LOG = Logger.getLogger(Inflow.class);

  private final Room room;
  private final Function<ConsumerRecords<byte[], byte[]>, Uni<Void>> work;
  private Flow.Subscription subscription = new NoSubscription();
  private long records;
  private long bytes;
  private boolean asked;

  /// How much may be in memory before no more is asked for. One poll more may arrive.
  ///
  /// @param records at least 1
  /// @param bytes of keys and values together, at least 1
  public record Room(long records, long bytes) {}

  private static final class NoSubscription implements Flow.Subscription {
    @Override
    public void request(long n) {
      throw new IllegalStateException("not subscribed yet");
    }

    @Override
    public void cancel() {
      // There is nothing to cancel.
    }
  }

  /// @param work called in the order of arrival; completes when a poll is done
  public Inflow(Room room, Function<ConsumerRecords<byte[], byte[]>, Uni<Void>> work) {
    this.room = room;
    this.work = work;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    synchronized (this) {
      subscription = given;
    }
    askForMore();
  }

  @Override
  public void onNext(Message<ConsumerRecords<byte[], byte[]>> message) {
    ConsumerRecords<byte[], byte[]> poll = message.getPayload();
    long size = size(poll);
    synchronized (this) {
      asked = false;
      records += poll.count();
      bytes += size;
    }
    work.apply(poll)
        .subscribe()
        .with(
            _ -> {
              message.ack();
              done(poll.count(), size);
            },
            message::nack);
    askForMore();
  }

  private void done(long count, long size) {
    synchronized (this) {
      records -= count;
      bytes -= size;
    }
    askForMore();
  }

  private void askForMore() {
    Flow.Subscription from;
    synchronized (this) {
      if (asked || records >= room.records() || bytes >= room.bytes()) {
        return;
      }
      asked = true;
      from = subscription;
    }
    from.request(1);
  }

  private static long size(ConsumerRecords<byte[], byte[]> poll) {
    long size = 0;
    for (ConsumerRecord<byte[], byte[]> record : poll) {
      size += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
    return size;
  }

  @Override
  public void onError(Throwable failure) {
    LOG.error("The channel of inputs has failed", failure);
  }

  @Override
  public void onComplete() {
    // The service is stopping.
  }
}
