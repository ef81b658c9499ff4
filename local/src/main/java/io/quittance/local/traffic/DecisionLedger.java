package io.quittance.local.traffic;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.simulator.record.SimulatedRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Matches deciding events with decisions: every deciding event must have exactly one decision,
/// repeated records must be byte-identical, and no decision may lack its event. Not thread-safe.
public final class DecisionLedger {

  private final Map<UUID, Entry> entries = new HashMap<>();
  private final Set<UUID> outstanding = new HashSet<>();
  private final Map<String, DecisionMade> latest = new HashMap<>();
  private final Map<String, Long> blockedByRule = new TreeMap<>();
  private final Map<Integer, Long> decisionsByVersion = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private long repeats;
  private long differingRepeats;
  private long unasked;
  private long degraded;
  private @Nullable DecisionMade example;

  private static final class Entry {
    private final long askedMillis;
    private int contentHash;
    private boolean answered;

    Entry(long askedMillis) {
      this.askedMillis = askedMillis;
    }
  }

  /// Records that a deciding event was handed to the broker.
  ///
  /// @param askedMillis time of the clock, milliseconds
  public void asked(SimulatedRecord record, long askedMillis) {
    UUID id = record.envelope().identity().decisionId();
    entries.put(id, new Entry(askedMillis));
    outstanding.add(id);
  }

  /// Records a message of the topic `decisions`.
  public void answered(ConsumerRecord<byte[], byte[]> record) {
    DecisionMade decision = EventCodec.read(record.value(), DecisionMade.class);
    Entry entry = entries.get(decision.decisionId());
    int hash = Arrays.hashCode(record.value());
    if (entry == null) {
      unasked++;
    } else if (entry.answered) {
      repeats++;
      differingRepeats += hash == entry.contentHash ? 0 : 1;
    } else {
      entry.answered = true;
      entry.contentHash = hash;
      outstanding.remove(decision.decisionId());
      latencies.add(record.timestamp() - entry.askedMillis);
      count(decision);
    }
  }

  private void count(DecisionMade decision) {
    latest.merge(decision.accountId(), decision, DecisionLedger::newer);
    decision
        .rules()
        .blocked()
        .forEach(blocked -> blockedByRule.merge(blocked.qualifiedRule(), 1L, Long::sum));
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer == null) {
      degraded++;
    } else {
      decisionsByVersion.merge(answer.model().version(), 1L, Long::sum);
      if (example == null || tells(decision)) {
        example = decision;
      }
    }
  }

  private static DecisionMade newer(DecisionMade first, DecisionMade second) {
    return second.order().compareTo(first.order()) < 0 ? first : second;
  }

  /// Returns a decision worth showing: it recommends a contact, another contact is not allowed, and
  /// it has reasons.
  private static boolean tells(DecisionMade decision) {
    DecisionMade.ModelAnswer answer = decision.answer();
    return decision.recommended().notBefore() != null
        && !decision.rules().blocked().isEmpty()
        && answer != null
        && answer.attribution() != null
        && answer.attribution().reasons().size() >= 3
        && !decision.selection().explored();
  }

  /// The decision that counts of each account since the last call.
  public Map<String, DecisionMade> takeLatest() {
    Map<String, DecisionMade> taken = Map.copyOf(latest);
    latest.clear();
    return taken;
  }

  public int outstanding() {
    return outstanding.size();
  }

  public long asked() {
    return entries.size();
  }

  public long answered() {
    return entries.size() - (long) outstanding.size();
  }

  /// Returns the number of repeated records.
  public long repeats() {
    return repeats;
  }

  /// Returns the number of repeated records that were not byte-identical; must be 0.
  public long differingRepeats() {
    return differingRepeats;
  }

  /// Returns the number of decisions without an event; must be 0.
  public long unasked() {
    return unasked;
  }

  public long degraded() {
    return degraded;
  }

  public Map<String, Long> blockedByRule() {
    return Map.copyOf(blockedByRule);
  }

  public Map<Integer, Long> decisionsByVersion() {
    return Map.copyOf(decisionsByVersion);
  }

  public Latencies latencies() {
    return latencies;
  }

  public @Nullable DecisionMade example() {
    return example;
  }

  public boolean complete() {
    return outstanding.isEmpty() && unasked == 0 && differingRepeats == 0;
  }
}
