package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.effect.Arm;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.effect.SampleEffects;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.text.Sha256;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Decisions of a model that has learnt what treatments are worth.
final class LearntEffectsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final double PAID = 0.9;

  private final DecideTreatment decide =
      new DecideTreatment(
          PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
          ReasonTexts.of(Locale.ENGLISH));

  private static ScoringModel load(byte[] bundle) {
    return new ModelLoader(OnnxRuntimeMode.OFF).load(bundle, "payment-30d", 1, Sha256.hex(bundle));
  }

  private static ScoringModel model(ToDoubleFunction<String> effects) {
    return load(Bundles.withEffects(1, SampleEffects.of(effects, PAID)));
  }

  private DecisionMade decide(ScoringModel model, String account) {
    AccountEvent placed = Events.placed(account, "d-" + account, TIME, 500_000, "USD");
    Envelope envelope = Events.envelope("default", "e-" + account, TIME, placed);
    AccountState state = AccountState.empty("default", account).apply(envelope, placed).state();
    return decide.decide(envelope, new DebtorContext(state, List.of()), model);
  }

  private List<DecisionMade> ranked(ScoringModel model) {
    return IntStream.range(0, 60)
        .mapToObj(i -> decide(model, "a-" + i))
        .filter(
            decision ->
                decision.selection().basis() == DecisionMade.Basis.RANKED
                    || decision.selection().basis() == DecisionMade.Basis.NO_GAIN)
        .toList();
  }

  @Test
  void theTreatmentThatWorksIsRecommended() {
    List<DecisionMade> letters = ranked(model(factor -> factor.equals("letter") ? 1.5 : -1.0));
    List<DecisionMade> mails = ranked(model(factor -> factor.equals("email") ? 1.5 : -1.0));

    assertTrue(letters.size() > 30, "ranked " + letters.size());
    letters.forEach(decision -> assertEquals(Action.LETTER, decision.recommended().action()));
    mails.forEach(decision -> assertEquals(Action.EMAIL, decision.recommended().action()));
  }

  @Test
  void nobodyIsContactedWhereContactsDoHarm() {
    ranked(model(_ -> -0.5))
        .forEach(decision -> assertEquals(Action.NO_CONTACT, decision.recommended().action()));
  }

  @Test
  void aDecisionRecordsWhatEachTreatmentWasExpectedToBring() {
    ScoringModel model = model(factor -> factor.equals("letter") ? 1.5 : -1.0);
    DecisionMade decision = ranked(model).getFirst();

    DecisionMade.Week week =
        Objects.requireNonNull(Objects.requireNonNull(decision.answer()).week());
    LearntEffects learnt = SampleEffects.of(factor -> factor.equals("letter") ? 1.5 : -1.0, PAID);
    FeatureVector features = FeatureVector.of(decision.features());
    float[] row = ContactDesign.inputs(features);
    float[] modifiers = ContactDesign.modifiers(features);
    double[] expected = learnt.model().expected(row, modifiers);
    for (int arm = 0; arm < expected.length; arm++) {
      assertEquals(expected[arm], week.expectedShares().get(arm), 1e-12);
    }
    int letter = Treatment.values().indexOf(Treatment.of(decision.recommended()));
    EffectModel.Chance chance = learnt.model().prospect(row, modifiers).chance(letter);
    assertEquals(chance.from(), week.from(), 1e-12);
    assertEquals(chance.to(), week.to(), 1e-12);
    assertEquals(
        expected[letter] / PAID,
        Objects.requireNonNull(decision.actions().get(1).weekProbability()),
        1e-12);
    assertEquals(
        3,
        decision.actions().stream()
            .map(DecisionMade.ActionValue::weekProbability)
            .distinct()
            .count());
  }

  @Test
  void aRecordedDecisionIsReadAgain() {
    DecisionMade decision = ranked(model(_ -> 0.5)).getFirst();

    assertEquals(decision, EventCodec.read(EventCodec.write(decision), DecisionMade.class));
  }

  @Test
  void aModelWithoutEffectsDecidesAsBefore() {
    DecisionMade decision = decide(load(Bundles.forest(1, 3, 3)), "a-1");

    assertNull(Objects.requireNonNull(decision.answer()).week());
    assertTrue(decision.actions().stream().allMatch(a -> a.weekProbability() == null));
  }

  @Test
  void effectsOfOtherTreatmentsAreRefused() {
    LearntEffects known = SampleEffects.of(_ -> 0.1, PAID);
    EffectModel model = known.model();
    EffectDesign design = model.design();
    List<Arm> arms =
        design.arms().stream()
            .map(arm -> new Arm(arm.name() + "-2", arm.factors(), arm.payment()))
            .toList();
    LearntEffects other =
        new LearntEffects(
            known.features(),
            new EffectModel(
                new EffectDesign(arms, design.modifiers(), design.terms()),
                model.base(),
                model.level(),
                model.standardisation(),
                model.posterior(),
                model.shares()),
            known.evidence(),
            known.golden());

    assertEquals(
        "effects",
        assertThrows(ModelRefusedException.class, () -> load(Bundles.withEffects(1, other)))
            .rule());
  }
}
