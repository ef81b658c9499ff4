package io.quittance.e2e.value;

import io.quittance.core.vocabulary.Offer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What random treatment shows without a model.
///
/// @param shareOfPayers mean share of the balance collected from debtors who paid after a reminder
///   or without contact
/// @param gains collected share after an offer divided by that after a reminder, over accounts that
///   could have had either
record PilotFindings(double shareOfPayers, Map<Offer, Double> gains) {

  static PilotFindings of(List<PilotExample> examples) {
    double shareOfPayers =
        examples.stream()
            .filter(e -> e.paid() && (!e.isContact() || e.offer() == Offer.REMINDER))
            .mapToDouble(PilotExample::collected)
            .average()
            .orElse(1);
    Map<Offer, Double> gains = new EnumMap<>(Offer.class);
    for (Offer offer : List.of(Offer.REMINDER, Offer.PAYMENT_PLAN, Offer.SETTLEMENT)) {
      List<PilotExample> either =
          examples.stream().filter(e -> e.possible().contains(offer)).toList();
      double reminded = mean(either, Offer.REMINDER);
      gains.put(offer, reminded > 0 ? mean(either, offer) / reminded : 1);
    }
    return new PilotFindings(shareOfPayers, gains);
  }

  double gain(Offer offer) {
    double gain = gains.getOrDefault(offer, 1.0);
    return gain > 0 ? gain : Double.MIN_NORMAL;
  }

  private static double mean(List<PilotExample> examples, Offer offer) {
    return examples.stream()
        .filter(e -> e.offer() == offer)
        .mapToDouble(PilotExample::collected)
        .average()
        .orElse(0);
  }
}
