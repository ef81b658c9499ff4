package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    Set<String> jurisdictions = new TreeSet<>();
    Set<String> zones = new TreeSet<>();
    boolean placed = false;
    for (AccountState state : context.all()) {
      for (Fact fact : state.facts()) {
        if (fact instanceof Fact.Placement placement) {
          placed |= !placement.time().isAfter(at);
          jurisdictions.add(placement.jurisdiction());
          jurisdictions.addAll(placement.otherJurisdictions());
          zones.addAll(placement.timeZones());
        } else if (fact instanceof Fact.Update update) {
          jurisdictions.addAll(update.otherJurisdictions());
        }
      }
    }
    return placed
        ? new Residence(List.copyOf(jurisdictions), zones.stream().map(ZoneId::of).toList())
        : NONE;
  }
}
