package io.quittance.core.policy;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import io.quittance.core.event.Outcome.ContactResult;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything known of a debtor that a rule asks for, whatever its event time: a rule looks at all
/// that is known, not only at what was known at the instant of the features.
final class DebtorFacts {

  /// Facts of all accounts in an order in which, of two at one instant, a refusal comes last.
  private static final Comparator<Fact> RESTRICTIVE_LAST =
      Comparator.comparing(Fact::time)
          .thenComparing(DebtorFacts::refuses)
          .thenComparing(Fact::stamp);

  private final DebtorContext context;
  private final AccountView account;
  private final Map<Channel, Consent> consents;
  private final List<ZoneId> zones;
  private final Set<StatusKind> statuses = EnumSet.noneOf(StatusKind.class);

  DebtorFacts(DebtorContext context, Instant at) {
    this.context = context;
    this.account = latest(context.account(), at);
    this.consents = consents();
    this.zones = allZones();
    facts(Fact.Status.class).forEach(status -> statuses.add(status.kind()));
  }

  private static AccountView latest(AccountState state, Instant at) {
    Instant newest = state.newestFact();
    return state.view(newest != null && newest.isAfter(at) ? newest : at);
  }

  /// The account decided on, with all that is known of it.
  AccountView account() {
    return account;
  }

  @Nullable ActorType actor() {
    Fact.Placement placement = account.placement();
    return placement == null ? null : placement.actorType();
  }

  /// Whether a zone of the account decided on is known.
  boolean hasZone() {
    Fact.Placement placement = account.placement();
    return placement != null && !placement.timeZones().isEmpty();
  }

  /// Every zone the debtor may be in, by any account.
  List<ZoneId> zones() {
    return zones;
  }

  private List<ZoneId> allZones() {
    return facts(Fact.Placement.class)
        .flatMap(placement -> placement.timeZones().stream())
        .distinct()
        .sorted()
        .map(ZoneId::of)
        .toList();
  }

  /// What the debtor last said about a channel on any account. A consent that merely comes with a
  /// placement never lifts a refusal.
  Consent consent(Channel channel) {
    return consents.getOrDefault(channel, Consent.UNKNOWN);
  }

  private Map<Channel, Consent> consents() {
    Map<Channel, Consent> said = new EnumMap<>(Channel.class);
    List<Fact> ordered = new ArrayList<>();
    facts(Fact.Placement.class).forEach(ordered::add);
    facts(Fact.ConsentStated.class).forEach(ordered::add);
    ordered.sort(RESTRICTIVE_LAST);
    for (Fact fact : ordered) {
      if (fact instanceof Fact.ConsentStated stated) {
        said.put(stated.channel(), stated.consent());
      } else if (fact instanceof Fact.Placement placement) {
        placement.consents().forEach((channel, consent) -> placed(said, channel, consent));
      }
    }
    return said;
  }

  private static void placed(Map<Channel, Consent> said, Channel channel, Consent consent) {
    boolean silent = said.getOrDefault(channel, Consent.UNKNOWN) == Consent.UNKNOWN;
    if (consent == Consent.REFUSED || (consent == Consent.GRANTED && silent)) {
      said.put(channel, consent);
    }
  }

  private static boolean refuses(Fact fact) {
    return fact instanceof Fact.ConsentStated stated && stated.consent() != Consent.GRANTED;
  }

  /// Whether a status was ever reported on any account.
  boolean debtorHas(StatusKind kind) {
    return statuses.contains(kind);
  }

  /// Times of the calls that count, oldest first.
  List<Instant> calls(Limit.Scope scope, Set<ContactResult> uncounted) {
    return facts(scope, Fact.Attempt.class)
        .filter(attempt -> attempt.channel() == Channel.CALL)
        .filter(attempt -> !uncounted.contains(attempt.result()))
        .map(Fact::time)
        .sorted()
        .toList();
  }

  /// Times of all telephone conversations, told by either kind of outcome, oldest first.
  List<Instant> conversations(Limit.Scope scope) {
    Stream<Fact> contacts =
        facts(scope, Fact.Contact.class).filter(c -> c.channel() == Channel.CALL).map(c -> c);
    Stream<Fact> attempts =
        facts(scope, Fact.Attempt.class)
            .filter(a -> a.channel() == Channel.CALL)
            .filter(a -> a.result() == ContactResult.CONVERSATION)
            .map(a -> a);
    return Stream.concat(contacts, attempts).map(Fact::time).distinct().sorted().toList();
  }

  private <T extends Fact> Stream<T> facts(Limit.Scope scope, Class<T> kind) {
    return switch (scope) {
      case ACCOUNT -> of(context.account(), kind);
      case DEBTOR -> facts(kind);
    };
  }

  private <T extends Fact> Stream<T> facts(Class<T> kind) {
    return context.all().stream().flatMap(state -> of(state, kind));
  }

  private static <T extends Fact> Stream<T> of(AccountState state, Class<T> kind) {
    return state.facts().stream().filter(kind::isInstance).map(kind::cast);
  }
}
