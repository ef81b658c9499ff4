package io.quittance.core.contact;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.OracleTimeline.Span;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts one history to the engine and to the oracle and says where they differ.
final class VerdictCheck {

  private static final List<Action> CONTACTS =
      List.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);
  private static final Duration REACH = Duration.ofDays(60);

  /// What is tested. A broken one serves to test the test.
  interface Engine {
    PolicyVerdict evaluate(Policy policy, DebtorContext context, Instant at);

    PermitVerdict permit(
        Policy policy,
        DebtorContext context,
        Action action,
        @Nullable Place place,
        Instant at,
        List<ReservedPermit> reserved);

    PermitVerdict thirdPerson(
        Policy policy, DebtorContext context, ThirdPerson other, Action action, Instant at);

    ReviewRuling review(Policy policy, DebtorContext context, ReviewKind kind, Instant at);
  }

  private final PolicyCatalogue book;
  private final OracleCatalogue law;
  private final Engine engine;
  private final RuleTally tally;

  VerdictCheck(PolicyCatalogue book, OracleCatalogue law, Engine engine, RuleTally tally) {
    this.book = book;
    this.law = law;
    this.engine = engine;
    this.tally = tally;
  }

  /// Where engine and oracle differ; empty when nowhere.
  List<String> differences(History history) {
    return new One(history).differences();
  }

  private final class One {
    private final History history;
    private final Instant at;
    private final DebtorContext context;
    private final Policy policy;
    private final OracleFacts facts;
    private final List<PolicyPack> packs;
    private final Instant reach;
    private final Instant lawEnd;
    private final LawOracle oracle;
    private final OracleTimeline timeline;
    private final List<String> differences = new ArrayList<>();

    One(History history) {
      this.history = history;
      at = history.at();
      context = history.context();
      policy = book.at(context, at);
      facts = new OracleFacts(history.withReserved(List.of()), at);
      packs = law.at(facts, at);
      reach = at.plus(REACH).plus(Duration.ofDays(3));
      @Nullable Instant change = law.change(facts, at);
      lawEnd = change != null && change.isBefore(reach) ? change : reach;
      oracle = new LawOracle(facts, true);
      timeline = new OracleTimeline(oracle, facts, packs, at, reach, lawEnd);
    }

    List<String> differences() {
      check("packs", names(packs), names(policy.packs()));
      if (packs.isEmpty()) {
        nothingHolds();
      } else {
        evaluation();
        permits();
        thirdPersons();
        reviews();
      }
      return differences;
    }

    private static List<String> names(List<PolicyPack> packs) {
      return packs.stream().map(pack -> pack.id() + " " + pack.version()).toList();
    }

    private void nothingHolds() {
      PolicyVerdict verdict = engine.evaluate(policy, context, at);
      check("permitted without a pack", Set.of(Action.NO_CONTACT), verdict.permitted().keySet());
      for (Action action : CONTACTS) {
        check(action + " without a pack", Set.of("PACK"), ids(blocks(verdict, action)));
        tally.judged("PACK", true);
      }
    }

    private void evaluation() {
      PolicyVerdict verdict = engine.evaluate(policy, context, at);
      for (Action action : CONTACTS) {
        new Evaluated(verdict, action).check();
      }
    }

    /// One action of a verdict about the debtor's own numbers.
    private final class Evaluated {
      private final PolicyVerdict verdict;
      private final Action action;
      private final Place place;
      private final Instant latest = at.plus(OracleCatalogue.horizon(packs));
      private final Duration least = OracleCatalogue.minimumWindow(packs);

      Evaluated(PolicyVerdict verdict, Action action) {
        this.verdict = verdict;
        this.action = action;
        this.place = action == Action.LETTER ? Place.HOME : Place.MOBILE;
      }

      void check() {
        if (timeline.isHopeless(action, place)) {
          blocked(null);
          return;
        }
        Predicate<LawOracle.Moment> lawful = timeline.lawful(action, place);
        @Nullable Span span = timeline.first(lawful, least, latest);
        if (span != null && !span.from().isAfter(latest)) {
          permitted(span);
        } else {
          @Nullable Span later = timeline.first(lawful, least, at.plus(REACH));
          blocked(within(later, least));
        }
      }

      private void permitted(Span span) {
        Instant to = earlier(span.to(), span.from().plus(OracleCatalogue.horizon(packs)));
        check2("window", new ContactWindow(span.from(), to), verdict.window(action));
        check2("blocks", List.of(), blocks(verdict, action));
        check2("next", null, verdict.next().get(action));
        sample(span.from(), to);
        tally.window(oracle, packs, action, place, span.from(), to, at);
      }

      /// What is lawful at the points must be so between them, and no longer after.
      private void sample(Instant from, Instant to) {
        SplittableRandom random = new SplittableRandom(history.seed());
        long length = Duration.between(from, to).toMillis();
        List<Instant> inside =
            List.of(
                from,
                from.plusMillis(length > 1 ? 1 : 0),
                to.minusMillis(1),
                from.plusMillis(random.nextLong(length)),
                from.plusMillis(random.nextLong(length)));
        for (Instant instant : inside) {
          check2(
              "lawful inside at " + instant,
              Set.of(),
              oracle.forbidding(packs, action, place, instant));
        }
        if (from.isAfter(at) && least.isZero()) {
          check2(
              "lawful just before " + from,
              false,
              oracle.lawful(packs, action, place, from.minusMillis(1)));
        }
      }

      private void blocked(@Nullable Instant later) {
        check2("permitted", false, verdict.permits(action));
        check2("next", later, verdict.next().get(action));
        List<Blocked> blocks = blocks(verdict, action);
        Set<String> named = ids(blocks);
        if (named.isEmpty()) {
          differences.add(action + " blocked by nothing");
        }
        for (PolicyPack pack : packs) {
          for (Rule rule : pack.rules()) {
            if (oracle.speaksOf(rule, action)) {
              rule(pack, rule, blocks, later);
            }
          }
        }
        for (String id : named) {
          if (id.equals("PACK") && timeline.lawChanges(latest.plus(least))) {
            continue;
          }
          if (packs.stream()
              .flatMap(pack -> pack.rules().stream())
              .noneMatch(r -> r.id().equals(id))) {
            differences.add(action + " blocked by " + id + ", of which no pack knows");
          }
        }
      }

      /// A rule that forbids the whole horizon is named with its end; another one only if it
      /// forbids some time and its interplay with others leaves no room.
      private void rule(PolicyPack pack, Rule rule, List<Blocked> blocks, @Nullable Instant later) {
        boolean now = oracle.forbids(pack, rule, action, place, oracle.moment(at));
        tally.judged(pack, rule, now);
        if (packs.stream().filter(one -> one.id().equals(pack.id())).count() > 1) {
          return; // while one version takes over from another, a block may be of either
        }
        @Nullable Instant free = now ? timeline.free(pack, rule, action, place) : at;
        boolean whole = free == null || free.isAfter(latest);
        List<Blocked> named =
            blocks.stream()
                .filter(block -> block.ruleId().equals(rule.id()))
                .filter(block -> pack.id().equals(block.pack()))
                .filter(block -> block.citation().equals(rule.citation()))
                .toList();
        if (whole && named.stream().noneMatch(block -> isEnd(pack, rule, free, block.until()))) {
          differences.add(
              action
                  + " "
                  + pack.id()
                  + " "
                  + rule.id()
                  + " forbids until "
                  + free
                  + ", told "
                  + named);
        } else if (!whole
            && named.stream()
                .map(Blocked::until)
                .anyMatch(until -> !Objects.equals(until, later) && !Objects.equals(until, free))) {
          differences.add(
              action + " named " + named + ", free at " + free + ", all together at " + later);
        } else if (!whole && !named.isEmpty() && !forbidsSome(pack, rule)) {
          differences.add(action + " " + rule.id() + " named, but it forbids nothing");
        }
      }

      private boolean isEnd(
          PolicyPack pack, Rule rule, @Nullable Instant free, @Nullable Instant until) {
        return Objects.equals(free, until) || frees(pack, rule, until);
      }

      /// Whether a rule stops forbidding at an instant beyond the reach of the timeline.
      private boolean frees(PolicyPack pack, Rule rule, @Nullable Instant until) {
        return until != null
            && !until.isBefore(reach)
            && !oracle.forbids(pack, rule, action, place, oracle.moment(until))
            && oracle.forbids(pack, rule, action, place, oracle.moment(until.minusMillis(1)));
      }

      private boolean forbidsSome(PolicyPack pack, Rule rule) {
        for (int i = 0; ; i++) {
          LawOracle.@Nullable Moment point = timeline.point(i);
          if (point == null) {
            return false;
          }
          if (oracle.forbids(pack, rule, action, place, point)) {
            return true;
          }
        }
      }

      private void check2(String what, @Nullable Object expected, @Nullable Object actual) {
        One.this.check(action + " " + what, expected, actual);
      }
    }

    /// The beginning of a stretch, if so much of it lies within the sixty days looked at.
    private @Nullable Instant within(@Nullable Span span, Duration least) {
      return span != null && !span.from().plus(least).isAfter(at.plus(REACH)) ? span.from() : null;
    }

    // Permits

    private void permits() {
      OracleFacts counted = new OracleFacts(history, at);
      LawOracle oracle = new LawOracle(counted);
      OracleTimeline timeline = new OracleTimeline(oracle, counted, packs, at, reach, lawEnd);
      List<ReservedPermit> reserved =
          history.reserved().stream()
              .map(
                  one ->
                      new ReservedPermit(
                          one.permitId(),
                          one.account(),
                          one.channel(),
                          one.place(),
                          one.numberRef(),
                          one.at()))
              .toList();
      for (Action action : CONTACTS) {
        PermitVerdict verdict =
            engine.permit(policy, context, action, history.place(), at, reserved);
        permit(oracle, timeline, action, history.place(), verdict);
      }
    }

    /// Asks about a person whom the number of the history chooses.
    private void thirdPersons() {
      SplittableRandom random = new SplittableRandom(history.seed());
      ContactedPerson[] persons = ContactedPerson.values();
      String[] refs = {"t1", "t2", "t3"};
      ThirdPerson other =
          new ThirdPerson(
              random.nextInt(4) == 0 ? null : refs[random.nextInt(refs.length)],
              persons[1 + random.nextInt(persons.length - 1)],
              random.nextInt(4) == 0 ? ContactPurpose.DEBT : ContactPurpose.LOCATION);
      LawOracle oracle = new LawOracle(facts, other);
      OracleTimeline timeline = new OracleTimeline(oracle, facts, packs, at, reach, lawEnd);
      for (Action action : CONTACTS) {
        PermitVerdict verdict = engine.thirdPerson(policy, context, other, action, at);
        if (oracle.mayReach(packs, at)) {
          permit(oracle, timeline, action, null, verdict);
        } else {
          check(
              action + " with " + other,
              Set.of("PERSON"),
              verdict instanceof PermitVerdict.Refused refused ? ids(refused.blocked()) : Set.of());
        }
      }
    }

    private void permit(
        LawOracle oracle,
        OracleTimeline timeline,
        Action action,
        @Nullable Place place,
        PermitVerdict verdict) {
      String what = "permit to " + action;
      SortedSet<String> forbidding = oracle.forbidding(packs, action, place, at);
      tally.edges(oracle, packs, action, place, at);
      tally.modifiers(oracle, packs, action, place, at);
      @Nullable Span first =
          timeline.isHopeless(action, place)
              ? null
              : timeline.first(timeline.lawful(action, place), Duration.ZERO, at.plus(REACH));
      switch (verdict) {
        case PermitVerdict.Granted granted -> {
          check(what, forbidding, Set.of());
          if (forbidding.isEmpty()) {
            Instant to = Objects.requireNonNull(first).to();
            check(
                what + " until",
                earlier(to, at.plus(OracleCatalogue.horizon(packs))),
                granted.until());
          }
        }
        case PermitVerdict.Refused refused -> {
          check(what, forbidding, ids(refused.blocked()));
          @Nullable Instant next = within(first, Duration.ofNanos(1));
          check(what + " next", next, refused.next());
        }
      }
    }

    // Reviews

    private void reviews() {
      for (ReviewKind kind : ReviewKind.values()) {
        ReviewRuling verdict = engine.review(policy, context, kind, at);
        SortedSet<String> barring = new TreeSet<>();
        boolean spoken = false;
        for (PolicyPack pack : packs) {
          for (Rule rule : pack.rules()) {
            if (rule.reviews().contains(kind) && oracle.binds(rule, at)) {
              boolean bars = oracle.bars(rule, at);
              tally.judged(pack, rule, bars || rule.limit() instanceof ReviewLimit.HumanDecision);
              spoken = true;
              if (bars) {
                barring.add(rule.id());
              }
            }
          }
        }
        check("review " + kind + " barred", !barring.isEmpty(), verdict.barred());
        check("review " + kind + " spoken of", spoken, verdict.ruleId() != null);
        if (verdict.barred() && !barring.contains(verdict.ruleId())) {
          differences.add(
              "review " + kind + " barred by " + verdict.ruleId() + ", not by " + barring);
        }
      }
    }

    private void check(String what, @Nullable Object expected, @Nullable Object actual) {
      if (!Objects.equals(expected, actual)) {
        differences.add(what + ": the oracle says " + expected + ", the engine " + actual);
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<Blocked> blocks(PolicyVerdict verdict, Action action) {
    return verdict.blocked().stream().filter(block -> block.action() == action).toList();
  }

  private static Set<String> ids(List<Blocked> blocks) {
    return blocks.stream().map(Blocked::ruleId).collect(Collectors.toCollection(TreeSet::new));
  }
}
