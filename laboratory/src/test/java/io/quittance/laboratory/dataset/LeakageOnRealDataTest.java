package io.quittance.laboratory.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.RealData;
import io.quittance.laboratory.infer.DraftSchema;
import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.quality.QualityFinding;
import io.quittance.laboratory.quality.QualityGate;
import io.quittance.laboratory.quality.QualityLimits;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The leak rules on published data whose leaks are known.
final class LeakageOnRealDataTest {

  private static final Set<String> LEAK_RULES = Set.of("DQ08", "DQ09", "DQ10", "DQ15");

  private static DataQuality report(String name, String target, String... ignored) {
    Path file = RealData.file(name);
    TableSchema draft = DraftSchema.of(file, Optional.of(target)).schema();
    Set<String> without = Set.of(ignored);
    TableSchema schema =
        new TableSchema(
            draft.format(),
            draft.columns().stream()
                .map(c -> without.contains(c.name()) ? c.withRole(Role.IGNORED) : c)
                .toList());
    Table table = Table.read(file, schema);
    return InspectQuality.of(table, List.of(), QualityLimits.STANDARD);
  }

  private static List<String> suspects(DataQuality report) {
    return report.findings().stream()
        .filter(finding -> LEAK_RULES.contains(finding.rule()))
        .map(QualityFinding::key)
        .toList();
  }

  @Test
  void theDurationOfACallIsCaughtAndNothingElseInTheBankData() {
    DataQuality report = report("bank-additional-full.csv.gz", "y");
    assertEquals(List.of("DQ10:duration"), suspects(report));
    QualityFinding finding = report.findings("DQ10").getFirst();
    assertTrue(finding.figures().getOrDefault("aucWith", 0.0) > 0.93, finding.text());
    assertTrue(finding.figures().getOrDefault("gainShare", 0.0) > 0.65, finding.text());
    QualityGate.Verdict verdict = QualityGate.STRICT.check(report);
    assertEquals(1, verdict.reasons().size());
    assertTrue(new QualityGate(Set.of("DQ10:duration")).check(report).passed());
  }

  @Test
  void withoutItTheBankDataPasses() {
    DataQuality report = report("bank-additional-full.csv.gz", "y", "duration");
    assertEquals(List.of(), suspects(report));
    assertTrue(QualityGate.STRICT.check(report).passed());
  }

  @Test
  void honestDataIsNotSuspected() {
    assertEquals(List.of(), suspects(report("taiwan-credit.csv.gz", "default payment")));
    assertEquals(List.of(), suspects(report("elec2.csv.gz", "class")));
  }

  @Test
  void whatFollowsAVisitIsAWarningAndWhatIsSpentTellsWhoBought() {
    assertEquals(
        List.of("DQ15:conversion", "DQ15:spend"),
        suspects(report("hillstrom-email.csv.gz", "visit")));
    assertTrue(suspects(report("hillstrom-email.csv.gz", "conversion")).contains("DQ08:spend"));
  }
}
