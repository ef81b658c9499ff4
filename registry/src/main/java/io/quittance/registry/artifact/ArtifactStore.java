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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

/// Immutable files in `<root>/ab/abcdef…`, named by their SHA-256.
///
/// Guarantees: a file is there whole and right or not at all (written aside, digest checked, forced
/// to disk, moved atomically); putting the same bytes again changes nothing; at no time more than
/// the cap is written. Several processes may share a directory. Blocks: not for event loops.
public final class ArtifactStore {

  private static final int BUFFER = 65_536;

  private final Path root;
  private final long maxBytes;

  /// @param root made when it is not there
  public ArtifactStore(Path root, long maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
  }

  /// The size of an artefact, empty when there is none.
  public OptionalLong size(ArtifactId id) {
    Path file = file(id);
    try {
      return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes the bytes in.
  ///
  /// @throws Refusal `artifact-mismatch` when they have another digest, `artifact-too-large`
  public Stored put(ArtifactId id, InputStream bytes) {
    OptionalLong known = size(id);
    if (known.isPresent()) {
      return new Stored(id, known.getAsLong(), false);
    }
    try {
      Path incoming = Files.createDirectories(root.resolve("incoming"));
      Path aside = Files.createTempFile(incoming, "put-", ".part");
      try {
        long length = receive(id, bytes, aside);
        place(aside, file(id));
        return new Stored(id, length, true);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file of an artefact that is there.
  ///
  /// @throws Refusal `artifact-not-found`
  public Path existing(ArtifactId id) {
    if (size(id).isEmpty()) {
      throw Refusal.notFound("artifact-not-found", "There is no such artefact")
          .with("sha256", id.sha256());
    }
    return file(id);
  }

  /// All bytes of an artefact, verified again, since disks are not to be trusted for years.
  ///
  /// @throws Refusal `artifact-missing` when it was never put, `artifact-mismatch` when it has been
  ///   damaged since, `artifact-too-large` when it exceeds the caller's own cap
  public byte[] read(ArtifactId id, long cap) {
    OptionalLong size = size(id);
    if (size.isEmpty()) {
      throw Refusal.unacceptable("artifact-missing", "The artefact has not been put")
          .with("sha256", id.sha256());
    }
    if (size.getAsLong() > cap) {
      throw Refusal.tooLarge("artifact-too-large", "At most " + cap + " bytes are read")
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
    long length = 0;
    try (OutputStream out = Files.newOutputStream(aside)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        length += n;
        if (length > maxBytes) {
          throw Refusal.tooLarge(
              "artifact-too-large", "An artefact has at most " + maxBytes + " bytes");
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(id.sha256())) {
      throw mismatch(id);
    }
    return length;
  }

  private static void place(Path aside, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.createDirectories(target.getParent());
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // another request was first with the same bytes
    }
  }

  private Path file(ArtifactId id) {
    return root.resolve(id.sha256().substring(0, 2)).resolve(id.sha256());
  }

  private static Refusal mismatch(ArtifactId id) {
    return Refusal.unacceptable(
            "artifact-mismatch", "The bytes do not have the digest that addresses them")
        .with("sha256", id.sha256());
  }

  /// An artefact that is in the store.
  ///
  /// @param created false when it had been there
  public record Stored(ArtifactId id, long bytes, boolean created) {}
}
