package io.quittance.laboratory.command;

import io.quittance.core.bundle.BackgroundRows;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.explain.AdditiveShap;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.SampledShap;
import io.quittance.core.treeshap.TreeShap;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.explain.GlobalImportance;
import io.quittance.laboratory.explain.PartialDependence;
import io.quittance.laboratory.export.ExportedModel;
import io.quittance.laboratory.report.ReportData.Importance;
import io.quittance.laboratory.report.ReportData.PartialCurve;
import io.quittance.laboratory.report.ReportData.ShapSummary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Explains a model on test rows, for the report.
///
/// @param shap contributions for rows spread evenly over the test set
/// @param importance mean absolute contributions, largest first
/// @param partial partial dependence of the most important features
record ExplainModel(ShapSummary shap, List<Importance> importance, List<PartialCurve> partial) {

  private static final int FOREST_ROWS = 500;
  private static final int OTHER_ROWS = 150;
  private static final int PERMUTATIONS = 16;
  private static final int CURVES = 6;
  private static final int CURVE_ROWS = 300;
  private static final int GRID = 20;

  static ExplainModel of(ModelBundle bundle, ExportedModel model, Examples test, long seed) {
    boolean trees = bundle.manifest().explanation() == ExplanationMethod.TREES;
    float[][] rows = spread(test, trees ? FOREST_ROWS : OTHER_ROWS);
    Function<float[], Explanation> explain = explainer(bundle, model, seed);
    List<Explanation> explanations = Arrays.stream(rows).map(explain).toList();
    List<GlobalImportance.Importance> importance = GlobalImportance.of(test.names(), explanations);
    float[][] curveRows = spread(test, CURVE_ROWS);
    return new ExplainModel(
        new ShapSummary(
            test.names(),
            test.columns().stream().map(Column::categories).toList(),
            rows,
            explanations.stream().map(Explanation::contributions).toArray(double[][]::new)),
        importance.stream()
            .map(each -> new Importance(each.feature(), each.meanAbsolute(), 0))
            .toList(),
        importance.stream()
            .limit(CURVES)
            .filter(each -> each.meanAbsolute() > 0)
            .map(each -> curve(model, test, test.names().indexOf(each.feature()), curveRows))
            .toList());
  }

  private static Function<float[], Explanation> explainer(
      ModelBundle bundle, ExportedModel model, long seed) {
    return switch (bundle.manifest().explanation()) {
      case TREES -> {
        TreeShap shap = TreeShap.of(model.forest().orElseThrow().ensemble());
        TreeShap.Scratch scratch = shap.scratch();
        yield row -> shap.explain(row, scratch);
      }
      case ADDITIVE -> AdditiveShap.of(model, background(bundle))::explain;
      case SAMPLED -> {
        SampledShap shap = new SampledShap(model, background(bundle), PERMUTATIONS, seed);
        yield row -> shap.explain(row).explanation();
      }
    };
  }

  private static float[][] background(ModelBundle bundle) {
    return bundle.background().map(BackgroundRows::rows).orElseThrow();
  }

  private static PartialCurve curve(
      ExportedModel model, Examples test, int feature, float[][] rows) {
    Column column = test.columns().get(feature);
    int most = column.categorical() ? Math.max(2, column.categories().size()) : GRID;
    List<PartialDependence.Point> points =
        PartialDependence.of(
                model, model.calibration()::probability, column.name(), feature, rows, most)
            .points();
    return new PartialCurve(
        column.name(),
        column.categorical()
            ? points.stream().map(point -> column.categories().get((int) point.value())).toList()
            : List.of(),
        points.stream().mapToDouble(PartialDependence.Point::value).toArray(),
        points.stream().mapToDouble(PartialDependence.Point::mean).toArray(),
        points.stream().mapToDouble(point -> point.deciles()[0]).toArray(),
        points.stream().mapToDouble(point -> point.deciles()[8]).toArray());
  }

  private static float[][] spread(Examples rows, int most) {
    int count = Math.min(most, rows.size());
    return IntStream.range(0, count)
        .mapToObj(i -> rows.row((int) ((long) i * rows.size() / count)))
        .toArray(float[][]::new);
  }
}
