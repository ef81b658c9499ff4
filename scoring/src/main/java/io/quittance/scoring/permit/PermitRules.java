package io.quittance.scoring.permit;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides whether one attempt is lawful now, given all known facts and all reserved attempts. A
/// pure function; thread-safe.
///
/// Facts may be ahead of the clock: a source's clock may be some minutes fast, and a simulated
/// request may name an instant before the newest fact. The attempt must then be lawful at both
/// instants, so that no fact is missed and nothing is allowed that is forbidden now.
@Singleton
final class PermitRules {

  private final PolicyCatalogue book;

  PermitRules(PolicyCatalogue book) {
    this.book = book;
  }

  /// A contact to be judged.
  ///
  /// @param place null when unknown
  /// @param numberRef null when no number or address is told
  record Contact(Channel channel, @Nullable Place place, @Nullable String numberRef) {}

  /// Returns the verdict on one attempt.
  ///
  /// @param now the earliest instant of the attempt
  /// @param others outstanding permits of the debtor, without the one being judged
  PermitVerdict judge(DebtorContext context, Contact contact, Instant now, List<Permit> others) {
    List<ReservedPermit> reserved =
        others.stream()
            .map(
                other ->
                    new ReservedPermit(
                        other.permitId().toString(),
                        other.account().accountId(),
                        other.channel(),
                        other.place(),
                        other.numberRef(),
                        other.validFrom()))
            .toList();
    PermitVerdict present = at(context, contact, now, reserved);
    Instant newest = newest(context);
    return newest != null && newest.isAfter(now)
        ? both(present, at(context, contact, newest, reserved))
        : present;
  }

  /// Returns the time of the newest fact of any account of the debtor; null when there is none.
  static @Nullable Instant newest(DebtorContext context) {
    return context.all().stream()
        .map(AccountState::newestFact)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private PermitVerdict at(
      DebtorContext context, Contact contact, Instant instant, List<ReservedPermit> reserved) {
    return ContactPolicy.permit(
        book.at(context, instant),
        context,
        action(contact.channel()),
        contact.place(),
        contact.numberRef(),
        instant,
        reserved);
  }

  private static PermitVerdict both(PermitVerdict present, PermitVerdict newest) {
    return switch (present) {
      case PermitVerdict.Granted first ->
          switch (newest) {
            case PermitVerdict.Granted second ->
                first.until().isBefore(second.until()) ? first : second;
            case PermitVerdict.Refused second -> second;
          };
      case PermitVerdict.Refused first ->
          switch (newest) {
            case PermitVerdict.Granted _ -> first;
            case PermitVerdict.Refused second -> together(first, second);
          };
    };
  }

  private static PermitVerdict together(PermitVerdict.Refused first, PermitVerdict.Refused second) {
    List<Blocked> blocked = new ArrayList<>(first.blocked());
    second.blocked().stream()
        .filter(
            b ->
                blocked.stream()
                    .noneMatch(known -> known.qualifiedRule().equals(b.qualifiedRule())))
        .forEach(blocked::add);
    return new PermitVerdict.Refused(
        blocked,
        first.next() == null || second.next() == null
            ? null
            : first.next().isAfter(second.next()) ? first.next() : second.next());
  }

  private static Action action(Channel channel) {
    return switch (channel) {
      case CALL -> Action.CALL;
      case SMS -> Action.SMS;
      case EMAIL -> Action.EMAIL;
      case LETTER -> Action.LETTER;
    };
  }
}
