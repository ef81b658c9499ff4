package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Fills the disk of the database, a small one, and makes room again. PostgreSQL refuses what it
/// cannot write; if it gives up altogether, it is started again.
final class DiskFullFault implements Fault {

  private static final int MEBIBYTES = 400;
  private static final Duration FULL = Duration.ofSeconds(12);
  private static final Duration ROOM = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String what() {
    return "the disk of the database full for 12 s, every 22 s";
  }

  @Override
  public Optional<String> obstacle() {
    return SmallDisk.obstacle();
  }

  @Override
  public FaultPlatform.Settings platform(FaultPlatform.Settings usual) {
    return usual.withSmallDisk(MEBIBYTES);
  }

  @Override
  public void inject(Injection injection) throws InterruptedException, IOException {
    FaultPlatform platform = injection.platform();
    SmallDisk disk = platform.smallDisk();
    while (injection.goesOn()) {
      disk.fill();
      injection.injected("the disk of PostgreSQL is full");
      injection.pause(FULL);
      disk.makeRoom();
      injection.tell(
          platform.servers().startPostgresIfEnded()
              ? "room again; PostgreSQL had given up and was started"
              : "room again; PostgreSQL went on by itself");
      injection.pause(ROOM);
    }
  }
}
