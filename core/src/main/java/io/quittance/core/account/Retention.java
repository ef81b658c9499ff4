package io.quittance.core.account;

import io.quittance.core.event.AccountEvent.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which facts an account keeps. What a fact is worth depends on the newest fact and on newer facts
/// of its kind only, and both only grow: so the facts kept do not depend on the order of arrival.
/// - Statuses, consents, replies, inconvenient times, checks of numbers, reviews, placements and
///   closings are kept whatever their age.
/// - Snapshots older than 400 days go, except the latest of them (by `asOf`), which a balance may
///   rest on; payments older than 400 days go when that snapshot already contains them.
/// - Everything else older than 400 days goes.
/// - Of each kind at most the 2,000 newest are kept.
final class Retention {

  static final Duration AGE = Duration.ofDays(400);
  static final int MAX_OF_A_KIND = 2_000;

  private Retention() {}

  /// The facts to keep.
  ///
  /// @param facts in order
  /// @return the facts kept, in order; the argument itself when all are
  static List<Fact> keep(List<Fact> facts, Instant newest) {
    Instant cut = newest.minus(AGE);
    if (facts.isEmpty() || (facts.size() <= MAX_OF_A_KIND && !old(facts.getFirst(), cut))) {
      return facts;
    }
    Fact.@Nullable Described base = base(facts, cut);
    Map<Class<?>, Integer> counts = new HashMap<>();
    List<Fact> kept = new ArrayList<>(facts.size());
    for (Fact fact : facts.reversed()) {
      if (lives(fact, cut, base)
          && counts.merge(fact.getClass(), 1, Integer::sum) <= MAX_OF_A_KIND) {
        kept.add(fact);
      }
    }
    return kept.size() == facts.size() ? facts : List.copyOf(kept.reversed());
  }

  private static boolean lives(Fact fact, Instant cut, Fact.@Nullable Described base) {
    return switch (fact) {
      case Fact.Placement _, Fact.ConsentStated _, Fact.Status _, Fact.Closing _ -> true;
      case Fact.Reply _, Fact.Inconvenience _, Fact.NumberCheck _, Fact.Review _ -> true;
      case Fact.Update update -> !old(update, cut) || update.equals(base);
      case Fact.Payment payment ->
          !old(payment, cut) || base == null || payment.time().isAfter(base.snapshot().asOf());
      case Fact.Attempt _, Fact.Contact _, Fact.Complaint _ -> !old(fact, cut);
      case Fact.PromiseMade _, Fact.PromiseEnded _ -> !old(fact, cut);
    };
  }

  /// The latest snapshot, by `asOf`, among those told before the cut.
  private static Fact.@Nullable Described base(List<Fact> facts, Instant cut) {
    Fact.Described base = null;
    for (Fact fact : facts) {
      if (!old(fact, cut)) {
        break;
      }
      if (fact instanceof Fact.Described described
          && (base == null || supersedes(described.snapshot(), base.snapshot()))) {
        base = described;
      }
    }
    return base;
  }

  /// Whether a snapshot told later (in fact order) takes the place of another.
  static boolean supersedes(Snapshot later, Snapshot earlier) {
    return !later.asOf().isBefore(earlier.asOf());
  }

  private static boolean old(Fact fact, Instant cut) {
    return fact.time().isBefore(cut);
  }
}
