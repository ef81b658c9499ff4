package io.quittance.core.account;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.Outcome;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The facts known about one account, in [Stamp] order. Immutable and thread-safe.
///
/// The state is a function of the *set* of statements applied: any order of arrival gives an equal
/// state, and an identity applied twice counts once. Memory is bounded: facts more than 400 days
/// older than the newest are dropped where nothing depends on them, and of each topic only the
/// newest are kept ([Retention]). A [#view] is therefore exact for 365 days back, as long as no
/// event is more than 35 days late.
public final class AccountState {

  /// The source of the facts recorded for used permits.
  static final String PERMITS = "/quittance/permits";

  private final String tenant;
  private final String accountId;
  private final @Nullable String currency;
  private final @Nullable Instant newestFact;
  private final long dropped;
  private final List<Fact> facts;
  private final Foreign foreign;

  AccountState(
      String tenant,
      String accountId,
      @Nullable String currency,
      @Nullable Instant newestFact,
      long dropped,
      List<Fact> facts,
      Foreign foreign) {
    this.tenant = tenant;
    this.accountId = accountId;
    this.currency = currency;
    this.newestFact = newestFact;
    this.dropped = dropped;
    this.facts = facts;
    this.foreign = foreign;
  }

  /// Returns the state of an account about which nothing is known.
  public static AccountState empty(String tenant, String accountId) {
    return new AccountState(tenant, accountId, null, null, 0, List.of(), Foreign.NONE);
  }

  /// The state after a statement.
  ///
  /// @param late whether the statement was older than the newest one known, or its snapshot no
  ///   newer than a known one; it was applied in its place
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

  /// Returns the state after a permit was used: it holds an attempt without a result, until an
  /// outcome that names the permit reports one. The same use reported twice counts once.
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
    return new AccountState(tenant, accountId, told, newest, gone, kept, foreign);
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

  /// Returns the index of the fact, or −(insertion point) − 1, like [Collections#binarySearch].
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

  /// Returns the account as of an instant, without facts of later event time.
  public AccountView view(Instant at) {
    return new AccountView(at, currency, facts.subList(0, knownBy(at)));
  }

  /// Returns how many of the [#facts], from the first on, are not of later event time than an
  /// instant.
  public int knownBy(Instant at) {
    int known = facts.size();
    while (known > 0 && facts.get(known - 1).time().isAfter(at)) {
      known--;
    }
    return known;
  }

  /// Returns when the account left collection, as of an instant; null when it was open then.
  public @Nullable Instant closedAt(Instant at) {
    return view(at).closedAt();
  }

  /// Returns the debtor named by the newest event that names one; null before the first.
  public @Nullable String debtorId() {
    for (Fact fact : facts.reversed()) {
      if (fact instanceof Fact.Described described) {
        return described.debtorId();
      }
    }
    return null;
  }

  /// Returns whether the debtor is [#debtorId] for sure: nothing that could not be read is newer
  /// than the event that names the debtor, or everything could be read.
  public boolean isDebtorCertain() {
    for (Fact fact : facts.reversed()) {
      if (fact instanceof Fact.Described described) {
        return foreign.facts().stream()
            .allMatch(unknown -> unknown.stamp().compareTo(described.stamp()) < 0);
      }
    }
    return isWhollyKnown();
  }

  /// Returns whether a `placed` event is known.
  public boolean isPlaced() {
    return facts.stream().anyMatch(Fact.Placement.class::isInstance);
  }

  public String tenant() {
    return tenant;
  }

  public String accountId() {
    return accountId;
  }

  /// Returns the ISO 4217 currency; null until an event names one.
  public @Nullable String currency() {
    return currency;
  }

  /// Returns the event time of the newest statement applied, even if it left no fact; null before
  /// the first.
  public @Nullable Instant newestFact() {
    return newestFact;
  }

  /// Returns how many facts have been dropped; one reported again after it was dropped counts
  /// again.
  public long dropped() {
    return dropped;
  }

  /// Returns the facts kept, in order; not to be modified.
  public List<Fact> facts() {
    return facts;
  }

  /// Returns whether every fact of the state could be read. One that could not was stored by a
  /// newer version, or is damaged; it is kept as it is, and since it may forbid a contact, none is
  /// permitted while it is there.
  public boolean isWhollyKnown() {
    return foreign.facts().isEmpty();
  }

  Foreign foreign() {
    return foreign;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountState that
        && tenant.equals(that.tenant)
        && accountId.equals(that.accountId)
        && Objects.equals(currency, that.currency)
        && Objects.equals(newestFact, that.newestFact)
        && dropped == that.dropped
        && facts.equals(that.facts)
        && foreign.equals(that.foreign);
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
