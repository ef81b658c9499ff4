package io.quittance.local.launch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// What a running launcher records for other commands in `run/state.json` of its data directory.
///
/// @param launcherPid process id of `up` or `demo`
/// @param command `up` or `demo`
/// @param startedAt time in ISO 8601
/// @param portOffset see [PortMap]
/// @param keycloak whether Keycloak issues the tokens; otherwise the local issuer does
public record State(
    long launcherPid, String command, String startedAt, int portOffset, boolean keycloak) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public PortMap ports() {
    return new PortMap(portOffset);
  }

  /// Writes the file in one step, so that nobody reads half of it.
  void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(file.getParent(), "state", ".tmp");
      Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /// Reads the file; empty when it does not exist or cannot be read.
  static Optional<State> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), State.class));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }
}
