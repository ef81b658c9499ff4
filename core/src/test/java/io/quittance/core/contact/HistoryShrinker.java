package io.quittance.core.contact;

import io.quittance.core.contact.History.Reservation;
import io.quittance.core.contact.History.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing history small: events are left out as long as it still fails, first many at a
/// time, then one by one; then times are made rounder.
final class HistoryShrinker {

  private static final ChronoUnit[] ROUNDER = {
    ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS
  };

  private HistoryShrinker() {}

  /// The smallest found that fails, too.
  ///
  /// @param fails whether a history fails; an exception counts as failing
  static History shrink(History history, Predicate<History> fails) {
    History small = history;
    for (int round = 0; round < 3; round++) {
      History before = small;
      small = withFewer(small, fails);
      small = withFewerReserved(small, fails);
      small = withRounderTimes(small, fails);
      if (small.equals(before)) {
        break;
      }
    }
    return small;
  }

  private static History withFewer(History history, Predicate<History> fails) {
    History small = history;
    for (int size = Math.max(1, history.told().size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < small.told().size(); ) {
        List<Told> fewer = new ArrayList<>(small.told());
        fewer.subList(from, Math.min(from + size, fewer.size())).clear();
        History candidate = small.with(fewer);
        if (fails.test(candidate)) {
          small = candidate;
        } else {
          from += size;
        }
      }
    }
    return small;
  }

  private static History withFewerReserved(History history, Predicate<History> fails) {
    History small = history;
    for (int i = 0; i < small.reserved().size(); ) {
      List<Reservation> fewer = new ArrayList<>(small.reserved());
      fewer.remove(i);
      History candidate = small.withReserved(fewer);
      if (fails.test(candidate)) {
        small = candidate;
      } else {
        i++;
      }
    }
    return small;
  }

  private static History withRounderTimes(History history, Predicate<History> fails) {
    History small = history;
    for (ChronoUnit unit : ROUNDER) {
      History candidate = small.with(small.at().truncatedTo(unit));
      if (!candidate.at().equals(small.at()) && fails.test(candidate)) {
        small = candidate;
        break;
      }
    }
    for (int i = 0; i < small.told().size(); i++) {
      for (ChronoUnit unit : ROUNDER) {
        Told told = small.told().get(i);
        Instant round = told.time().truncatedTo(unit);
        List<Told> others = new ArrayList<>(small.told());
        others.set(i, new Told(told.account(), round, told.id(), told.what()));
        History candidate = small.with(List.copyOf(others));
        if (!round.equals(told.time()) && fails.test(candidate)) {
          small = candidate;
          break;
        }
      }
    }
    return small;
  }
}
