package io.quittance.scoring.openinference;

import static io.quittance.scoring.openinference.InferenceRefusedException.invalid;
import static io.quittance.scoring.openinference.InferenceRefusedException.tooLarge;
import static io.quittance.scoring.openinference.InferenceRefusedException.unanswerable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.explain.Explanation;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.text.WireNames;
import io.quittance.scoring.inference.BatchModel;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.openinference.InferAnswer.Output;
import io.quittance.scoring.openinference.InferRequest.RequestedOutput;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Answers inference requests with a model. Thread-safe.
@Singleton
final class Infer {

  static final String PROBABILITY = "probability";
  static final String MARGIN = "margin";
  static final String CONTRIBUTIONS = "contributions";
  static final String BASE_VALUE = "base_value";

  /// Every output that may be asked for.
  static final List<String> OUTPUTS = List.of(PROBABILITY, MARGIN, CONTRIBUTIONS, BASE_VALUE);

  /// The most rows in a request: their answer is some 40 bytes a row.
  static final int MOST_ROWS = 100_000;

  /// The most rows with contributions in a request: exact ones, and those that are estimated from
  /// thousands of margins each.
  private static final int MOST_EXPLAINED = 10_000;

  private static final int MOST_ESTIMATED = 100;

  private final Counter rowsScored;

  Infer(MeterRegistry metrics) {
    rowsScored =
        Counter.builder("quittance.inference.rows")
            .description("Rows scored over the Open Inference Protocol")
            .register(metrics);
  }

  /// @throws InferenceRefusedException when the request does not fit the model
  InferAnswer answer(ScoringModel model, InferRequest request) {
    List<RequestedOutput> outputs = outputs(request);
    float[] rows = FeatureRows.of(request.inputs(), model.featureNames());
    int width = model.featureNames().size();
    int count = rows.length / width;
    if (count > MOST_ROWS) {
      throw tooLarge(
          "A request may hold %d rows: send these %d in several requests", MOST_ROWS, count);
    }
    boolean explained =
        outputs.stream().anyMatch(o -> List.of(CONTRIBUTIONS, BASE_VALUE).contains(o.name()));
    if (explained) {
      checkExplainable(model, count);
    }
    BatchModel.Scores scores = model.score(rows);
    requireSound(scores);
    Map<String, double[]> values = new LinkedHashMap<>();
    values.put(PROBABILITY, scores.probabilities());
    values.put(MARGIN, scores.margins());
    if (explained) {
      explain(model, rows, values);
    }
    rowsScored.increment(count);
    return new InferAnswer(
        model.used().name(),
        Integer.toString(model.used().version()),
        request.id(),
        parameters(model, rows, explained),
        outputs.stream().map(output -> output(output, request, values, width)).toList());
  }

  private static List<RequestedOutput> outputs(InferRequest request) {
    TreeSet<String> names = new TreeSet<>();
    for (RequestedOutput output : request.outputs()) {
      if (!OUTPUTS.contains(output.name())) {
        throw invalid(
            "There is no output %s: the model has %s", Names.shortened(output.name()), OUTPUTS);
      }
      if (!names.add(output.name())) {
        throw invalid("output %s is asked for twice", output.name());
      }
    }
    List<RequestedOutput> outputs = new ArrayList<>(request.outputs());
    if (outputs.isEmpty()) {
      outputs.add(new RequestedOutput(PROBABILITY, null));
      outputs.add(new RequestedOutput(MARGIN, null));
    }
    if (request.contributions()) {
      for (String name : List.of(CONTRIBUTIONS, BASE_VALUE)) {
        if (!names.contains(name)) {
          outputs.add(new RequestedOutput(name, null));
        }
      }
    }
    return outputs;
  }

  private static void checkExplainable(ScoringModel model, int count) {
    int most =
        switch (model
            .explanationMethod()
            .orElseThrow(
                () -> invalid("This model cannot be explained: ask for no contributions"))) {
          case TREES, ADDITIVE -> MOST_EXPLAINED;
          case SAMPLED -> MOST_ESTIMATED;
        };
    if (count > most) {
      throw tooLarge(
          "Contributions are computed for at most %d rows a request: send %d rows in several",
          most, count);
    }
  }

  private static void requireSound(BatchModel.Scores scores) {
    for (int i = 0; i < scores.margins().length; i++) {
      double probability = scores.probabilities()[i];
      if (!(probability >= 0 && probability <= 1) || !Double.isFinite(scores.margins()[i])) {
        throw unanswerable("The model gives no finite answer for row %d", i);
      }
    }
  }

  private static void explain(ScoringModel model, float[] rows, Map<String, double[]> values) {
    int width = model.featureNames().size();
    int count = rows.length / width;
    double[] contributions = new double[rows.length];
    double[] bases = new double[count];
    for (int i = 0; i < count; i++) {
      float[] row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
      Explanation explanation = model.explain(row).orElseThrow();
      bases[i] = explanation.baseValue();
      System.arraycopy(explanation.contributions(), 0, contributions, i * width, width);
    }
    values.put(CONTRIBUTIONS, contributions);
    values.put(BASE_VALUE, bases);
  }

  /// What a caller needs to know of the answer: which bytes gave it, and how many rows are unlike
  /// those the model was trained on.
  private static Map<String, Object> parameters(
      ScoringModel model, float[] rows, boolean explained) {
    int width = model.featureNames().size();
    Map<RowQualityCheck.Verdict, Integer> quality = new EnumMap<>(RowQualityCheck.Verdict.class);
    for (int i = 0; i < rows.length / width; i++) {
      float[] row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
      quality.merge(model.quality(row), 1, Integer::sum);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("model_sha256", model.used().sha256());
    parameters.put("rows_unusual", quality.getOrDefault(RowQualityCheck.Verdict.WARN, 0));
    parameters.put("rows_untrusted", quality.getOrDefault(RowQualityCheck.Verdict.REJECT, 0));
    if (explained) {
      model
          .explanationMethod()
          .ifPresent(method -> parameters.put("explanation_method", WireNames.of(method)));
    }
    return parameters;
  }

  private static Output output(
      RequestedOutput asked, InferRequest request, Map<String, double[]> values, int width) {
    double[] numbers = Objects.requireNonNull(values.get(asked.name()));
    boolean binary = asked.binary() == null ? request.binary() : asked.binary();
    return new Output(
        asked.name(), asked.name().equals(CONTRIBUTIONS) ? width : 0, numbers, binary);
  }
}
