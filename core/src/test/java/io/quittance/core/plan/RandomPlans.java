package io.quittance.core.plan;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Offer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/// Problems drawn from a seed.
record RandomPlans(List<PlanCandidate> candidates, PlanCapacity capacity) {

  private static final List<Action> CONTACTS =
      List.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

  /// A few accounts with round numbers, so that ties and exact fits are common; some share a
  /// debtor, some options lose, some resources are absent, some plentiful.
  static RandomPlans small(long seed, int mostAccounts) {
    SplittableRandom random = new SplittableRandom(seed);
    int accounts = 1 + random.nextInt(mostAccounts);
    List<PlanCandidate> candidates = new ArrayList<>();
    for (int a = 0; a < accounts; a++) {
      List<PlanOption> options = new ArrayList<>();
      for (Action action : CONTACTS) {
        if (random.nextInt(3) > 0) {
          options.add(
              new PlanOption(
                  action,
                  Offer.REMINDER,
                  random.nextInt(-5, 20) * (random.nextBoolean() ? 1 : 1.37),
                  random.nextInt(4) * 1.5,
                  random.nextInt(5) * (random.nextBoolean() ? 1 : 0.125),
                  null,
                  null));
        }
      }
      String debtor = random.nextInt(3) == 0 ? null : "p-" + random.nextInt(mostAccounts);
      candidates.add(new PlanCandidate("a-" + a, debtor, new UUID(seed, a), options));
    }
    Map<Channel, Integer> limits = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      if (random.nextInt(3) == 0) {
        limits.put(channel, random.nextInt(3));
      }
    }
    return new RandomPlans(
        candidates,
        new PlanCapacity(
            random.nextInt(3 * accounts + 1), random.nextInt(3 * accounts + 1), limits));
  }

  /// A portfolio whose capacities all bind: gains from a balance and a probability that rises with
  /// the channel, less its cost and burden; every eighth debtor has two accounts.
  static RandomPlans large(long seed, int accounts) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PlanCandidate> candidates = new ArrayList<>(accounts);
    double[] cost = {110, 2, 5, 150};
    double[] burden = {40, 20, 40, 150};
    double[] minutes = {0.5, 0, 0, 6};
    for (int a = 0; a < accounts; a++) {
      double balance = Math.exp(10.5 + random.nextGaussian());
      double base = random.nextDouble();
      List<PlanOption> options = new ArrayList<>(4);
      for (int i = 0; i < cost.length; i++) {
        double lift = (1 - base) * base * (i + 1) * random.nextDouble() * 0.4;
        options.add(
            new PlanOption(
                CONTACTS.get(i),
                Offer.REMINDER,
                lift * balance * 0.1 - cost[i] - burden[i],
                minutes[i],
                cost[i],
                null,
                null));
      }
      candidates.add(
          new PlanCandidate("a-" + a, "p-" + (a % 8 == 1 ? a - 1 : a), new UUID(seed, a), options));
    }
    return new RandomPlans(
        candidates,
        new PlanCapacity(
            accounts * 0.12,
            accounts * 4.0,
            Map.of(Channel.CALL, accounts / 100, Channel.SMS, accounts / 10)));
  }
}
