package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.GraphBundles;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.BatchModel;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A champion that is no forest decides, with reasons.
final class OtherFamiliesTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private static ScoringModel load(byte[] zip) {
    return new ModelLoader(OnnxRuntimeMode.REQUIRED).load(zip, "payment-30d", 1, Sha256.hex(zip));
  }

  private static DecisionMade decide(ScoringModel model, String language) {
    return decide(model, language, _ -> {});
  }

  private static DecisionMade decide(
      ScoringModel model, String language, Consumer<RowQualityCheck.Verdict> observer) {
    AccountEvent placed = Events.placed("a-1", "p-1", TIME);
    Envelope envelope = Events.envelope("default", "1", TIME, placed);
    AccountState state = AccountState.empty("default", "a-1").apply(envelope, placed).state();
    return new DecideTreatment(
            PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
            ReasonTexts.of(Locale.forLanguageTag(language)),
            observer,
            _ -> {})
        .decide(envelope, DebtorContext.of(state), model);
  }

  @Test
  void aLogisticRegressionIsExplainedExactly() {
    ModelBundle bundle = GraphBundles.logistic(3);
    ScoringModel model = load(bundle.write());
    DecisionMade decision = decide(model, "en");

    assertEquals(DecisionMade.ExplanationMethod.ADDITIVE, attribution(decision).method());
    explains(model, decision, 1e-5);
    FeatureVector features = FeatureVector.of(decision.features());
    double[] calm = contributions(model, features, Action.NO_CONTACT);
    double[] call = contributions(model, features, Action.CALL);
    for (int j = 0; j < calm.length - 1; j++) {
      assertEquals(calm[j], call[j], 1e-5);
    }
  }

  private static double[] contributions(ScoringModel model, FeatureVector features, Action action) {
    return model.explain(features, action).orElseThrow().contributions();
  }

  @Test
  void aPerceptronIsExplainedBySamplingAndSaysSo() {
    ScoringModel model = load(GraphBundles.perceptron(4, ExplanationMethod.SAMPLED).write());
    DecisionMade decision = decide(model, "en");

    assertEquals(DecisionMade.ExplanationMethod.SAMPLED, attribution(decision).method());
    explains(model, decision, 1e-5);
    DecisionMade again =
        decide(load(GraphBundles.perceptron(4, ExplanationMethod.SAMPLED).write()), "en");
    assertEquals(decision, again);
  }

  @Test
  void rowsOfAFileAreExplainedInTheSameWay() {
    BatchModel model =
        new ModelLoader(OnnxRuntimeMode.REQUIRED)
            .loadForBatch(GraphBundles.perceptron(4, ExplanationMethod.SAMPLED).write());
    float[] row = GraphBundles.logistic(9).goldenRows().features()[0];

    assertEquals(Optional.of(ExplanationMethod.SAMPLED), model.explanationMethod());
    assertEquals(model.score(row).margins()[0], model.explain(row).margin(), 1e-6);
  }

  private static DecisionMade.Attribution attribution(DecisionMade decision) {
    return Objects.requireNonNull(Objects.requireNonNull(decision.answer()).attribution());
  }

  private static void explains(ScoringModel model, DecisionMade decision, double tolerance) {
    FeatureVector features = FeatureVector.of(decision.features());
    Explanation explanation =
        model.explain(features, decision.recommended().action()).orElseThrow();
    assertEquals(
        Objects.requireNonNull(decision.answer()).margin(), explanation.margin(), tolerance);
    assertEquals(attribution(decision).baseValue(), explanation.baseValue());
    List<DecisionMade.Reason> reasons = attribution(decision).reasons();
    assertEquals(DecideTreatment.REASONS, reasons.size());
    assertArrayEquals(
        reasons.stream().mapToDouble(reason -> -Math.abs(reason.contribution())).sorted().toArray(),
        reasons.stream().mapToDouble(reason -> -Math.abs(reason.contribution())).toArray());
  }

  @Test
  void aForestIsExplainedByItsTrees() {
    DecisionMade decision = decide(load(Bundles.forest(1, 5, 3)), "en");

    assertEquals(DecisionMade.ExplanationMethod.TREES, attribution(decision).method());
  }

  @Test
  void whatIsNotAdditiveButSaysSoIsRefused() {
    byte[] zip = GraphBundles.perceptron(4, ExplanationMethod.ADDITIVE).write();
    ModelRefusedException refused = assertThrows(ModelRefusedException.class, () -> load(zip));

    assertEquals("explanation", refused.rule());
  }

  @Test
  void whereAGraphAnswersNoNumberTheRulesDecide() {
    ScoringModel model = load(GraphBundles.blindToGaps(5).write());
    List<RowQualityCheck.Verdict> verdicts = new ArrayList<>();

    DecisionMade decision = decide(model, "en", verdicts::add);

    assertTrue(!verdicts.contains(RowQualityCheck.Verdict.REJECT), "the features are fine");
    assertTrue(decision.degraded());
    assertNull(decision.answer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "de-AT"})
  void reasonsSpeakTheConfiguredLanguage(String language) {
    ScoringModel model = load(GraphBundles.logistic(3).write());
    List<DecisionMade.Reason> english = attribution(decide(model, "en")).reasons();
    List<DecisionMade.Reason> other = attribution(decide(model, language)).reasons();
    for (int i = 0; i < english.size(); i++) {
      assertEquals(english.get(i).feature(), other.get(i).feature());
      assertTrue(!english.get(i).text().equals(other.get(i).text()));
    }
  }
}
