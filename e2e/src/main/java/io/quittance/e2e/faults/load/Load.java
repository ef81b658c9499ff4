package io.quittance.e2e.faults.load;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.e2e.audit.evidence.SentRecords;
import io.quittance.local.traffic.TrafficClients;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Publishes a simulated portfolio at a steady rate, whatever the platform does: it acts on the
/// decisions that have arrived and waits for none. A record that the broker does not take is sent
/// again for as long as it takes. Runs on a thread of its own.
public final class Load implements AutoCloseable {

  private static final int DAYS = 300;
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final Duration END = Duration.ofMinutes(10);

  /// The broker and the network come and go.
  private static final Map<String, String> RECONNECTING =
      Map.of("reconnect.backoff.max.ms", "500", "request.timeout.ms", "10000");

  private static final Map<String, String> PRODUCER = producerSettings();

  private final Settings settings;
  private final Simulation simulation;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final PoisonMix poison;
  private final SentRecords good = new SentRecords();
  private final Map<String, DecisionMade> latest = new HashMap<>();
  private final AtomicLong deciding = new AtomicLong();
  private final AtomicLong decisions = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().daemon().name("load").unstarted(this::run);
  private volatile boolean ending;
  private volatile @Nullable Exception failure;
  private volatile @Nullable Instant now;
  private volatile List<String> decided = List.of();
  private long begin;
  private long handed;

  /// How much is published.
  ///
  /// @param accounts size of the portfolio
  /// @param perSecond records per second
  /// @param seed of the portfolio and of the bad records
  public record Settings(int accounts, double perSecond, long seed) {

    /// The load of every fault.
    public static final Settings USUAL = new Settings(200, 80, 20_260_105);
  }

  private Load(String bootstrapServers, Settings settings) {
    this.settings = settings;
    this.simulation =
        Simulation.create(SimulationConfig.of(settings.accounts(), DAYS, settings.seed()));
    this.poison = new PoisonMix(settings.seed());
    this.producer = TrafficClients.producer(bootstrapServers, PRODUCER);
    this.consumer = TrafficClients.decisions(bootstrapServers, RECONNECTING);
    consumer.seekToBeginning(consumer.assignment());
  }

  /// Begins to publish.
  public static Load start(String bootstrapServers, Settings settings) {
    Load load = new Load(bootstrapServers, settings);
    load.thread.start();
    return load;
  }

  /// Returns the good records that the broker has acknowledged.
  public SentRecords good() {
    return good;
  }

  /// Returns the number of deciding events that the broker has acknowledged.
  public long deciding() {
    return deciding.get();
  }

  /// Returns the number of decisions that were read, repeats included.
  public long decisions() {
    return decisions.get();
  }

  /// Mixes bad records into the load from now on.
  ///
  /// @param share of bad records among all, from 0 to 1
  public void poison(double share) {
    poison.share(share);
  }

  /// Returns the number of bad records that were handed to the broker.
  public long bad() {
    return poison.made();
  }

  /// Returns the event time of the newest record; empty before the first day.
  public Optional<Instant> now() {
    return Optional.ofNullable(now);
  }

  /// Returns accounts about which a decision has been read.
  public List<String> knownAccounts() {
    return decided;
  }

  /// Stops publishing and returns when the broker has acknowledged everything.
  ///
  /// @throws IllegalStateException when a record could not be published
  public void finish() throws InterruptedException {
    ending = true;
    if (!thread.join(END)) {
      throw new IllegalStateException(
          "The broker has not acknowledged the load after %d min".formatted(END.toMinutes()));
    }
    Exception failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The load could not be published", failed);
    }
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
  }

  private void run() {
    try (producer;
        consumer) {
      begin = System.nanoTime();
      publish(simulation.history());
      for (int day = 0; day < DAYS && !ending; day++) {
        publish(simulation.accountEvents(day));
        takeDecisions();
        Map<String, DecisionMade> taken = Map.copyOf(latest);
        latest.clear();
        publish(simulation.outcomes(day, taken));
      }
      producer.flush();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void publish(List<SimulatedRecord> records) {
    for (SimulatedRecord record : records) {
      if (ending) {
        return;
      }
      pace();
      send(record);
      now = record.envelope().time();
      for (ProducerRecord<byte[], byte[]> bad : poison.after(record)) {
        var _ = producer.send(bad);
        handed++;
      }
      if (handed % 50 == 0) {
        takeDecisions();
      }
    }
  }

  private void pace() {
    long due = begin + (long) (handed / settings.perSecond() * TimeUnit.SECONDS.toNanos(1));
    while (!ending && System.nanoTime() - due < 0) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
    handed++;
  }

  private void send(SimulatedRecord record) {
    ProducerRecord<byte[], byte[]> message = TrafficClients.message(record);
    var _ =
        producer.send(
            message,
            (_, failed) -> {
              if (failed == null) {
                acknowledged(record, message.value());
              } else {
                failure = failed;
              }
            });
  }

  /// Runs on the producer's thread.
  private void acknowledged(SimulatedRecord record, byte[] data) {
    var identity = record.envelope().identity();
    good.add(identity.tenant(), identity.source(), identity.id(), data);
    if (record.deciding()) {
      deciding.incrementAndGet();
    }
  }

  private void takeDecisions() {
    boolean more = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(NO_WAIT)) {
      DecisionMade made = EventCodec.read(record.value(), DecisionMade.class);
      latest.merge(
          made.accountId(),
          made,
          (first, second) -> second.order().compareTo(first.order()) < 0 ? first : second);
      decisions.incrementAndGet();
      more = true;
    }
    if (more && decided.size() < settings.accounts() / 2) {
      decided = List.copyOf(latest.keySet());
    }
  }

  private static Map<String, String> producerSettings() {
    Map<String, String> settings = new HashMap<>(RECONNECTING);
    settings.put("linger.ms", "5");
    settings.put("max.request.size", "8388608");
    settings.put("delivery.timeout.ms", Long.toString(END.toMillis()));
    settings.put("max.block.ms", Long.toString(END.toMillis()));
    return Map.copyOf(settings);
  }
}
