package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.Launch;
import io.quittance.e2e.faults.platform.ServiceProcess;
import io.quittance.local.launch.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// Ends scoring at its failpoints: between commit and publish, and between publish and
/// acknowledgement. A kill from outside hardly ever meets these gaps.
final class GapFault implements Fault {

  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final List<String> PLACES =
      List.of("between-commit-and-publish", "between-publish-and-acknowledgement");

  @Override
  public String name() {
    return "gap";
  }

  @Override
  public String what() {
    return "scoring ends itself between commit, publish and acknowledgement";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException, SQLException {
    FaultPlatform platform = injection.platform();
    ServiceProcess scoring = platform.service(Part.SCORING);
    scoring.kill();
    while (injection.goesOn()) {
      for (String place : PLACES) {
        long before = decisions(platform);
        platform.runToItsEnd(scoring, haltingAt(place));
        injection.injected(
            "scoring ended %s, %,d decisions after its start"
                .formatted(place, decisions(platform) - before));
      }
    }
    scoring.start();
    injection.pause(BETWEEN);
  }

  private static Launch haltingAt(String place) {
    return Launch.ORDINARY
        .with("quarkus.profile", "prod,faults")
        .with("quittance.failpoint.halt-at", place)
        .with("quittance.failpoint.pass", "2");
  }

  private static long decisions(FaultPlatform platform) throws SQLException {
    try (Connection database = platform.servers().database();
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from scoring.decision")) {
      count.next();
      return count.getLong(1);
    }
  }
}
