package io.quittance.laboratory.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.metric.Curves;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.metric.Segment;
import io.quittance.laboratory.metric.ValueMatrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JudgementTest {

  private final double[] probabilities = new double[2_000];
  private final boolean[] labels = new boolean[2_000];
  private final String[] region = new String[2_000];
  private final Judgement judgement;

  JudgementTest() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < labels.length; i++) {
      probabilities[i] = random.nextDouble() * random.nextDouble();
      labels[i] = random.nextDouble() < probabilities[i];
      region[i] = i % 2 == 0 ? "north" : "south";
    }
    judgement =
        Judgement.of(
            probabilities,
            labels,
            Judgement.Options.STANDARD
                .withResamples(200)
                .withThresholds(List.of(0.5, 0.2))
                .withSegments(List.of(Segment.of("region", region)))
                .withValues(new ValueMatrix("EUR", 200, 5_000, 0, 3_000, 0, 300, 0)));
  }

  @Test
  void figuresAreThoseOfThePlainMetrics() {
    ClassificationMetrics.Summary plain = ClassificationMetrics.summary(probabilities, labels);
    assertEquals(plain.auc(), judgement.deLong().value(), 1e-12);
    assertEquals(plain.auc(), judgement.figure(Metric.AUC).value(), 1e-12);
    assertEquals(plain.logLoss(), judgement.metrics().getOrDefault("log_loss", Double.NaN), 1e-12);
    assertEquals(plain.positives(), judgement.positives());
    assertEquals(
        plain.positives(),
        judgement.histogram().stream().mapToLong(Judgement.HistogramBin::positives).sum());
    assertEquals(2, judgement.slices().size());
    assertEquals(1.0, judgement.tops().getLast().gain().value(), 1e-12);
    assertEquals(1.0, judgement.tops().getLast().lift().upper(), 1e-12);
  }

  @Test
  void curvesAreThinButEndWhereTheyShould() {
    assertTrue(judgement.roc().size() <= 402, "points: " + judgement.roc().size());
    assertEquals(0.0, judgement.roc().getFirst().truePositiveRate());
    assertEquals(1.0, judgement.roc().getLast().truePositiveRate());
    double area = 0;
    Curves.RocPoint last = judgement.roc().getFirst();
    for (Curves.RocPoint point : judgement.roc()) {
      area +=
          (point.falsePositiveRate() - last.falsePositiveRate())
              * (point.truePositiveRate() + last.truePositiveRate())
              / 2;
      last = point;
    }
    assertEquals(judgement.deLong().value(), area, 0.003);
  }

  @Test
  void theJsonFormHasEveryFigureWithItsInterval() throws JsonProcessingException {
    String json = new ObjectMapper().writeValueAsString(judgement.asMap());
    JsonNode read = new ObjectMapper().readTree(json);
    assertFalse(json.contains("NaN") || json.contains("Infinity"));
    assertEquals(
        judgement.figure(Metric.PR_AUC).lower(),
        read.at("/metrics/prAuc/lower").doubleValue(),
        1e-15);
    assertEquals(10, read.get("tops").size());
    assertEquals("chosen 0.5", read.at("/thresholds/0/name").textValue());
    assertTrue(read.at("/thresholds/1/precision/upper").isNumber());
    assertEquals("EUR", read.at("/business/currency").textValue());
    assertTrue(read.at("/slices/0/observed/lower").isNumber());
  }

  @Test
  void needsBothClasses() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Judgement.of(new double[9], new boolean[9], Judgement.Options.STANDARD));
  }
}
