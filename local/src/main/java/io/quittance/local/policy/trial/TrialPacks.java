package io.quittance.local.policy.trial;

import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Packs that are tried before they are signed and configured. They come before the packs that
/// ship, and take the place of versions with the same id that would be in force on the same days.
public final class TrialPacks {

  @Option(
      names = "--pack",
      paramLabel = "FILE",
      description = "a pack to try before the packs that ship; needs no signature; repeatable")
  private List<Path> files = List.of();

  /// The packs that ship and those on trial.
  ///
  /// @param trials the packs on trial, by file
  /// @param replaced versions that ship and make way for one on trial
  public record Catalogue(
      PolicyCatalogue packs, Map<Path, PolicyPack> trials, List<PolicyPack> replaced) {

    /// Whether a pack is on trial.
    boolean isTrial(PolicyPack pack) {
      return trials.containsValue(pack);
    }

    /// Why a pack on trial has no say under a policy; null when it has.
    @Nullable String silent(PolicyPack trial, Policy policy, List<String> jurisdictions) {
      if (policy.packs().contains(trial)) {
        return null;
      }
      if (jurisdictions.isEmpty()) {
        return "the account is not placed";
      }
      if (jurisdictions.stream().noneMatch(trial::covers)) {
        return "it covers %s, and the debtor lives in %s"
            .formatted(
                String.join(", ", trial.jurisdictions()), String.join(" or ", jurisdictions));
      }
      return policy.isNone()
          ? "no base pack covers %s: an overlay needs one"
              .formatted(String.join(", ", jurisdictions))
          : "it is in force from %s%s"
              .formatted(
                  trial.effectiveFrom(),
                  trial.effectiveTo() == null ? "" : " until " + trial.effectiveTo());
    }
  }

  /// Reads the packs on trial.
  ///
  /// @throws PolicyPackException naming file and line of what is wrong
  public Catalogue catalogue() throws IOException {
    Map<Path, PolicyPack> trials = new LinkedHashMap<>();
    for (Path file : files) {
      trials.put(file, read(file));
    }
    List<PolicyPack> all = new ArrayList<>(trials.values());
    List<PolicyPack> replaced = new ArrayList<>();
    for (PolicyPack pack : BuiltInPacks.defaults()) {
      (trials.values().stream().anyMatch(trial -> replaces(trial, pack)) ? replaced : all)
          .add(pack);
    }
    return new Catalogue(PolicyCatalogue.of(all), trials, replaced);
  }

  /// Reads a pack without looking at its signature.
  public static PolicyPack read(Path file) throws IOException {
    try {
      return PolicyPack.read(Files.readAllBytes(file));
    } catch (PolicyPackException e) {
      throw e.inFile(file.toString());
    }
  }

  private static boolean replaces(PolicyPack trial, PolicyPack pack) {
    return trial.id().equals(pack.id())
        && (trial.version().equals(pack.version())
            || (before(trial.effectiveFrom(), pack.effectiveTo())
                && before(pack.effectiveFrom(), trial.effectiveTo())));
  }

  private static boolean before(LocalDate day, @Nullable LocalDate end) {
    return end == null || day.isBefore(end);
  }
}
