package io.quittance.core.contact;

import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which packs hold, read off their dates and places: the first base that covers the place and is
/// in force, and every overlay that does.
final class OracleCatalogue {

  private final List<PolicyPack> packs;

  /// @param packs the preferred first
  OracleCatalogue(List<PolicyPack> packs) {
    this.packs = List.copyOf(packs);
  }

  /// The base of the place of the placement first, then the other packs by id; nothing for an
  /// account that has not been placed, or when a place has no base.
  List<PolicyPack> at(OracleFacts facts, Instant instant) {
    List<PolicyPack> chosen = new ArrayList<>();
    if (facts.placed == null) {
      return chosen;
    }
    List<String> places = new ArrayList<>(List.of(facts.placed.jurisdiction()));
    places.addAll(facts.jurisdictions);
    List<PolicyPack> inForce =
        packs.stream()
            .filter(
                pack ->
                    LawOracle.inForce(
                        pack.effectiveFrom(), pack.effectiveTo(), facts.zones, instant))
            .toList();
    for (String place : places) {
      List<PolicyPack> bases =
          inForce.stream().filter(pack -> pack.economics() != null && covers(pack, place)).toList();
      if (bases.isEmpty()) {
        return List.of();
      }
      bases.stream()
          .filter(pack -> pack.id().equals(bases.getFirst().id()) && !chosen.contains(pack))
          .sorted(Comparator.comparing(PolicyPack::effectiveFrom).reversed())
          .forEach(chosen::add);
    }
    inForce.stream()
        .filter(pack -> pack.economics() == null)
        .filter(pack -> places.stream().anyMatch(place -> covers(pack, place)))
        .forEach(chosen::add);
    List<PolicyPack> rest = new ArrayList<>(chosen.subList(1, chosen.size()));
    rest.sort(Comparator.comparing(PolicyPack::id));
    rest.addFirst(chosen.getFirst());
    return rest;
  }

  private static boolean covers(PolicyPack pack, String jurisdiction) {
    return pack.jurisdictions().contains("any")
        || LawOracle.isWithin(List.copyOf(pack.jurisdictions()), jurisdiction);
  }

  /// The first instant after another at which other packs hold, null when there is none.
  @Nullable Instant change(OracleFacts facts, Instant instant) {
    TreeSet<Instant> days = new TreeSet<>();
    for (PolicyPack pack : packs) {
      days.add(starts(pack.effectiveFrom(), facts.zones));
      if (pack.effectiveTo() != null) {
        days.add(ends(pack.effectiveTo(), facts.zones));
      }
    }
    List<PolicyPack> now = at(facts, instant);
    for (Instant day : days.tailSet(instant, false)) {
      if (!at(facts, day).equals(now)) {
        return day;
      }
    }
    return null;
  }

  /// When a day begins on the first clock that shows it.
  static Instant starts(LocalDate day, List<ZoneId> zones) {
    return midnights(day, zones).first();
  }

  /// When a day has begun on every clock.
  static Instant ends(LocalDate day, List<ZoneId> zones) {
    return midnights(day, zones).last();
  }

  private static TreeSet<Instant> midnights(LocalDate day, List<ZoneId> zones) {
    TreeSet<Instant> midnights = new TreeSet<>();
    for (ZoneId zone :
        zones.isEmpty() ? List.of(ZoneId.of("+14:00"), ZoneId.of("-12:00")) : zones) {
      midnights.add(day.atStartOfDay(zone).toInstant());
    }
    return midnights;
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

  /// That of the base.
  static Duration horizon(List<PolicyPack> packs) {
    return packs.getFirst().requireEconomics().timing().horizon();
  }

  static Duration minimumWindow(List<PolicyPack> packs) {
    return packs.getFirst().requireEconomics().timing().minimumWindow();
  }
}
