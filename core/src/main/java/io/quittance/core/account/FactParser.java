package io.quittance.core.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.CloseReason;
import io.quittance.core.event.Consent;
import io.quittance.core.event.Outcome.ContactResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the JSON arrays of [FactWriter]. The first element is the kind, elements 1 to 3 are the
/// stamp, the rest depends on the kind.
final class FactParser {

  private final List<String> sources;

  FactParser(List<String> sources) {
    this.sources = sources;
  }

  Fact parse(JsonNode fact) {
    Stamp stamp = new Stamp(time(fact, 1), sources.get(fact.required(2).intValue()), text(fact, 3));
    String kind = text(fact, 0);
    return switch (kind) {
      case "p" -> placement(stamp, fact);
      case "u" -> new Fact.Update(stamp, text(fact, 4), snapshot(fact));
      case "m" -> new Fact.Payment(stamp, fact.required(4).longValue());
      case "a" -> new Fact.Attempt(stamp, channel(fact), ContactResult.valueOf(text(fact, 5)));
      case "c" -> new Fact.Contact(stamp, channel(fact));
      case "r" ->
          new Fact.PromiseMade(stamp, text(fact, 4), fact.required(5).longValue(), time(fact, 6));
      case "k", "b" -> new Fact.PromiseEnded(stamp, text(fact, 4), "k".equals(kind));
      case "x" -> new Fact.Complaint(stamp);
      case "o" -> new Fact.ConsentStated(stamp, channel(fact), Consent.valueOf(text(fact, 5)));
      case "s" -> new Fact.Status(stamp, StatusKind.ofCode(text(fact, 4)));
      case "z" -> new Fact.Closing(stamp, CloseReason.valueOf(text(fact, 4)));
      default -> throw new CorruptStateException("unknown kind of fact " + kind);
    };
  }

  private static Fact placement(Stamp stamp, JsonNode fact) {
    List<String> zones = new ArrayList<>();
    fact.required(13).forEach(zone -> zones.add(zone.textValue()));
    Map<Channel, Consent> consents = new EnumMap<>(Channel.class);
    fact.required(14)
        .properties()
        .forEach(
            e ->
                consents.put(
                    Channel.valueOf(e.getKey()), Consent.valueOf(e.getValue().textValue())));
    return new Fact.Placement(
        stamp,
        text(fact, 4),
        snapshot(fact),
        ActorType.valueOf(text(fact, 11)),
        text(fact, 12),
        List.copyOf(zones),
        Map.copyOf(consents),
        AccountStateCodec.time(fact.required(15)),
        AccountStateCodec.time(fact.required(16)));
  }

  private static Snapshot snapshot(JsonNode fact) {
    return new Snapshot(
        time(fact, 5),
        fact.required(6).longValue(),
        text(fact, 7),
        fact.required(8).intValue(),
        number(fact.required(9)),
        number(fact.required(10)));
  }

  private static @Nullable Long number(JsonNode node) {
    return node.isNull() ? null : node.longValue();
  }

  private static Channel channel(JsonNode fact) {
    return Channel.valueOf(text(fact, 4));
  }

  private static String text(JsonNode fact, int index) {
    return fact.required(index).textValue();
  }

  private static Instant time(JsonNode fact, int index) {
    Instant time = AccountStateCodec.time(fact.required(index));
    if (time == null) {
      throw new CorruptStateException("a fact has no time");
    }
    return time;
  }
}
