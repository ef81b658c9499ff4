package io.quittance.core.contact;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A debtor under a few rules, of whom one asks what may be done.
record Debtor(Policy policy, DebtorContext context) {

  static final Set<Action> CONTACTS = Set.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

  /// Chicago keeps central time: noon is 17:00Z in summer and 18:00Z in winter.
  static final String CHICAGO = "America/Chicago";

  /// A window begins within a day and lasts at least half an hour; the rest plays no part.
  private static final Economics ECONOMICS =
      new Economics(
          new Economics.ContactTiming(Duration.ofDays(1), Duration.ofMinutes(30)),
          new Economics.Valuation(
              1,
              1,
              0,
              Arrays.stream(Action.values())
                  .collect(Collectors.toMap(action -> action, _ -> new Economics.ActionCost(0, 0))),
              Map.of(Offer.REMINDER, new Economics.OfferTerms(0, 0, 1, 1, null, null, null))),
          new Economics.ExplorationRates("exploration", 0, 0),
          new Economics.Holdout("holdout", 0),
          new Economics.SelfCure(1, 0),
          Map.of(
              ReviewKind.HARDSHIP, Offer.HARDSHIP_ROUTE,
              ReviewKind.VULNERABILITY, Offer.SPECIALIST,
              ReviewKind.SPECIALIST, Offer.SPECIALIST),
          List.of(),
          List.of(new Economics.Rung(0, List.of(Action.NO_CONTACT))));

  static Debtor under(Policy policy, Histories own, Histories... others) {
    return new Debtor(
        policy,
        DebtorContext.of(own.state(), Arrays.stream(others).map(Histories::state).toList()));
  }

  static Debtor under(Limit limit, Histories own, Histories... others) {
    return under(policy(rule("HC01", limit)), own, others);
  }

  static Policy policy(Rule... rules) {
    return Policy.of(pack("base", rules));
  }

  static PolicyPack pack(String id, Rule... rules) {
    return new PolicyPack(
        "0".repeat(64),
        id,
        "1",
        "A pack for tests",
        new TreeSet<>(Set.of(PolicyPack.ANY)),
        LocalDate.parse("2020-01-01"),
        null,
        List.of(),
        ECONOMICS,
        List.of(rules));
  }

  static PolicyPack overlay(String id, Rule... rules) {
    PolicyPack pack = pack(id, rules);
    return new PolicyPack(
        pack.sha256(),
        id,
        pack.version(),
        pack.title(),
        pack.jurisdictions(),
        pack.effectiveFrom(),
        null,
        List.of(),
        null,
        pack.rules());
  }

  /// A rule for everybody, everywhere, of all contacts where it is one of contacts.
  static Rule rule(String id, Limit limit) {
    boolean modifies =
        limit instanceof CountingRule.NotCounted || limit instanceof CountingRule.CountingScope;
    boolean reviewed =
        limit instanceof ReviewLimit.TimeBarred || limit instanceof ReviewLimit.HumanDecision;
    return rule(
        id,
        limit,
        "2020-01-01",
        null,
        List.of(),
        modifies || reviewed ? Set.of() : CONTACTS,
        reviewed ? EnumSet.allOf(ReviewKind.class) : Set.of());
  }

  static Rule rule(
      String id,
      Limit limit,
      String from,
      @Nullable String to,
      List<String> jurisdictions,
      Set<Action> actions,
      Set<ReviewKind> reviews) {
    return new Rule(
        id,
        "a rule",
        "a law",
        LocalDate.parse(from),
        to == null ? null : LocalDate.parse(to),
        EnumSet.allOf(ActorType.class),
        jurisdictions,
        actions,
        reviews,
        "It is not allowed.",
        limit);
  }

  /// An account of the debtor, placed on 2 January 2026 with every consent.
  static Histories account(String id, String... zones) {
    return new Histories(id).placed("2026-01-02T00:00:00Z", zones);
  }

  static Histories account() {
    return account("a", CHICAGO);
  }

  static AccountEvent.Placed placement(
      String account, ActorType actor, String jurisdiction, Map<Channel, Consent> consents) {
    return placement(account, actor, jurisdiction, consents, null, null, null);
  }

  static AccountEvent.Placed placement(
      String account,
      ActorType actor,
      String jurisdiction,
      Map<Channel, Consent> consents,
      @Nullable String debtGroup,
      @Nullable String smsCheckedAt,
      @Nullable String limitationEndsAt) {
    return new AccountEvent.Placed(
        account,
        "deb-1",
        new Snapshot(Instant.parse("2026-01-02T00:00:00Z"), 100_000, "USD", 40, null, null),
        actor,
        jurisdiction,
        List.of(CHICAGO),
        consents,
        null,
        null,
        debtGroup,
        smsCheckedAt == null ? null : Instant.parse(smsCheckedAt),
        limitationEndsAt == null ? null : Instant.parse(limitationEndsAt));
  }

  static Outcome.ContactAttempted attempt(
      String account,
      Channel channel,
      ContactResult result,
      @Nullable String permit,
      @Nullable Place place,
      @Nullable Recipient recipient) {
    return new Outcome.ContactAttempted(account, channel, result, null, permit, place, recipient);
  }

  PermitVerdict permit(
      Action action, @Nullable Place place, String at, ReservedPermit... reserved) {
    return ContactPolicy.permit(
        policy, context, action, place, Instant.parse(at), List.of(reserved));
  }

  /// Whether a contact by the own number may be made at an instant.
  boolean may(Action action, String at) {
    return may(action, Place.MOBILE, at);
  }

  boolean may(Action action, @Nullable Place place, String at) {
    return permit(action, place, at) instanceof PermitVerdict.Granted;
  }

  boolean mayCall(String at) {
    return may(Action.CALL, at);
  }

  /// The rules that forbid a contact at an instant, each with the instant until when, or without.
  Set<String> forbids(Action action, String at) {
    return forbids(action, Place.MOBILE, at);
  }

  Set<String> forbids(Action action, @Nullable Place place, String at) {
    return switch (permit(action, place, at)) {
      case PermitVerdict.Granted _ -> Set.of();
      case PermitVerdict.Refused refused -> words(refused.blocked());
    };
  }

  private static Set<String> words(List<Blocked> blocked) {
    return blocked.stream()
        .map(one -> one.ruleId() + (one.until() == null ? "" : " until " + one.until()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Until when a contact allowed at an instant stays allowed.
  String until(Action action, String at) {
    return permit(action, Place.MOBILE, at) instanceof PermitVerdict.Granted granted
        ? granted.until().toString()
        : "refused";
  }

  /// When a contact that is refused at an instant is allowed next.
  String next(Action action, String at) {
    return permit(action, Place.MOBILE, at) instanceof PermitVerdict.Refused refused
        ? String.valueOf(refused.next())
        : "granted";
  }

  PolicyVerdict verdict(String at) {
    return ContactPolicy.evaluate(policy, context, Instant.parse(at));
  }

  /// The window of an action, or which rules block it in a decision.
  String window(Action action, String at) {
    PolicyVerdict verdict = verdict(at);
    ContactWindow window = verdict.window(action);
    return window == null
        ? words(verdict.blocked().stream().filter(b -> b.action() == action).toList()).toString()
        : window.notBefore() + " " + window.notAfter();
  }

  ReviewRuling review(ReviewKind kind, String at) {
    return ContactPolicy.review(policy, context, kind, Instant.parse(at));
  }
}
