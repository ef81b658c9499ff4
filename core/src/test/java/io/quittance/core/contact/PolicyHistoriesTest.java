package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.RuleTally.Counts;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contact policy on generated histories against [LawOracle], which was written from the rules
/// alone. `-Dquittance.policy.histories=1000000` sets how many, `-Dquittance.policy.from=50000`
/// which is the first, `-Dquittance.policy.threads=1` by how many threads,
/// `-Dquittance.policy.seed=7` looks at one.
class PolicyHistoriesTest {

  private static final int THREADS = Integer.getInteger("quittance.policy.threads", 2);
  private static final List<String> PREFERENCE = BuiltInPacks.DEFAULTS;

  private static final List<PolicyPack> PACKS =
      BuiltInPacks.all().stream()
          .filter(pack -> PREFERENCE.contains(pack.id()))
          .sorted(Comparator.comparingInt(pack -> PREFERENCE.indexOf(pack.id())))
          .toList();

  /// The packs that ship, and packs of no law.
  private static final List<World> WORLDS =
      List.of(World.of(PACKS), World.of(PACKS), World.of(PACKS), World.of(TrialPacks.all()));

  private record World(
      List<PolicyPack> packs,
      PolicyCatalogue book,
      OracleCatalogue law,
      HistoryGenerator generator) {
    static World of(List<PolicyPack> packs) {
      OracleCatalogue law = new OracleCatalogue(LawNumbers.of(packs));
      return new World(packs, PolicyCatalogue.of(packs), law, new HistoryGenerator(law.lawDays()));
    }

    static World of(long seed) {
      return WORLDS.get((int) Math.floorMod(seed, (long) WORLDS.size()));
    }

    VerdictCheck check(VerdictCheck.Engine engine, RuleTally tally) {
      return new VerdictCheck(book, law, engine, tally);
    }
  }

  /// What went wrong first.
  private record Failure(long seed, List<String> differences) {}

  private record Run(@Nullable Failure failure, SortedMap<String, Counts> counts, long histories) {}

  @Test
  void everyVerdictIsTheOracles() throws Exception {
    long histories = Long.getLong("quittance.policy.histories", 6_000);
    @Nullable Long seed = Long.getLong("quittance.policy.seed");
    long begun = System.nanoTime();

    long first = Long.getLong("quittance.policy.from", 0);
    Run run =
        seed == null
            ? run(new Plain(), first, first + histories)
            : run(new Plain(), seed, seed + 1);

    double seconds = (System.nanoTime() - begun) / 1e9;
    if (run.failure() != null) {
      throw new AssertionError(told(run.failure(), new Plain()));
    }
    report(run, seconds);
    if (seed == null && histories >= 6_000) {
      assertNothingIsVacuous(run.counts());
    }
  }

  private static void assertNothingIsVacuous(Map<String, Counts> counts) {
    for (PolicyPack pack : WORLDS.stream().flatMap(world -> world.packs().stream()).toList()) {
      for (Rule rule : pack.rules()) {
        String name = pack.id() + " " + rule.id();
        long least = 3;
        Counts met = counts.get(name);
        assertNotNull(met, name + " was never met");
        assertTrue(
            met.blocked() >= least || isDefault(rule),
            name + " blocked " + met.blocked() + " times");
        assertTrue(
            met.free() >= least || isAbsolute(rule.limit()),
            name + " was free " + met.free() + " times");
      }
    }
  }

  private static boolean isAbsolute(Limit limit) {
    return limit instanceof ReviewLimit.HumanDecision
        || (limit instanceof ChannelLimit.ThirdPersons persons && persons.max() == 0);
  }

  private static void report(Run run, double seconds) {
    StringBuilder lines = new StringBuilder();
    lines.append("%,d histories in %.1f s, violations 0%n".formatted(run.histories(), seconds));
    run.counts()
        .forEach(
            (rule, one) ->
                lines.append(
                    "| %s | %,d | %,d | %,d | %,d |%n"
                        .formatted(rule, one.blocked(), one.free(), one.opened(), one.closed())));
    System.out.print(lines);
  }

  private static String told(Failure failure, VerdictCheck.Engine engine) {
    World world = World.of(failure.seed());
    VerdictCheck check = world.check(engine, new RuleTally());
    History small =
        HistoryShrinker.shrink(
            world.generator().of(failure.seed()),
            history -> !differences(check, history).isEmpty());
    return "seed %d differs: %s%nshrunk to%n%s%nwhich differs: %s"
        .formatted(failure.seed(), failure.differences(), small, differences(check, small));
  }

  private static List<String> differences(VerdictCheck check, History history) {
    try {
      return check.differences(history);
    } catch (RuntimeException e) {
      return List.of(
          e
              + " at "
              + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length)));
    }
  }

  /// All seeds of [from, to), stopped at the first failure.
  private static Run run(VerdictCheck.Engine engine, long from, long to)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong(from);
    List<Run> runs = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<Run>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        work.add(() -> part(engine, next, to));
      }
      for (Future<Run> part : pool.invokeAll(work)) {
        runs.add(part.get());
      }
    }
    TreeMap<String, Counts> counts = new TreeMap<>();
    runs.forEach(run -> run.counts().forEach((id, one) -> counts.merge(id, one, Counts::plus)));
    Failure failure =
        runs.stream()
            .map(Run::failure)
            .filter(one -> one != null)
            .min(Comparator.comparingLong(Failure::seed))
            .orElse(null);
    return new Run(failure, counts, runs.stream().mapToLong(Run::histories).sum());
  }

  private static Run part(VerdictCheck.Engine engine, AtomicLong next, long to) {
    RuleTally tally = new RuleTally();
    long done = 0;
    for (long seed = next.getAndIncrement(); seed < to; seed = next.getAndIncrement()) {
      World world = World.of(seed);
      List<String> differences =
          differences(world.check(engine, tally), world.generator().of(seed));
      done++;
      if (!differences.isEmpty()) {
        next.set(to);
        return new Run(new Failure(seed, differences), tally.counts(), done);
      }
    }
    return new Run(null, tally.counts(), done);
  }

  /// An engine with a fault must be found out by few histories.
  @Test
  void faultsOfTheEngineAreFound() throws Exception {
    assertFound("a window that opens a millisecond late", new LateWindow());
    assertFound("one attempt more", new OtherPacks(TrialFaults::oneAttemptMore));
    assertFound("a closing hour a millisecond late", new OtherPacks(TrialFaults::longerDay));
    assertFound("a day less after a conversation", new OtherPacks(TrialFaults::shorterRest));
  }

  /// A number of a pack that is not the law's is found, though the engine and the pack agree.
  @Test
  void aNumberOfAPackThatIsNotTheLawsIsFound() {
    assertFoundIn("us-reg-f", TrialFaults::oneAttemptMore);
    assertFoundIn("india-rbi", TrialFaults::longerDay);
    assertFoundIn("strict", TrialFaults::shorterRest);
    assertFoundIn("us-ma", TrialFaults::oneAttemptMore);
    assertFoundIn("uk-fca", TrialFaults::shorterMoratorium);
    assertFoundIn("gr", TrialFaults::shorterGap);
    assertFoundIn("ca-on", TrialFaults::shorterWait);
  }

  private static void assertFoundIn(String pack, UnaryOperator<PolicyPack> change) {
    List<PolicyPack> changed =
        PACKS.stream().map(one -> one.id().equals(pack) ? change.apply(one) : one).toList();
    assertNotEquals(PACKS, changed);
    World world = World.of(changed);
    VerdictCheck check = world.check(new Plain(), new RuleTally());
    assertTrue(
        LongStream.range(0, 50_000)
            .anyMatch(seed -> !differences(check, world.generator().of(seed)).isEmpty()),
        "a wrong number of " + pack + " was not found");
  }

  /// Without a rule, some history shows that it is missing; of every rule only in a long run.
  @Test
  void aMissingRuleIsFound() throws Exception {
    boolean all = Long.getLong("quittance.policy.histories", 0) >= 100_000;
    Set<String> some = Set.of("trial HC02", "trial HC14", "trial-overlay HC19");
    for (PolicyPack pack : WORLDS.stream().distinct().flatMap(w -> w.packs().stream()).toList()) {
      for (Rule rule : pack.rules()) {
        String name = pack.id() + " " + rule.id();
        if ((all && !isDefault(rule) && !isToldTwice(pack, rule)) || some.contains(name)) {
          assertFound(name, new OtherPacks(one -> TrialFaults.without(one, pack, rule)));
        }
      }
    }
  }

  /// To count over the debtor is what is done without a rule, too.
  private static boolean isDefault(Rule rule) {
    return rule.limit() instanceof CountingRule.CountingScope told
        && told.scope() == Limit.Scope.DEBTOR;
  }

  /// What a base and its overlay both demand in the same words is not missed in one of them.
  private static boolean isToldTwice(PolicyPack pack, Rule rule) {
    return WORLDS.stream()
        .flatMap(world -> world.packs().stream())
        .filter(other -> !other.id().equals(pack.id()))
        .flatMap(other -> other.rules().stream())
        .anyMatch(other -> other.id().equals(rule.id()) && other.limit().equals(rule.limit()));
  }

  private static void assertFound(String fault, VerdictCheck.Engine engine) throws Exception {
    assertNotNull(run(engine, 0, 50_000).failure(), fault + " was not found");
  }

  /// The engine as it is.
  private static class Plain implements VerdictCheck.Engine {
    @Override
    public PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
      return ContactPolicy.evaluate(policy, context, at);
    }

    @Override
    public PermitVerdict permit(
        Policy policy,
        DebtorContext context,
        Action action,
        @Nullable Place place,
        Instant at,
        List<ReservedPermit> reserved) {
      return ContactPolicy.permit(policy, context, action, place, at, reserved);
    }

    @Override
    public PermitVerdict thirdPerson(
        Policy policy, DebtorContext context, ThirdPerson other, Action action, Instant at) {
      return ContactPolicy.thirdPerson(policy, context, other, action, at);
    }

    @Override
    public ReviewRuling review(Policy policy, DebtorContext context, ReviewKind kind, Instant at) {
      return ContactPolicy.review(policy, context, kind, at);
    }
  }

  private static final class LateWindow extends Plain {
    @Override
    public PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
      PolicyVerdict told = super.evaluate(policy, context, at);
      TreeMap<Action, Optional<ContactWindow>> late = new TreeMap<>();
      told.permitted().forEach((action, window) -> late.put(action, window.map(LateWindow::late)));
      return new PolicyVerdict(
          late, told.blocked(), told.daysPastDue(), told.hardship(), told.next());
    }

    private static ContactWindow late(ContactWindow window) {
      return new ContactWindow(window.notBefore().plusMillis(1), window.notAfter());
    }
  }

  /// The engine with packs that are not those the oracle has.
  private static final class OtherPacks extends Plain {
    private final UnaryOperator<PolicyPack> other;
    private final Map<Policy, Policy> policies = new ConcurrentHashMap<>();

    OtherPacks(UnaryOperator<PolicyPack> other) {
      this.other = other;
    }

    private Policy other(Policy policy) {
      return policy.isNone() ? policy : policies.computeIfAbsent(policy, this::made);
    }

    private Policy made(Policy policy) {
      List<PolicyPack> packs = policy.packs().stream().map(other).toList();
      return Policy.of(packs.getFirst(), packs.subList(1, packs.size()), policy.changesAt());
    }

    @Override
    public PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at) {
      return super.evaluate(other(policy), context, at);
    }

    @Override
    public PermitVerdict permit(
        Policy policy,
        DebtorContext context,
        Action action,
        @Nullable Place place,
        Instant at,
        List<ReservedPermit> reserved) {
      return super.permit(other(policy), context, action, place, at, reserved);
    }

    @Override
    public PermitVerdict thirdPerson(
        Policy policy, DebtorContext context, ThirdPerson other, Action action, Instant at) {
      return super.thirdPerson(other(policy), context, other, action, at);
    }

    @Override
    public ReviewRuling review(Policy policy, DebtorContext context, ReviewKind kind, Instant at) {
      return super.review(other(policy), context, kind, at);
    }
  }
}
