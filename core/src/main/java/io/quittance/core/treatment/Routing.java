package io.quittance.core.treatment;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.debtor.Instants;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides whether an account goes to people instead of being treated automatically. It does in the
/// following cases, in this order:
/// - specialist: bankruptcy, death or a minor reported on any account of the debtor, or identity
///   theft on this one; no review lifts these;
/// - vulnerability: reported on any account and not ended since;
/// - hardship: reported on any account within [AccountView#HARDSHIP];
/// - hold: a review of this account ended with a hold, and no later review of its kind resumed
///   treatment or, for an override, approved a contact;
/// - a person approved a legal referral or a sale of the debt for this account, and no later review
///   of its kind declined it: an account that goes to court gets no automatic reminders.
///
/// A review that resumed treatment of this account lifts vulnerability or hardship if it is of that
/// kind and later than the newest report. Of two facts at the same instant, the one that sends the
/// account to people counts.
public final class Routing {

  private static final List<ReviewKind> ORDER =
      List.of(ReviewKind.SPECIALIST, ReviewKind.VULNERABILITY, ReviewKind.HARDSHIP);
  private static final List<StatusKind> SPECIALIST =
      List.of(
          StatusKind.BANKRUPTCY, StatusKind.DECEASED, StatusKind.MINOR, StatusKind.IDENTITY_THEFT);

  private final Map<StatusKind, Instant> newest = new EnumMap<>(StatusKind.class);
  private final Map<ReviewKind, Instant> resumed = new EnumMap<>(ReviewKind.class);
  private final Map<ReviewKind, Instant> held = new EnumMap<>(ReviewKind.class);
  private final Map<ReviewKind, Instant> approved = new EnumMap<>(ReviewKind.class);
  private final Map<ReviewKind, Instant> declined = new EnumMap<>(ReviewKind.class);
  private final Instant at;
  private @Nullable Instant overridden;

  private Routing(DebtorContext context, Instant at) {
    this.at = at;
    read(context.account(), true);
    context.siblings().forEach(sibling -> read(sibling, false));
  }

  /// Returns why the account goes to people at an instant; empty when it is treated automatically.
  public static Optional<ReviewKind> of(DebtorContext context, Instant at) {
    Routing routing = new Routing(context, at);
    SortedMap<ReviewKind, Instant> reports = routing.reports();
    for (ReviewKind kind : ORDER) {
      if (reports.containsKey(kind)) {
        return Optional.of(kind);
      }
    }
    return routing.held.keySet().stream()
        .filter(routing::isOnHold)
        .findFirst()
        .or(() -> routing.approved.keySet().stream().filter(routing::isHandedOver).findFirst());
  }

  /// Returns the reports that send the account to people at an instant, each with the time of the
  /// newest one. Reports that a review lifted, and holds, are not included.
  public static SortedMap<ReviewKind, Instant> reports(DebtorContext context, Instant at) {
    return new Routing(context, at).reports();
  }

  private SortedMap<ReviewKind, Instant> reports() {
    SortedMap<ReviewKind, Instant> reports = new TreeMap<>();
    for (StatusKind status : SPECIALIST) {
      Instant reported = newest.get(status);
      if (reported != null) {
        reports.merge(ReviewKind.SPECIALIST, reported, Instants::later);
      }
    }
    Instant vulnerable = newest.get(StatusKind.VULNERABLE);
    if (vulnerable != null && vulnerable(vulnerable)) {
      reports.put(ReviewKind.VULNERABILITY, vulnerable);
    }
    Instant hardship = newest.get(StatusKind.HARDSHIP);
    if (hardship != null && inHardship(hardship)) {
      reports.put(ReviewKind.HARDSHIP, hardship);
    }
    return reports;
  }

  private boolean vulnerable(Instant reported) {
    Instant ended = newest.get(StatusKind.VULNERABLE_ENDED);
    return (ended == null || !ended.isAfter(reported))
        && !isAfter(resumed.get(ReviewKind.VULNERABILITY), reported);
  }

  private boolean inHardship(Instant reported) {
    return reported.isAfter(at.minus(AccountView.HARDSHIP))
        && !isAfter(resumed.get(ReviewKind.HARDSHIP), reported);
  }

  private boolean isOnHold(ReviewKind kind) {
    Instant holding = held.get(kind);
    boolean approved = kind == ReviewKind.OVERRIDE && isAfter(overridden, holding);
    return !approved && !isAfter(resumed.get(kind), holding);
  }

  private boolean isHandedOver(ReviewKind kind) {
    Instant since = approved.get(kind);
    return !isAfter(declined.get(kind), since) && !isAfter(resumed.get(kind), since);
  }

  private void read(AccountState state, boolean own) {
    for (Fact fact : state.facts()) {
      if (fact instanceof Fact.Status status) {
        if ((own || status.kind() != StatusKind.IDENTITY_THEFT) && !endsLater(status)) {
          newest.merge(status.kind(), status.time(), Instants::later);
        }
      } else if (own && fact instanceof Fact.Review review) {
        read(review);
      }
    }
  }

  private boolean endsLater(Fact.Status status) {
    return status.kind() == StatusKind.VULNERABLE_ENDED && status.time().isAfter(at);
  }

  /// Reads a review. A verdict that resumes automatic treatment counts only from its event time on.
  private void read(Fact.Review review) {
    ReviewKind kind = review.kind();
    boolean inEffect = !review.time().isAfter(at);
    switch (review.verdict()) {
      case RESUME -> put(resumed, review, inEffect);
      case HOLD -> put(held, review, true);
      case APPROVE -> {
        put(approved, review, kind == ReviewKind.LEGAL_REFERRAL || kind == ReviewKind.DEBT_SALE);
        if (kind == ReviewKind.OVERRIDE && inEffect) {
          overridden = Instants.later(review.time(), overridden);
        }
      }
      case DECLINE -> put(declined, review, inEffect);
    }
  }

  private static void put(Map<ReviewKind, Instant> latest, Fact.Review review, boolean counts) {
    if (counts) {
      latest.merge(review.kind(), review.time(), Instants::later);
    }
  }

  private static boolean isAfter(@Nullable Instant time, @Nullable Instant other) {
    return time != null && (other == null || time.isAfter(other));
  }
}
