package io.quittance.scoring.plan;

import io.quittance.core.plan.ContactPlan;
import io.quittance.core.plan.ContactPlanner;
import io.quittance.core.plan.PlanCandidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The plan of a day over accounts.
///
/// @param currency null when no account is a candidate and none was named
/// @param accounts looked at
/// @param leftOut how many of them are no candidates, by reason
/// @param forbiddenBy how many of those that are forbidden since their decision each rule forbids,
///   by rule, such as `us-reg-f/HC10`
public record DayPlan(
    PlanOrder order,
    @Nullable String currency,
    int accounts,
    Map<ExclusionReason, Integer> leftOut,
    SortedMap<String, Integer> forbiddenBy,
    ContactPlan plan) {

  /// @throws SeveralCurrenciesException when candidates are of several and the order names none
  public static DayPlan of(PlanOrder order, Collection<Candidacy> candidacies) {
    EnumMap<ExclusionReason, Integer> leftOut = new EnumMap<>(ExclusionReason.class);
    SortedMap<String, Integer> forbiddenBy = new TreeMap<>();
    List<Candidacy.Eligible> eligible = new ArrayList<>();
    SortedSet<String> currencies = new TreeSet<>();
    for (Candidacy candidacy : candidacies) {
      switch (candidacy) {
        case Candidacy.Out out -> {
          leftOut.merge(out.reason(), 1, Integer::sum);
          out.rules().forEach(rule -> forbiddenBy.merge(rule, 1, Integer::sum));
        }
        case Candidacy.Eligible candidate -> {
          eligible.add(candidate);
          currencies.add(candidate.currency());
        }
      }
    }
    String currency = order.currency();
    if (currency == null) {
      if (currencies.size() > 1) {
        throw new SeveralCurrenciesException(currencies);
      }
      currency = currencies.isEmpty() ? null : currencies.first();
    }
    List<PlanCandidate> candidates = new ArrayList<>(eligible.size());
    for (Candidacy.Eligible one : eligible) {
      if (one.currency().equals(currency)) {
        candidates.add(one.candidate());
      } else {
        leftOut.merge(ExclusionReason.OTHER_CURRENCY, 1, Integer::sum);
      }
    }
    return new DayPlan(
        order,
        currency,
        candidacies.size(),
        Collections.unmodifiableMap(leftOut),
        Collections.unmodifiableSortedMap(forbiddenBy),
        ContactPlanner.choose(candidates, order.capacity()));
  }
}
