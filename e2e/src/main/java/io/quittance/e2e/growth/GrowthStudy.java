package io.quittance.e2e.growth;

import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.Launch;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.local.traffic.StalledException;
import io.quittance.local.traffic.Traffic;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.scenario.SimulationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// Measures what a record costs scoring and feedback on tables of a given size. Each size has a
/// platform of its own, which gets the same records: some days to warm up, then the fill, then the
/// measured days. The services and their statements are those of production; no model serves, since
/// the time of a model does not depend on tables.
///
/// @param home the built tree whose services are started
/// @param accounts of the simulated portfolio
/// @param warmUp days before the tables are filled
/// @param measured days after that
/// @param months over which the filled rows are spread
/// @param payload bytes kept of each filled state and decision; 0 keeps all
/// @param tell receives a line for each step
public record GrowthStudy(
    Path home,
    int accounts,
    int warmUp,
    int measured,
    int months,
    int payload,
    Consumer<String> tell) {

  private static final int SEED = 7;
  private static final int LABEL_DAYS = 30;
  private static final Duration STANDSTILL = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);

  /// PostgreSQL's sessions report what they did at least so often, and labels follow a silence.
  private static final Duration SETTLED = Duration.ofSeconds(12);

  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final String SIZE =
      """
      select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_stat_all_tables
      where schemaname in ('scoring', 'feedback')
      """;

  /// Measures one size.
  ///
  /// @param rows rows in each large table
  /// @param directory of the platform's data, empty
  public GrowthPoint measure(long rows, Path directory)
      throws IOException, SQLException, InterruptedException {
    FaultPlatform.Settings settings =
        FaultPlatform.Settings.of(home, directory, Patience.ofEnvironment());
    PortMap ports = settings.ports();
    settings =
        settings
            .with(Part.SCORING, named("scoring", ports))
            .with(Part.FEEDBACK, named("feedback", ports));
    try (FaultPlatform platform = FaultPlatform.start(settings, tell);
        Traffic traffic = new Traffic(ports, Patience.ofEnvironment());
        ConsumerLag lag = new ConsumerLag(platform.bootstrapServers());
        Connection database =
            DriverManager.getConnection(
                ports.jdbcUrl() + "?ApplicationName=growth", "postgres", "postgres")) {
      return new Run(platform, traffic, lag, database).measure(rows);
    }
  }

  private static Launch named(String service, PortMap ports) {
    return Launch.ORDINARY
        .with("quarkus.datasource.jdbc.url", ports.jdbcUrl() + "?ApplicationName=" + service)
        .with(
            "quarkus.datasource.reactive.url",
            ports.reactiveUrl() + "?application_name=" + service);
  }

  private SimulationConfig simulation() {
    return SimulationConfig.of(accounts, warmUp + measured, SEED);
  }

  /// One platform.
  private final class Run {

    private final FaultPlatform platform;
    private final Traffic traffic;
    private final ConsumerLag lag;
    private final Connection database;
    private final Meter meter;
    private final Simulation simulation = Simulation.create(simulation());

    Run(FaultPlatform platform, Traffic traffic, ConsumerLag lag, Connection database) {
      this.platform = platform;
      this.traffic = traffic;
      this.lag = lag;
      this.database = database;
      this.meter = new Meter(database);
    }

    GrowthPoint measure(long rows) throws SQLException, InterruptedException {
      execute("alter system set autovacuum = off");
      execute("select pg_reload_conf()");
      tell.accept("warming up");
      traffic.publish(simulation.history());
      days(0, warmUp);
      SimulationConfig config = simulation.config();
      new TableFill(
              rows,
              config.at(0, 0),
              months,
              config.at(warmUp + measured + 1 - LABEL_DAYS, 0),
              payload)
          .run(database, tell);
      long tables = number(SIZE);
      tell.accept("measuring");
      long records = traffic.published();
      long decisions = traffic.ledger().answered();
      Snapshot before = snapshot();
      days(warmUp, warmUp + measured);
      Snapshot after = snapshot();
      records = traffic.published() - records;
      decisions = traffic.ledger().answered() - decisions;
      tell.accept("idle");
      Thread.sleep(IDLE);
      Duration idle =
          meter.read().processorTime("feedback").minus(after.reading().processorTime("feedback"));
      return new GrowthPoint(
          rows,
          records,
          decisions,
          cost(Part.SCORING, before, after),
          cost(Part.FEEDBACK, before, after),
          after
              .reading()
              .processorTime(Meter.BACKGROUND)
              .minus(before.reading().processorTime(Meter.BACKGROUND)),
          after.reading().logBytes() - before.reading().logBytes(),
          idle,
          tables);
    }

    private void days(int from, int to) throws SQLException, InterruptedException {
      for (int day = from; day < to; day++) {
        traffic.publish(simulation.accountEvents(day));
        traffic.awaitDecisions();
        traffic.publish(simulation.outcomes(day, traffic.ledger().takeLatest()));
        meter.read();
      }
      awaitRead();
    }

    /// Waits until both services have read everything and have come to rest.
    private void awaitRead() throws InterruptedException {
      long changed = System.nanoTime();
      long before = Long.MAX_VALUE;
      for (long left = left(); left > 0; left = left()) {
        if (left != before) {
          before = left;
          changed = System.nanoTime();
        } else if (System.nanoTime() - changed > platform.patience().scaled(STANDSTILL).toNanos()) {
          throw new StalledException(
              Part.FEEDBACK,
              String.format(
                  Locale.ROOT,
                  "%,d records wait for scoring or feedback, and none was read for %d s",
                  left,
                  STANDSTILL.toSeconds()));
        }
        Thread.sleep(LOOK);
      }
      Thread.sleep(SETTLED);
    }

    private long left() {
      return lag.of("scoring") + lag.of("feedback");
    }

    private record Snapshot(Meter.Reading reading, Duration scoring, Duration feedback) {

      Duration service(Part part) {
        return part == Part.SCORING ? scoring : feedback;
      }
    }

    private Snapshot snapshot() throws SQLException {
      return new Snapshot(meter.read(), processorTime(Part.SCORING), processorTime(Part.FEEDBACK));
    }

    private Duration processorTime(Part part) {
      return ProcessHandle.of(platform.service(part).pid().orElseThrow())
          .flatMap(process -> process.info().totalCpuDuration())
          .orElseThrow();
    }

    private GrowthPoint.Cost cost(Part part, Snapshot before, Snapshot after) {
      return new GrowthPoint.Cost(
          after
              .reading()
              .processorTime(part.key())
              .minus(before.reading().processorTime(part.key())),
          after.service(part).minus(before.service(part)),
          after.reading().blocks(part.key()) - before.reading().blocks(part.key()));
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = database.createStatement()) {
        statement.execute(sql);
      }
    }

    private long number(String sql) throws SQLException {
      try (Statement statement = database.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
