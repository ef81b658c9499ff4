package io.quittance.laboratory.training.ensemble;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.ModelForm;
import java.util.List;
import java.util.stream.IntStream;

/// The members of a graph, each with its own names.
final class MemberGraphs {

  private MemberGraphs() {}

  /// Adds all members and returns the names of their margins.
  static List<String> append(
      List<FittedModel> members, OnnxGraphWriter writer, String input, String prefix) {
    return IntStream.range(0, members.size())
        .mapToObj(k -> append(members.get(k), writer, input, prefix + "member" + k + "_"))
        .toList();
  }

  private static String append(
      FittedModel member, OnnxGraphWriter writer, String input, String prefix) {
    return switch (member.form()) {
      case ModelForm.Forest forest -> writer.forest(forest.ensemble(), input, prefix);
      case ModelForm.Graph graph -> graph.body().append(writer, input, prefix);
    };
  }
}
