package io.quittance.retraining.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerCommandTest {

  @Test
  void theJarsOfAPackagedServiceLieBesideItsRunner() {
    assertEquals(
        "/app/app/*:/app/lib/main/*:/app/lib/boot/*",
        TrainerCommand.classPath("/app/quarkus-run.jar"));
  }

  @Test
  void anyOtherClassPathIsTakenAsItIs() {
    assertEquals("a.jar:classes", TrainerCommand.classPath("a.jar:classes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0m", "1", "2 GB", "1g -Xshare:off"})
  void aHeapThatIsNoSizeIsRefused(String heap) {
    var refused = assertThrows(IllegalArgumentException.class, () -> TrainerCommand.of(heap));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("quittance.trainer.heap is '" + heap + "'"));
  }
}
