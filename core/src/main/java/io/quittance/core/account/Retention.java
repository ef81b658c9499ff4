package io.quittance.core.account;

import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome.ContactResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which facts an account keeps. The facts kept are a function of the set of facts told:
/// each part of them is the newest or the oldest few of a topic, so they do not depend on the order
/// of arrival.
/// - What a contact rule reads whatever its age is kept whatever its age: statuses, consents,
///   replies, inconvenient times, checks of numbers, contacts with other persons, reviews,
///   placements, closings, and the newest attempt on each number that reached somebody else, with
///   the use of the permit that tells which number that was.
/// - Snapshots older than 400 days go, except the latest of them (by `asOf`), which a balance may
///   rest on, and those that name other jurisdictions; payments older than 400 days go when that
///   snapshot already contains them.
/// - Everything else older than 400 days goes; no rule of a pack looks back further than 366 days.
/// - Facts are capped by topic, never across topics, so that no number of facts of one topic
///   removes a fact of another. A topic is what a rule tells apart: one kind of status; consent to
///   one channel; one word on one channel; a check of one number; other persons; attempts on one
///   channel with one result at one place to one recipient. The 200 newest of a lasting topic and
///   the 2,000 newest of a passing one are kept. Of disputes and of validation information the
///   oldest is kept as well. Of topics that are named by free text (numbers, places of residence,
///   other persons) the 64 newest are kept.
///
/// The number of topics is finite, so an account holds at most about 22,000 lasting facts, and
/// 2,000 passing facts for each combination of channel, result, place and recipient that occurs.
final class Retention {

  static final Duration AGE = Duration.ofDays(400);
  static final int MOST_LASTING = 200;
  static final int MOST_PASSING = 2_000;
  static final int MOST_NAMES = 64;

  private Retention() {}

  /// Returns the facts to keep.
  ///
  /// @param facts in order
  /// @return the facts kept, in order; the argument itself when all are
  static List<Fact> keep(List<Fact> facts, Instant newest) {
    Instant cut = newest.minus(AGE);
    if (facts.isEmpty() || (facts.size() <= MOST_LASTING && !isOld(facts.getFirst(), cut))) {
      return facts;
    }
    Fact.@Nullable Described base = base(facts, cut);
    Selection selection = new Selection(facts);
    List<Fact> kept = new ArrayList<>(facts.size());
    for (Fact fact : facts.reversed()) {
      if (selection.keeps(fact, outisKept(fact, cut, base))) {
        kept.add(fact);
      }
    }
    return kept.size() == facts.size() ? facts : List.copyOf(kept.reversed());
  }

  /// Whether a fact is kept unless its topic is full.
  private static boolean outisKept(Fact fact, Instant cut, Fact.@Nullable Described base) {
    return switch (fact) {
      case Fact.Placement _, Fact.ConsentStated _, Fact.Status _, Fact.Closing _ -> true;
      case Fact.Reply _, Fact.Inconvenience _, Fact.NumberCheck _, Fact.Review _ -> true;
      case Fact.ThirdPersonContact _ -> true;
      case Fact.Update update -> !isOld(update, cut) || update.equals(base);
      case Fact.Payment payment ->
          !isOld(payment, cut) || base == null || payment.time().isAfter(base.snapshot().asOf());
      case Fact.Attempt _, Fact.Contact _, Fact.Complaint _ -> !isOld(fact, cut);
      case Fact.PromiseMade _, Fact.PromiseEnded _ -> !isOld(fact, cut);
    };
  }

  /// What is kept of one list of facts; told from the newest to the oldest.
  private static final class Selection {
    private final Map<Object, Integer> counts = new HashMap<>();
    private final Map<Class<?>, Set<Object>> names = new HashMap<>();
    private final Map<StatusKind, Fact> oldest = new HashMap<>();
    private final Map<String, String> permitNumbers = new HashMap<>();
    private final Set<String> disproving = new HashSet<>();
    private final boolean canOverflow;

    Selection(List<Fact> facts) {
      canOverflow = facts.size() > MOST_LASTING;
      if (canOverflow) {
        for (Fact fact : facts) {
          if (fact instanceof Fact.Status status && needsOldest(status.kind())) {
            oldest.putIfAbsent(status.kind(), status);
          }
        }
      }
      readPermits(facts);
    }

    /// Which number a permit was for, and which permits tell the number of an attempt to keep.
    private void readPermits(List<Fact> facts) {
      for (Fact fact : facts) {
        if (fact instanceof Fact.Attempt a && a.permitId() != null && a.numberRef() != null) {
          permitNumbers.put(a.permitId(), a.numberRef());
        }
      }
      if (!permitNumbers.isEmpty()) {
        Set<NumberName> seen = new HashSet<>();
        for (Fact fact : facts.reversed()) {
          if (fact instanceof Fact.Attempt a
              && a.result() == ContactResult.WRONG_PARTY
              && seen.size() < MOST_NAMES
              && seen.add(number(a))
              && a.permitId() != null) {
            disproving.add(a.permitId());
          }
        }
      }
    }

    private NumberName number(Fact.Attempt attempt) {
      boolean told = attempt.numberRef() != null || attempt.permitId() == null;
      return new NumberName(
          attempt.channel().ordinal(),
          told ? attempt.numberRef() : permitNumbers.get(attempt.permitId()));
    }

    private boolean tellsNumber(Fact fact) {
      return fact instanceof Fact.Attempt a
          && a.result() == null
          && a.numberRef() != null
          && disproving.contains(a.permitId());
    }

    private static boolean needsOldest(StatusKind kind) {
      return kind == StatusKind.DISPUTE_OPENED || kind == StatusKind.VALIDATION_SENT;
    }

    boolean keeps(Fact fact, boolean outlives) {
      boolean named = isNewestOfItsName(fact) || tellsNumber(fact);
      if (!outlives) {
        return named;
      }
      if (!canOverflow) {
        return true;
      }
      boolean fits = counts.merge(topic(fact), 1, Integer::sum) <= most(fact);
      return fits || named || (fact instanceof Fact.Status s && oldest.get(s.kind()) == fact);
    }

    /// Whether a fact is the newest that names a number or a residence, among the newest 64 names.
    private boolean isNewestOfItsName(Fact fact) {
      Object name =
          fact instanceof Fact.Attempt a && a.result() == ContactResult.WRONG_PARTY
              ? number(a)
              : name(fact);
      if (name == null) {
        return false;
      }
      Set<Object> known = names.computeIfAbsent(fact.getClass(), _ -> new HashSet<>());
      return known.size() < MOST_NAMES && known.add(name);
    }
  }

  private static int most(Fact fact) {
    return switch (fact) {
      case Fact.Status _, Fact.ConsentStated _, Fact.Reply _, Fact.Inconvenience _ -> MOST_LASTING;
      case Fact.NumberCheck _, Fact.Review _, Fact.Placement _, Fact.Closing _ -> MOST_LASTING;
      case Fact.ThirdPersonContact _ -> MOST_LASTING;
      case Fact.Update _, Fact.Payment _, Fact.Attempt _, Fact.Contact _ -> MOST_PASSING;
      case Fact.PromiseMade _, Fact.PromiseEnded _, Fact.Complaint _ -> MOST_PASSING;
    };
  }

  /// What a fact is about, as finely as a rule tells it apart.
  private static Object topic(Fact fact) {
    return switch (fact) {
      case Fact.Status f -> f.kind();
      case Fact.ConsentStated f -> List.of("consent", f.channel(), f.consent());
      case Fact.Reply f -> List.of("reply", f.channel(), f.word());
      case Fact.NumberCheck f -> List.of("check", f.channel());
      case Fact.Review f -> List.of("review", f.kind(), f.verdict());
      case Fact.Closing f -> f.reason();
      case Fact.Attempt f ->
          new AttemptTopic(f.channel().ordinal(), f.result(), f.place(), f.recipient());
      case Fact.Contact f -> List.of("contact", f.channel());
      case Fact.Payment f -> f.amountMinor() < 0 ? "reversal" : "payment";
      case Fact.Placement _, Fact.Update _, Fact.Inconvenience _ -> fact.getClass();
      case Fact.ThirdPersonContact _ -> fact.getClass();
      case Fact.PromiseMade _, Fact.PromiseEnded _, Fact.Complaint _ -> fact.getClass();
    };
  }

  private record AttemptTopic(
      int channel, @Nullable Object result, @Nullable Object place, Object recipient) {}

  /// What a fact says of a number or a residence; null for attempts and for facts that say nothing
  /// of either.
  private static @Nullable Object name(Fact fact) {
    return switch (fact) {
      case Fact.Placement f ->
          List.of(f.jurisdiction(), f.otherJurisdictions(), f.timeZones(), f.consents());
      case Fact.Update f -> f.otherJurisdictions().isEmpty() ? null : f.otherJurisdictions();
      case Fact.NumberCheck f -> new NumberName(f.channel().ordinal(), f.numberRef());
      case Fact.Reply f when f.numberRef() != null ->
          new NumberName(f.channel().ordinal(), f.numberRef());
      case Fact.Attempt _, Fact.Payment _, Fact.Contact _ -> null;
      case Fact.Status _, Fact.ConsentStated _, Fact.Reply _, Fact.Inconvenience _ -> null;
      case Fact.ThirdPersonContact f -> f.personRef();
      case Fact.Review _, Fact.Closing _, Fact.Complaint _ -> null;
      case Fact.PromiseMade _, Fact.PromiseEnded _ -> null;
    };
  }

  private record NumberName(int channel, @Nullable String ref) {}

  /// Returns the latest snapshot by `asOf` among those reported before the cut; null when there is
  /// none.
  private static Fact.@Nullable Described base(List<Fact> facts, Instant cut) {
    Fact.Described base = null;
    for (Fact fact : facts) {
      if (!isOld(fact, cut)) {
        break;
      }
      if (fact instanceof Fact.Described described
          && (base == null || supersedes(described.snapshot(), base.snapshot()))) {
        base = described;
      }
    }
    return base;
  }

  /// Returns whether a snapshot reported later, in fact order, replaces another.
  static boolean supersedes(Snapshot later, Snapshot earlier) {
    return !later.asOf().isBefore(earlier.asOf());
  }

  private static boolean isOld(Fact fact, Instant cut) {
    return fact.time().isBefore(cut);
  }
}
