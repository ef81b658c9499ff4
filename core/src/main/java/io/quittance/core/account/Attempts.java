package io.quittance.core.account;

import java.util.ArrayList;
import java.util.List;

/// The attempts of an account, where an outcome takes the place of the use of its permit.
public final class Attempts {

  private Attempts() {}

  /// The attempts among the facts of one account, in order.
  static List<Fact.Attempt> in(List<Fact> facts) {
    List<Fact.Attempt> attempts = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Attempt attempt) {
        attempts.add(attempt);
      }
    }
    return distinct(attempts);
  }

  /// All attempts but those which are only known by the use of a permit that another one names,
  /// too. Several outcomes of one permit are so many attempts.
  ///
  /// @param attempts of one account
  /// @return in the order given; the argument itself when all count
  public static List<Fact.Attempt> distinct(List<Fact.Attempt> attempts) {
    List<Fact.Attempt> kept = attempts;
    for (int i = 0; i < attempts.size(); i++) {
      Fact.Attempt attempt = attempts.get(i);
      if (attempt.result() == null && toldAgain(attempt, i, attempts)) {
        kept = kept == attempts ? new ArrayList<>(attempts) : kept;
        kept.remove(attempt);
      }
    }
    return kept;
  }

  private static boolean toldAgain(Fact.Attempt used, int place, List<Fact.Attempt> attempts) {
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
