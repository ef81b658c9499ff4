package io.quittance.core.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every feature of one history, worked out by hand.
class FeatureExtractorTest {

  private static final Instant AT = Instant.parse("2026-06-30T00:00:00Z");

  private final FeatureVector features = FeatureExtractor.extract(history().state().view(AT));

  private static Instant daysAgo(double days) {
    return AT.minusSeconds((long) (days * 86_400));
  }

  private static Histories history() {
    return new Histories("a")
        .tell(
            daysAgo(100),
            new AccountEvent.Placed(
                "a",
                "d",
                new Snapshot(daysAgo(100), 200_000, "USD", 10, 20_000L, 400_000L),
                ActorType.CREDITOR,
                "US",
                List.of("America/New_York"),
                Map.of(),
                daysAgo(400),
                null,
                null,
                null,
                null))
        .tell(daysAgo(65), updated(65, 160_000, 0))
        .tell(daysAgo(30), updated(30, 140_000, 30))
        .tell(daysAgo(5), updated(5, 110_000, 55))
        .tell(daysAgo(80), payment("1", 10_000))
        .tell(daysAgo(20), payment("2", 30_000))
        .tell(daysAgo(15), new Outcome.PaymentReversed("a", "2", 20_000, "USD"))
        .tell(daysAgo(2), payment("3", 10_000))
        .tell(daysAgo(29), attempt(Channel.SMS, ContactResult.DELIVERED))
        .tell(daysAgo(6), attempt(Channel.EMAIL, ContactResult.DELIVERED))
        .tell(daysAgo(60), attempt(Channel.CALL, ContactResult.CONVERSATION))
        .tell(daysAgo(3), attempt(Channel.CALL, ContactResult.CONVERSATION))
        .tell(daysAgo(3), new Outcome.RightPartyContact("a", Channel.CALL, null))
        .tell(daysAgo(1.5), attempt(Channel.CALL, ContactResult.NO_ANSWER))
        .tell(daysAgo(70), promise("p1", -40))
        .tell(daysAgo(39), new Outcome.PromiseKept("a", "p1"))
        .tell(daysAgo(35), promise("p2", -30))
        .tell(daysAgo(29), new Outcome.PromiseBroken("a", "p2"))
        .tell(daysAgo(28), new Outcome.PromiseBroken("a", "p9"))
        .tell(daysAgo(3), promise("p3", 4))
        .tell(daysAgo(170), new Outcome.ComplaintRaised("a", null))
        .tell(daysAgo(190), new Outcome.ComplaintRaised("a", null))
        .tell(daysAgo(179), new AccountEvent.HardshipReported("a"));
  }

  private static AccountEvent updated(int daysAgo, long balance, int daysPastDue) {
    return new AccountEvent.Updated(
        "a", "d", new Snapshot(daysAgo(daysAgo), balance, "USD", daysPastDue, 22_000L, 400_000L));
  }

  private static Outcome payment(String id, long amount) {
    return new Outcome.PaymentReceived("a", id, amount, "USD");
  }

  private static Outcome attempt(Channel channel, ContactResult result) {
    return new Outcome.ContactAttempted("a", channel, result, null, null, null, null);
  }

  private static Outcome promise(String id, int dueInDays) {
    return new Outcome.PromiseMade("a", id, 5_000, "USD", AT.plusSeconds(86_400L * dueInDays));
  }

  @Test
  void eachFeatureIsWhatTheHistorySays() {
    Map<String, Double> expected = new TreeMap<>();
    expected.put("balance", 1_000.0);
    expected.put("original_balance", 2_000.0);
    expected.put("balance_to_original", 0.5);
    expected.put("credit_utilisation", 0.25);
    expected.put("credit_limit", 4_000.0);
    expected.put("instalment_to_balance", 0.22);
    expected.put("days_past_due", 60.0);
    expected.put("max_days_past_due_180d", 60.0);
    expected.put("days_past_due_change", 30.0);
    expected.put("late_snapshot_share_180d", 0.75);
    expected.put("balance_change_60d", 1_000.0 / 1_600 - 1);
    expected.put("days_since_placed", 100.0);
    expected.put("days_since_opened", 400.0);
    expected.put("paid_30d", 200.0);
    expected.put("paid_90d", 300.0);
    expected.put("payments_90d", 3.0);
    expected.put("paid_share_90d", 300.0 / 1_300);
    expected.put("days_since_last_payment", 2.0);
    expected.put("attempts_7d", 3.0);
    expected.put("attempts_30d", 4.0);
    expected.put("calls_7d", 2.0);
    expected.put("days_since_last_attempt", 1.5);
    expected.put("conversations_90d", 2.0);
    expected.put("days_since_last_conversation", 3.0);
    expected.put("promises_90d", 3.0);
    expected.put("promises_kept_share", 1 / 3.0);
    expected.put("promise_open", 1.0);
    expected.put("complaints_180d", 1.0);
    expected.put("in_hardship", 1.0);
    expected.put("action_channel", Double.NaN);

    for (String name : FeatureCatalogue.standard().names()) {
      assertEquals(expected.getOrDefault(name, -1.0).floatValue(), features.get(name), name);
    }
    assertEquals(expected.size(), FeatureCatalogue.standard().size());
    assertEquals(List.of(), outOfRange(features));
  }

  @Test
  void anUnknownAccountHasMissingValuesAndZeroCounts() {
    FeatureVector unknown =
        FeatureExtractor.extract(
            new Histories("a").tell(AT, new AccountEvent.ReviewDue("a")).state().view(AT));

    assertTrue(Float.isNaN(unknown.get("balance")));
    assertTrue(Float.isNaN(unknown.get("days_since_last_payment")));
    assertTrue(Float.isNaN(unknown.get("promises_kept_share")));
    assertEquals(0, unknown.get("attempts_7d"));
    assertEquals(0, unknown.get("promise_open"));
  }

  @Test
  void theRecordedSnapshotGivesTheVectorBackAfterJson() {
    record Holder(FeatureSnapshot features) {}
    byte[] json = EventCodec.write(new Holder(features.snapshot()));

    FeatureVector read = FeatureVector.of(EventCodec.read(json, Holder.class).features());

    assertEquals(features, read);
    assertEquals(29, features.snapshot().values().size());
    assertEquals(Action.SMS.code(), read.withAction(Action.SMS).get("action_channel"));
  }

  private static List<String> outOfRange(FeatureVector features) {
    return FeatureCatalogue.standard().definitions().stream()
        .filter(definition -> !definition.accepts(features.get(definition.name())))
        .map(FeatureDefinition::name)
        .toList();
  }

  @Test
  void aValueOutOfRangeIsKept() {
    float[] values = features.toArray();
    values[FeatureCatalogue.standard().index("balance")] = 3e8f;

    FeatureVector odd = FeatureVector.of(values);

    assertEquals(List.of("balance"), outOfRange(odd));
    assertEquals(3e8f, odd.get("balance"));
  }

  @Test
  void currenciesWithoutMinorUnitsAreNotDivided() {
    FeatureVector yen =
        FeatureExtractor.extract(
            new Histories("a")
                .tell(
                    AT,
                    new AccountEvent.Updated(
                        "a", "d", new Snapshot(AT, 5_000, "JPY", 1, null, null)))
                .state()
                .view(AT));

    assertEquals(5_000f, yen.get("balance"));
  }
}
