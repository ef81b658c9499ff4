package io.quittance.local.policy.trial;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.pack.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A pack as it is named on the command line: by its id, which stands for all versions on their
/// days; by `ID@VERSION`; by its file; or `none`. A single version is taken to be in force on every
/// day, with the rules that it begins with.
///
/// @param id of the pack
/// @param versions what takes its place among the packs that ship
public record PackVariant(String id, List<PolicyPack> versions) {

  private static final String NONE = "none";
  private static final LocalDate EVER = LocalDate.of(1970, 1, 1);

  /// @throws PolicyPackException when there is no such pack, or the file is none
  public static PackVariant of(String name) throws IOException {
    if (name.equals(NONE)) {
      return new PackVariant(NONE, List.of());
    }
    Path file = Path.of(name);
    if (Files.isRegularFile(file)) {
      PolicyPack pack = always(TrialPacks.read(file));
      return new PackVariant(pack.id(), List.of(pack));
    }
    int mark = name.indexOf('@');
    String id = mark < 0 ? name : name.substring(0, mark);
    List<PolicyPack> versions =
        BuiltInPacks.all().stream()
            .filter(pack -> pack.id().equals(id))
            .filter(pack -> mark < 0 || pack.version().equals(name.substring(mark + 1)))
            .toList();
    if (versions.isEmpty()) {
      throw new PolicyPackException(
          0, name + " is neither a file nor a pack that ships: see  ./quittance policy list");
    }
    return new PackVariant(
        id, mark < 0 ? versions : versions.stream().map(PackVariant::always).toList());
  }

  /// The packs that apply by default, with these versions where the pack stood, or first when it is
  /// none of them.
  ///
  /// @param place the id of the pack in whose place these come
  public PolicyCatalogue in(String place) {
    List<PolicyPack> packs = new ArrayList<>();
    boolean placed = false;
    for (PolicyPack pack : BuiltInPacks.defaults()) {
      if (!pack.id().equals(place) && !pack.id().equals(id)) {
        packs.add(pack);
      } else if (!placed && pack.id().equals(place)) {
        packs.addAll(versions);
        placed = true;
      }
    }
    if (!placed) {
      packs.addAll(0, versions);
    }
    return PolicyCatalogue.of(packs);
  }

  /// Says whether one may take the place of another: a base pack that of a base pack, an overlay
  /// that of an overlay, anything that of nothing.
  public boolean mayReplace(PackVariant other) {
    return versions.isEmpty()
        || other.versions.isEmpty()
        || versions.getFirst().type() == other.versions.getFirst().type();
  }

  private static PolicyPack always(PolicyPack pack) {
    return new PolicyPack(
        pack.sha256(),
        pack.id(),
        pack.version(),
        pack.title(),
        pack.jurisdictions(),
        EVER,
        null,
        pack.assumptions(),
        pack.economics(),
        pack.rules().stream().map(rule -> always(rule, pack.effectiveFrom())).toList(),
        pack.missing(),
        pack.sourcesReadOn());
  }

  private static Rule always(Rule rule, LocalDate begins) {
    return rule.with(rule.limit(), rule.from().isAfter(begins) ? rule.from() : EVER, rule.to());
  }
}
