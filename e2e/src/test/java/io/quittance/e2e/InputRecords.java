package io.quittance.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes records as a system of record writes them, from text and without the platform's code.
final class InputRecords {

  static final String SOURCE = "/bank/e2e";

  private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

  private InputRecords() {}

  /// A record to be published.
  record Input(
      String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {

    Input withKey(@Nullable String other) {
      return new Input(topic, other, headers, value);
    }

    Input withoutValue() {
      return new Input(topic, key, headers, null);
    }

    Input withHeader(String name, String text) {
      Map<String, String> changed = new LinkedHashMap<>(headers);
      changed.put(name, text);
      return new Input(topic, key, changed, value);
    }

    Input without(String header) {
      Map<String, String> changed = new LinkedHashMap<>(headers);
      changed.remove(header);
      return new Input(topic, key, changed, value);
    }

    Input withValue(String json) {
      return new Input(topic, key, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
      return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /// Returns whether the platform must decide on the record.
    boolean deciding() {
      return topic.equals("account-events");
    }

    /// Returns the account id of the key.
    String account() {
      return key == null ? "" : key.substring(key.indexOf('/') + 1);
    }

    Instant time() {
      return Instant.parse(headers.getOrDefault("ce_time", ""));
    }
  }

  /// Returns exactly `accounts × rounds` deciding events: each account is placed, then updated or
  /// reviewed once a round, one day apart. In every round a quarter of the accounts pays as well.
  static Stream<Input> events(int accounts, int rounds) {
    return IntStream.range(0, rounds)
        .boxed()
        .flatMap(
            round ->
                IntStream.range(0, accounts)
                    .boxed()
                    .flatMap(account -> day("A%05d".formatted(account), account, round)));
  }

  private static Stream<Input> day(String account, int number, int round) {
    Instant at = BEGIN.plus(Duration.ofDays(round)).plusSeconds(number);
    List<Input> records = new ArrayList<>();
    if (round == 0) {
      records.add(placed(account, at));
    } else if (round % 2 == 1) {
      records.add(updated(account, "u" + round, at, 125_000 - 1_000L * round));
    } else {
      records.add(review(account, "r" + round, at));
    }
    if (number % 4 == round % 4) {
      records.add(payment(account, "p" + round, at.plusSeconds(7_200), 2_500));
    }
    return records.stream();
  }

  static Input placed(String account, Instant at) {
    return event(
        account,
        "placed",
        "placed",
        at,
        """
        {"accountId":"%s","debtorId":"D-%s","snapshot":{"asOf":"%s","balanceMinor":125000,"currency":"USD","daysPastDue":45},\
        "actorType":"third-party","jurisdiction":"US-IL","timeZones":["America/Chicago"],\
        "consents":{"call":"granted","sms":"granted","email":"granted","letter":"granted"},\
        "openedAt":"%s","validationSentAt":"%s"}"""
            .formatted(account, account, at, at.minus(Duration.ofDays(300)), at));
  }

  static Input updated(String account, String id, Instant at, long balanceMinor) {
    return event(
        account,
        id,
        "updated",
        at,
        """
        {"accountId":"%s","debtorId":"D-%s","snapshot":{"asOf":"%s","balanceMinor":%d,"currency":"USD","daysPastDue":50}}"""
            .formatted(account, account, at, balanceMinor));
  }

  static Input review(String account, String id, Instant at) {
    return event(account, id, "review-due", at, "{\"accountId\":\"%s\"}".formatted(account));
  }

  static Input payment(String account, String id, Instant at, long amountMinor) {
    return outcome(
        account,
        id,
        "payment-received",
        at,
        """
        {"accountId":"%s","paymentId":"%s-%s","amountMinor":%d,"currency":"USD"}"""
            .formatted(account, account, id, amountMinor));
  }

  static Input event(String account, String id, String type, Instant at, String json) {
    return input("account-events", account, id, "io.quittance.account." + type + ".v1", at, json);
  }

  static Input outcome(String account, String id, String type, Instant at, String json) {
    return input("outcomes", account, id, "io.quittance.outcome." + type + ".v1", at, json);
  }

  private static Input input(
      String topic, String account, String id, String type, Instant at, String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", account + "-" + id);
    headers.put("ce_source", SOURCE);
    headers.put("ce_type", type);
    headers.put("ce_time", at.toString());
    headers.put("ce_tenant", "default");
    headers.put("content-type", "application/json");
    return new Input(topic, "default/" + account, headers, json.getBytes(StandardCharsets.UTF_8));
  }
}
