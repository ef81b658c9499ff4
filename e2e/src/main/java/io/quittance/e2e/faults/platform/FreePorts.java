package io.quittance.e2e.faults.platform;

import io.quittance.embedded.process.Ports;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds ports for a platform beside others on the same machine.
public final class FreePorts {

  private static final int LEAST_OFFSET = 2_000;

  /// With it, every port lies below 32,768: from there on Linux hands ports out to clients, one of
  /// which may take a port between the look and the start.
  private static final int MOST_OFFSET = 17_000;

  private FreePorts() {}

  /// Returns ports that were all free at the time of the call.
  public static PortMap find() {
    return new Random()
        .ints(LEAST_OFFSET, MOST_OFFSET)
        .mapToObj(PortMap::new)
        .filter(FreePorts::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(PortMap ports) {
    return Stream.of(Part.values())
        .flatMapToInt(part -> IntStream.of(ports.port(part), ports.managementPort(part)))
        .filter(port -> port != 0)
        .allMatch(Ports::isFree);
  }
}
