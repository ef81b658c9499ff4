package io.quittance.e2e.bench.service;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.local.launch.AotRecorder;
import io.quittance.local.launch.Health;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.ServiceSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures how long each service takes to be ready, with its AOT cache and without, one service at
/// a time, on a database that is migrated and a broker that has the topics.
public final class StartupBench {

  private static final String CACHE_OPTION = "-XX:AOTCache";
  private static final int REPEATS = 5;
  private static final int QUICK_REPEATS = 2;

  private final Path directory;
  private final int repeats;
  private final PrintStream progress;

  /// @param directory empty; for data and logs
  /// @param quick whether to repeat less often
  /// @param progress takes a line for each step
  public StartupBench(Path directory, boolean quick, PrintStream progress) {
    this.directory = directory;
    this.repeats = quick ? QUICK_REPEATS : REPEATS;
    this.progress = progress;
  }

  /// Records the caches that are absent, and measures.
  public StartupFindings run() throws IOException {
    Layout layout = Layout.of(directory);
    PortMap ports = FreePorts.find();
    Patience patience = Patience.ofEnvironment();
    new AotRecorder(layout.home(), patience, progress::println).record();
    FaultPlatform.Settings servers =
        new FaultPlatform.Settings(layout, ports, patience, List.of(), true, Map.of(), 0);
    // There is no champion to wait for.
    ServiceSettings settings =
        new ServiceSettings(layout, ports, Map.of("quittance.model.wait-at-most", "0s"));
    List<StartupFindings.Row> rows = new ArrayList<>();
    progress.println("starting Kafka and PostgreSQL");
    // It would tell of its services, but has none.
    try (FaultPlatform _ = FaultPlatform.start(servers, _ -> {});
        Health health = new Health(ports)) {
      for (Part service : Part.services().toList()) {
        ProcessSpec with = settings.process(service);
        if (!with.command().stream().anyMatch(option -> option.startsWith(CACHE_OPTION))) {
          throw new IllegalStateException(service.title() + " has no AOT cache");
        }
        rows.add(measure(service, with, health, patience));
      }
    }
    return new StartupFindings(rows);
  }

  private StartupFindings.Row measure(
      Part service, ProcessSpec with, Health health, Patience patience) {
    ProcessSpec without = withoutCache(with);
    // The first start migrates the database.
    var _ = start(service, without, health, patience);
    List<StartupFindings.Start> cached = new ArrayList<>();
    List<StartupFindings.Start> plain = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      plain.add(start(service, without, health, patience));
      cached.add(start(service, with, health, patience));
      progress.printf(
          Locale.ROOT,
          "%s, repeat %d of %d: %.2f s without the cache, %.2f s with it%n",
          service.title(),
          repeat,
          repeats,
          plain.getLast().readySeconds(),
          cached.getLast().readySeconds());
    }
    return new StartupFindings.Row(service.title(), plain, cached);
  }

  private static StartupFindings.Start start(
      Part service, ProcessSpec spec, Health health, Patience patience) {
    long begun = System.nanoTime();
    try (ChildProcess process = ChildProcess.start(spec)) {
      process.awaitReady(patience, () -> health.look(service));
      Duration ready = Duration.ofNanos(System.nanoTime() - begun);
      Duration processor =
          ProcessHandle.of(process.pid())
              .flatMap(handle -> handle.info().totalCpuDuration())
              .orElseThrow(
                  () -> new IllegalStateException("This system does not tell processor time"));
      return new StartupFindings.Start(ready.toMillis() / 1e3, processor.toMillis() / 1e3);
    }
  }

  private static ProcessSpec withoutCache(ProcessSpec spec) {
    return new ProcessSpec(
        spec.name(),
        spec.command().stream().filter(option -> !option.startsWith(CACHE_OPTION)).toList(),
        spec.environment(),
        spec.directory(),
        spec.logFile(),
        spec.pidFile());
  }
}
