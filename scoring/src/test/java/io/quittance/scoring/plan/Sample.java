package io.quittance.scoring.plan;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision for tests of plans: no contact is worth 100, each contact of `gains` that much more,
/// the best of them is recommended, and their windows begin an hour after the decision and last
/// ten.
public record Sample(
    String tenant,
    String accountId,
    @Nullable String debtorId,
    Instant at,
    Map<Action, Double> gains,
    Action recommended,
    @Nullable Basis basis,
    boolean explored,
    boolean degraded,
    String currency) {

  private static final double NOTHING = 100;

  /// Ranked, in US dollars, of the tenant `default`.
  public static Sample of(
      String accountId, @Nullable String debtorId, Instant at, Map<Action, Double> gains) {
    Action best =
        gains.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Action.NO_CONTACT);
    return new Sample(
        "default", accountId, debtorId, at, gains, best, Basis.RANKED, false, false, "USD");
  }

  public Sample of(String tenant) {
    return new Sample(
        tenant, accountId, debtorId, at, gains, recommended, basis, explored, degraded, currency);
  }

  public Sample in(String currency) {
    return new Sample(
        tenant, accountId, debtorId, at, gains, recommended, basis, explored, degraded, currency);
  }

  public Sample because(Basis basis) {
    return new Sample(
        tenant, accountId, debtorId, at, gains, recommended, basis, explored, degraded, currency);
  }

  public Sample explored(Action drawn) {
    return new Sample(
        tenant, accountId, debtorId, at, gains, drawn, Basis.EXPLORED, true, degraded, currency);
  }

  public Sample byRulesAlone() {
    return new Sample(
        tenant, accountId, debtorId, at, gains, recommended, Basis.LADDER, false, true, currency);
  }

  public DecisionMade decision() {
    List<ActionValue> actions = new ArrayList<>();
    for (Action action : Action.values()) {
      boolean nothing = action == Action.NO_CONTACT;
      Double gain = nothing ? Double.valueOf(0) : gains.get(action);
      actions.add(
          new ActionValue(
              action,
              gain != null,
              degraded ? null : 0.5,
              degraded ? null : gain == null ? NOTHING - 50 : NOTHING + gain,
              nothing ? Offer.NONE : Offer.REMINDER,
              null,
              null,
              gain != null && !nothing ? at.plus(Duration.ofHours(1)) : null,
              gain != null && !nothing ? at.plus(Duration.ofHours(11)) : null,
              null));
    }
    boolean contact = recommended != Action.NO_CONTACT;
    return new DecisionMade(
        id(),
        new DecisionMade.Subject(tenant, accountId, debtorId),
        new DecisionMade.Trigger("/bank/core", "e-" + accountId, "io.quittance.account.placed.v1"),
        at,
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(100_000, currency),
        degraded
            ? null
            : new DecisionMade.ModelAnswer(
                new DecisionMade.ModelUsed("payment-30d", 1, "0".repeat(64)),
                0.5,
                DecisionMade.RiskBand.MEDIUM,
                0,
                null),
        actions,
        new Recommendation(
            recommended,
            contact ? Offer.REMINDER : Offer.NONE,
            contact ? at.plus(Duration.ofHours(1)) : null,
            contact ? at.plus(Duration.ofHours(11)) : null),
        new DecisionMade.Selection(1, explored, basis, basis == Basis.HELD_OUT),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("us-reg-f", "1", "0".repeat(64), List.of()),
            "2025b",
            List.of(),
            List.of()));
  }

  /// A function of tenant, account and time.
  public UUID id() {
    return UUID.nameUUIDFromBytes((tenant + accountId + at).getBytes(StandardCharsets.UTF_8));
  }

  /// As the topic carries it.
  public String line() {
    return new String(EventCodec.write(decision()), StandardCharsets.UTF_8);
  }
}
