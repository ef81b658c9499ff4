package io.quittance.laboratory.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.quality.QualityBaseline;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataGateTest {

  private final DataGate gate = new DataGate(500, 50, 300, 30);

  @Test
  void reportsConstantAndMissingFeatures() {
    LabelledRows rows = SyntheticRows.of(600, 5, 1);
    for (int i = 0; i < rows.size(); i++) {
      rows.values()[i * 5 + 2] = Float.NaN;
      rows.values()[i * 5 + 3] = 7;
    }
    DataGate.Findings findings = gate.check(rows);
    assertEquals(List.of(rows.features().get(2)), findings.missing());
    assertEquals(List.of(rows.features().get(3)), findings.constant());
    assertEquals(600, findings.rows());
    assertEquals(rows.positives(), findings.positives());
  }

  @Test
  void refusesTooFewRows() {
    LabelledRows rows = SyntheticRows.of(499, 4, 1);
    var refused = assertThrows(BadDataException.class, () -> gate.check(rows));
    assertEquals("the data set has 499 rows; training needs at least 500", refused.getMessage());
  }

  @Test
  void refusesTooFewOfAClass() {
    LabelledRows rows = SyntheticRows.ofOneClass(SyntheticRows.of(600, 4, 1));
    var refused = assertThrows(BadDataException.class, () -> gate.check(rows));
    assertTrue(String.valueOf(refused.getMessage()).contains("600 positive and 0 negative"));
  }

  @Test
  void refusesInfiniteValues() {
    LabelledRows rows = SyntheticRows.of(600, 4, 1);
    rows.values()[4] = Float.POSITIVE_INFINITY;
    var refused = assertThrows(BadDataException.class, () -> gate.check(rows));
    assertTrue(String.valueOf(refused.getMessage()).contains("infinite"));
  }

  @Test
  void refusesPartsThatAreTooSmallAndNamesThem() {
    LabelledRows large = SyntheticRows.of(1_000, 4, 1);
    LabelledRows oneClass = SyntheticRows.ofOneClass(SyntheticRows.of(400, 4, 2));
    var split = new AccountTimeSplit(SyntheticRows.SHARES, large, oneClass, large.slice(0, 299), 7);
    var refused = assertThrows(BadDataException.class, () -> gate.check(split));
    String message = String.valueOf(refused.getMessage());
    assertFalse(message.contains("the training part"), message);
    assertTrue(
        message.contains(
            "the calibration part (seen accounts, next decisions) has 400 rows, 400 positive and 0"
                + " negative"),
        message);
    assertTrue(message.contains("last decisions) has 299 rows"), message);
    assertTrue(message.contains("at least 300 rows and 30 of each class"), message);
  }

  @Test
  void tellsOfImbalance() {
    var findings = new DataGate.Findings(1_000, 30, List.of(), List.of());
    List<String> sentences = findings.sentences();
    assertTrue(sentences.get(1).contains("imbalanced (3.0 %"));
  }

  @Test
  void refusesACopyOfTheLabel() {
    LabelledRows rows = SyntheticRows.of(600, 5, 1);
    for (int i = 0; i < rows.size(); i++) {
      rows.values()[i * 5 + 2] = rows.labels()[i] ? 1 : 0;
    }
    var refused = assertThrows(BadDataException.class, () -> gate.check(rows));
    String name = rows.features().get(2);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(name + ": alone it reaches an AUC of 1.000"), message);
  }

  @Test
  void refusesAFeatureThatIsMissingWhereTheChampionHadIt() {
    LabelledRows rows = SyntheticRows.of(600, 5, 1);
    String name = rows.features().get(1);
    for (int i = 0; i < rows.size(); i += 5) {
      rows.values()[i * 5 + 1] = Float.NaN;
    }
    var baseline = List.of(new QualityBaseline(name, 0, List.of()));
    var refused = assertThrows(BadDataException.class, () -> gate.check(rows, baseline));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("are missing; the reference had 0.0 %"), message);
  }
}
