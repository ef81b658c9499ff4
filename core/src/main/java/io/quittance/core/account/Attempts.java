package io.quittance.core.account;

import java.util.ArrayList;
import java.util.List;

/// Counts the attempts of an account: an outcome replaces the use of the permit that it names.
public final class Attempts {

  private Attempts() {}

  /// Returns the attempts among the facts of one account, in order.
  static List<Fact.Attempt> in(List<Fact> facts) {
    List<Fact.Attempt> attempts = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Attempt attempt) {
        attempts.add(attempt);
      }
    }
    return distinct(attempts);
  }

  /// Returns the attempts without those known only from the use of a permit that another attempt
  /// names. Several outcomes of one permit count as several attempts.
  ///
  /// @param attempts the attempts of one account
  /// @return in the given order; the argument itself when all count
  public static List<Fact.Attempt> distinct(List<Fact.Attempt> attempts) {
    List<Fact.Attempt> kept = attempts;
    for (int i = 0; i < attempts.size(); i++) {
      Fact.Attempt attempt = attempts.get(i);
      if (attempt.result() == null && isSuperseded(attempt, i, attempts)) {
        kept = kept == attempts ? new ArrayList<>(attempts) : kept;
        kept.remove(attempt);
      }
    }
    return kept;
  }

  private static boolean isSuperseded(Fact.Attempt used, int place, List<Fact.Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      Fact.Attempt other = attempts.get(i);
      if (i != place
          && used.permitId() != null
          && used.permitId().equals(other.permitId())
          && (other.result() != null || i > place)) {
        return true;
      }
    }
    return false;
  }
}
