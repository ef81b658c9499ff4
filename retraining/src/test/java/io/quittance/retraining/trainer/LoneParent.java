package io.quittance.retraining.trainer;

import java.nio.file.Path;
import java.time.Duration;

/// A process that waits for a trainer that never answers, until somebody ends it.
final class LoneParent {

  private LoneParent() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Orders orders = new Orders(directory);
    new TrainerProcess(Orders.evil("64m"), Duration.ofDays(1))
        .run(orders.order("silence", 2), directory, new RecordingListener());
  }
}
