package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.evaluation.ModelFacts.FamilyResult;
import io.quittance.laboratory.evaluation.ModelFacts.SearchFacts;
import io.quittance.laboratory.evaluation.ModelFacts.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes the comparison of the families and the course of the search.
final class SearchSection {

  private static final int COLOURS = 6;
  private static final double CROWD = 0.9;

  private SearchSection() {}

  static String of(ModelFacts facts) {
    String families = facts.families().isEmpty() ? "" : families(facts.families());
    return facts.search().trials().isEmpty()
        ? families
        : families + history(facts.search()) + Html.folded("All trials", table(facts.search()));
  }

  private static String families(List<FamilyResult> families) {
    return Html.table(
        "The best trial of each family by mean log loss over the folds; lower is better.",
        List.of("Family", ">Trials", ">Log loss", ">Seconds", "Parameters", ""),
        families.stream()
            .sorted(Comparator.comparingDouble(FamilyResult::logLoss))
            .map(
                family ->
                    List.of(
                        Html.text(family.family()),
                        Figures.whole(family.trials()),
                        Figures.decimals(family.logLoss(), 5),
                        Figures.decimals(family.seconds(), 0),
                        "<span class=\"small\">" + Html.text(family.parameters()) + "</span>",
                        family.chosen() ? "<span class=\"fine\">chosen</span>" : ""))
            .toList());
  }

  private static String history(SearchFacts search) {
    List<Trial> trials =
        search.trials().stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    List<String> families = trials.stream().map(Trial::family).distinct().toList();
    double[] losses =
        trials.stream().mapToDouble(Trial::logLoss).filter(Double::isFinite).sorted().toArray();
    double least = losses.length == 0 ? 0 : losses[0];
    double most = losses.length == 0 ? 1 : losses[(int) (CROWD * (losses.length - 1))];
    Plot plot =
        Plot.tight(
            new Plot.Axis(
                "trial",
                trials.getFirst().number() - 1.0,
                trials.getLast().number() + 1.0,
                Figures::compact),
            new Plot.Axis("mean log loss", least, Math.max(most, least + 1e-6), Figures::compact),
            Plot.FULL,
            380);
    best(plot, trials);
    for (Trial trial : trials) {
      int colour = families.indexOf(trial.family()) % COLOURS + 1;
      String title =
          "trial "
              + trial.number()
              + ", "
              + trial.family()
              + ": "
              + Figures.decimals(trial.logLoss(), 5)
              + (trial.pruned() ? ", stopped early" : "")
              + "; "
              + trial.parameters();
      double loss = Double.isFinite(trial.logLoss()) ? trial.logLoss() : Double.MAX_VALUE;
      if (trial.pruned()) {
        plot.cross("x" + colour, trial.number(), loss, title);
      } else {
        plot.point("p" + colour, trial.number(), loss, 4.5, title);
      }
    }
    return Html.wide(
        "Course of the search",
        Html.text(search.method())
            + ", budget "
            + Html.text(search.budget())
            + ", seed "
            + search.seed()
            + ", "
            + search.folds()
            + " folds, "
            + Figures.decimals(search.seconds(), 0)
            + " s. Losses beyond the chart are drawn at its upper edge.",
        legend(families),
        plot.write(
            search.trials().size()
                + " trials by mean log loss; the best "
                + Figures.decimals(least, 5)));
  }

  /// Returns the lowest loss of the finished trials so far.
  private static void best(Plot plot, List<Trial> trials) {
    List<double[]> steps = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (Trial trial : trials) {
      if (!trial.pruned() && trial.logLoss() < best) {
        best = trial.logLoss();
      }
      if (Double.isFinite(best)) {
        steps.add(new double[] {trial.number(), best});
      }
    }
    plot.stairs(
        "best",
        steps.stream().mapToDouble(step -> step[0]).toArray(),
        steps.stream().mapToDouble(step -> step[1]).toArray());
  }

  private static String legend(List<String> families) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < families.size(); i++) {
      entries.add("dot k" + (i % COLOURS + 1));
      entries.add(Html.text(families.get(i)));
    }
    entries.addAll(List.of("kc", "stopped early", "ki", "best so far"));
    return Html.legend(entries.toArray(String[]::new));
  }

  private static String table(SearchFacts search) {
    return Html.table(
        "All trials in order.",
        List.of(">Trial", "Family", ">Log loss", ">Seconds", "Parameters", ""),
        search.trials().stream()
            .map(
                trial ->
                    List.of(
                        Integer.toString(trial.number()),
                        Html.text(trial.family()),
                        Figures.decimals(trial.logLoss(), 5),
                        Figures.decimals(trial.seconds(), 1),
                        "<span class=\"small\">" + Html.text(trial.parameters()) + "</span>",
                        trial.pruned() ? "stopped early" : ""))
            .toList());
  }
}
