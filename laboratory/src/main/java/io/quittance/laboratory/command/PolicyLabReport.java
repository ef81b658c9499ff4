package io.quittance.laboratory.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.offpolicy.Method;
import io.quittance.laboratory.offpolicy.OffPolicyReport;
import io.quittance.laboratory.offpolicy.PolicyEstimate;
import java.util.Locale;

/// Formats the evaluation of a policy as text and as JSON.
final class PolicyLabReport {

  private PolicyLabReport() {}

  static String text(PolicyLab lab) {
    OffPolicyReport report = lab.report();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Log %s: %,d decisions, %,d independent groups, %d actions; reward %s",
        lab.logged().table().file(),
        lab.logged().log().size(),
        report.clusters(),
        lab.logged().actions().size(),
        lab.logged().reward());
    line(text, "Policy %s: %s", lab.policy(), shares(lab));
    line(text, "");
    line(text, "%-34s %s", "value per decision", "95 % interval");
    line(text, "%-24s %s", "as it was decided", interval(report.logged()));
    for (PolicyEstimate estimate : report.estimates()) {
      String told = estimate.method() == Method.DM ? "  (the model alone: not to be believed)" : "";
      line(text, "%-24s %s%s", estimate.method().title(), interval(estimate.value()), told);
    }
    for (int a = 0; a < lab.single().size(); a++) {
      line(
          text,
          "%-24s %s",
          "always " + lab.logged().actions().get(a),
          interval(lab.single().get(a).of(Method.DR).value()));
    }
    line(text, "");
    line(
        text,
        "DR less what was decided: %s: %s",
        interval(report.difference()),
        report.verdict().words());
    line(
        text,
        "Effective sample %,.0f decisions, largest weight %.1f, unsupported decisions %.1f %%;"
            + " detectable difference %.5g",
        report.effectiveSample(),
        report.largestWeight(),
        100 * report.unsupported(),
        report.detectable());
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private static String shares(PolicyLab lab) {
    StringBuilder text = new StringBuilder();
    for (int a = 0; a < lab.shares().length; a++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%s %.1f %%",
              a == 0 ? "" : ", ",
              lab.logged().actions().get(a),
              100 * lab.shares()[a]));
    }
    return text.toString();
  }

  private static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%10.5g (%.5g..%.5g)", estimate.value(), estimate.lower(), estimate.upper());
  }

  static String json(PolicyLab lab) {
    OffPolicyReport report = lab.report();
    ObjectNode json = Json.object();
    json.put("log", lab.logged().table().file())
        .put("sha256", lab.logged().table().sha256())
        .put("decisions", lab.logged().log().size())
        .put("groups", report.clusters())
        .put("reward", lab.logged().reward())
        .put("policy", lab.policy());
    ObjectNode shares = json.putObject("shares");
    ObjectNode single = json.putObject("singleActions");
    for (int a = 0; a < lab.shares().length; a++) {
      String action = lab.logged().actions().get(a);
      shares.put(action, lab.shares()[a]);
      put(single.putObject(action), lab.single().get(a).of(Method.DR).value());
    }
    put(json.putObject("logged"), report.logged());
    ObjectNode estimates = json.putObject("estimates");
    for (PolicyEstimate estimate : report.estimates()) {
      put(estimates.putObject(estimate.method().title()), estimate.value());
    }
    put(json.putObject("difference"), report.difference());
    json.put("effectiveSample", report.effectiveSample())
        .put("largestWeight", report.largestWeight())
        .put("unsupported", report.unsupported())
        .put("detectable", report.detectable())
        .put("verdict", report.verdict().words());
    return json.toString();
  }

  /// A bound that is not known is left out: JSON has no word for it.
  private static void put(ObjectNode node, Estimate estimate) {
    put(node, "value", estimate.value());
    put(node, "lower", estimate.lower());
    put(node, "upper", estimate.upper());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    }
  }
}
