package io.quittance.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The process that listens on a TCP port, found through `/proc`.
///
/// @param pid of the process
/// @param command its full command line
public record PortHolder(long pid, String command) {
  private static final int COMMAND_LENGTH = 80;
  private static final String LISTENING = "0A";

  /// Finds the process that listens on a port. Returns empty when there is no `/proc`, when the
  /// process belongs to another user, or when no process is listening.
  public static Optional<PortHolder> of(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      sockets.addAll(listening(Path.of("/proc/net", table), port));
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .filter(process -> holds(process.pid(), sockets))
            .findFirst()
            .map(process -> new PortHolder(process.pid(), CommandLine.of(process)));
  }

  /// Describes the process: "process 4242 (python3 -m http.server 8081)". Truncates long command
  /// lines.
  public String text() {
    return command.isEmpty()
        ? "process " + pid
        : "process %d (%s)".formatted(pid, shortened(command));
  }

  /// Returns the names of the sockets in a kernel table that listen on a port.
  private static Set<String> listening(Path table, int port) {
    Set<String> sockets = new HashSet<>();
    try (Stream<String> lines = Files.lines(table)) {
      String end = String.format(Locale.ROOT, ":%04X", port);
      lines
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 9)
          .filter(columns -> columns[1].endsWith(end) && columns[3].equals(LISTENING))
          .forEach(columns -> sockets.add("socket:[" + columns[9] + "]"));
    } catch (IOException _) {
      return Set.of();
    }
    return sockets;
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors.anyMatch(descriptor -> isOne(descriptor, sockets));
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isOne(Path descriptor, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException _) {
      return false;
    }
  }

  private static String shortened(String command) {
    return command.length() <= COMMAND_LENGTH
        ? command
        : command.substring(0, COMMAND_LENGTH - 1) + "…";
  }
}
