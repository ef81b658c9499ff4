package io.quittance.registry.artifact;

import io.quittance.core.text.Sha256;
import io.quittance.registry.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Immutable files in `<root>/ab/abcdef…`, named by their SHA-256.
///
/// Guarantees: a file is complete and verified, or absent (it is written to a temporary file, its
/// digest is checked, it is forced to disk and then linked to its name); what is acknowledged is on
/// disk, the directory's entry too; storing the same bytes again changes nothing, and of several
/// that store them at once one has created them; never more bytes than the limit are written.
/// Several processes may share a directory. Blocks, so it must not run on an event loop.
public final class ArtifactStore {

  private static final int BUFFER = 65_536;
  private static final String INCOMING = "incoming";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final long maxBytes;

  /// @param root directory of the store; created when absent
  public ArtifactStore(Path root, long maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
  }

  /// Returns the size of an artefact, bytes; empty when it is not stored.
  public OptionalLong size(ArtifactId id) {
    Path file = file(id);
    try {
      return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stores bytes.
  ///
  /// @throws Refusal `artifact-mismatch` when their digest is another one, `artifact-too-large`
  public Stored put(ArtifactId id, InputStream bytes) {
    OptionalLong known = size(id);
    try {
      if (known.isPresent()) {
        // whoever stored it may not have come to this yet
        force(directory(id));
        return new Stored(id, known.getAsLong(), false);
      }
      Path incoming = Files.createDirectories(root.resolve(INCOMING));
      deleteAbandoned(incoming);
      Path aside = Files.createTempFile(incoming, "put-", ".part");
      try {
        long length = receive(id, bytes, aside);
        return new Stored(id, length, place(aside, id));
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stores bytes under the digest that they turn out to have.
  ///
  /// @throws Refusal `artifact-too-large`
  public Stored add(InputStream bytes) {
    try {
      Path incoming = Files.createDirectories(root.resolve(INCOMING));
      deleteAbandoned(incoming);
      Path aside = Files.createTempFile(incoming, "add-", ".part");
      try {
        MessageDigest digest = Sha256.digest();
        long length = receive(bytes, digest, aside);
        ArtifactId id = new ArtifactId(HexFormat.of().formatHex(digest.digest()));
        return new Stored(id, length, place(aside, id));
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the file of a stored artefact.
  ///
  /// @throws Refusal `artifact-not-found`
  public Path existing(ArtifactId id) {
    if (size(id).isEmpty()) {
      throw Refusal.notFound(
              "artifact-not-found", "No artefact has this SHA-256; upload it first with PUT")
          .with("sha256", id.sha256());
    }
    return file(id);
  }

  /// Returns all bytes of an artefact after verifying them again, because disks lose data over the
  /// years.
  ///
  /// @throws Refusal `artifact-missing` when it was never stored, `artifact-mismatch` when it was
  ///   damaged since, `artifact-too-large` when it exceeds the caller's limit
  public byte[] read(ArtifactId id, long cap) {
    OptionalLong size = size(id);
    if (size.isEmpty()) {
      throw Refusal.unacceptable(
              "artifact-missing", "The artefact is not stored; upload it first with PUT")
          .with("sha256", id.sha256());
    }
    if (size.getAsLong() > cap) {
      throw Refusal.tooLarge(
              "artifact-too-large", "The artefact is larger than the limit of " + cap + " bytes")
          .with("sha256", id.sha256());
    }
    try {
      byte[] bytes = Files.readAllBytes(file(id));
      if (!HexFormat.of().formatHex(Sha256.digest().digest(bytes)).equals(id.sha256())) {
        throw mismatch(id);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long receive(ArtifactId id, InputStream bytes, Path aside) throws IOException {
    MessageDigest digest = Sha256.digest();
    long length = receive(bytes, digest, aside);
    if (!HexFormat.of().formatHex(digest.digest()).equals(id.sha256())) {
      throw mismatch(id);
    }
    return length;
  }

  private long receive(InputStream bytes, MessageDigest digest, Path aside) throws IOException {
    long length = 0;
    try (OutputStream out = Files.newOutputStream(aside)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        length += n;
        if (length > maxBytes) {
          throw Refusal.tooLarge(
              "artifact-too-large",
              "The artefact is larger than the limit of " + maxBytes + " bytes");
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return length;
  }

  /// Links the file to its name, which an existing file keeps.
  ///
  /// @return false when another request stored the same bytes first
  private boolean place(Path aside, ArtifactId id) throws IOException {
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path directory = Files.createDirectories(directory(id));
    boolean created = link(aside, file(id));
    force(directory);
    force(root);
    return created;
  }

  private static boolean link(Path aside, Path target) throws IOException {
    try {
      Files.createLink(target, aside);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
  }

  /// Forces the entries of a directory to disk: without it a power failure may take a file away
  /// whose bytes are there.
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Deletes what requests left that were killed.
  private static void deleteAbandoned(Path incoming) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(ABANDONED));
    try (Stream<Path> files = Files.list(incoming)) {
      for (Path file : files.toList()) {
        if (isOlder(file, oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOlder(Path file, FileTime oldest) throws IOException {
    try {
      return Files.getLastModifiedTime(file).compareTo(oldest) < 0;
    } catch (NoSuchFileException _) {
      return false; // its request has ended
    }
  }

  private Path file(ArtifactId id) {
    return directory(id).resolve(id.sha256());
  }

  private Path directory(ArtifactId id) {
    return root.resolve(id.sha256().substring(0, 2));
  }

  private static Refusal mismatch(ArtifactId id) {
    return Refusal.unacceptable(
            "artifact-mismatch", "The SHA-256 of the bytes is not the one in the path")
        .with("sha256", id.sha256());
  }

  /// A stored artefact.
  ///
  /// @param created false when it was stored before
  public record Stored(ArtifactId id, long bytes, boolean created) {}
}
