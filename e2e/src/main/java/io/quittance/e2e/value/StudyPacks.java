package io.quittance.e2e.value;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.Offer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The policy packs of the United States that the study uses.
final class StudyPacks {

  private static final double MOST = 10;

  private StudyPacks() {}

  /// Returns the packs as shipped with Quittance.
  static List<PolicyPack> shipped() {
    return BuiltInPacks.all().stream().filter(pack -> pack.id().startsWith("us-")).toList();
  }

  /// Returns the packs with measured figures instead of assumptions: the share of the balance that
  /// a paying debtor brings after a reminder, and the gain of each offer over a reminder in
  /// collected money.
  static PolicyCatalogue measured(List<PolicyPack> packs, PilotFindings pilot) {
    return PolicyCatalogue.of(packs.stream().map(pack -> measured(pack, pilot)).toList());
  }

  private static PolicyPack measured(PolicyPack pack, PilotFindings pilot) {
    Economics economics = pack.economics();
    return new PolicyPack(
        pack.sha256(),
        pack.id(),
        pack.version(),
        pack.title(),
        pack.jurisdictions(),
        pack.effectiveFrom(),
        pack.effectiveTo(),
        pack.assumptions(),
        economics == null ? null : measured(economics, pilot),
        pack.rules());
  }

  private static Economics measured(Economics economics, PilotFindings pilot) {
    Map<Offer, Economics.OfferTerms> offers = new EnumMap<>(Offer.class);
    Economics.Valuation valuation = economics.valuation();
    valuation
        .offers()
        .forEach(
            (offer, terms) ->
                offers.put(
                    offer,
                    new Economics.OfferTerms(
                        terms.fromDaysPastDue(),
                        terms.leastBalanceMinor(),
                        Math.min(MOST, pilot.gain(offer) / terms.share()),
                        terms.share(),
                        terms.mostInstalments(),
                        terms.leastInstalmentMinor(),
                        terms.leastShare())));
    return new Economics(
        economics.timing(),
        new Economics.Valuation(
            valuation.valueShare() * pilot.shareOfPayers(),
            valuation.hardshipBurdenFactor(),
            valuation.minimumGainMinor(),
            valuation.actions(),
            offers),
        economics.exploration(),
        economics.holdout(),
        economics.selfCure(),
        economics.routes(),
        economics.proposals(),
        economics.ladder());
  }
}
