package io.quittance.e2e.bench.service;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Topics;
import io.quittance.local.launch.Part;
import io.quittance.local.traffic.TrafficClients;
import io.quittance.simulator.record.SimulatedRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Measures the way of an event to its decision: `review-due` events about known accounts, a model
/// serving, everything durable; a backlog, then fixed rates, each beside a bare loop on the same
/// broker.
public final class PipelineBench {

  private static final String SOURCE = "/bench/pipeline";
  private static final int PARTITIONS = 12;
  private static final Duration STILL = Duration.ofMinutes(1);
  private static final int WARM_UP_PER_SECOND = 300;

  private final Path directory;
  private final boolean quick;
  private final PrintStream progress;
  private int runs;

  /// @param directory empty; for data and logs
  /// @param quick whether to run shorter
  /// @param progress takes a line for each step
  public PipelineBench(Path directory, boolean quick, PrintStream progress) {
    this.directory = directory;
    this.quick = quick;
    this.progress = progress;
  }

  /// Starts a platform, measures, and stops it.
  public PipelineFindings run() throws IOException {
    try (MeasuredPlatform platform = MeasuredPlatform.start(directory, progress);
        EventLoad load = new EventLoad(platform.bootstrapServers())) {
      progress.println("warming up");
      steady(platform, load, WARM_UP_PER_SECOND, quick ? 5 : 15);
      List<Backlog> backlogs = backlogs(platform, load);
      Backlog backlog = backlogs.get(backlogs.size() / 2);
      List<PipelineFindings.Steady> steady = new ArrayList<>();
      try (BareLoop bare =
          new BareLoop(platform.bootstrapServers(), PARTITIONS, backlog.decisionBytes())) {
        double bareRate = bare(platform, load, quick ? 20_000 : 100_000);
        for (int rate : quick ? new int[] {200, 1_000} : new int[] {20, 200, 500, 1_000}) {
          progress.printf("%,d events a second%n", rate);
          int seconds = quick ? 5 : 20;
          steady.add(
              new PipelineFindings.Steady(
                  rate,
                  steady(platform, load, rate, seconds),
                  steadyBare(platform, load, rate, Math.min(seconds, 10))));
        }
        return new PipelineFindings(
            platform.accounts().size(),
            backlog.findings(bareRate),
            backlogs.stream().map(Backlog::perSecond).toList(),
            List.copyOf(steady));
      }
    }
  }

  private record Backlog(
      int events,
      long nanos,
      ProcessorTime used,
      List<StatementTimes.Time> statements,
      int decisionBytes,
      long scoringMebibytes) {

    double perSecond() {
      return events * 1e9 / nanos;
    }

    PipelineFindings.Backlog findings(double bareRate) {
      return new PipelineFindings.Backlog(
          events, perSecond(), bareRate, used, statements, decisionBytes, scoringMebibytes);
    }
  }

  /// Measures several backlogs when others have made the processes warm: compilers work through the
  /// first ones.
  ///
  /// @return sorted by decisions a second
  private List<Backlog> backlogs(MeasuredPlatform platform, EventLoad load) throws IOException {
    int events = quick ? 4_000 : 20_000;
    int warmUps = quick ? 1 : 3;
    int measured = quick ? 1 : 3;
    List<Backlog> backlogs = new ArrayList<>();
    for (int i = 0; i < warmUps + measured; i++) {
      Backlog backlog = backlog(platform, load, events);
      progress.printf("%,.0f decisions a second%n", backlog.perSecond());
      if (i >= warmUps) {
        backlogs.add(backlog);
      }
    }
    backlogs.sort(Comparator.comparingDouble(Backlog::perSecond));
    return List.copyOf(backlogs);
  }

  private Backlog backlog(MeasuredPlatform platform, EventLoad load, int events)
      throws IOException {
    try (StatementTimes statements = new StatementTimes(platform.ports())) {
      return backlog(platform, load, events, statements);
    } catch (SQLException e) {
      throw new IOException("PostgreSQL does not tell its statements: " + e.getMessage(), e);
    }
  }

  private Backlog backlog(
      MeasuredPlatform platform, EventLoad load, int events, StatementTimes statements)
      throws SQLException {
    progress.printf("a backlog of %,d events%n", events);
    Events made = events(platform, events);
    statements.reset();
    ProcessorTime before = platform.processorTime();
    long[] arrived;
    long begin;
    int size;
    try (Arrivals arrivals =
        new Arrivals(platform.bootstrapServers(), Topics.DECISIONS, made.decisionIds())) {
      begin = System.nanoTime();
      load.publish(made.records(), 0);
      arrivals.await(STILL);
      arrived = arrivals.nanos();
      size = arrivals.meanBytes();
    }
    platform.awaitIdle();
    long end = begin;
    for (long at : arrived) {
      end = Math.max(end, at);
    }
    return new Backlog(
        events,
        end - begin,
        platform.processorTime().since(before),
        statements.read(),
        size,
        ProcessorTime.residentMebibytes(platform.layout(), Part.SCORING).orElse(0));
  }

  private Durations steady(MeasuredPlatform platform, EventLoad load, int rate, int seconds) {
    Events made = events(platform, rate * seconds);
    return measured(platform, load, made.records(), rate, Topics.DECISIONS, made.decisionIds());
  }

  private double bare(MeasuredPlatform platform, EventLoad load, int events) {
    progress.printf("the bare loop, %,d records%n", events);
    Events made = events(platform, events);
    long begin = System.nanoTime();
    measured(platform, load, toBare(made), 0, BareLoop.OUT, made.eventIds());
    return events * 1e9 / (System.nanoTime() - begin);
  }

  private Durations steadyBare(MeasuredPlatform platform, EventLoad load, int rate, int seconds) {
    Events made = events(platform, rate * seconds);
    return measured(platform, load, toBare(made), rate, BareLoop.OUT, made.eventIds());
  }

  private static Durations measured(
      MeasuredPlatform platform,
      EventLoad load,
      List<ProducerRecord<byte[], byte[]>> records,
      int rate,
      String topic,
      List<String> ids) {
    try (Arrivals arrivals = new Arrivals(platform.bootstrapServers(), topic, ids)) {
      long[] due = load.publish(records, rate);
      arrivals.await(STILL);
      long[] nanos = arrivals.nanos();
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] -= due[i];
        if (nanos[i] < 0) {
          throw new IllegalStateException(
              "Record %s arrived on %s before it was sent: another one has its id"
                  .formatted(ids.get(i), topic));
        }
      }
      return Durations.of(nanos);
    }
  }

  /// Events that are due, in turn for each account, with the ids of what follows from them.
  private record Events(
      List<ProducerRecord<byte[], byte[]>> records,
      List<String> eventIds,
      List<String> decisionIds) {}

  private Events events(MeasuredPlatform platform, int count) {
    runs++;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
    List<String> eventIds = new ArrayList<>(count);
    List<String> decisionIds = new ArrayList<>(count);
    List<String> accounts = platform.accounts();
    for (int i = 0; i < count; i++) {
      String account = accounts.get((int) (i * 7L % accounts.size()));
      SimulatedRecord record =
          SimulatedRecord.of(
              SOURCE,
              "p%d-%d".formatted(runs, i),
              platform.now().plus(Duration.ofHours(6L * runs)).plusSeconds(i),
              new AccountEvent.ReviewDue(account));
      EventIdentity identity = record.envelope().identity();
      records.add(TrafficClients.message(record));
      eventIds.add(identity.id());
      decisionIds.add(identity.decisionId().toString());
    }
    return new Events(records, eventIds, decisionIds);
  }

  private static List<ProducerRecord<byte[], byte[]>> toBare(Events events) {
    return events.records().stream()
        .map(
            record ->
                new ProducerRecord<>(
                    BareLoop.IN, null, record.key(), record.value(), record.headers()))
        .toList();
  }
}
