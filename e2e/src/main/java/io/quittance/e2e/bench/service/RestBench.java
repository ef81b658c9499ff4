package io.quittance.e2e.bench.service;

import io.quittance.local.launch.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Measures requests for decisions about known accounts with a model serving, each stored and
/// published; then dry runs, which are only answered; then the same loads on a [FastApiPeer].
public final class RestBench {

  private static final int STEADY_PER_SECOND = 1_000;
  private static final int STEADY_CONNECTIONS = 128;

  private final Path directory;
  private final String python;
  private final boolean quick;
  private final PrintStream progress;

  /// @param directory empty; for data and logs
  /// @param python command of the interpreter that runs the peer
  /// @param quick whether to run shorter
  /// @param progress takes a line for each step
  public RestBench(Path directory, String python, boolean quick, PrintStream progress) {
    this.directory = directory;
    this.python = python;
    this.quick = quick;
    this.progress = progress;
  }

  /// Starts a platform, measures, stops it, and measures the peer where its packages are there.
  public RestFindings run() throws IOException {
    Optional<String> obstacle = FastApiPeer.obstacle(python);
    obstacle.ifPresent(why -> progress.println("The peer is left out: " + why));
    List<RestFindings.Load> decisions;
    List<RestFindings.Load> dryRuns;
    try (MeasuredPlatform platform = MeasuredPlatform.start(directory, progress)) {
      decisions = measure("decisions", requests(platform, false), Optional.of(platform));
      dryRuns = measure("dry runs", requests(platform, true), Optional.of(platform));
    }
    List<RestFindings.Load> peer = List.of();
    if (obstacle.isEmpty()) {
      progress.println("starting the FastAPI peer");
      try (FastApiPeer fastApi = FastApiPeer.start(python, directory.resolve("peer"))) {
        peer =
            measure("peer", new RequestLoad(fastApi.target(), FastApiPeer::body), Optional.empty());
      }
    }
    return new RestFindings(decisions, dryRuns, peer, obstacle.orElse(""));
  }

  private static RequestLoad requests(MeasuredPlatform platform, boolean dryRun)
      throws IOException {
    List<String> accounts = platform.accounts();
    String at = platform.now().plus(Duration.ofDays(1)).toString();
    IntFunction<String> body =
        number ->
            "{\"requestId\":\"bench-%d\",\"accountId\":\"%s\",\"at\":\"%s\",\"dryRun\":%b}"
                .formatted(number, accounts.get((int) (number * 7L % accounts.size())), at, dryRun);
    return new RequestLoad(
        new HttpConnection.Target(
            platform.ports().port(Part.SCORING),
            "/v1/decisions",
            platform.token("quittance-service")),
        body);
  }

  private List<RestFindings.Load> measure(
      String what, RequestLoad load, Optional<MeasuredPlatform> platform) throws IOException {
    progress.printf("%s: warming up%n", what);
    var _ = load.closed(16, quick ? 5 : 15);
    List<RestFindings.Load> loads = new ArrayList<>();
    for (int connections : quick ? new int[] {1, 64} : new int[] {1, 16, 64, 256}) {
      progress.printf("%s: %d connections%n", what, connections);
      Optional<ProcessorTime> before = platform.map(MeasuredPlatform::processorTime);
      RequestLoad.Answers answers = load.closed(connections, quick ? 4 : 10);
      platform.ifPresent(MeasuredPlatform::awaitIdle);
      loads.add(
          new RestFindings.Load(
              connections,
              0,
              answers,
              before.map(then -> platform.orElseThrow().processorTime().since(then))));
    }
    progress.printf("%s: %,d requests a second%n", what, STEADY_PER_SECOND);
    loads.add(
        new RestFindings.Load(
            STEADY_CONNECTIONS,
            STEADY_PER_SECOND,
            load.open(STEADY_CONNECTIONS, STEADY_PER_SECOND, quick ? 4 : 10),
            Optional.empty()));
    return loads;
  }
}
