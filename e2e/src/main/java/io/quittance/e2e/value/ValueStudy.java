package io.quittance.e2e.value;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.Action;
import io.quittance.laboratory.metric.Bootstrap;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.trial.PolicyTrial;
import io.quittance.simulator.trial.TrialCosts;
import io.quittance.simulator.trial.TrialResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Trains models on one portfolio, evaluates them on a second and tries every policy on a third.
/// All policies face the same debtors, facts and random draws, so the differences between them are
/// known more precisely than their values.
public final class ValueStudy {

  static final String BALANCE = "balance";

  private static final double EXAMINED = 0.25;
  private static final int RESAMPLES = 2_000;
  private static final double THOUSAND = 1_000;

  private final int accounts;
  private final int days;
  private final long seed;
  private final Consumer<String> progress;
  private final GainStudy.Extent extent;

  /// @param accounts number of accounts in each portfolio
  /// @param days number of days each portfolio is played
  /// @param seed seed of all random draws; the same seed gives the same figures
  /// @param progress receives a line for each step
  public ValueStudy(int accounts, int days, long seed, Consumer<String> progress) {
    this(accounts, days, seed, progress, GainStudy.Extent.STANDARD);
  }

  ValueStudy(
      int accounts, int days, long seed, Consumer<String> progress, GainStudy.Extent extent) {
    this.extent = extent;
    this.accounts = accounts;
    this.days = days;
    this.seed = seed;
    this.progress = progress;
  }

  /// The result of one policy.
  ///
  /// @param net value less cost less burden per thousand accounts, minor units
  /// @param overNothing gain over contacting nobody
  /// @param overPropensity gain over the lawful ranking by propensity
  record Outcome(
      Contender contender,
      TrialResult result,
      Estimate net,
      Estimate overNothing,
      Estimate overPropensity) {

    long violations() {
      return result.violations().values().stream().mapToLong(Long::longValue).sum();
    }

    long contacts() {
      return result.contacts().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// All results of a study.
  public record Findings(
      int accounts,
      int days,
      PilotFindings pilot,
      PropensityModels.Ranking ranking,
      List<EffectModel.Effect> effects,
      List<GainStudy.Row> gains,
      List<Outcome> outcomes) {}

  /// Runs the study, which takes several minutes.
  public Findings run() throws XGBoostError {
    List<PolicyPack> packs = StudyPacks.shipped();
    PolicyCatalogue book = PolicyCatalogue.of(packs);
    progress.accept("Running a pilot of random lawful contacts on portfolio 1 …");
    PilotPolicy first = pilot(book, config(seed), 0);
    List<PilotExample> examples = first.examples();
    PropensityModels propensities =
        PropensityModels.of(examples, FeatureCatalogue.standard().index(BALANCE));
    PilotFindings pilot = PilotFindings.of(examples);
    progress.accept("Learning the effects of treatments from the pilot's weeks …");
    EffectModel effects = GainStudy.effects(first.weeks());
    progress.accept("Evaluating the models on portfolio 2 …");
    PilotPolicy second = pilot(book, config(seed + 1), EXAMINED);
    PropensityModels.Ranking ranking = propensities.rank(second.examples());
    List<GainStudy.Row> gains = new GainStudy(book, seed, progress).run(extent, second.questions());
    Contenders contenders =
        new Contenders(
            book, StudyPacks.measured(packs, pilot), propensities, effects, TrialCosts.STANDARD);
    Map<Contender, TrialResult> results = new EnumMap<>(Contender.class);
    for (Contender contender : Contender.values()) {
      progress.accept("Trying " + contender.slug() + " on portfolio 3 …");
      results.put(
          contender,
          PolicyTrial.play(
              config(seed + 2), TrialCosts.STANDARD, truth -> contenders.policy(contender, truth)));
    }
    return new Findings(
        accounts, days, pilot, ranking, effects.effects(), gains, outcomes(results));
  }

  private SimulationConfig config(long portfolio) {
    return SimulationConfig.of(accounts, days, portfolio);
  }

  /// Plays a pilot to its end.
  ///
  /// @param examined share of the decisions whose true values are kept, in [0, 1]
  static PilotPolicy pilot(PolicyCatalogue book, SimulationConfig config, double examined) {
    List<PilotPolicy> made = new ArrayList<>();
    PolicyTrial.play(
        config,
        TrialCosts.STANDARD,
        truth -> {
          made.add(new PilotPolicy(book, truth, examined));
          return made.getFirst();
        });
    return made.getFirst();
  }

  private List<Outcome> outcomes(Map<Contender, TrialResult> results) {
    Contender[] all = Contender.values();
    double[][] net = new double[all.length][];
    for (Contender contender : all) {
      TrialResult result = results.get(contender);
      net[contender.ordinal()] = result == null ? new double[0] : result.netByHousehold(accounts);
    }
    Estimate[] estimates =
        new Bootstrap(RESAMPLES, Estimate.CONFIDENCE, seed)
            .of(new NetValue(net, accounts), net[0].length);
    List<Outcome> outcomes = new ArrayList<>();
    for (Contender contender : all) {
      TrialResult result = results.get(contender);
      int i = contender.ordinal();
      if (result != null) {
        outcomes.add(
            new Outcome(
                contender,
                result,
                estimates[i],
                estimates[all.length + i],
                estimates[2 * all.length + i]));
      }
    }
    return outcomes;
  }

  /// Computes the net value per thousand accounts of each contender, then its difference to no
  /// contact, then that to the lawful ranking. Rows are households.
  private record NetValue(double[][] net, int accounts) implements Bootstrap.Statistic {
    @Override
    public int size() {
      return 3 * net.length;
    }

    @Override
    public void compute(int[] counts, double[] figures) {
      for (int c = 0; c < net.length; c++) {
        double sum = 0;
        for (int row = 0; row < counts.length; row++) {
          sum += counts[row] * net[c][row];
        }
        figures[c] = THOUSAND * sum / accounts;
      }
      for (int c = 0; c < net.length; c++) {
        figures[net.length + c] = figures[c] - figures[Contender.NOTHING.ordinal()];
        figures[2 * net.length + c] = figures[c] - figures[Contender.PROPENSITY_LAWFUL.ordinal()];
      }
    }
  }

  /// Returns the contacts of a result by one action.
  static long contacts(TrialResult result, Action action) {
    return result.contacts().getOrDefault(action, 0L);
  }
}
