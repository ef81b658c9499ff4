package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.event.EventCodec;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.feature.RowQualityCheck.Verdict;
import io.quittance.core.model.DriftReference;
import io.quittance.laboratory.quality.DataQuality;
import io.quittance.laboratory.quality.QualityColumn;
import io.quittance.laboratory.quality.QualityLimits;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The quality rules must accept the rows of a changing portfolio, even one that drifts.
final class FeatureQualityTest {

  private static final int ACCOUNTS = 200;
  private static final int DAYS = 150;
  private static final int TRAINED_ON = 30;
  private static final int LABEL_DAYS = 30;

  private final Map<String, AccountState> accounts = new HashMap<>();
  private final List<float[]> rows = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private final List<String> owners = new ArrayList<>();
  private final Map<String, List<Instant>> payments = new HashMap<>();

  private void run() {
    Simulation simulation =
        Simulation.create(SimulationConfig.of(ACCOUNTS, DAYS, 5).withDriftDay(75));
    RandomPlatform platform = RandomPlatform.uniform();
    simulation.history().forEach(this::apply);
    for (int day = 0; day < DAYS; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      events.forEach(this::apply);
      List<SimulatedRecord> outcomes = simulation.outcomes(day, platform.decide(events));
      outcomes.forEach(this::apply);
      platform.observe(outcomes);
    }
  }

  private void apply(SimulatedRecord record) {
    AccountState before =
        accounts.computeIfAbsent(
            record.accountId(),
            id -> AccountState.empty(record.envelope().identity().tenant(), id));
    String type = record.envelope().type();
    Instant at = record.envelope().time();
    AccountState after =
        before.apply(record.envelope(), EventCodec.accountFact(type, record.data())).state();
    accounts.put(record.accountId(), after);
    if (type.contains("payment-received")) {
      payments.computeIfAbsent(record.accountId(), _ -> new ArrayList<>()).add(at);
    }
    if (record.deciding()) {
      rows.add(FeatureExtractor.extract(after.view(at)).toArray());
      times.add(at);
      owners.add(record.accountId());
    }
  }

  private int rowsOf(int days) {
    Instant end = times.getFirst().plusSeconds(days * 86_400L);
    return (int) times.stream().filter(time -> time.isBefore(end)).count();
  }

  @Test
  void noRowOfAPortfolioIsRejected() {
    run();
    float[][] trained = rows.subList(0, rowsOf(TRAINED_ON)).toArray(float[][]::new);
    DriftReference reference =
        DriftReference.of(FeatureCatalogue.standard().names(), trained, new double[trained.length]);
    RowQualityCheck quality =
        new RowQualityCheck(reference, Set.of(), Set.of(FeatureCatalogue.ACTION_CHANNEL));
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    Map<String, Integer> grounds = new TreeMap<>();
    for (float[] row : rows) {
      RowQualityCheck.Assessment judgement = quality.assess(row);
      verdicts.merge(judgement.verdict(), 1, Integer::sum);
      judgement.findings().forEach(ground -> grounds.merge(ground, 1, Integer::sum));
    }
    assertTrue(rows.size() > 5 * trained.length / 2, "rows " + rows.size());
    assertEquals(0, verdicts.getOrDefault(Verdict.REJECT, 0), grounds.toString());
    assertTrue(
        verdicts.getOrDefault(Verdict.WARN, 0) < 0.1 * rows.size(), verdicts + " " + grounds);
  }

  @Test
  void noFeatureOfTheCatalogueIsSuspectedOfALeak() {
    run();
    int size = rowsOf(DAYS - LABEL_DAYS);
    assertTrue(size > 3_000, "rows " + size);
    boolean[] labels = new boolean[size];
    for (int i = 0; i < size; i++) {
      Instant from = times.get(i);
      Instant to = from.plusSeconds(LABEL_DAYS * 86_400L);
      labels[i] =
          payments.getOrDefault(owners.get(i), List.of()).stream()
              .anyMatch(paid -> paid.isAfter(from) && !paid.isAfter(to));
    }
    List<String> names = FeatureCatalogue.standard().names();
    List<QualityColumn> columns = new ArrayList<>();
    for (int j = 0; j < names.size() - 1; j++) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = rows.get(i)[j];
      }
      columns.add(QualityColumn.numeric(names.get(j), values));
    }
    DataQuality report = DataQuality.of(columns, labels, List.of(), QualityLimits.STANDARD);
    assertEquals(
        List.of(),
        report.findings().stream()
            .filter(f -> Set.of("DQ08", "DQ09", "DQ10").contains(f.rule()))
            .toList());
  }
}
