package io.quittance.e2e.value;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.laboratory.metric.Estimate;
import java.util.Locale;
import java.util.TreeMap;

/// Formats the findings as text and as JSON.
public final class ValueStudyReport {

  private static final double MAJOR = 100;

  private ValueStudyReport() {}

  public static String text(ValueStudy.Findings findings) {
    StringBuilder text = new StringBuilder();
    PropensityModels.Ranking ranking = findings.ranking();
    text.append(
        String.format(
            Locale.ROOT,
            "Pilot: a debtor who pays brings %.3f of the balance in 30 days; collected relative to a"
                + " reminder: payment plan %.2f, settlement %.2f%n%n",
            findings.pilot().shareOfPayers(),
            findings.pilot().gain(Offer.PAYMENT_PLAN),
            findings.pilot().gain(Offer.SETTLEMENT)));
    text.append(
        String.format(
            Locale.ROOT,
            "AUC on %,d decisions of an unseen portfolio, %,d paid:%n"
                + "  model                    %.4f (%.4f–%.4f)%n"
                + "  true probability         %.4f (%.4f–%.4f), expected %.4f: the Bayes ceiling%n%n",
            ranking.rows(),
            ranking.positives(),
            ranking.reached().auc(),
            ranking.reached().lower(),
            ranking.reached().upper(),
            ranking.truth().auc(),
            ranking.truth().lower(),
            ranking.truth().upper(),
            ranking.expected()));
    text.append(GainText.effects(findings.effects())).append(GainText.gains(findings.gains()));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d accounts, %d days; currency units per 1,000 accounts, 95 %% intervals%n"
                + "%-18s %27s %24s %24s %9s %8s %10s %8s %10s%n",
            findings.accounts(),
            findings.days(),
            "policy",
            "value − cost − burden",
            "over nothing",
            "over propensity-lawful",
            "contacts",
            "calls",
            "complaints",
            "opt-outs",
            "violations"));
    for (ValueStudy.Outcome outcome : findings.outcomes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %27s %24s %24s %,9d %,8d %,10d %,8d %,10d%n",
              outcome.contender().slug(),
              interval(outcome.net()),
              interval(outcome.overNothing()),
              interval(outcome.overPropensity()),
              outcome.contacts(),
              ValueStudy.contacts(outcome.result(), Action.CALL),
              outcome.result().complaints(),
              outcome.result().optOuts(),
              outcome.violations()));
    }
    text.append('\n');
    for (ValueStudy.Outcome outcome : findings.outcomes()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %s%s%n",
              outcome.contender().slug(),
              outcome.contender().description(),
              outcome.violations() == 0
                  ? ""
                  : "; violations " + new TreeMap<>(outcome.result().violations())));
    }
    return text.toString();
  }

  private static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%,.0f (%,.0f..%,.0f)",
        estimate.value() / MAJOR,
        estimate.lower() / MAJOR,
        estimate.upper() / MAJOR);
  }

  public static String json(ValueStudy.Findings findings) {
    ObjectNode json = Json.object();
    json.put("accounts", findings.accounts()).put("days", findings.days());
    PropensityModels.Ranking ranking = findings.ranking();
    json.put("auc", ranking.reached().auc())
        .put("aucLower", ranking.reached().lower())
        .put("aucUpper", ranking.reached().upper())
        .put("aucOfTruth", ranking.truth().auc())
        .put("bayesCeiling", ranking.expected())
        .put("decisions", ranking.rows());
    ArrayNode gains = json.putArray("gains");
    for (GainStudy.Row row : findings.gains()) {
      gains
          .addObject()
          .put("accounts", row.accounts())
          .put("days", row.days())
          .put("weeks", row.weeks())
          .put("effects", GainText.mean(row.effects()))
          .put("sLearner", GainText.mean(row.sLearner()));
    }
    ArrayNode policies = json.putArray("policies");
    for (ValueStudy.Outcome outcome : findings.outcomes()) {
      ObjectNode node = policies.addObject();
      node.put("policy", outcome.contender().slug());
      put(node, "netMinor", outcome.net());
      put(node, "overNothingMinor", outcome.overNothing());
      put(node, "overPropensityMinor", outcome.overPropensity());
      node.put("contacts", outcome.contacts())
          .put("complaints", outcome.result().complaints())
          .put("optOuts", outcome.result().optOuts())
          .put("violations", outcome.violations());
      node.set("violationsByRule", Json.tree(outcome.result().violations()));
    }
    return json.toString();
  }

  private static void put(ObjectNode node, String name, Estimate estimate) {
    node.put(name, estimate.value())
        .put(name + "Lower", estimate.lower())
        .put(name + "Upper", estimate.upper());
  }
}
