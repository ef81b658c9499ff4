package io.quittance.laboratory.report;

import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import io.quittance.laboratory.explain.CounterfactualRows.Alternative;
import io.quittance.laboratory.explain.CounterfactualRows.ExplainedRow;
import io.quittance.laboratory.explain.CounterfactualRows.FeatureChange;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.metric.PairedComparison;
import io.quittance.laboratory.metric.Segment;
import io.quittance.laboratory.metric.ValueMatrix;
import io.quittance.laboratory.report.ReportData.Importance;
import io.quittance.laboratory.report.ReportData.PartialCurve;
import io.quittance.laboratory.report.ReportData.ShapSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A report on synthetic accounts whose true log odds are linear in known features, so that every
/// figure is computed and contributions are exact. `main` writes it to the file named.
public final class SampleReport {

  static final int ROWS = 6_000;
  private static final String[] NAMES = {
    "days_past_due", "balance_ratio", "payments_90d", "broken_promises", "months_on_book",
    "contact_rate_30d", "utilisation", "income_band", "region_code", "last_payment_days",
    "an_unusually_long_feature_name_from_a_data_warehouse", "calls_7d", "noise_a", "noise_b"
  };
  private static final double[] WEIGHTS = {
    -1.1, -0.7, 0.8, -0.5, 0.25, 0.3, -0.35, 0.15, 0.2, -0.6, 0.1, 0.08, 0, 0
  };
  private static final List<String> REGIONS = List.of("north", "south", "east", "west", "isles");

  private final String[] names = NAMES.clone();
  private final float[][] values = new float[ROWS][NAMES.length];
  private final double[] raw = new double[ROWS];
  private final double[] probabilities = new double[ROWS];
  private final double[] baseline = new double[ROWS];
  private final boolean[] labels = new boolean[ROWS];
  private final String[] regions = new String[ROWS];
  private final SplittableRandom random;

  SampleReport(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < ROWS; i++) {
      for (int f = 0; f < NAMES.length; f++) {
        values[i][f] = (float) random.nextGaussian();
        if (random.nextInt(20) == 0) {
          values[i][f] = Float.NaN;
        }
      }
      int region = Math.min(4, (int) Math.abs(random.nextGaussian() * 2));
      values[i][8] = region;
      regions[i] = REGIONS.get(region);
      double odds = margin(values[i]);
      double truth = logistic(odds + (region == 3 ? 0.5 : 0));
      labels[i] = random.nextDouble() < truth;
      probabilities[i] = logistic(odds + 0.1 * random.nextGaussian());
      raw[i] = logistic(1.6 * odds + 0.3);
      baseline[i] = logistic(odds + 0.6 * random.nextGaussian());
    }
  }

  /// Writes the report.
  ///
  /// @param arguments the file to write
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), HtmlReport.write(new SampleReport(4).data()));
  }

  private CounterfactualRows counterfactuals() {
    Alternative alternative =
        new Alternative(
            List.of(
                new FeatureChange(names[0], "40", "12"),
                new FeatureChange("region_code", "<south>", "north")),
            0.61);
    return new CounterfactualRows(
        0.5,
        List.of(
            new ExplainedRow(7, 0.3, List.of(alternative)), new ExplainedRow(8, 0.62, List.of())),
        List.of("age"));
  }

  static SampleReport withFirstFeatureNamed(String name) {
    SampleReport sample = new SampleReport(4);
    sample.names[0] = name;
    return sample;
  }

  private static double margin(float[] row) {
    double odds = -1.4;
    for (int f = 0; f < WEIGHTS.length; f++) {
      odds += contribution(row, f);
    }
    return odds;
  }

  private static double contribution(float[] row, int feature) {
    return Float.isNaN(row[feature])
        ? 0
        : WEIGHTS[feature] * (row[feature] - (feature == 8 ? 1 : 0));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  ReportData data() {
    return new ReportData(
        facts(), Optional.of(shap()), importance(), partial(), Optional.of(counterfactuals()));
  }

  ModelFacts facts() {
    Judgement judgement =
        Judgement.of(
            probabilities,
            labels,
            Judgement.Options.STANDARD
                .withResamples(300)
                .withSegments(
                    List.of(Segment.of("region", regions), Segment.quartiles(names[0], column(0))))
                .withValues(new ValueMatrix("EUR", 350, 9_000, 0, 6_500, 0, 1_200, 6_000)));
    return new ModelFacts(
        "payment-30d",
        "The probability that an account pays within 30 days of a contact.",
        "the account paid at least a tenth of its arrears",
        "xgboost",
        "2026-03-01T08:00:00Z",
        dataFacts(),
        List.of(
            new ModelFacts.FamilyResult(
                "xgboost", 18, 0.41231, "eta 0.08, max-depth 4, min-child-weight 12", 61, true),
            new ModelFacts.FamilyResult(
                "lightgbm", 15, 0.41302, "learning-rate 0.05, leaves 15", 44, false),
            new ModelFacts.FamilyResult(
                "logistic-regression", 9, 0.42177, "l1 0.001, l2 0.3", 4, false),
            new ModelFacts.FamilyResult(
                "stacked", 1, 0.41218, "0.6 xgboost, 0.4 lightgbm", 2, false)),
        new ModelFacts.SearchFacts("TPE", "50 trials", 7, 5, 144, trials()),
        ModelFacts.CalibrationFacts.of(
            "beta",
            true,
            "lowers the error on held-out rows from 0.061 to 0.011",
            raw,
            probabilities,
            labels),
        judgement,
        Optional.of(
            new ModelFacts.Baseline(
                "champion version 3",
                PairedComparison.of(probabilities, baseline, labels, 300, 5))),
        "The ONNX graph equals the trainer on 20,000 rows with 5 % missing: greatest difference of a"
            + " probability 4.2e-7.",
        List.of(
            new ModelFacts.Fact(
                "data SHA-256", "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"),
            new ModelFacts.Fact("seed", "7"),
            new ModelFacts.Fact(
                "command",
                "./quittance train --data accounts.parquet --schema accounts.yaml --target paid_30d --trials 50 --seed 7"),
            new ModelFacts.Fact("trainer", "xgboost 3.0.4")),
        List.of(
            "Only recommended actions have outcomes: what other actions would have done is inferred.",
            "Rows of one account depend on each other, so intervals are a little too narrow."),
        Optional.of(
            new ModelFacts.SelectionFacts(
                "xgboost",
                5,
                2,
                5_000,
                0.5,
                List.of(
                    new Judged(NAMES[0], 0.0312, 0.0021, 1, Verdict.KEEP),
                    new Judged("idle <column>", -0.0002, 0.0004, 0.1, Verdict.DROP)),
                "They stay in the model; --select drops them.")));
  }

  private static ModelFacts.DataFacts dataFacts() {
    return new ModelFacts.DataFacts(
        List.of(
            "Decisions of January and February with mature labels; protected columns age and sex are not read."),
        NAMES.length,
        List.of(
            new ModelFacts.Part("training", 24_000, 5_310, "2026-01-01", "2026-02-04"),
            new ModelFacts.Part("calibration", 5_000, 1_120, "2026-02-04", "2026-02-14"),
            new ModelFacts.Part("test", ROWS, 1_400, "2026-02-14", "2026-02-28")),
        List.of(
            new ModelFacts.Finding(
                "missing-share",
                "warn",
                "income_band",
                "5.1 % of the rows have no value; the reference had 4.8 %"),
            new ModelFacts.Finding("duplicates", "ok", "", "no row is there twice")));
  }

  private List<ModelFacts.Trial> trials() {
    String[] families = {
      "xgboost", "lightgbm", "random-forest", "logistic-regression", "multilayer-perceptron"
    };
    List<ModelFacts.Trial> trials = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double loss =
          0.412 + 0.03 * Math.exp(-i / 14.0) * random.nextDouble() + 0.006 * random.nextDouble();
      boolean pruned = i > 6 && random.nextInt(3) == 0;
      trials.add(
          new ModelFacts.Trial(
              i,
              families[i % 5],
              pruned ? loss + 0.02 * random.nextDouble() : loss,
              pruned,
              "eta 0.1, max-depth " + (2 + i % 5),
              1 + 4 * random.nextDouble()));
    }
    return trials;
  }

  private ShapSummary shap() {
    List<List<String>> categories = new ArrayList<>();
    double[][] contributions = new double[500][NAMES.length];
    for (int f = 0; f < NAMES.length; f++) {
      categories.add(f == 8 ? REGIONS : List.of());
      for (int i = 0; i < 500; i++) {
        contributions[i][f] = contribution(values[i], f);
      }
    }
    return new ShapSummary(List.of(names), categories, Arrays.copyOf(values, 500), contributions);
  }

  private List<Importance> importance() {
    List<Importance> importance = new ArrayList<>();
    for (int f = 0; f < NAMES.length; f++) {
      double sum = 0;
      for (float[] row : values) {
        sum += Math.abs(contribution(row, f)) / ROWS;
      }
      importance.add(new Importance(names[f], sum, 0));
    }
    return importance;
  }

  private List<PartialCurve> partial() {
    List<PartialCurve> curves = new ArrayList<>();
    for (int feature : new int[] {0, 2, 8, 1, 9, 3}) {
      double[] grid = feature == 8 ? new double[] {0, 1, 2, 3, 4} : new double[15];
      if (feature != 8) {
        Arrays.setAll(grid, i -> -2.1 + 0.3 * i);
      }
      double[][] curve = new double[3][grid.length];
      for (int g = 0; g < grid.length; g++) {
        double[] all = new double[400];
        for (int i = 0; i < 400; i++) {
          float[] row = values[i].clone();
          row[feature] = (float) grid[g];
          all[i] = logistic(margin(row));
        }
        Arrays.sort(all);
        curve[0][g] = Arrays.stream(all).average().orElseThrow();
        curve[1][g] = all[40];
        curve[2][g] = all[360];
      }
      curves.add(
          new PartialCurve(
              names[feature],
              feature == 8 ? REGIONS : List.of(),
              grid,
              curve[0],
              curve[1],
              curve[2]));
    }
    return curves;
  }

  private float[] column(int feature) {
    float[] column = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      column[i] = values[i][feature];
    }
    return column;
  }
}
