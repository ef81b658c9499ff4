package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision about an account, complete enough to be replayed and defended: what was known, which
/// model and rules applied, what was recommended, what was not allowed, and why.
///
/// Its JSON form is flat: [DecisionDocument].
///
/// @param decisionId [EventIdentity#decisionId()] of the trigger
/// @param decidedAt event time of the trigger
/// @param correlationId follows a cause through the systems; null when the trigger gave none
/// @param features the snapshot the model read, without the action
/// @param answer what the model said; null when rules alone decided, because no champion served or
///   its answer could not be trusted
/// @param actions every candidate action
/// @param recommended what to do
public record DecisionMade(
    UUID decisionId,
    Subject subject,
    Trigger trigger,
    Instant decidedAt,
    @Nullable String correlationId,
    FeatureSnapshot features,
    Debt debt,
    @Nullable ModelAnswer answer,
    List<ActionValue> actions,
    Recommendation recommended,
    Selection selection,
    RulesApplied rules) {

  public DecisionMade {
    Check.required("decisionId", decisionId);
    Check.required("subject", subject);
    Check.required("trigger", trigger);
    Check.instant("decidedAt", decidedAt);
    if (correlationId != null) {
      Check.eventId("correlationId", correlationId);
    }
    Check.required("features", features).check();
    Check.required("debt", debt);
    actions = List.copyOf(Check.required("actions", actions));
    Check.required("recommended", recommended);
    Check.required("selection", selection);
    Check.required("rules", rules);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DecisionMade of(DecisionDocument document) {
    return document.decision();
  }

  @JsonValue
  DecisionDocument document() {
    return DecisionDocument.of(this);
  }

  /// Returns the owner of the account.
  public String tenant() {
    return subject.tenant();
  }

  /// Returns the account decided on.
  public String accountId() {
    return subject.accountId();
  }

  /// Returns the person who owes; null when the account has not been placed yet.
  public @Nullable String debtorId() {
    return subject.debtorId();
  }

  /// Returns the times that lie in the past by their meaning, by the name of their field. Where a
  /// decision enters, they are compared with the clock.
  public Map<String, Instant> pastTimes() {
    return Map.of("decidedAt", decidedAt);
  }

  /// Returns the decision as it was made on a version of its account.
  ///
  /// @param version grows with each change of the account's state
  public DecisionMade atAccountVersion(long version) {
    return new DecisionMade(
        decisionId,
        new Subject(subject.tenant(), subject.accountId(), subject.debtorId(), version),
        trigger,
        decidedAt,
        correlationId,
        features,
        debt,
        answer,
        actions,
        recommended,
        selection,
        rules);
  }

  /// Returns the place of the decision among those of its account: the greatest is the one that
  /// counts.
  public Order order() {
    return new Order(subject.accountVersion(), decidedAt, decisionId);
  }

  /// Returns whether rules alone decided.
  public boolean degraded() {
    return answer == null;
  }

  /// The account decided on.
  ///
  /// @param debtorId the person who owes; null when the account has not been placed yet
  /// @param accountVersion version of the account's state that was decided on, from the row that
  ///   the decision locked; it grows with each change of the state. Null in decisions made before
  ///   it was recorded
  public record Subject(
      String tenant, String accountId, @Nullable String debtorId, @Nullable Long accountVersion) {
    public Subject {
      Check.id("tenant", tenant);
      Check.id("accountId", accountId);
      Check.optionalId("debtorId", debtorId);
      if (accountVersion != null && accountVersion < 0) {
        throw new InvalidEventException(
            "out-of-range",
            "accountVersion",
            "accountVersion must not be negative, was " + accountVersion);
      }
    }

    /// Creates a subject of which the version is not told.
    public Subject(String tenant, String accountId, @Nullable String debtorId) {
      this(tenant, accountId, debtorId, null);
    }
  }

  /// The place of a decision among those of its account. The one that knew more of the account
  /// counts, in whichever order requests, outbox and topic deliver them and whatever the times of
  /// their triggers; of those that knew the same, the one as of the later instant; then the greater
  /// id. A decision without a version was made before versions were recorded and comes first.
  public record Order(@Nullable Long accountVersion, Instant decidedAt, UUID decisionId)
      implements Comparable<Order> {

    private static final Comparator<Order> ORDER =
        Comparator.comparingLong(Order::versionOrNone)
            .thenComparing(Order::decidedAt)
            // as text, whose order is that of the database
            .thenComparing(order -> order.decisionId().toString());

    private long versionOrNone() {
      return accountVersion == null ? -1 : accountVersion;
    }

    @Override
    public int compareTo(Order other) {
      return ORDER.compare(this, other);
    }
  }

  /// What was owed at `decidedAt`.
  ///
  /// @param balanceMinor minor units; 0 when unknown
  /// @param currency ISO 4217; null when the account has not been placed yet
  public record Debt(long balanceMinor, @Nullable String currency) {
    public Debt {
      if (balanceMinor < 0) {
        throw new InvalidEventException(
            "negative-amount", "balanceMinor", "balanceMinor must be 0 or more minor units");
      }
      Check.optionalCurrency("currency", currency);
    }
  }

  /// What a model said about the recommended action.
  ///
  /// @param probability calibrated probability of payment under the recommended action, in [0, 1]
  /// @param riskBand from the probability under no contact
  /// @param margin log-odds under the recommended action, before calibration
  /// @param attribution what moved the margin; null for a model that cannot be explained
  /// @param week what treatments were expected to bring in the coming week; null for a model that
  ///   has learnt no effects, and in decisions made before they were recorded
  public record ModelAnswer(
      ModelUsed model,
      double probability,
      RiskBand riskBand,
      double margin,
      @Nullable Attribution attribution,
      @Nullable Week week) {
    public ModelAnswer {
      Check.required("model", model);
      Check.required("riskBand", riskBand);
    }

    /// Creates the answer of a model that has learnt no effects.
    public ModelAnswer(
        ModelUsed model,
        double probability,
        RiskBand riskBand,
        double margin,
        @Nullable Attribution attribution) {
      this(model, probability, riskBand, margin, attribution, null);
    }
  }

  /// What treatments were expected to bring in the seven days after the decision. With it the
  /// decision can be made again without the model.
  ///
  /// @param expectedShares expected net payments as a share of the balance under each treatment, at
  ///   least 0, in the order of the treatments: no contact, then letter, email, text message and
  ///   call, each as a reminder, with a payment plan and with a settlement
  /// @param from lower end of the 95 % interval of the probability of a payment under the
  ///   recommended treatment, when the probability without any contact is taken as known
  /// @param to upper end
  public record Week(List<Double> expectedShares, double from, double to) {

    /// Number of treatments.
    public static final int TREATMENTS = 13;

    public Week {
      expectedShares = List.copyOf(Check.required("week.expectedShares", expectedShares));
      if (expectedShares.size() != TREATMENTS
          || expectedShares.stream().anyMatch(share -> !(share >= 0 && share < MOST_SHARE))) {
        throw new InvalidEventException(
            "out-of-range",
            "week.expectedShares",
            "week.expectedShares must hold %d numbers from 0".formatted(TREATMENTS));
      }
      if (!(from >= 0 && from <= to && to <= 1)) {
        throw new InvalidEventException(
            "out-of-range",
            "week.from",
            "week.from and week.to must lie in [0, 1], in this order; were %s and %s"
                .formatted(from, to));
      }
    }

    private static final double MOST_SHARE = 1_000;
  }

  /// Why the margin is what it is: base value, reasons and the contributions that are not reported
  /// sum to the margin.
  ///
  /// @param baseValue the model's expected margin
  /// @param reasons what moved the margin most, strongest first
  public record Attribution(ExplanationMethod method, double baseValue, List<Reason> reasons) {
    public Attribution {
      Check.required("explanationMethod", method);
      reasons = List.copyOf(Check.required("reasons", reasons));
    }
  }

  /// How the recommended action was selected.
  ///
  /// @param propensity probability with which the recommended action was drawn, in (0, 1]
  /// @param explored whether the draw was exploration
  /// @param basis why this action; null in decisions made before it was recorded
  /// @param heldOut whether the debtor belongs to the permanent random group that gets no automatic
  ///   contact, for honest measurement; null in decisions made before it was recorded, and where no
  ///   policy covers the account
  public record Selection(
      double propensity, boolean explored, @Nullable Basis basis, @Nullable Boolean heldOut) {
    public Selection {
      if (!(propensity > 0 && propensity <= 1)) {
        throw new InvalidEventException(
            "out-of-range", "propensity", "propensity must lie in (0, 1], was " + propensity);
      }
    }
  }

  /// What the contact policy said.
  ///
  /// @param policy the pack in force
  /// @param tzdata version of the time zone rules
  /// @param blocked why actions are not allowed, and until when
  /// @param proposals what only a person may decide and is put before one
  public record RulesApplied(
      PolicyUsed policy, String tzdata, List<Blocked> blocked, List<Proposal> proposals) {
    public RulesApplied {
      Check.required("policy", policy);
      Check.required("tzdata", tzdata);
      blocked = List.copyOf(Check.required("blocked", blocked));
      proposals = List.copyOf(proposals);
    }
  }

  /// The event that triggered the decision.
  public record Trigger(String source, String id, String type) {
    public Trigger {
      Check.source("trigger.source", source);
      Check.eventId("trigger.id", id);
      Check.eventId("trigger.type", type);
    }
  }

  /// The model that answered.
  ///
  /// @param sha256 lower-case hexadecimal digest of the bundle
  public record ModelUsed(String name, int version, String sha256) {
    public ModelUsed {
      Check.id("model.name", name);
      Check.id("model.sha256", sha256);
    }
  }

  /// The policy pack that was applied.
  ///
  /// @param id `none` when no pack covers the account: then no contact is permitted
  /// @param sha256 lower-case hexadecimal digest of the pack's bytes
  /// @param overlays packs that apply as well, in the order of their ids
  public record PolicyUsed(String id, String version, String sha256, List<Overlay> overlays) {
    public PolicyUsed {
      overlays = overlays == null ? List.of() : List.copyOf(overlays);
    }
  }

  /// A pack whose rules apply as well.
  public record Overlay(String id, String version, String sha256) {}

  /// Why the recommended action was chosen.
  public enum Basis {
    /// Highest expected net value among the permitted.
    @JsonProperty("ranked")
    RANKED,
    /// Drawn at random among the permitted.
    @JsonProperty("explored")
    EXPLORED,
    /// First in the policy's order of preference, without a model.
    @JsonProperty("ladder")
    LADDER,
    /// The debtor belongs to the group that gets no automatic contact, for measurement.
    @JsonProperty("held-out")
    HELD_OUT,
    /// The debtor is likely to pay without contact.
    @JsonProperty("self-cure")
    SELF_CURE,
    /// No contact gains more than it costs, the debtor's burden included.
    @JsonProperty("no-gain")
    NO_GAIN,
    /// The account is routed to people.
    @JsonProperty("routed")
    ROUTED,
    /// Every contact is blocked.
    @JsonProperty("nothing-permitted")
    NOTHING_PERMITTED
  }

  /// A measure that only a person may decide on.
  ///
  /// @param barred whether it is prohibited, such as a lawsuit over a time-barred debt
  /// @param ruleId the rule that demands a person or prohibits the measure; null when there is none
  /// @param citation where the rule is written
  /// @param pack the id of the pack that holds the rule; null in decisions made before it was
  ///   recorded, and where no pack does
  public record Proposal(
      ReviewKind kind,
      boolean barred,
      @Nullable String ruleId,
      @Nullable String citation,
      String text,
      @Nullable String pack) {

    /// Creates a proposal of which the pack is not told.
    public Proposal(
        ReviewKind kind,
        boolean barred,
        @Nullable String ruleId,
        @Nullable String citation,
        String text) {
      this(kind, barred, ruleId, citation, text, null);
    }
  }

  /// Feature values by name, null where missing, and the version of each feature's definition.
  public record FeatureSnapshot(
      SortedMap<String, @Nullable Float> values, SortedMap<String, Integer> versions) {

    // Not in a constructor: a compact one loses the annotation of its parameter in the class file.
    private void check() {
      Check.required("features.values", values);
      Check.required("features.versions", versions);
      values.keySet().forEach(name -> Check.eventId("features.values", name));
    }
  }

  /// A candidate action.
  ///
  /// @param probability null without a model
  /// @param expectedNetValueMinor probability × amount − cost − burden in minor units, null without
  ///   a model
  /// @param offer what the contact would offer; null in decisions made before it was recorded
  /// @param propensity probability with which this action could be drawn, 0 when it is not
  ///   permitted; null in decisions made before it was recorded
  /// @param nextPermitted for a blocked action, the first known instant at which no rule blocks it,
  ///   in the debtor's time zone, such as `2026-03-02T08:00-05:00[America/New_York]`; null when
  ///   none is known
  /// @param notBefore earliest instant of a permitted contact; null for no contact, for a blocked
  ///   action, and in decisions made before it was recorded
  /// @param notAfter latest instant, exclusive; null when `notBefore` is
  /// @param weekProbability probability of a payment within seven days under this action with its
  ///   offer; null for a model that has learnt no effects
  public record ActionValue(
      Action action,
      boolean permitted,
      @Nullable Double probability,
      @Nullable Double expectedNetValueMinor,
      @Nullable Offer offer,
      @Nullable Double propensity,
      @Nullable String nextPermitted,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Nullable Double weekProbability) {
    public ActionValue {
      Check.required("actions.action", action);
    }

    /// Creates an action without a window.
    public ActionValue(
        Action action,
        boolean permitted,
        @Nullable Double probability,
        @Nullable Double expectedNetValueMinor,
        @Nullable Offer offer,
        @Nullable Double propensity,
        @Nullable String nextPermitted) {
      this(
          action,
          permitted,
          probability,
          expectedNetValueMinor,
          offer,
          propensity,
          nextPermitted,
          null,
          null,
          null);
    }
  }

  /// The action to take and its window, which is null for no contact.
  ///
  /// @param amountMinor total of a payment plan or settlement in minor units; null for other offers
  /// @param instalments number of instalments of a payment plan; null for other offers
  public record Recommendation(
      Action action,
      Offer offer,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Nullable Long amountMinor,
      @Nullable Integer instalments) {
    public Recommendation {
      Check.required("recommended.action", action);
      Check.required("recommended.offer", offer);
    }

    /// Creates a recommendation whose offer has no amount.
    public Recommendation(
        Action action, Offer offer, @Nullable Instant notBefore, @Nullable Instant notAfter) {
      this(action, offer, notBefore, notAfter, null, null);
    }
  }

  /// An action that a rule blocks.
  ///
  /// @param ruleId such as `HC03`
  /// @param until when the rule stops blocking; null when unknown
  /// @param pack the id of the pack that holds the rule; null in decisions made before it was
  ///   recorded, and where no pack does
  /// @param ours true where no law demands the rule, but Quittance or the operator; null otherwise
  public record Blocked(
      Action action,
      String ruleId,
      String citation,
      @Nullable Instant until,
      String text,
      @Nullable String pack,
      @Nullable Boolean ours) {
    public Blocked {
      Check.required("blocked.action", action);
      Check.id("blocked.ruleId", ruleId);
    }

    /// Creates a block of which the pack is not told.
    public Blocked(
        Action action, String ruleId, String citation, @Nullable Instant until, String text) {
      this(action, ruleId, citation, until, text, null, null);
    }

    /// Returns the id of the rule with that of its pack, such as `us-reg-f/HC03`; without it where
    /// the pack is not told.
    public String qualifiedRule() {
      return pack == null ? ruleId : pack + "/" + ruleId;
    }
  }

  /// A reason in words suitable for the debtor.
  ///
  /// @param feature the feature with the largest contribution among those of the same concept
  /// @param contribution contribution of the whole concept to the margin (log-odds); positive
  ///   raises the probability of payment
  public record Reason(String feature, double contribution, String text) {
    public Reason {
      Check.required("reasons.feature", feature);
      Check.required("reasons.text", text);
    }
  }

  /// How contributions to a margin were computed.
  public enum ExplanationMethod {
    /// Exact, along the paths of the model's trees.
    TREES,
    /// Exact, for a model that is a sum over features, against rows it was trained on.
    ADDITIVE,
    /// Estimated by sampling orders of the features, against rows the model was trained on. Base
    /// value and contributions still sum to the margin.
    SAMPLED
  }

  /// Bands of risk, by the calibrated probability of payment without contact.
  public enum RiskBand {
    VERY_LOW,
    LOW,
    MEDIUM,
    HIGH,
    VERY_HIGH;

    /// Returns the band of a probability of payment; 0.8, 0.6, 0.4 and 0.2 are the lower bounds of
    /// the first four bands.
    public static RiskBand ofPaymentProbability(double probability) {
      if (probability >= 0.8) {
        return VERY_LOW;
      } else if (probability >= 0.6) {
        return LOW;
      } else if (probability >= 0.4) {
        return MEDIUM;
      }
      return probability >= 0.2 ? HIGH : VERY_HIGH;
    }
  }
}
