package io.quittance.laboratory.training.ensemble;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.DoubleNodes;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import java.util.List;
import java.util.Map;

/// The mean of probabilities, expressed as log odds. Sums both `P(true)` and `P(false)`, so that no
/// precision is lost at either end.
record SoftVoteModel(List<FittedModel> members, double logLoss) implements FittedModel {

  /// Lower than every relevant mean; keeps the logarithm finite.
  private static final float LEAST = 1e-30f;

  static SoftVoteModel of(List<FittedModel> members, Examples validation) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a soft vote needs at least one member");
    }
    SoftVoteModel unmeasured = new SoftVoteModel(List.copyOf(members), Double.NaN);
    double[] margins = unmeasured.margins(validation);
    return new SoftVoteModel(
        unmeasured.members, LogLoss.of(margins, validation.labels(), validation.weights()));
  }

  @Override
  public String kind() {
    return "soft-vote";
  }

  @Override
  public Family family() {
    return members.getFirst().family();
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(Map.of("members", (double) members.size()));
  }

  @Override
  public int rounds() {
    return members.stream().mapToInt(FittedModel::rounds).sum();
  }

  @Override
  public double[] margins(Examples rows) {
    double[] yes = new double[rows.size()];
    double[] no = new double[rows.size()];
    for (FittedModel member : members) {
      double[] margins = member.margins(rows);
      for (int i = 0; i < yes.length; i++) {
        yes[i] += sigmoid(margins[i]) / members.size();
        no[i] += sigmoid(-margins[i]) / members.size();
      }
    }
    for (int i = 0; i < yes.length; i++) {
      yes[i] = StrictMath.log(Math.max(yes[i], LEAST)) - StrictMath.log(Math.max(no[i], LEAST));
    }
    return yes;
  }

  private static double sigmoid(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }

  @Override
  public ModelForm form() {
    return new ModelForm.Graph(this::append, false);
  }

  private String append(OnnxGraphWriter writer, String input, String prefix) {
    DoubleNodes nodes = new DoubleNodes(writer, prefix);
    List<String> margins =
        MemberGraphs.append(members, writer, input, prefix).stream().map(nodes::widened).toList();
    List<String> turned =
        margins.stream()
            .map(margin -> writer.node("Neg", List.of(margin), margin + "_turned"))
            .toList();
    String count = nodes.constant("count", new long[] {1, 1}, members.size());
    String least = nodes.constant("least", new long[] {1, 1}, LEAST);
    String yes = logMean(writer, margins, count, least, prefix + "yes_");
    String no = logMean(writer, turned, count, least, prefix + "no_");
    return nodes.rounded(writer.node("Sub", List.of(yes, no), prefix + "log_odds"), "margin");
  }

  private static String logMean(
      OnnxGraphWriter writer, List<String> margins, String count, String least, String prefix) {
    List<String> votes =
        margins.stream()
            .map(margin -> writer.node("Sigmoid", List.of(margin), prefix + "of_" + margin))
            .toList();
    String sum = votes.getFirst();
    for (int k = 1; k < votes.size(); k++) {
      sum = writer.node("Add", List.of(sum, votes.get(k)), prefix + "sum" + k);
    }
    String mean = writer.node("Div", List.of(sum, count), prefix + "mean");
    String kept = writer.node("Max", List.of(mean, least), prefix + "kept");
    return writer.node("Log", List.of(kept), prefix + "log");
  }
}
