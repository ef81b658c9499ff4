package io.quittance.retraining.trainer;

import io.quittance.laboratory.table.problem.BadDataException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A trainer that does to its process what the model of its order names.
final class EvilTrainer {

  private EvilTrainer() {}

  public static void main(String[] arguments) {
    TrainerSession.run(EvilTrainer::run);
  }

  private static TrainerMessage.Done run(TrainerOrder order, TrainerSession session)
      throws Exception {
    switch (order.order().model()) {
      case "segfault" -> {
        long pid = ProcessHandle.current().pid();
        new ProcessBuilder("kill", "-SEGV", Long.toString(pid)).start().waitFor();
        Thread.sleep(Long.MAX_VALUE);
      }
      case "error" -> throw new StackOverflowError("too deep");
      case "memory" -> {
        List<long[]> held = new ArrayList<>();
        while (true) {
          held.add(new long[1 << 16]);
        }
      }
      case "silence" -> {
        Files.writeString(order.bundle(), Long.toString(ProcessHandle.current().pid()));
        Thread.sleep(Long.MAX_VALUE);
      }
      case "bad data" -> throw new BadDataException("a column is missing");
      case "chatter" -> {
        new FileOutputStream(FileDescriptor.out)
            .write("no end of this line".getBytes(StandardCharsets.UTF_8));
        session.send(new TrainerMessage.Progress(50, "half"));
        System.out.println("what libraries print");
      }
      default -> throw new IllegalArgumentException(order.order().model());
    }
    return new TrainerMessage.Done(null, 7, Map.of("auc", 0.5));
  }
}
