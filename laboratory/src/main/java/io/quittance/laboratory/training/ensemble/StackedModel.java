package io.quittance.laboratory.training.ensemble;

import io.quittance.core.forest.Precision;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A weighted sum of margins.
record StackedModel(List<Member> members, float intercept, double logLoss) implements FittedModel {

  /// One of the models.
  ///
  /// @param weight 0 or more
  record Member(FittedModel model, float weight) {}

  static StackedModel of(List<Member> members, float intercept, Examples validation) {
    StackedModel unmeasured = new StackedModel(List.copyOf(members), intercept, Double.NaN);
    double[] margins = unmeasured.margins(validation);
    double loss = LogLoss.of(margins, validation.labels(), validation.weights());
    return new StackedModel(unmeasured.members, intercept, loss);
  }

  @Override
  public String kind() {
    return "stacked";
  }

  @Override
  public Family family() {
    return members.stream()
        .max(Comparator.comparingDouble(Member::weight))
        .orElseThrow()
        .model()
        .family();
  }

  @Override
  public Parameters parameters() {
    Map<String, Double> values = new HashMap<>();
    values.put("intercept", (double) intercept);
    for (Member member : members) {
      values.merge("weight-" + member.model().kind(), (double) member.weight(), Double::sum);
    }
    return Parameters.of(values);
  }

  @Override
  public int rounds() {
    return members.stream().mapToInt(member -> member.model().rounds()).sum();
  }

  @Override
  public double[] margins(Examples rows) {
    double[] sums = new double[rows.size()];
    Arrays.fill(sums, intercept);
    for (Member member : members) {
      double[] margins = member.model().margins(rows);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += member.weight() * margins[i];
      }
    }
    return sums;
  }

  @Override
  public ModelForm form() {
    List<TreeEnsemble> forests = new ArrayList<>();
    boolean additive = true;
    for (Member member : members) {
      switch (member.model().form()) {
        case ModelForm.Forest forest -> {
          forests.add(forest.ensemble());
          additive = false;
        }
        case ModelForm.Graph graph -> additive &= graph.additive();
      }
    }
    if (forests.size() == members.size()
        && forests.stream().map(TreeEnsemble::encodings).distinct().count() == 1) {
      return new ModelForm.Forest(merged(forests));
    }
    return new ModelForm.Graph(this::append, additive);
  }

  private TreeEnsemble merged(List<TreeEnsemble> forests) {
    List<Tree> trees = new ArrayList<>();
    double base = intercept;
    for (int k = 0; k < forests.size(); k++) {
      double weight = members.get(k).weight();
      base += weight * forests.get(k).baseValue();
      for (Tree tree : forests.get(k).trees()) {
        trees.add(scaled(tree, weight));
      }
    }
    TreeEnsemble first = forests.getFirst();
    return new TreeEnsemble(first.features(), base, trees, first.encodings(), Precision.DOUBLE);
  }

  private static Tree scaled(Tree tree, double weight) {
    double[] values = tree.value().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= weight;
    }
    return new Tree(
        tree.feature(),
        tree.threshold(),
        tree.left(),
        tree.right(),
        tree.missingLeft(),
        values,
        tree.cover());
  }

  private String append(OnnxGraphWriter writer, String input, String prefix) {
    List<String> margins =
        MemberGraphs.append(members.stream().map(Member::model).toList(), writer, input, prefix);
    String sum = writer.constant(prefix + "intercept", new long[] {1, 1}, intercept);
    for (int k = 0; k < margins.size(); k++) {
      String weight =
          writer.constant(prefix + "weight" + k, new long[] {1, 1}, members.get(k).weight());
      String weighted =
          writer.node("Mul", List.of(margins.get(k), weight), prefix + "weighted" + k);
      sum = writer.node("Add", List.of(sum, weighted), prefix + "sum" + k);
    }
    return sum;
  }
}
