package io.quittance.feedback;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.testkit.QuittanceTestResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a test of one tenant says to the service and asks its database.
public final class Scene {

  private final QuittanceTestResource platform;
  private final String tenant;
  private int sequence;

  public Scene(QuittanceTestResource platform, String tenant) {
    this.platform = platform;
    this.tenant = tenant;
  }

  public String tenant() {
    return tenant;
  }

  /// A decision by rules alone on an account that owes 1,000.00.
  public DecisionMade degraded(String account, Instant at) {
    return decision(account, at, EventTypes.UPDATED, 100_000, null, null, Map.of());
  }

  public DecisionMade decision(
      String account,
      Instant at,
      String trigger,
      long balanceMinor,
      @Nullable Integer version,
      @Nullable Double probability,
      Map<String, Float> features) {
    String id = "trigger-" + sequence++;
    SortedMap<String, @Nullable Float> values = new TreeMap<>();
    FeatureCatalogue.standard().versions().keySet().forEach(name -> values.put(name, null));
    values.putAll(features);
    return new DecisionMade(
        new EventIdentity(tenant, "/test", id).decisionId(),
        new DecisionMade.Subject(tenant, account, "debtor-" + account),
        new DecisionMade.Trigger("/test", id, trigger),
        at,
        null,
        new DecisionMade.FeatureSnapshot(values, FeatureCatalogue.standard().versions()),
        new DecisionMade.Debt(balanceMinor, "USD"),
        version == null || probability == null ? null : answer(version, probability),
        List.of(),
        new DecisionMade.Recommendation(Action.NO_CONTACT, Offer.NONE, null, null),
        new DecisionMade.Selection(0.9, false, null, null),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("us-reg-f", "1", "b".repeat(64), List.of()),
            "2026a",
            List.of(
                new DecisionMade.Blocked(
                    Action.CALL, "HC03", "12 CFR 1006.14", null, "cap", "us-reg-f", null)),
            List.of()));
  }

  private static DecisionMade.ModelAnswer answer(int version, double probability) {
    return new DecisionMade.ModelAnswer(
        new DecisionMade.ModelUsed("payment-30d", version, "a".repeat(64)),
        probability,
        DecisionMade.RiskBand.ofPaymentProbability(probability),
        0.0,
        new DecisionMade.Attribution(DecisionMade.ExplanationMethod.TREES, 0.0, List.of()));
  }

  /// The same decision about a debtor who is held out, or not.
  public static DecisionMade of(DecisionMade d, String debtor, boolean heldOut) {
    return new DecisionMade(
        d.decisionId(),
        new DecisionMade.Subject(d.tenant(), d.accountId(), debtor),
        d.trigger(),
        d.decidedAt(),
        d.correlationId(),
        d.features(),
        d.debt(),
        d.answer(),
        d.actions(),
        d.recommended(),
        new DecisionMade.Selection(
            d.selection().propensity(),
            d.selection().explored(),
            heldOut ? DecisionMade.Basis.HELD_OUT : DecisionMade.Basis.LADDER,
            heldOut),
        d.rules());
  }

  /// The same decision, as it was written before decisions told the packs of rules.
  public static DecisionMade withoutPacks(DecisionMade d) {
    DecisionMade.RulesApplied rules = d.rules();
    return new DecisionMade(
        d.decisionId(),
        new DecisionMade.Subject(d.tenant(), d.accountId(), d.debtorId()),
        d.trigger(),
        d.decidedAt(),
        d.correlationId(),
        d.features(),
        d.debt(),
        d.answer(),
        d.actions(),
        d.recommended(),
        d.selection(),
        new DecisionMade.RulesApplied(
            rules.policy(),
            rules.tzdata(),
            rules.blocked().stream()
                .map(
                    b ->
                        new DecisionMade.Blocked(
                            b.action(), b.ruleId(), b.citation(), null, b.text()))
                .toList(),
            rules.proposals()));
  }

  public void publish(DecisionMade decision) {
    Envelope envelope =
        new Envelope(
            new EventIdentity(tenant, "/quittance/scoring", decision.decisionId().toString()),
            EventTypes.DECISION_MADE,
            decision.decidedAt(),
            null);
    platform
        .topics()
        .sendLater(
            "decisions",
            key(decision.accountId()),
            CloudEventHeaders.write(envelope),
            EventCodec.write(decision));
  }

  public String publish(Instant at, Outcome outcome) {
    String id = "outcome-" + sequence++;
    publish(id, at, outcome);
    return id;
  }

  public void publish(String id, Instant at, Outcome outcome) {
    Envelope envelope =
        new Envelope(new EventIdentity(tenant, "/bank", id), EventTypes.of(outcome), at, null);
    platform
        .topics()
        .sendLater(
            "outcomes",
            key(outcome.accountId()),
            CloudEventHeaders.write(envelope),
            EventCodec.write(outcome));
  }

  public Outcome payment(String account, long amountMinor) {
    return new Outcome.PaymentReceived(account, "pay-" + sequence, amountMinor, "USD");
  }

  public Outcome reversal(String account, long amountMinor) {
    return new Outcome.PaymentReversed(account, "pay-" + sequence, amountMinor, "USD");
  }

  public void flush() {
    platform.topics().flush();
  }

  /// A decision as the database has it.
  public record Stored(
      String state, @Nullable Integer label, int revision, @Nullable String censoredBy) {}

  public Map<UUID, Stored> decisions() throws SQLException {
    Map<UUID, Stored> found = new TreeMap<>();
    query(
        "select decision_id, label_state, label, label_revision, censored_by"
            + " from feedback.decision where tenant = ?",
        row -> {
          int label = row.getInt(3);
          Integer boxed = row.wasNull() ? null : label;
          found.put(
              row.getObject(1, UUID.class),
              new Stored(row.getString(2), boxed, row.getInt(4), row.getString(5)));
        });
    return found;
  }

  public @Nullable Stored stored(DecisionMade decision) throws SQLException {
    return decisions().get(decision.decisionId());
  }

  public List<String> joinStates() throws SQLException {
    List<String> states = new ArrayList<>();
    query(
        "select join_state from feedback.outcome where tenant = ? order by event_id",
        row -> states.add(row.getString(1)));
    return states;
  }

  public long count(String sql) throws SQLException {
    long[] count = {0};
    query(sql, row -> count[0] = row.getLong(1));
    return count[0];
  }

  public void query(String sql, RowReader reader) throws SQLException {
    try (Connection connection = platform.jdbc();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, tenant);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private String key(String account) {
    return CloudEventHeaders.recordKey(tenant, account);
  }
}
