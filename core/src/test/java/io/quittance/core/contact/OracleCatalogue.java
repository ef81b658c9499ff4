package io.quittance.core.contact;

import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which packs hold, read off their dates and places: the first base that covers the place and is
/// in force, and every overlay that does.
final class OracleCatalogue {

  private final List<PolicyPack> packs;
  private final TreeSet<Instant> days = new TreeSet<>();

  /// @param packs the preferred first
  OracleCatalogue(List<PolicyPack> packs) {
    this.packs = List.copyOf(packs);
    for (PolicyPack pack : packs) {
      days.add(midnight(pack.effectiveFrom()));
      if (pack.effectiveTo() != null) {
        days.add(midnight(pack.effectiveTo()));
      }
    }
  }

  /// The base first, then the overlays by id; nothing for an account that has not been placed.
  List<PolicyPack> at(@Nullable String jurisdiction, Instant instant) {
    List<PolicyPack> chosen = new ArrayList<>();
    if (jurisdiction == null) {
      return chosen;
    }
    List<PolicyPack> concerned =
        packs.stream()
            .filter(pack -> covers(pack, jurisdiction))
            .filter(pack -> LawOracle.inForce(pack.effectiveFrom(), pack.effectiveTo(), instant))
            .toList();
    concerned.stream().filter(pack -> pack.economics() != null).limit(1).forEach(chosen::add);
    if (!chosen.isEmpty()) {
      concerned.stream()
          .filter(pack -> pack.economics() == null)
          .sorted(Comparator.comparing(PolicyPack::id))
          .forEach(chosen::add);
    }
    return chosen;
  }

  private static boolean covers(PolicyPack pack, String jurisdiction) {
    return pack.jurisdictions().contains("any")
        || LawOracle.isWithin(List.copyOf(pack.jurisdictions()), jurisdiction);
  }

  /// The first instant after another at which other packs hold, null when there is none.
  @Nullable Instant change(@Nullable String jurisdiction, Instant instant) {
    List<PolicyPack> now = at(jurisdiction, instant);
    for (Instant day : days.tailSet(instant, false)) {
      if (!at(jurisdiction, day).equals(now)) {
        return day;
      }
    }
    return null;
  }

  /// All days on which a pack or a rule begins or ends.
  List<LocalDate> lawDays() {
    TreeSet<LocalDate> all = new TreeSet<>();
    for (PolicyPack pack : packs) {
      all.add(pack.effectiveFrom());
      if (pack.effectiveTo() != null) {
        all.add(pack.effectiveTo());
      }
      for (Rule rule : pack.rules()) {
        all.add(rule.from());
        if (rule.to() != null) {
          all.add(rule.to());
        }
      }
    }
    return all.stream().filter(day -> day.getYear() > 2010).toList();
  }

  /// The strictest of those packs that say.
  static Duration horizon(List<PolicyPack> packs) {
    return packs.stream()
        .filter(pack -> pack.economics() != null)
        .map(pack -> pack.economics().timing().horizon())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  static Duration minimumWindow(List<PolicyPack> packs) {
    return packs.stream()
        .filter(pack -> pack.economics() != null)
        .map(pack -> pack.economics().timing().minimumWindow())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
