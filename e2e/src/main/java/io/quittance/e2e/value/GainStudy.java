package io.quittance.e2e.value;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.laboratory.treatment.FitEffects;
import io.quittance.laboratory.treatment.SLearner;
import io.quittance.laboratory.treatment.TreatedRows;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures how much of the possible gain is learnt from pilots of different sizes.
final class GainStudy {

  private final PolicyCatalogue book;
  private final long seed;
  private final Consumer<String> progress;

  /// How a pilot's size is studied.
  ///
  /// @param sizes accounts of the pilots
  /// @param days length of each pilot
  /// @param pilots number of pilots of each size, each of another portfolio
  record Extent(List<Integer> sizes, int days, int pilots) {

    static final Extent STANDARD = new Extent(List.of(300, 600, 1_200), 60, 4);
  }

  /// What the models that were learnt from pilots of one size reach of the oracle's gain, one share
  /// for each pilot.
  record Row(int accounts, int days, double weeks, List<Double> effects, List<Double> sLearner) {}

  GainStudy(PolicyCatalogue book, long seed, Consumer<String> progress) {
    this.book = book;
    this.seed = seed;
    this.progress = progress;
  }

  /// Learns the base and the effects.
  static EffectModel effects(List<PilotWeek> weeks) {
    return FitEffects.fit(ContactDesign.EFFECTS, PilotRows.of(weeks), FitEffects.Settings.STANDARD);
  }

  List<Row> run(Extent extent, List<GainExamination.Question> questions) {
    List<Row> rows = new ArrayList<>();
    for (int size : extent.sizes()) {
      progress.accept("Learning from pilots of " + size + " accounts …");
      List<Double> effects = new ArrayList<>();
      List<Double> single = new ArrayList<>();
      double weeks = 0;
      for (int pilot = 0; pilot < extent.pilots(); pilot++) {
        SimulationConfig config =
            SimulationConfig.of(size, extent.days(), 1_000 * (seed + 1) + pilot);
        List<PilotWeek> seen = ValueStudy.pilot(book, config, 0).weeks();
        weeks += seen.size() / (double) extent.pilots();
        effects.add(GainExamination.share(questions, effects(seen)));
        single.add(GainExamination.share(questions, sLearner(seen)));
      }
      rows.add(new Row(size, extent.days(), weeks, effects, single));
    }
    return rows;
  }

  private static SLearner sLearner(List<PilotWeek> weeks) {
    TreatedRows rows = PilotRows.of(weeks);
    FitEffects.Settings settings = FitEffects.Settings.STANDARD;
    return SLearner.fit(
        ContactDesign.EFFECTS.arms(), rows, settings.base(), settings.shareStrength());
  }
}
