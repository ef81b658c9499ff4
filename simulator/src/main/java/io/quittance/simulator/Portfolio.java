package io.quittance.simulator;

import io.quittance.core.event.AccountEvent;
import io.quittance.simulator.book.Population;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.TruthRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Simulates a book in chunks of whole households, each small enough for memory. There are no
/// decisions, so nobody is contacted. Chunks are independent, and their size does not change the
/// records. Immutable and thread-safe: several threads may play chunks at once.
public final class Portfolio {

  /// Default number of accounts in a chunk, which takes about 30 MB while it is played for a month.
  public static final int CHUNK = 2_000;

  private final SimulationConfig config;
  private final int chunk;
  private final boolean truth;

  /// @param chunk accounts in a chunk, rounded down to a multiple of four, at least four
  /// @param truth whether to compute the truth rows
  public Portfolio(SimulationConfig config, int chunk, boolean truth) {
    this.config = config;
    int blocks = Math.max(1, chunk / Population.BLOCK);
    this.chunk = blocks * Population.BLOCK;
    this.truth = truth;
  }

  /// A record and the day on which it is reported; −1 stands for all days before the first. Chunks
  /// can be merged by day, then [SimulatedRecord#ORDER]; without a [ReportingDelay] that is the
  /// order of event time.
  public record Told(int day, SimulatedRecord record) {}

  /// The records of one part of the book.
  ///
  /// @param accounts number of slots in this chunk
  /// @param told records in the order of their reporting
  /// @param truth one row for each deciding event of an open account, in the order of event time
  public record Chunk(int accounts, List<Told> told, List<TruthRow> truth) {}

  public int chunks() {
    return (config.accounts() + chunk - 1) / chunk;
  }

  /// Plays all days of the chunk with an index from 0.
  public Chunk play(int index) {
    int from = index * chunk;
    int to = Math.min(config.accounts(), from + chunk);
    Simulation simulation = Simulation.part(config, from, to);
    List<Told> told = new ArrayList<>();
    List<TruthRow> rows = new ArrayList<>();
    Map<String, String> debtorOf = new HashMap<>();
    simulation.history().forEach(record -> told.add(new Told(-1, record)));
    for (int day = 0; day < config.days(); day++) {
      for (SimulatedRecord record : simulation.accountEvents(day)) {
        told.add(new Told(day, record));
        if (record.fact() instanceof AccountEvent.Placed placed) {
          debtorOf.put(placed.accountId(), placed.debtorId());
        }
        if (truth && record.deciding()) {
          String debtor = debtorOf.getOrDefault(record.accountId(), "");
          simulation
              .truth()
              .of(record.accountId())
              .ifPresent(known -> rows.add(TruthRow.of(record, debtor, known)));
        }
      }
      for (SimulatedRecord record : simulation.outcomes(day, Map.of())) {
        told.add(new Told(day, record));
      }
    }
    return new Chunk(to - from, told, rows);
  }
}
