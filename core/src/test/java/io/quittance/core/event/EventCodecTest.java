package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.validation.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

  private static final String PAYMENT =
      "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":100,\"currency\":\"USD\"}";

  @Test
  void everyTypeSurvivesARoundTripWithEqualBytes() {
    for (Map.Entry<String, Object> example : EventExamples.all().entrySet()) {
      byte[] bytes = EventCodec.write(example.getValue());

      Object read = EventCodec.read(bytes, example.getValue().getClass().asSubclass(Record.class));

      assertEquals(example.getValue(), read, example.getKey());
      assertArrayEquals(bytes, EventCodec.write(read), example.getKey());
    }
  }

  @Test
  void canonicalBytesHaveSortedKeysNoSpaceAndNoAbsentFields() {
    byte[] bytes =
        EventCodec.write(
            new Outcome.PromiseMade("a", "p", 5, "USD", Instant.parse("2026-01-02T03:04:05.060Z")));
    byte[] absent = EventCodec.write(new Outcome.ComplaintRaised("a", null));

    assertEquals(
        "{\"accountId\":\"a\",\"amountMinor\":5,\"currency\":\"USD\","
            + "\"dueAt\":\"2026-01-02T03:04:05.060Z\",\"promiseId\":\"p\"}",
        text(bytes));
    assertEquals("{\"accountId\":\"a\"}", text(absent));
  }

  @Test
  void aDecisionKeepsMissingFeatureValuesAndSortsThem() {
    String json = text(EventCodec.write(EventExamples.decision()));

    assertTrue(
        json.contains("\"values\":{\"balance\":1250.5,\"days_since_last_payment\":null}"), json);
  }

  @Test
  void unknownFieldsAreIgnored() {
    Outcome read =
        EventCodec.outcome(
            EventTypes.PAYMENT_RECEIVED, bytes(PAYMENT.replace("}", ",\"new\":{\"x\":[1]}}")));

    assertEquals(new Outcome.PaymentReceived("a", "p", 100, "USD"), read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                        | malformed-json  | data",
        "``                                                       | malformed-json  | data",
        "null                                                     | missing-field   | data",
        "[]                                                       | wrong-type      | data",
        "1                                                        | wrong-type      | data",
        "{} {}                                                    | *               | *",
        "{\"accountId\":\"a\",\"accountId\":\"b\"}                | malformed-json  | data",
        "{}                                                       | missing-field   | *",
        "{\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"USD\"} | missing-field | accountId",
        "{\"accountId\":null,\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"USD\"} | missing-field | accountId",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"currency\":\"USD\"} | missing-field | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":null,\"currency\":\"USD\"} | missing-field | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":\"1\",\"currency\":\"USD\"} | wrong-type | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":1.0,\"currency\":\"USD\"} | wrong-type | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":true,\"currency\":\"USD\"} | wrong-type | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":99999999999999999999,\"currency\":\"USD\"} | wrong-type | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":10000000000001,\"currency\":\"USD\"} | out-of-range | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":0,\"currency\":\"USD\"} | negative-amount | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":-5,\"currency\":\"USD\"} | negative-amount | amountMinor",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"DOLLAR\"} | unknown-currency | currency",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"usd\"} | unknown-currency | currency",
        "{\"accountId\":\"a\",\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":{}} | wrong-type | currency",
        "{\"accountId\":\"a b\",\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"USD\"} | invalid-field | accountId",
        "{\"accountId\":7,\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"USD\"} | wrong-type | accountId",
        "{\"accountId\":[\"a\"],\"paymentId\":\"p\",\"amountMinor\":1,\"currency\":\"USD\"} | wrong-type | accountId"
      })
  void aBadPaymentIsRefusedWithCodeAndField(String json, String code, String field) {
    InvalidEventException refused = refused(EventTypes.PAYMENT_RECEIVED, json == null ? "" : json);

    assertTrue("*".equals(code) || code.equals(refused.code()), refused.code());
    assertTrue("*".equals(field) || field.equals(refused.field()), refused.field());
    assertFalse(String.valueOf(refused.getMessage()).isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"asOf\":\"2026-03-02T10:15:30Z\" | \"asOf\":1772446530       | wrong-type        | snapshot.asOf",
        "\"asOf\":\"2026-03-02T10:15:30Z\" | \"asOf\":\"soon\"         | wrong-type        | snapshot.asOf",
        "\"asOf\":\"2026-03-02T10:15:30Z\" | \"asOf\":\"1969-01-01T00:00:00Z\" | out-of-range | snapshot.asOf",
        "\"asOf\":\"2026-03-02T10:15:30Z\" | \"x\":1                   | missing-field     | snapshot.asOf",
        "\"balanceMinor\":125050           | \"balanceMinor\":-1       | negative-amount   | snapshot.balanceMinor",
        "\"balanceMinor\":125050           | \"x\":1                   | missing-field     | snapshot.balanceMinor",
        "\"daysPastDue\":34                | \"daysPastDue\":-1        | out-of-range      | snapshot.daysPastDue",
        "\"daysPastDue\":34                | \"x\":1                   | missing-field     | snapshot.daysPastDue",
        "\"instalmentMinor\":25000         | \"instalmentMinor\":-2    | negative-amount   | snapshot.instalmentMinor",
        "\"currency\":\"USD\"              | \"currency\":\"XX\"       | unknown-currency  | snapshot.currency",
        "\"jurisdiction\":\"US-CA\"        | \"jurisdiction\":\"Utah\" | invalid-field     | jurisdiction",
        "\"actorType\":\"third-party\"     | \"actorType\":\"bank\"    | wrong-type        | actorType",
        "\"actorType\":\"third-party\"     | \"actorType\":1           | wrong-type        | actorType",
        "\"actorType\":\"third-party\"     | \"x\":1                   | missing-field     | actorType",
        "America/Los_Angeles               | Mars/Olympus              | unknown-time-zone | timeZones",
        "America/Los_Angeles               | GMT+5                     | unknown-time-zone | timeZones",
        "\"call\":\"granted\"              | \"call\":\"yes\"          | wrong-type        | consents.call",
        "\"call\":\"granted\"              | \"fax\":\"granted\"       | wrong-type        | consents",
        "\"debtorId\":\"deb-1\"            | \"debtorId\":\"\"         | invalid-field     | debtorId"
      })
  void aBadPlacementIsRefusedWithCodeAndField(String good, String bad, String code, String field) {
    String json = text(EventCodec.write(EventExamples.of(EventTypes.PLACED)));
    assertTrue(json.contains(good), json);

    InvalidEventException refused = refused(EventTypes.PLACED, json.replace(good, bad));

    assertEquals(code + " " + field, refused.code() + " " + refused.field());
  }

  @Test
  void aConsentCannotBeNull() {
    InvalidEventException refused =
        refused(
            EventTypes.PLACED,
            text(EventCodec.write(EventExamples.of(EventTypes.PLACED)))
                .replace("\"call\":\"granted\"", "\"call\":null"));

    assertEquals("consents", refused.field());
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertEquals("unknown-type", refused("io.quittance.outcome.payment-received.v9", "{}").code());
    assertEquals("unknown-type", refused(EventTypes.DECISION_MADE, "{}").code());
  }

  @Test
  void moreThanAMebibyteIsRefusedBeforeItIsRead() {
    byte[] large = new byte[EventCodec.MAX_BYTES + 1];

    InvalidEventException refused =
        assertThrows(
            InvalidEventException.class, () -> EventCodec.accountEvent(EventTypes.PLACED, large));

    assertEquals("too-large", refused.code());
  }

  @Test
  void deepNestingAndBadUtf8AreMalformed() {
    assertEquals(
        "malformed-json", refused(EventTypes.REVIEW_DUE, "{\"x\":" + "[".repeat(10_000)).code());
    InvalidEventException refused =
        assertThrows(
            InvalidEventException.class,
            () ->
                EventCodec.accountEvent(
                    EventTypes.REVIEW_DUE, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    assertEquals("malformed-json", refused.code());
  }

  @Test
  void theDecisionIdDependsOnEachPartOfTheIdentityAndOnNothingElse() {
    UUID id = new EventIdentity("t", "s", "i").decisionId();

    assertEquals(id, new EventIdentity("t", "s", "i").decisionId());
    assertNotEquals(id, new EventIdentity("ts", "s", "i").decisionId());
    assertNotEquals(
        new EventIdentity("a", "bc", "d").decisionId(),
        new EventIdentity("ab", "c", "d").decisionId());
    assertEquals(8, id.version());
    assertEquals(2, id.variant());
    assertEquals("cc59dec7-f88e-8601-835b-e2d20fc8cfe5", id.toString());
  }

  @Test
  void typesAndRecordsNameEachOther() {
    EventExamples.accountEvents()
        .forEach(
            e -> assertEquals(e.getClass(), EventTypes.accountEventTypes().get(EventTypes.of(e))));
    EventExamples.outcomes()
        .forEach(o -> assertEquals(o.getClass(), EventTypes.outcomeTypes().get(EventTypes.of(o))));
  }

  private static InvalidEventException refused(String type, String json) {
    return assertThrows(
        InvalidEventException.class,
        () -> {
          if (EventTypes.accountEventTypes().containsKey(type)) {
            EventCodec.accountEvent(type, bytes(json));
          } else {
            EventCodec.outcome(type, bytes(json));
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
