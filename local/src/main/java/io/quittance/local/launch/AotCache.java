package io.quittance.local.launch;

import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The JDK's AOT cache of one service: its classes as loaded, linked and profiled by an earlier
/// start, from which it starts in a fraction of the time.
///
/// The name of the file contains a hash of all that the JVM demands to be unchanged: the JDK, the
/// JVM options, and the name, size and modification time of each jar. A cache of another build or
/// JDK is therefore never found. A file that is damaged is refused by the JVM, which says so in the
/// service's log and starts without it.
///
/// @param file where it lies once it is recorded
record AotCache(Path file) {

  private static final int HASH_DIGITS = 16;

  /// Returns the cache of a service that runs with these JVM options.
  static AotCache of(Layout layout, Part service, List<String> jvmOptions) {
    String hash = hash(layout.application(service), jvmOptions).substring(0, HASH_DIGITS);
    return new AotCache(layout.aotCaches().resolve(service.key() + "-" + hash + ".aot"));
  }

  boolean isRecorded() {
    return Files.exists(file);
  }

  /// Returns the JVM option of a process that starts from the cache; none if it is not recorded.
  List<String> use() {
    return isRecorded() ? List.of("-XX:AOTCache=" + file) : List.of();
  }

  private static String hash(Path application, List<String> jvmOptions) {
    StringBuilder text = new StringBuilder();
    text.append(System.getProperty("java.home")).append('\n');
    text.append(Runtime.version()).append('\n');
    text.append(jvmOptions).append('\n');
    if (Files.isDirectory(application)) {
      try (Stream<Path> files = Files.walk(application)) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          text.append(jar).append(' ').append(Files.size(jar)).append(' ');
          text.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The jars in " + application + " cannot be listed", e);
      }
    }
    return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
