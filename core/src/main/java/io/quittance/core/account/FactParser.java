package io.quittance.core.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.validation.Check;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the JSON arrays of [FactWriter]: element 0 is the kind, elements 1 to 3 are the stamp, and
/// the others depend on the kind.
final class FactParser {

  private final List<String> sources;

  FactParser(List<String> sources) {
    this.sources = sources;
  }

  /// Returns the position of a fact of any kind.
  Stamp stamp(JsonNode fact) {
    return new Stamp(time(fact, 1), source(fact), text(fact, 3));
  }

  private String source(JsonNode fact) {
    long index = whole(fact, 2);
    if (index < 0 || index >= sources.size()) {
      throw new CorruptStateException("a fact in the stored state has no source");
    }
    return sources.get((int) index);
  }

  /// Returns how many elements this version reads of a fact of a known kind.
  static int elements(JsonNode fact) {
    return switch (text(fact, 0)) {
      case "p" -> 22;
      case "u" -> 12;
      case "a" -> 10;
      case "r", "t", "v", "w" -> 7;
      case "o", "i", "n" -> 6;
      case "x" -> 4;
      default -> 5;
    };
  }

  /// Returns a fact.
  ///
  /// @throws RuntimeException when its kind, or a value in it, is unknown to this version
  Fact parse(Stamp stamp, JsonNode fact) {
    String kind = text(fact, 0);
    return switch (kind) {
      case "p" -> placement(stamp, fact);
      case "u" -> new Fact.Update(stamp, text(fact, 4), snapshot(fact), texts(fact, 11));
      case "m" -> new Fact.Payment(stamp, amount(fact, 4));
      case "a" -> attempt(stamp, fact);
      case "c" -> new Fact.Contact(stamp, channel(fact));
      case "t" ->
          new Fact.ThirdPersonContact(
              stamp, channel(fact), text(fact, 5), ContactedPerson.valueOf(text(fact, 6)));
      case "r" -> new Fact.PromiseMade(stamp, text(fact, 4), amount(fact, 5), time(fact, 6));
      case "k", "b" -> new Fact.PromiseEnded(stamp, text(fact, 4), "k".equals(kind));
      case "x" -> new Fact.Complaint(stamp);
      case "o" -> new Fact.ConsentStated(stamp, channel(fact), Consent.valueOf(text(fact, 5)));
      case "w" ->
          new Fact.Reply(stamp, channel(fact), ReplyWord.valueOf(text(fact, 5)), optional(fact, 6));
      case "i" -> inconvenience(stamp, fact);
      case "n" -> new Fact.NumberCheck(stamp, channel(fact), optional(fact, 5));
      case "v" ->
          new Fact.Review(
              stamp,
              text(fact, 4),
              ReviewKind.valueOf(text(fact, 5)),
              ReviewVerdict.valueOf(text(fact, 6)));
      case "s" -> new Fact.Status(stamp, StatusKind.ofCode(text(fact, 4)));
      case "z" -> new Fact.Closing(stamp, CloseReason.valueOf(text(fact, 4)));
      default -> throw new CorruptStateException("unknown kind of fact " + kind);
    };
  }

  private static Fact attempt(Stamp stamp, JsonNode fact) {
    String result = optional(fact, 5);
    String place = optional(fact, 7);
    String recipient = optional(fact, 8);
    return new Fact.Attempt(
        stamp,
        channel(fact),
        result == null ? null : ContactResult.valueOf(result),
        optional(fact, 6),
        place == null ? null : Place.valueOf(place),
        recipient == null ? Recipient.DEBTOR : Recipient.valueOf(recipient),
        optional(fact, 9));
  }

  private static Fact inconvenience(Stamp stamp, JsonNode fact) {
    List<WeeklyWindow> times = new ArrayList<>();
    for (JsonNode window : fact.required(4)) {
      List<DayOfWeek> days = new ArrayList<>();
      for (int i = 2; i < window.size(); i++) {
        days.add(DayOfWeek.of(Math.toIntExact(whole(window, i))));
      }
      times.add(
          new WeeklyWindow(
              days,
              LocalTime.ofNanoOfDay(whole(window, 0)),
              LocalTime.ofNanoOfDay(whole(window, 1))));
    }
    List<Place> places = new ArrayList<>();
    fact.required(5).forEach(place -> places.add(Place.valueOf(textOf(place))));
    return new Fact.Inconvenience(stamp, List.copyOf(times), List.copyOf(places));
  }

  private static @Nullable String optional(JsonNode fact, int index) {
    return fact.size() > index && !fact.required(index).isNull() ? text(fact, index) : null;
  }

  private static Fact placement(Stamp stamp, JsonNode fact) {
    List<String> zones = new ArrayList<>();
    fact.required(13).forEach(zone -> zones.add(textOf(zone)));
    Map<Channel, Consent> consents = new EnumMap<>(Channel.class);
    fact.required(14)
        .properties()
        .forEach(
            e -> consents.put(Channel.valueOf(e.getKey()), Consent.valueOf(textOf(e.getValue()))));
    return new Fact.Placement(
        stamp,
        text(fact, 4),
        snapshot(fact),
        ActorType.valueOf(text(fact, 11)),
        text(fact, 12),
        Check.zones("zones", zones),
        Map.copyOf(consents),
        AccountStateCodec.time(fact.required(15)),
        AccountStateCodec.time(fact.required(16)),
        optional(fact, 17),
        fact.size() > 18 ? AccountStateCodec.time(fact.required(18)) : null,
        fact.size() > 19 ? AccountStateCodec.time(fact.required(19)) : null,
        texts(fact, 20),
        debtKind(fact));
  }

  private static @Nullable DebtKind debtKind(JsonNode fact) {
    String kind = optional(fact, 21);
    return kind == null ? null : DebtKind.valueOf(kind);
  }

  /// Returns the texts of an array; none where the writer left it out.
  private static List<String> texts(JsonNode fact, int index) {
    List<String> texts = new ArrayList<>();
    if (fact.size() > index) {
      fact.required(index).forEach(text -> texts.add(textOf(text)));
    }
    return List.copyOf(texts);
  }

  private static Snapshot snapshot(JsonNode fact) {
    return new Snapshot(
        time(fact, 5),
        whole(fact, 6),
        text(fact, 7),
        Math.toIntExact(whole(fact, 8)),
        optionalWhole(fact, 9),
        optionalWhole(fact, 10));
  }

  private static @Nullable Long optionalWhole(JsonNode fact, int index) {
    return fact.required(index).isNull() ? null : Long.valueOf(whole(fact, index));
  }

  /// Returns a whole number. Anything else would otherwise count as 0, and a balance of 0 as paid.
  private static long whole(JsonNode fact, int index) {
    JsonNode number = fact.required(index);
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new CorruptStateException("a number in the stored state cannot be read");
    }
    return number.longValue();
  }

  /// Returns an amount of either sign, whose sums stay within a long.
  private static long amount(JsonNode fact, int index) {
    long amount = whole(fact, index);
    Check.money("amount", Math.abs(amount));
    return amount;
  }

  private static Channel channel(JsonNode fact) {
    return Channel.valueOf(text(fact, 4));
  }

  private static String text(JsonNode fact, int index) {
    return textOf(fact.required(index));
  }

  static String textOf(JsonNode node) {
    if (!node.isTextual()) {
      throw new CorruptStateException("a text in the stored state cannot be read");
    }
    return node.textValue();
  }

  private static Instant time(JsonNode fact, int index) {
    Instant time = AccountStateCodec.time(fact.required(index));
    if (time == null) {
      throw new CorruptStateException("a fact in the stored state has no time");
    }
    return time;
  }
}
