package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Where a debtor may live: every jurisdiction and every time zone that a placement or an update of
/// any account of the debtor names. When two places are on file, the rules of both apply. Empty
/// before the first placement; once there is one, later ones count too.
///
/// @param jurisdictions in alphabetical order
/// @param zones in alphabetical order
public record Residence(List<String> jurisdictions, List<ZoneId> zones) {

  private static final Residence NONE = new Residence(List.of(), List.of());

  /// Returns where a debtor may live, by the facts known at an instant.
  public static Residence of(DebtorContext context, Instant at) {
    List<String> jurisdictions = new ArrayList<>(2);
    List<String> zones = new ArrayList<>(2);
    boolean placed = false;
    for (AccountState state : context.all()) {
      for (Fact fact : state.facts()) {
        if (fact instanceof Fact.Placement placement) {
          placed |= !placement.time().isAfter(at);
          addNew(jurisdictions, placement.jurisdiction());
          addNew(jurisdictions, placement.otherJurisdictions());
          addNew(zones, placement.timeZones());
        } else if (fact instanceof Fact.Update update) {
          addNew(jurisdictions, update.otherJurisdictions());
        }
      }
    }
    if (!placed) {
      return NONE;
    }
    jurisdictions.sort(null);
    zones.sort(null);
    List<ZoneId> ids = new ArrayList<>(zones.size());
    for (String zone : zones) {
      ids.add(LocalClock.zone(zone));
    }
    return new Residence(List.copyOf(jurisdictions), List.copyOf(ids));
  }

  private static void addNew(List<String> texts, Collection<String> added) {
    for (String text : added) {
      addNew(texts, text);
    }
  }

  /// Adds a text unless it is there. The few texts are found faster than in a tree.
  private static void addNew(List<String> texts, String text) {
    if (!texts.contains(text)) {
      texts.add(text);
    }
  }
}
