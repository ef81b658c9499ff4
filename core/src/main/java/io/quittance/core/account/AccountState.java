package io.quittance.core.account;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.InvalidEventException;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one account: its facts in order of [Stamp]. Immutable and safe for any thread.
///
/// The state is a function of the *set* of events applied: any order of arrival gives an equal
/// state, and an identity applied twice counts once. Memory is bounded: facts older than 400 days
/// before the newest go where nothing rests on them, and at most 2,000 of a kind are kept. So a
/// [#view] reaches 365 days back exactly, as long as no event is more than 35 days late.
public final class AccountState {

  /// The source of the facts that used permits leave.
  static final String PERMITS = "/quittance/permits";

  private final String tenant;
  private final String accountId;
  private final @Nullable String currency;
  private final @Nullable Instant newestFact;
  private final long dropped;
  private final List<Fact> facts;

  AccountState(
      String tenant,
      String accountId,
      @Nullable String currency,
      @Nullable Instant newestFact,
      long dropped,
      List<Fact> facts) {
    this.tenant = tenant;
    this.accountId = accountId;
    this.currency = currency;
    this.newestFact = newestFact;
    this.dropped = dropped;
    this.facts = facts;
  }

  /// An account nothing is known of.
  public static AccountState empty(String tenant, String accountId) {
    return new AccountState(tenant, accountId, null, null, 0, List.of());
  }

  /// A state after an event.
  ///
  /// @param late whether the event was older than the newest known, or its snapshot not newer than
  ///   a known one: it was folded into its place
  public record Applied(AccountState state, boolean late) {}

  /// Returns the state after a statement about this account.
  ///
  /// @throws InvalidEventException with code `currency-mismatch` when the statement is in a
  ///   currency other than the account's, `account-mismatch` when it is about another account
  public Applied apply(Envelope envelope, AccountFact statement) {
    String currencyAfter = currencyAfter(statement);
    if (!statement.accountId().equals(accountId)) {
      throw new InvalidEventException(
          "account-mismatch", "accountId", "accountId must be the account of the record's key");
    }
    Optional<Fact> fact = FactReader.read(Stamp.of(envelope), statement);
    Instant time = envelope.time();
    boolean late =
        (newestFact != null && time.isBefore(newestFact))
            || fact.map(this::isOldSnapshot).orElse(false);
    return new Applied(known(time, currencyAfter, fact), late);
  }

  /// The state that knows that a permit was used: an attempt without a result, until an outcome
  /// that names the permit tells it. The same use told twice counts once.
  ///
  /// @param permitId the id that the outcome will name
  /// @param place null when unknown
  /// @param at the instant from which the debtor may be contacted
  public AccountState permitUsed(
      String permitId, Channel channel, @Nullable Place place, Instant at) {
    return permitUsed(permitId, channel, place, null, at);
  }

  /// Returns the state that knows that a permit for one number or address was used.
  ///
  /// @param numberRef null for the channel's only one
  public AccountState permitUsed(
      String permitId,
      Channel channel,
      @Nullable Place place,
      @Nullable String numberRef,
      Instant at) {
    Stamp stamp = new Stamp(at, PERMITS, permitId);
    return known(
        at,
        currency,
        Optional.of(
            new Fact.Attempt(stamp, channel, null, permitId, place, Recipient.DEBTOR, numberRef)));
  }

  private AccountState known(Instant time, @Nullable String told, Optional<Fact> fact) {
    Instant newest = newestFact == null || time.isAfter(newestFact) ? time : newestFact;
    List<Fact> grown = fact.map(this::with).orElse(facts);
    List<Fact> kept = Retention.keep(grown, newest);
    long gone = dropped + grown.size() - kept.size();
    return new AccountState(tenant, accountId, told, newest, gone, kept);
  }

  private List<Fact> with(Fact fact) {
    int place = place(fact.stamp());
    if (place >= 0) {
      return facts;
    }
    List<Fact> grown = new ArrayList<>(facts.size() + 1);
    grown.addAll(facts);
    grown.add(-place - 1, fact);
    return Collections.unmodifiableList(grown);
  }

  private boolean isOldSnapshot(Fact fact) {
    return fact instanceof Fact.Update update
        && facts.stream()
            .anyMatch(
                known ->
                    known instanceof Fact.Described described
                        && !update.snapshot().asOf().isAfter(described.snapshot().asOf()));
  }

  private @Nullable String currencyAfter(AccountFact statement) {
    return switch (statement) {
      case AccountEvent event ->
          event instanceof AccountEvent.Snapshotted described
              ? checkCurrency("snapshot.currency", described.snapshot().currency())
              : currency;
      case Outcome outcome ->
          FactReader.currency(outcome).map(c -> checkCurrency("currency", c)).orElse(currency);
    };
  }

  private String checkCurrency(String field, String told) {
    if (currency != null && !currency.equals(told)) {
      throw new InvalidEventException(
          "currency-mismatch", field, field + " must be " + currency + " as before, was " + told);
    }
    return told;
  }

  /// As [Collections#binarySearch]: the index of the fact, or −(insertion point) − 1.
  private int place(Stamp stamp) {
    int low = 0;
    int high = facts.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = facts.get(middle).stamp().compareTo(stamp);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /// The account as of an instant: facts of later event time are not seen.
  public AccountView view(Instant at) {
    int end = facts.size();
    while (end > 0 && facts.get(end - 1).time().isAfter(at)) {
      end--;
    }
    return new AccountView(at, currency, facts.subList(0, end));
  }

  /// When the account left collection, as of an instant; null when it is open then.
  public @Nullable Instant closedAt(Instant at) {
    return view(at).closedAt();
  }

  /// The person, by the newest event that says so; null before the first.
  public @Nullable String debtorId() {
    for (Fact fact : facts.reversed()) {
      if (fact instanceof Fact.Described described) {
        return described.debtorId();
      }
    }
    return null;
  }

  /// Whether a `placed` event is known.
  public boolean isPlaced() {
    return facts.stream().anyMatch(Fact.Placement.class::isInstance);
  }

  public String tenant() {
    return tenant;
  }

  public String accountId() {
    return accountId;
  }

  /// ISO 4217; null until an event names one.
  public @Nullable String currency() {
    return currency;
  }

  /// Event time of the newest event applied, whether or not a fact came of it; null before the
  /// first.
  public @Nullable Instant newestFact() {
    return newestFact;
  }

  /// How many facts have been pruned so far; one told again after it was pruned counts again.
  public long dropped() {
    return dropped;
  }

  /// The facts kept, in order; not to be modified.
  public List<Fact> facts() {
    return facts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountState that
        && tenant.equals(that.tenant)
        && accountId.equals(that.accountId)
        && Objects.equals(currency, that.currency)
        && Objects.equals(newestFact, that.newestFact)
        && dropped == that.dropped
        && facts.equals(that.facts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, accountId, newestFact, facts);
  }

  @Override
  public String toString() {
    return "AccountState[" + tenant + "/" + accountId + ", " + facts.size() + " facts]";
  }
}
