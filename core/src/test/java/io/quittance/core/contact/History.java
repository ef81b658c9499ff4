package io.quittance.core.contact;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was told of one debtor, in the order of arrival, and a question about it.
///
/// @param seed what it was made from
/// @param told the raw events; those of a later time than the question are not known yet
/// @param account the account asked about
/// @param at when the question is asked
/// @param place where a permit would reach the debtor, null when it is not said
/// @param reserved attempts reserved and not yet used
record History(
    long seed,
    List<Told> told,
    String account,
    Instant at,
    @Nullable Place place,
    List<Reservation> reserved) {

  /// An event, an outcome or a [Commit] as it came.
  record Told(String account, Instant time, String id, Object what) {
    @Override
    public String toString() {
      return time + " " + account + " " + id + " " + what;
    }
  }

  /// A permit was used; what came of it is told later, or never.
  record Commit(
      String permitId, Channel channel, @Nullable Place place, @Nullable String numberRef) {}

  /// A permit that may still be used.
  record Reservation(
      String permitId,
      String account,
      Channel channel,
      @Nullable Place place,
      @Nullable String numberRef,
      Instant at) {}

  /// The states as the engine knows them.
  DebtorContext context() {
    Map<String, AccountState> states = new LinkedHashMap<>();
    states.put(account, AccountState.empty("default", account));
    for (Told one : told) {
      AccountState state =
          states.computeIfAbsent(one.account(), id -> AccountState.empty("default", id));
      states.put(one.account(), apply(state, one));
    }
    AccountState asked = states.remove(account);
    return DebtorContext.of(asked, List.copyOf(states.values()));
  }

  private static AccountState apply(AccountState state, Told one) {
    return switch (one.what()) {
      case AccountFact fact -> state.apply(envelope(one, EventTypes.of(fact)), fact).state();
      case Commit used ->
          state.permitUsed(
              used.permitId(), used.channel(), used.place(), used.numberRef(), one.time());
      default -> throw new IllegalArgumentException("not told: " + one.what());
    };
  }

  private static Envelope envelope(Told one, String type) {
    return new Envelope(new EventIdentity("default", "/told", one.id()), type, one.time(), null);
  }

  History with(List<Told> others) {
    return new History(seed, others, account, at, place, reserved);
  }

  History withReserved(List<Reservation> others) {
    return new History(seed, told, account, at, place, others);
  }

  History with(Instant time) {
    return new History(seed, told, account, time, place, reserved);
  }

  /// As a reader would want to see it: by time.
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    told.stream().sorted(OracleFacts.ORDER).forEach(one -> lines.add("  " + one));
    reserved.forEach(one -> lines.add("  " + one));
    return "seed %d: account %s, asked at %s for %s%n%s"
        .formatted(seed, account, at, place, String.join("\n", lines));
  }
}
