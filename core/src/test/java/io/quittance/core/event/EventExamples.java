package io.quittance.core.event;

import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One full example of every type: every optional field is set.
final class EventExamples {

  private static final Instant TIME = Instant.parse("2026-03-02T10:15:30Z");
  private static final UUID DECISION = UUID.fromString("0f0e0d0c-0b0a-8908-8706-050403020100");
  private static final String SHA =
      "c3dba32994c4e34573ad647425281591a75ac430dba950ee8d6ce5a47ecd7094";

  private EventExamples() {}

  static Object of(String type) {
    return Objects.requireNonNull(all().get(type));
  }

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (AccountEvent event : accountEvents()) {
      all.put(EventTypes.of(event), event);
    }
    for (Outcome outcome : outcomes()) {
      all.put(EventTypes.of(outcome), outcome);
    }
    all.put(EventTypes.DECISION_MADE, decision());
    all.put(EventTypes.RETRAINING_REQUESTED, retraining());
    all.put(EventTypes.MODEL_LIFECYCLE_CHANGED, lifecycle());
    return all;
  }

  static List<AccountEvent> accountEvents() {
    Snapshot snapshot = new Snapshot(TIME, 125_050, "USD", 34, 25_000L, 500_000L);
    return List.of(
        new AccountEvent.Placed(
            "acc-1",
            "deb-1",
            snapshot,
            ActorType.THIRD_PARTY,
            "US-CA",
            List.of("America/Los_Angeles"),
            Map.of(Channel.CALL, Consent.GRANTED, Channel.SMS, Consent.REFUSED),
            TIME.minusSeconds(86_400),
            TIME,
            "group-1",
            TIME,
            TIME,
            List.of("US-NY-NYC", "US-TX"),
            DebtKind.MEDICAL),
        new AccountEvent.Updated("acc-1", "deb-1", snapshot, List.of("US-WA")),
        new AccountEvent.ConsentChanged("acc-1", Channel.EMAIL, Consent.GRANTED),
        new AccountEvent.ValidationSent("acc-1"),
        new AccountEvent.VerificationSent("acc-1"),
        new AccountEvent.DisputeOpened("acc-1"),
        new AccountEvent.DisputeResolved("acc-1"),
        new AccountEvent.HardshipReported("acc-1"),
        new AccountEvent.CeaseRequested("acc-1"),
        new AccountEvent.AttorneyRetained("acc-1"),
        new AccountEvent.BankruptcyFiled("acc-1"),
        new AccountEvent.DeceasedReported("acc-1"),
        new AccountEvent.IdentityTheftReported("acc-1"),
        new AccountEvent.InconvenienceStated(
            "acc-1",
            List.of(
                new WeeklyWindow(
                    List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(12, 0),
                    LocalTime.of(14, 30))),
            List.of(Place.WORK)),
        new AccountEvent.CallRequested("acc-1"),
        new AccountEvent.WorkplaceContactStated("acc-1", false),
        new AccountEvent.NumberChecked("acc-1", Channel.SMS, "number-1"),
        new AccountEvent.LanguageRecorded("acc-1", "es"),
        new AccountEvent.MinorReported("acc-1"),
        new AccountEvent.BreathingSpaceStarted("acc-1", BreathingSpace.STANDARD),
        new AccountEvent.BreathingSpaceEnded("acc-1"),
        new AccountEvent.VulnerabilityReported("acc-1"),
        new AccountEvent.VulnerabilityEnded("acc-1"),
        new AccountEvent.ReviewConcluded(
            "acc-1", "review-1", ReviewKind.HARDSHIP, ReviewVerdict.RESUME, "income-verified"),
        new AccountEvent.ReviewDue("acc-1"),
        new AccountEvent.Closed("acc-1", CloseReason.PAID));
  }

  static List<Outcome> outcomes() {
    return List.of(
        new Outcome.ContactAttempted(
            "acc-1",
            Channel.CALL,
            Outcome.ContactResult.NO_ANSWER,
            DECISION,
            "permit-1",
            Place.MOBILE,
            Recipient.DEBTOR,
            "number-1"),
        new Outcome.RightPartyContact("acc-1", Channel.CALL, DECISION),
        new Outcome.ThirdPersonContacted(
            "acc-1", Channel.CALL, "person-1", ContactedPerson.HOUSEHOLD, ContactPurpose.LOCATION),
        new Outcome.PromiseMade("acc-1", "promise-1", 25_000, "USD", TIME),
        new Outcome.PromiseKept("acc-1", "promise-1"),
        new Outcome.PromiseBroken("acc-1", "promise-1"),
        new Outcome.PaymentReceived("acc-1", "payment-1", 25_000, "USD"),
        new Outcome.PaymentReversed("acc-1", "payment-1", 25_000, "USD"),
        new Outcome.InstalmentAssessed("acc-1", TIME, true),
        new Outcome.ComplaintRaised("acc-1", DECISION),
        new Outcome.ReplyReceived("acc-1", Channel.SMS, ReplyWord.STOP, "mobile-1"),
        new Outcome.OptedOut("acc-1", Channel.SMS));
  }

  static DecisionMade decision() {
    TreeMap<String, @Nullable Float> values = new TreeMap<>();
    values.put("balance", 1250.5f);
    values.put("days_since_last_payment", null);
    return new DecisionMade(
        DECISION,
        new DecisionMade.Subject("default", "acc-1", "deb-1", 7L),
        new DecisionMade.Trigger("/core-banking", "evt-1", EventTypes.UPDATED),
        TIME,
        "corr-1",
        new DecisionMade.FeatureSnapshot(
            values, new TreeMap<>(Map.of("balance", 1, "days_since_last_payment", 1))),
        new DecisionMade.Debt(125_050, "USD"),
        new DecisionMade.ModelAnswer(
            new DecisionMade.ModelUsed("payment-30d", 3, SHA),
            0.25,
            DecisionMade.RiskBand.HIGH,
            -1.125,
            new DecisionMade.Attribution(
                DecisionMade.ExplanationMethod.TREES,
                -1.0,
                List.of(new DecisionMade.Reason("balance", -0.125, "The amount still owed."))),
            new DecisionMade.Week(Collections.nCopies(13, 0.0625), 0.125, 0.375)),
        List.of(
            new DecisionMade.ActionValue(
                Action.SMS,
                true,
                0.25,
                3_101.25,
                Offer.REMINDER,
                0.9625,
                "2026-03-02T08:00-05:00[America/New_York]",
                TIME,
                TIME.plusSeconds(3_600),
                0.25)),
        new DecisionMade.Recommendation(
            Action.SMS, Offer.PAYMENT_PLAN, TIME, TIME.plusSeconds(3_600), 125_050L, 12),
        new DecisionMade.Selection(0.9625, false, DecisionMade.Basis.RANKED, false),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed(
                "us-reg-f", "1.0.0", SHA, List.of(new DecisionMade.Overlay("us-ma", "1.0.0", SHA))),
            "2026a",
            List.of(
                new DecisionMade.Blocked(
                    Action.CALL, "HC03", "12 CFR 1006.14", TIME, "Seven.", "us-reg-f", true)),
            List.of(
                new DecisionMade.Proposal(
                    ReviewKind.LEGAL_REFERRAL,
                    false,
                    "HC22",
                    "GDPR Art. 22",
                    "A person decides.",
                    "eu-gdpr"))));
  }

  static RetrainingRequested retraining() {
    return new RetrainingRequested(
        DECISION,
        "default",
        "payment-30d",
        RetrainingRequested.Cause.COLD_START,
        TIME.minusSeconds(86_400),
        TIME,
        1_500,
        List.of("There is no champion."),
        TIME);
  }

  static ModelLifecycleChanged lifecycle() {
    return new ModelLifecycleChanged(
        "default",
        "payment-30d",
        7,
        TIME,
        Map.of(ModelLifecycleChanged.Alias.CHAMPION, new ModelLifecycleChanged.VersionRef(3, SHA)),
        1_764_000_000_000L);
  }
}
