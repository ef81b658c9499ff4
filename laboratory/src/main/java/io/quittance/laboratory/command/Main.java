package io.quittance.laboratory.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The entry point of the laboratory's jar.
public final class Main {

  /// Kept in a strong reference, because the JDK forgets the level of a logger that is
  /// garbage-collected.
  private static final Logger DJL = Logger.getLogger("ai.djl");

  private Main() {}

  /// Runs a command and exits with its status.
  ///
  /// @param arguments `train`, `infer` or `lab` and their options
  public static void main(String... arguments) {
    Logger.getLogger("").setLevel(Level.WARNING);
    // DJL warns that it finds no GPU, but none is needed.
    DJL.setLevel(Level.SEVERE);
    System.exit(Laboratory.run(writer(FileDescriptor.out), writer(FileDescriptor.err), arguments));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
