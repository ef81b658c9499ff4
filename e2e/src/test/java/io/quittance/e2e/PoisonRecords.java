package io.quittance.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Makes every kind of bad record that the reference documents, by cause. Each is derived from a
/// valid event of an account placed in US dollars.
final class PoisonRecords {

  private static final String SNAPSHOT =
      """
      {"accountId":"%s","debtorId":"D-%s","snapshot":{"asOf":"%s","balanceMinor":%s,"currency":"%s","daysPastDue":%s}}""";

  private PoisonRecords() {}

  /// A bad record and the cause that its dead letter must state.
  record Bad(String cause, InputRecords.Input input) {}

  /// Turns each valid event into a bad record, taking the kinds in turn.
  static List<Bad> of(List<InputRecords.Input> events) {
    List<Map.Entry<String, UnaryOperator<InputRecords.Input>>> kinds =
        List.copyOf(kinds().entrySet());
    List<Bad> bad = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      var kind = kinds.get(i % kinds.size());
      bad.add(new Bad(kind.getKey(), kind.getValue().apply(events.get(i))));
    }
    return bad;
  }

  static int count() {
    return kinds().size();
  }

  private static Map<String, UnaryOperator<InputRecords.Input>> kinds() {
    Map<String, UnaryOperator<InputRecords.Input>> kinds = new LinkedHashMap<>();
    kinds.put("malformed-json", e -> e.withValue(e.text() + "}"));
    kinds.put("missing-data", InputRecords.Input::withoutValue);
    kinds.put("missing-field", e -> e.withValue("{}"));
    kinds.put("wrong-type", e -> updated(e, "\"much\"", "USD", "50"));
    kinds.put("negative-amount", e -> updated(e, "-1", "USD", "50"));
    kinds.put("out-of-range", e -> updated(e, "100", "USD", "10001"));
    kinds.put("invalid-field", e -> e.withValue("{\"accountId\":\"Jane Doe\"}"));
    kinds.put("unknown-currency", e -> updated(e, "100", "QQQ", "50"));
    kinds.put("currency-mismatch", e -> updated(e, "100", "EUR", "50"));
    kinds.put("unknown-time-zone", PoisonRecords::elsewhere);
    kinds.put("unknown-type", e -> e.withHeader("ce_type", "io.quittance.account.sold.v1"));
    kinds.put("missing-header", e -> e.without("ce_source"));
    kinds.put("invalid-header", e -> e.withHeader("ce_time", "yesterday"));
    kinds.put("future-time", e -> e.withHeader("ce_time", "2099-01-01T00:00:00Z"));
    kinds.put("missing-key", e -> e.withKey(null));
    kinds.put("key-mismatch", e -> e.withKey("default/somebody-else"));
    kinds.put("too-large", e -> e.withValue(e.text() + " ".repeat(5_000_000)));
    kinds.put("identity-conflict", PoisonRecords::conflict);
    return kinds;
  }

  private static InputRecords.Input updated(
      InputRecords.Input event, String balance, String currency, String daysPastDue) {
    String account = event.account();
    return event
        .withHeader("ce_type", "io.quittance.account.updated.v1")
        .withValue(
            SNAPSHOT.formatted(account, account, event.time(), balance, currency, daysPastDue));
  }

  private static InputRecords.Input elsewhere(InputRecords.Input event) {
    InputRecords.Input placed = InputRecords.placed(event.account(), event.time());
    return placed
        .withHeader("ce_id", event.headers().getOrDefault("ce_id", ""))
        .withValue(placed.text().replace("America/Chicago", "Mars/Olympus_Mons"));
  }

  /// Returns a record with the identity of the account's placement and different content.
  private static InputRecords.Input conflict(InputRecords.Input event) {
    return event.withHeader("ce_id", event.account() + "-placed");
  }
}
