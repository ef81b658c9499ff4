package io.quittance.scoring.policy;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.pack.TrustedKeys;
import io.quittance.core.signature.SigningKeys;
import io.quittance.core.signature.UnreadableKeyException;
import io.quittance.scoring.ScoringConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packs that a configuration names: those that come along, and signed files of a directory.
final class PolicyFiles {

  private PolicyFiles() {}

  /// Reads and verifies all of them.
  ///
  /// @throws PolicyPackException naming file, line and reason when a pack, a signature or a key is
  ///   refused, when an id is not known, or when versions of one overlap
  static PolicyCatalogue book(ScoringConfig.Policy config) {
    List<PolicyPack> known = new ArrayList<>(BuiltInPacks.all());
    TrustedKeys keys = keys(config.trustedKeys().orElse(List.of()));
    config.directory().ifPresent(directory -> known.addAll(packs(directory, keys)));
    List<PolicyPack> wanted = new ArrayList<>();
    for (String id : config.packs()) {
      List<PolicyPack> versions = known.stream().filter(pack -> pack.id().equals(id)).toList();
      if (versions.isEmpty()) {
        throw new PolicyPackException(
            0,
            "quittance.policy.packs names %s, which neither comes with Quittance nor is in %s; there are %s"
                .formatted(
                    id,
                    config
                        .directory()
                        .map(Path::toString)
                        .orElse("a directory (quittance.policy.directory is not set)"),
                    known.stream()
                        .map(PolicyPack::id)
                        .distinct()
                        .collect(Collectors.joining(", "))));
      }
      wanted.addAll(versions);
    }
    return PolicyCatalogue.of(wanted);
  }

  private static TrustedKeys keys(List<Path> files) {
    TrustedKeys keys = BuiltInPacks.keys();
    for (Path file : files) {
      try {
        keys = keys.with(SigningKeys.publicKey(Files.readString(file)));
      } catch (UnreadableKeyException e) {
        throw new PolicyPackException(
            0, "quittance.policy.trusted-keys " + file + ": " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "quittance.policy.trusted-keys " + file + " cannot be read", e);
      }
    }
    return keys;
  }

  private static List<PolicyPack> packs(Path directory, TrustedKeys keys) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> pack(file, keys))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "quittance.policy.directory " + directory + " cannot be read", e);
    }
  }

  private static PolicyPack pack(Path file, TrustedKeys keys) {
    try {
      Path beside = Path.of(file + ".sig");
      byte @Nullable [] signature = Files.exists(beside) ? Files.readAllBytes(beside) : null;
      return keys.read(file.toString(), Files.readAllBytes(file), signature);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
