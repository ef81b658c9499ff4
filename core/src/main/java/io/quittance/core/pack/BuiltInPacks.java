package io.quittance.core.pack;

import io.quittance.core.signature.SigningKeys;
import io.quittance.core.signature.UnreadableKeyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The policy packs that ship with Quittance. Each is signed with the project's key, whose public
/// half also ships with it, and is verified on first use. Safe for concurrent use.
public final class BuiltInPacks {

  /// Names of the files of the packs that apply by default, without `.yaml`, preferred pack first:
  /// the id of the pack, and for some its version behind a hyphen.
  private static final List<String> DEFAULT_FILES =
      List.of(
          "us-reg-f-2021.1",
          "us-reg-f-2025.1",
          "us-reg-f-2026.1",
          "us-ma-2021.1",
          "us-ma",
          "us-dc",
          "us-wa",
          "us-ny-nyc",
          "us-fl",
          "us-ca",
          "us-tx",
          "ca",
          "ca-on",
          "ca-qc",
          "ca-nb",
          "au",
          "gr",
          "india-rbi",
          "india-rbi-microfinance",
          "uk-fca-2021.1",
          "uk-fca",
          "eu-gdpr",
          "de",
          "za",
          "strict-2.0.0",
          "strict");

  /// Names of all files, without `.yaml`.
  static final List<String> FILES =
      Stream.concat(DEFAULT_FILES.stream(), Stream.of("taiwan-replay")).toList();

  /// Default value of `quittance.policy.packs`, preferred pack first.
  public static final List<String> DEFAULTS =
      DEFAULT_FILES.stream()
          .map(file -> file.replaceFirst("-[0-9]+(\\.[0-9]+)+$", ""))
          .distinct()
          .toList();

  private static final String KEY = "quittance.pub";

  private BuiltInPacks() {}

  /// Returns all built-in packs, in every version.
  ///
  /// @throws PolicyPackException when one was changed after it was signed
  public static List<PolicyPack> all() {
    return LoadedPacks.ONCE.packs();
  }

  /// Returns the packs that apply where nothing else is configured, in every version, the preferred
  /// first.
  ///
  /// @throws PolicyPackException when one was tampered with
  public static List<PolicyPack> defaults() {
    return DEFAULTS.stream()
        .flatMap(id -> all().stream().filter(pack -> pack.id().equals(id)))
        .toList();
  }

  /// Returns the project's public key.
  ///
  /// @throws UnreadableKeyException when the file that ships is not a key
  public static TrustedKeys keys() {
    return TrustedKeys.of(
        List.of(SigningKeys.publicKey(new String(required(KEY), StandardCharsets.US_ASCII))));
  }

  /// The packs, read once. A failure is kept as well and thrown on each use.
  private record LoadedPacks(List<PolicyPack> read, @Nullable PolicyPackException refusal) {
    static final LoadedPacks ONCE = load();

    private static LoadedPacks load() {
      try {
        TrustedKeys keys = keys();
        return new LoadedPacks(
            FILES.stream().map(file -> BuiltInPacks.load(keys, file)).toList(), null);
      } catch (PolicyPackException e) {
        return new LoadedPacks(List.of(), e);
      } catch (UnreadableKeyException e) {
        return new LoadedPacks(List.of(), new PolicyPackException(0, KEY + ": " + e.getMessage()));
      }
    }

    List<PolicyPack> packs() {
      if (refusal != null) {
        throw refusal;
      }
      return read;
    }
  }

  private static PolicyPack load(TrustedKeys keys, String file) {
    return keys.read(file + ".yaml", required(file + ".yaml"), resource(file + ".yaml.sig"));
  }

  private static byte[] required(String name) {
    byte[] bytes = resource(name);
    if (bytes == null) {
      throw new PolicyPackException(0, "the built-in file " + name + " is missing");
    }
    return bytes;
  }

  static byte @Nullable [] resource(String name) {
    try (InputStream in = BuiltInPacks.class.getResourceAsStream("/packs/" + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
