package io.quittance.core.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The packs that come with Quittance.
public final class BuiltInPacks {

  private static final List<String> FILES = List.of("us-reg-f", "taiwan-replay", "strict");

  private BuiltInPacks() {}

  /// All of them, in every version.
  public static List<PolicyPack> all() {
    return Loaded.PACKS;
  }

  private static final class Loaded {
    static final List<PolicyPack> PACKS = FILES.stream().map(BuiltInPacks::load).toList();
  }

  private static PolicyPack load(String file) {
    try (InputStream in = BuiltInPacks.class.getResourceAsStream("/packs/" + file + ".yaml")) {
      if (in == null) {
        throw new PolicyPackException(0, "there is no policy pack " + file);
      }
      return PolicyPack.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
