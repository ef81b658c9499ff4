package io.quittance.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.StalledException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A demo without what it needs does not begin.
class LoopWatchTest {

  private final PortMap ports = freePorts();
  private final Narrator narrator = new Narrator(System.out, false, "day", 1);

  @Test
  void withoutTokensTheDemoDoesNotBeginAndTheIssuerIsNamed() {
    try (Rest rest = new Rest(ports);
        LoopWatch watch = watch(rest)) {
      watch.start();
      StalledException failure = assertThrows(StalledException.class, watch::awaitAnswers);

      assertEquals(Part.IDENTITY, failure.part());
      assertTrue(failure.reason().contains("No access token"), failure.reason());
    }
  }

  @Test
  void withoutFeedbackTheDemoDoesNotBeginAndFeedbackIsNamed(@TempDir Path directory)
      throws IOException {
    try (LocalIssuer issuer =
            LocalIssuer.start(
                ports.port(Part.IDENTITY), Realm.load(), directory.resolve("issuer.key"));
        Rest rest = new Rest(ports);
        LoopWatch watch = watch(rest)) {
      assertEquals(ports.issuerUrl(), issuer.url());

      watch.start();
      StalledException failure = assertThrows(StalledException.class, watch::awaitAnswers);

      assertEquals(Part.FEEDBACK, failure.part());
    }
  }

  private LoopWatch watch(Rest rest) {
    return new LoopWatch(rest, "payment-30d", narrator, null, new Patience(0.01));
  }

  private static PortMap freePorts() {
    return new Random()
        .ints(1_000, 30_000)
        .mapToObj(PortMap::new)
        .filter(map -> Ports.isFree(map.port(Part.IDENTITY)))
        .filter(map -> Ports.isFree(map.port(Part.FEEDBACK)))
        .findFirst()
        .orElseThrow();
  }
}
