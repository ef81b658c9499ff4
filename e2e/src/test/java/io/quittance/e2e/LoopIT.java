package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.e2e.audit.Auditor;
import io.quittance.e2e.audit.Verdict;
import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.local.demo.Demo;
import io.quittance.local.demo.DemoReport;
import io.quittance.local.demo.DemoSettings;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.StartProgress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs the whole loop with the smallest possible portfolio: rules, labels, a model, drift, a
/// better model. Every stage must be observed, and the auditor must find nothing lost, duplicated
/// or out of order.
class LoopIT {

  private static final DemoSettings SETTINGS =
      new DemoSettings(DemoSettings.FEWEST_ACCOUNTS, DemoSettings.FEWEST_DAYS, 20_260_105L);

  @TempDir private Path directory = Path.of("");

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void everyStageOfTheLoopIsObservedAndTheAuditHolds() throws Exception {
    PortMap ports = FreePorts.find();
    Layout layout = new Layout(Project.services(), directory);
    StartProgress progress = new StartProgress(System.out, false);
    Platform.Settings launch =
        new Platform.Settings("demo", layout, ports, false, SETTINGS.services());

    try (Platform platform = Platform.start(launch, progress);
        ConsumerLag lag = new ConsumerLag(ports.bootstrapServers());
        Connection database =
            DriverManager.getConnection(ports.jdbcUrl(), "quittance", "quittance")) {
      DemoReport report = new Demo(SETTINGS, platform, System.out, false).run();
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> lag.of("scoring") + lag.of("feedback") == 0);
      Verdict verdict = new Auditor(ports.bootstrapServers(), database).auditLoop();

      System.out.println(verdict);
      assertEquals(List.of(), report.missing());
      assertTrue(verdict.holds(), verdict::toString);
      assertTrue(verdict.count("deciding events") > SETTINGS.accounts());
      assertEquals(verdict.count("deciding events"), verdict.count("decisions on topic"));
      assertEquals(verdict.count("deciding events"), verdict.count("decisions in feedback"));
    }
  }
}
