package io.quittance.scoring.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Topics;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.decision.DecideOnRequest;
import io.quittance.scoring.simulation.FakeTables.Accepted;
import io.quittance.scoring.simulation.FakeTables.Decided;
import io.quittance.scoring.simulation.FakeTables.Identity;
import io.quittance.scoring.simulation.FakeTables.Logged;
import io.quittance.scoring.simulation.FakeTables.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Judges a history by what was published and what the topics and tables hold at its end. Knows
/// what is promised, and nothing of how it is kept.
final class Checker {

  private static final Set<String> CONTACTS = Set.of("call", "sms", "email", "letter");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final FakeTables tables;
  private final Map<Position, World.Published> published = new LinkedHashMap<>();
  private final Map<Position, Accepted> acceptedAt = new HashMap<>();
  private final Set<String> letters = new HashSet<>();
  private final Map<UUID, JsonNode> decisions = new HashMap<>();
  private final Map<UUID, Decided> stored;

  Checker(World world) {
    this.world = world;
    this.tables = world.tables();
    this.stored = tables.decisions();
    for (World.Published one : world.published()) {
      published.put(position(one.record()), one);
    }
    for (Accepted row : tables.inbox().values()) {
      if (row.position() != null) {
        acceptedAt.put(row.position(), row);
      }
    }
    for (String topic : List.of(Topics.ACCOUNT_EVENTS, Topics.OUTCOMES)) {
      world.broker().records(Topics.deadLetter(topic)).forEach(l -> letters.add(id(l)));
    }
    stored.forEach((id, decided) -> decisions.put(id, json(decided.bytes())));
  }

  /// Returns what is violated; empty when all holds.
  ///
  /// @param quiet whether everything was done in time
  Optional<String> violation(boolean quiet) {
    List<String> found = new ArrayList<>();
    if (!quiet) {
      found.add(
          "wedged: %s after all faults had ended"
              .formatted(world.isConsumed() ? "the outbox or a request waits" : "records wait"));
    } else {
      fates(found);
    }
    if (found.isEmpty()) {
      decisions(found);
      states(found);
      ceases(found);
      oneModel(found);
      readers(found);
      outboxOrder(found);
      requests(found);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /// Each record has one fate, and the one that it deserves.
  private void fates(List<String> found) {
    published.forEach(
        (position, one) -> {
          Accepted accepted = acceptedAt.get(position);
          Logged logged = tables.fates().get(position);
          String what = one.envelope() + " at " + position;
          if (accepted == null && logged == null) {
            found.add("lost: " + what + " has no fate");
          } else if (accepted != null && logged != null) {
            found.add("two fates: " + what + ": " + accepted.fate() + " and " + logged.fate());
          } else if (one.spoilt() != null) {
            if (logged == null || !logged.fate().equals("DLQ")) {
              found.add("accepted: " + one.spoilt() + " at " + position);
            }
          } else if (logged != null) {
            refused(found, one, logged, what);
          }
          boolean setAside = logged != null && !logged.fate().equals("DUPLICATE");
          String letter = position.topic() + "-" + position.partition() + "-" + position.offset();
          // Read again before its offset was acknowledged, by a process that knows the state: the
          // letter was written, and the record is accepted after all.
          boolean mayHaveLetter =
              accepted != null
                  && one.fact() != null
                  && world.garbled().contains(one.fact().accountId());
          if (setAside != letters.contains(letter) && !mayHaveLetter) {
            found.add((setAside ? "no dead letter of " : "a dead letter of ") + what);
          }
        });
  }

  private void refused(List<String> found, World.Published one, Logged logged, String what) {
    boolean isRight =
        switch (logged.fate()) {
          case "DUPLICATE" -> sameIsAccepted(one);
          case "QUARANTINED" -> isQuarantined(one, logged);
          case "DLQ" -> logged.reason().equals("identity-conflict") && otherIsAccepted(one);
          default -> false;
        };
    if (!isRight) {
      found.add(
          "refused: %s, a good event, is %s (%s)".formatted(what, logged.fate(), logged.reason()));
    }
  }

  private boolean isQuarantined(World.Published one, Logged logged) {
    return logged.fate().equals("QUARANTINED")
        && one.fact() != null
        && world.garbled().contains(one.fact().accountId());
  }

  private boolean sameIsAccepted(World.Published one) {
    World.Published first = acceptedAs(one);
    return first != null && isSame(first, one);
  }

  private boolean otherIsAccepted(World.Published one) {
    World.Published first = acceptedAs(one);
    return first != null && !isSame(first, one);
  }

  private static boolean isSame(World.Published one, World.Published other) {
    return Objects.equals(one.envelope(), other.envelope())
        && Arrays.equals(one.record().value(), other.record().value());
  }

  private World.@org.jspecify.annotations.Nullable Published acceptedAs(World.Published one) {
    if (one.envelope() == null) {
      return null;
    }
    var identity = one.envelope().identity();
    Accepted accepted =
        tables.inbox().get(new Identity(identity.tenant(), identity.source(), identity.id()));
    return accepted == null ? null : published.get(accepted.position());
  }

  /// Each deciding event has one decision, every decision its event, and the topic has all of them
  /// and no others, byte for byte.
  private void decisions(List<String> found) {
    Set<UUID> deserved = new HashSet<>();
    for (Accepted row : tables.inbox().values()) {
      if (row.fate().equals("DECIDED") && row.decisionId() != null) {
        deserved.add(row.decisionId());
        if (!stored.containsKey(row.decisionId())) {
          found.add("no decision about " + row.identity());
        }
      }
    }
    stored.forEach(
        (id, decided) -> {
          if (!deserved.contains(id)) {
            found.add("a decision without its event: " + id);
          }
        });
    Set<UUID> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : world.broker().records(Topics.DECISIONS)) {
      UUID id = UUID.fromString(id(record));
      seen.add(id);
      Decided decided = stored.get(id);
      if (decided == null || !Arrays.equals(decided.bytes(), record.value())) {
        found.add("published, but not as stored: decision " + id);
      }
    }
    stored.forEach(
        (id, decided) -> {
          if (!seen.contains(id)) {
            found.add("never published: decision " + id + " about " + decided.accountId());
          }
        });
  }

  /// Each account knows every fact that was accepted of it, once.
  private void states(List<String> found) {
    Map<String, List<Accepted>> facts = new HashMap<>();
    for (Accepted row : tables.inbox().values()) {
      if (row.position() != null && !row.fate().equals("IGNORED")) {
        facts.computeIfAbsent(row.accountId(), _ -> new ArrayList<>()).add(row);
      }
    }
    facts.forEach(
        (accountId, rows) -> {
          var account = tables.accounts().get(new AccountKey("default", accountId));
          AccountState expected = AccountState.empty("default", accountId);
          rows.sort(Comparator.comparing(row -> row.identity().id()));
          for (Accepted row : rows) {
            World.Published one = Objects.requireNonNull(published.get(row.position()));
            expected =
                expected
                    .apply(
                        Objects.requireNonNull(one.envelope()), Objects.requireNonNull(one.fact()))
                    .state();
          }
          if (account == null || account.version() != rows.size()) {
            found.add(
                "account %s forgot or repeated one of %d facts".formatted(accountId, rows.size()));
          } else if (!AccountStateCodec.fromBytes(account.state()).equals(expected)) {
            found.add("account " + accountId + " does not know what it was told");
          }
        });
  }

  /// Who asked to be left alone is left alone from then on, on every account.
  private void ceases(List<String> found) {
    Map<String, String> debtors = new HashMap<>();
    Set<String> leftAlone = new HashSet<>();
    for (Accepted row : tables.inbox().values()) {
      World.Published one = row.position() == null ? null : published.get(row.position());
      if (one != null && one.fact() instanceof AccountEvent.Snapshotted described) {
        debtors.put(row.accountId(), described.debtorId());
      }
      if (one != null && one.fact() instanceof AccountEvent.CeaseRequested) {
        leftAlone.add(row.accountId());
      }
      String debtor = debtors.get(row.accountId());
      boolean quiet =
          leftAlone.stream()
              .anyMatch(
                  other ->
                      other.equals(row.accountId())
                          || (debtor != null && debtor.equals(debtors.get(other))));
      if (quiet && row.decisionId() != null && isContact(row.decisionId())) {
        found.add(
            "contrary to a known cease: the decision about %s after %s"
                .formatted(row.accountId(), row.identity().id()));
      }
    }
  }

  private boolean isContact(UUID decisionId) {
    JsonNode decision = decisions.get(decisionId);
    return decision != null
        && CONTACTS.contains(decision.path("recommended").path("action").asText());
  }

  /// The decisions of one transaction have one model.
  private void oneModel(List<String> found) {
    Map<Long, Set<Integer>> versions = new HashMap<>();
    for (Decided decided : stored.values()) {
      if (decided.modelVersion() != null) {
        Set<Integer> used = versions.computeIfAbsent(decided.commit(), _ -> new HashSet<>());
        used.add(decided.modelVersion());
        if (used.size() > 1) {
          found.add("two models in one transaction: " + used);
        }
      }
    }
  }

  /// A reader of the topic ends with the decision that knew most, whatever came when.
  private void readers(List<String> found) {
    Map<String, DecisionMade> counts = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : world.broker().records(Topics.DECISIONS)) {
      DecisionMade read = EventCodec.read(record.value(), DecisionMade.class);
      counts.merge(
          read.accountId(),
          read,
          (known, next) -> next.order().compareTo(known.order()) > 0 ? next : known);
    }
    Map<String, Long> most = new HashMap<>();
    decisions.forEach(
        (id, decision) ->
            most.merge(
                decision.path("accountId").asText(),
                decision.path("accountVersion").asLong(-1),
                Math::max));
    most.forEach(
        (accountId, version) -> {
          DecisionMade read = counts.get(accountId);
          Long known = read == null ? null : read.subject().accountVersion();
          if (known == null || known < version) {
            found.add(
                "a stale decision wins: %s counts the decision about version %s, not %d"
                    .formatted(accountId, known, version));
          }
        });
  }

  /// What goes through the outbox is published in the order of the commits, key by key.
  private void outboxOrder(List<String> found) {
    Map<String, Set<UUID>> firstSeen = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : world.broker().records(Topics.DECISIONS)) {
      UUID id = UUID.fromString(id(record));
      JsonNode decision = decisions.get(id);
      if (decision != null
          && decision.path("trigger").path("source").asText().equals(DecideOnRequest.SOURCE)) {
        firstSeen
            .computeIfAbsent(decision.path("accountId").asText(), _ -> new LinkedHashSet<>())
            .add(id);
      }
    }
    firstSeen.forEach(
        (accountId, ids) -> {
          List<Long> commits =
              ids.stream().map(id -> Objects.requireNonNull(stored.get(id)).commit()).toList();
          if (!commits.equals(commits.stream().sorted().toList())) {
            found.add(
                "out of order: the outbox published commits %s of %s"
                    .formatted(commits, accountId));
          }
        });
  }

  /// Each answer to a request is the stored decision.
  private void requests(List<String> found) {
    for (World.Asked asked : world.asked()) {
      Decided decided = stored.get(asked.identity().decisionId());
      for (byte[] answer : asked.answers().values()) {
        if (decided == null || !Arrays.equals(decided.bytes(), answer)) {
          found.add("the answer to " + asked.identity() + " is not the stored decision");
        }
      }
    }
  }

  private static Position position(ConsumerRecord<?, ?> record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  private static String id(ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader("ce_id");
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
