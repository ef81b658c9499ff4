package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which statements decide and which count on a closed account, named one by one.
final class AccountFactTest {

  private static final Set<String> TRIGGERS =
      Set.of(
          "io.quittance.account.placed.v1",
          "io.quittance.account.updated.v1",
          "io.quittance.account.review-due.v1",
          "io.quittance.account.dispute-opened.v1",
          "io.quittance.account.dispute-resolved.v1",
          "io.quittance.account.hardship-reported.v1",
          "io.quittance.account.cease-requested.v1",
          "io.quittance.account.attorney-retained.v1",
          "io.quittance.account.bankruptcy-filed.v1",
          "io.quittance.account.deceased-reported.v1",
          "io.quittance.account.identity-theft-reported.v1",
          "io.quittance.account.minor-reported.v1",
          "io.quittance.account.breathing-space-started.v1",
          "io.quittance.account.breathing-space-ended.v1",
          "io.quittance.account.vulnerability-reported.v1",
          "io.quittance.account.vulnerability-ended.v1",
          "io.quittance.account.review-concluded.v1",
          "io.quittance.account.closed.v1");

  private static final Set<String> NO_EFFECT_WHEN_CLOSED =
      Set.of(
          "io.quittance.account.updated.v1",
          "io.quittance.account.review-due.v1",
          "io.quittance.account.closed.v1",
          "io.quittance.outcome.promise-made.v1",
          "io.quittance.outcome.promise-kept.v1",
          "io.quittance.outcome.promise-broken.v1",
          "io.quittance.outcome.instalment-assessed.v1");

  private static Stream<AccountFact> examples() {
    return Stream.concat(EventExamples.accountEvents().stream(), EventExamples.outcomes().stream());
  }

  private static Set<String> types(Predicate<AccountFact> chosen) {
    return new TreeSet<>(examples().filter(chosen).map(EventTypes::of).toList());
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AccountFactTest::records)
        : Stream.of(type);
  }

  private static Set<String> names(Stream<? extends Class<?>> types) {
    return new TreeSet<>(types.<String>map(Class::getName).toList());
  }

  @Test
  void everyRecordHasATypeAndAnExample() {
    Set<String> declared = names(records(AccountFact.class));

    assertEquals(declared, names(examples().map(Object::getClass)));
    assertEquals(
        declared,
        names(
            Stream.concat(
                EventTypes.accountEventTypes().values().stream(),
                EventTypes.outcomeTypes().values().stream())));
  }

  @Test
  void theseStatementsTriggerADecision() {
    assertEquals(new TreeSet<>(TRIGGERS), types(AccountFact::triggersDecision));
  }

  @Test
  void aPlacementReopensAClosedAccountAndTheseStatementsDoNothingToIt() {
    TreeMap<AccountFact.EffectWhenClosed, Set<String>> effects = new TreeMap<>();
    for (AccountFact.EffectWhenClosed effect : AccountFact.EffectWhenClosed.values()) {
      effects.put(effect, types(fact -> fact.effectWhenClosed() == effect));
    }

    assertEquals(
        Set.of("io.quittance.account.placed.v1"),
        effects.get(AccountFact.EffectWhenClosed.REOPENS));
    assertEquals(
        new TreeSet<>(NO_EFFECT_WHEN_CLOSED), effects.get(AccountFact.EffectWhenClosed.NONE));
  }

  @Test
  void theTopicOfATypeNeedNotBeKnownToReadIt() {
    examples()
        .forEach(
            fact ->
                assertEquals(
                    fact, EventCodec.accountFact(EventTypes.of(fact), EventCodec.write(fact))));
  }
}
