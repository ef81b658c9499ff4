package io.quittance.local.policy.trial;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.contact.ThirdPerson;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the packs say of an account at an instant.
///
/// @param jurisdictions where the account was placed; empty when it was not
/// @param zone the debtor's first time zone
/// @param windows of the permitted contacts
/// @param next when blocked contacts are next permitted; absent when that is not known
/// @param blocked why contacts are not permitted
/// @param reviews what the packs say of decisions of people that were asked about
public record Tried(
    Instant at,
    List<String> jurisdictions,
    ZoneId zone,
    Policy policy,
    SortedMap<Action, ContactWindow> windows,
    SortedMap<Action, Instant> next,
    List<Blocked> blocked,
    List<ReviewRuling> reviews) {

  /// Says when contacts by the debtor's own number and address may be made.
  public static Tried windows(
      Policy policy, DebtorContext context, Instant at, Collection<ReviewKind> kinds) {
    PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
    TreeMap<Action, ContactWindow> windows = new TreeMap<>();
    for (Action action : verdict.permitted().keySet()) {
      ContactWindow window = verdict.window(action);
      if (window != null) {
        windows.put(action, window);
      }
    }
    return of(policy, context, at, windows, verdict.next(), verdict.blocked(), kinds);
  }

  /// Says whether contacts at one place, or by one number, may be made at once.
  ///
  /// @param place null for the usual place of each contact
  /// @param numberRef null for any number
  public static Tried atOnce(
      Policy policy,
      DebtorContext context,
      Instant at,
      @Nullable Place place,
      @Nullable String numberRef,
      Collection<ReviewKind> kinds) {
    return atOnce(
        policy,
        context,
        at,
        action ->
            ContactPolicy.permit(
                policy,
                context,
                action,
                place != null ? place : action == Action.LETTER ? Place.HOME : Place.MOBILE,
                numberRef,
                at,
                List.of()),
        kinds);
  }

  /// Says whether somebody other than the debtor may be contacted at once.
  public static Tried withOther(
      Policy policy,
      DebtorContext context,
      Instant at,
      ThirdPerson other,
      Collection<ReviewKind> kinds) {
    return atOnce(
        policy,
        context,
        at,
        action -> ContactPolicy.thirdPerson(policy, context, other, action, at),
        kinds);
  }

  private static Tried atOnce(
      Policy policy,
      DebtorContext context,
      Instant at,
      Function<Action, PermitVerdict> ask,
      Collection<ReviewKind> kinds) {
    TreeMap<Action, ContactWindow> windows = new TreeMap<>();
    TreeMap<Action, Instant> next = new TreeMap<>();
    List<Blocked> blocked = new ArrayList<>();
    for (Action action : Action.values()) {
      if (action != Action.NO_CONTACT) {
        switch (ask.apply(action)) {
          case PermitVerdict.Granted granted ->
              windows.put(action, new ContactWindow(at, granted.until()));
          case PermitVerdict.Refused refused -> {
            blocked.addAll(refused.blocked());
            if (refused.next() != null) {
              next.put(action, refused.next());
            }
          }
        }
      }
    }
    return of(policy, context, at, windows, next, blocked, kinds);
  }

  private static Tried of(
      Policy policy,
      DebtorContext context,
      Instant at,
      SortedMap<Action, ContactWindow> windows,
      SortedMap<Action, Instant> next,
      List<Blocked> blocked,
      Collection<ReviewKind> kinds) {
    Fact.Placement placement = context.account().view(at).placement();
    ZoneId zone = LocalClock.zoneOf(context.account(), at);
    return new Tried(
        at,
        placement == null ? List.of() : List.of(placement.jurisdiction()),
        zone == null ? ZoneOffset.UTC : zone,
        policy,
        windows,
        next,
        blocked,
        kinds.stream().map(kind -> ContactPolicy.review(policy, context, kind, at)).toList());
  }
}
