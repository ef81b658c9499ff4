package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.ReportingDelay;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.TruthRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortfolioTest {

  private static final SimulationConfig CONFIG =
      SimulationConfig.of(201, 20, 8)
          .withDriftDay(10)
          .withDrift(new Drift(Drift.Kind.COVARIATE, 5))
          .withDelay(new ReportingDelay(0.3, 0.3));

  @Test
  void theSizeOfChunksDoesNotChangeRecordsOrTruth() {
    assertEquals(told(201), told(100));
    assertEquals(told(201), told(7));
    assertEquals(truth(201), truth(52));
  }

  /// Oracle: the simulation in lockstep, whose parts the chunks are.
  @Test
  void allChunksTogetherFormTheBook() {
    Simulation simulation = Simulation.create(CONFIG);
    List<String> whole = new ArrayList<>();
    simulation.history().forEach(record -> whole.add(line(-1, record)));

    for (int day = 0; day < CONFIG.days(); day++) {
      for (SimulatedRecord record : simulation.accountEvents(day)) {
        whole.add(line(day, record));
      }
      for (SimulatedRecord record : simulation.outcomes(day, Map.of())) {
        whole.add(line(day, record));
      }
    }

    assertEquals(told(60), whole.stream().sorted().toList());
  }

  @Test
  void householdsStayTogether() {
    Portfolio portfolio = new Portfolio(SimulationConfig.of(1_000, 2, 8), 100, false);
    Map<String, Integer> chunkOf = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (int i = 0; i < portfolio.chunks(); i++) {
      Set<String> accounts = new HashSet<>();
      for (Portfolio.Told told : portfolio.play(i).told()) {
        if (told.record().fact() instanceof AccountEvent.Placed placed
            && accounts.add(placed.accountId())) {
          Integer known = chunkOf.putIfAbsent(placed.debtorId(), i);
          assertTrue(known == null || known == i, placed.debtorId());
          if (known != null) {
            shared.add(placed.debtorId());
          }
        }
      }
    }
    assertTrue(shared.size() > 25, "households " + shared.size());
  }

  @Test
  void everyColumnOfATruthRowHoldsTheTruthOfTheAccount() {
    TruthRow row = new Portfolio(CONFIG, 201, true).play(0).truth().getFirst();
    String[] columns = TruthRow.header().split(",", -1);
    String[] values = row.csv().split(",", -1);
    assertEquals(columns.length, values.length);
    assertEquals("p_call_settlement", columns[columns.length - 1]);
    assertEquals(row.willingness(), Double.parseDouble(values[5]), 5e-7);
    for (int i = 0; i < Treatment.values().size(); i++) {
      assertEquals(row.probabilities().get(i), Double.parseDouble(values[8 + i]), 5e-7);
    }
  }

  private static List<String> told(int chunk) {
    Portfolio portfolio = new Portfolio(CONFIG, chunk, false);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < portfolio.chunks(); i++) {
      portfolio.play(i).told().forEach(told -> lines.add(line(told.day(), told.record())));
    }
    return lines.stream().sorted().toList();
  }

  private static List<String> truth(int chunk) {
    Portfolio portfolio = new Portfolio(CONFIG, chunk, true);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < portfolio.chunks(); i++) {
      portfolio.play(i).truth().forEach(row -> lines.add(row.csv()));
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static String line(int day, SimulatedRecord record) {
    return day + " " + record.headers() + new String(record.data(), StandardCharsets.UTF_8);
  }
}
