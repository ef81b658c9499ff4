package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.feature.RowQualityCheck.Verdict;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.text.Sha256;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class FeatureQualityTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private final List<Verdict> verdicts = new ArrayList<>();
  private final DecideTreatment decide =
      new DecideTreatment(
          PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
          ReasonTexts.of(Locale.ENGLISH),
          verdicts::add,
          _ -> {});
  private final ScoringModel model = model();

  private static ScoringModel model() {
    byte[] bundle = Bundles.forest(1, 3, 3);
    return new ModelLoader(OnnxRuntimeMode.OFF).load(bundle, "payment-30d", 1, Sha256.hex(bundle));
  }

  private DecisionMade decide(long balanceMinor) {
    AccountEvent placed = Events.placed("a-1", "d-1", TIME, balanceMinor, "USD");
    Envelope envelope = Events.envelope("default", "e-1", TIME, placed);
    AccountState account = AccountState.empty("default", "a-1").apply(envelope, placed).state();
    return decide.decide(envelope, new DebtorContext(account, List.of()), model);
  }

  @Test
  void theModelDecidesOnFeaturesItKnows() {
    DecisionMade decision = decide(120_000);
    assertFalse(decision.degraded());
    assertEquals(1, verdicts.size());
    assertFalse(verdicts.contains(Verdict.REJECT));
  }

  @Test
  void rulesAloneDecideOnFeaturesThatCannotBeTrusted() {
    DecisionMade decision = decide(90_000_000_000L);
    assertTrue(decision.degraded());
    assertNull(decision.answer());
    assertEquals(List.of(Verdict.REJECT), verdicts);
  }

  @Test
  void theVerdictIsTheSameEachTime() {
    assertEquals(decide(90_000_000_000L), decide(90_000_000_000L));
  }
}
