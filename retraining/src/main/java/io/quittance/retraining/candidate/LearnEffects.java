package io.quittance.retraining.candidate;

import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.model.FeatureVersion;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.treatment.FitEffects;
import io.quittance.laboratory.treatment.TreatedRows;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Learns from weeks what contacts are worth, and judges it on debtors it has not learnt from: the
/// accounts that the candidate's evaluation holds out. A debtor with accounts on both sides is on
/// neither.
///
/// Refuses where there are too few weeks or payments, and where a choice by the effects is surely
/// worse than what it is compared with: the candidate then has no effects.
final class LearnEffects {

  /// Fewest weeks, debtors and payments to learn from.
  static final int LEAST_WEEKS = 1_000;

  static final int LEAST_DEBTORS = 200;
  static final int LEAST_PAYMENTS = 100;

  /// Fewest payments after a contact, and without one.
  static final int LEAST_PAYMENTS_OF_A_KIND = 20;

  private static final int GOLDEN = 50;
  private static final Locale LOCALE = Locale.ROOT;

  private final DecisionWeeks data;
  private final int[] columns;

  private LearnEffects(DecisionWeeks data) {
    this.data = data;
    this.columns =
        FeatureCatalogue.standard().names().stream().mapToInt(data.features()::indexOf).toArray();
  }

  /// What was learnt, or why nothing was.
  ///
  /// @param effects empty when there are none to use
  /// @param sentences for the card and the log of the job, at least one
  /// @param metrics by stable name; nothing that could not be known
  record Learnt(
      Optional<LearntEffects> effects, List<String> sentences, Map<String, Double> metrics) {

    Learnt {
      sentences = List.copyOf(sentences);
      metrics = Map.copyOf(metrics);
    }

    static Learnt nothing(String reason) {
      return new Learnt(Optional.empty(), List.of(reason), Map.of());
    }
  }

  /// Learns and judges.
  ///
  /// @param model the name of the model, from which it follows which accounts are held out
  /// @param heldOut share of the accounts that are held out
  static Learnt of(DecisionWeeks weeks, String model, double heldOut) {
    if (weeks.weeks().isEmpty()) {
      return Learnt.nothing(
          "No effects of contacts were learnt: the data set holds no week after a decision on which"
              + " a contact was permitted.");
    }
    for (FeatureVersion feature : ContactDesign.features()) {
      if (!weeks.features().contains(feature.name())) {
        return Learnt.nothing(
            "No effects of contacts were learnt: the data set has no feature "
                + feature.name()
                + ".");
      }
    }
    return new LearnEffects(weeks).learn(model, heldOut);
  }

  private Learnt learn(String model, double heldOut) {
    Set<String> heldAccounts = new HashSet<>();
    Set<String> heldDebtors = new HashSet<>();
    for (Week week : data.weeks()) {
      if (AccountTimeSplit.isHeldOut(model, week.account(), heldOut)) {
        heldAccounts.add(week.account());
        heldDebtors.add(week.debtor());
      }
    }
    int[] seen =
        IntStream.range(0, data.weeks().size())
            .filter(i -> !heldDebtors.contains(data.weeks().get(i).debtor()))
            .toArray();
    Optional<String> tooFew = tooFew(seen);
    if (tooFew.isPresent()) {
      return Learnt.nothing(tooFew.get());
    }
    EffectModel effects =
        FitEffects.fit(ContactDesign.EFFECTS, rows(seen), FitEffects.Settings.STANDARD);
    int[] unseen =
        IntStream.range(0, data.weeks().size())
            .filter(i -> heldAccounts.contains(data.weeks().get(i).account()))
            .toArray();
    Counts counts = counted(seen);
    List<String> sentences = new ArrayList<>(EffectWords.of(effects, counts));
    Map<String, Double> metrics = new HashMap<>();
    metrics.put("effect_weeks", (double) seen.length);
    JudgeEffects.Judgement judgement = new JudgeEffects(this, effects).on(unseen);
    sentences.addAll(judgement.sentences());
    metrics.putAll(judgement.metrics());
    if (judgement.worse()) {
      sentences.add("So the candidate does not carry these effects.");
      return new Learnt(Optional.empty(), sentences, metrics);
    }
    LearntEffects learnt =
        new LearntEffects(
            ContactDesign.features(), effects, evidence(seen, counts), golden(unseen, seen));
    return new Learnt(Optional.of(learnt), sentences, metrics);
  }

  private LearntEffects.Evidence evidence(int[] seen, Counts counts) {
    return new LearntEffects.Evidence(
        instant(week(seen[0])),
        instant(week(seen[seen.length - 1])),
        counts.weeks(),
        counts.debtors(),
        counts.payments());
  }

  private static Instant instant(Week week) {
    return Instant.EPOCH.plus(week.decidedAtMicros(), ChronoUnit.MICROS);
  }

  /// Returns some inputs that travel with the effects, of debtors that nothing was learnt from
  /// where there are any.
  private float[][] golden(int[] unseen, int[] seen) {
    return IntStream.concat(IntStream.of(unseen), IntStream.of(seen))
        .limit(GOLDEN)
        .mapToObj(this::inputs)
        .toArray(float[][]::new);
  }

  /// Counts of weeks.
  ///
  /// @param contacted payments after a contact
  record Counts(int weeks, int debtors, int payments, int contacted) {}

  private Counts counted(int[] some) {
    List<Week> weeks = IntStream.of(some).mapToObj(data.weeks()::get).toList();
    return new Counts(
        some.length,
        (int) weeks.stream().map(Week::debtor).distinct().count(),
        (int) weeks.stream().filter(Week::paid).count(),
        (int) weeks.stream().filter(week -> week.paid() && week.arm() > 0).count());
  }

  private Optional<String> tooFew(int[] seen) {
    Counts counts = counted(seen);
    int quiet = counts.payments() - counts.contacted();
    boolean enough =
        counts.weeks() >= LEAST_WEEKS
            && counts.debtors() >= LEAST_DEBTORS
            && counts.payments() >= LEAST_PAYMENTS
            && Math.min(counts.contacted(), quiet) >= LEAST_PAYMENTS_OF_A_KIND;
    return enough
        ? Optional.empty()
        : Optional.of(
            String.format(
                LOCALE,
                "No effects of contacts were learnt: there are %d weeks of %d debtors with %d payments"
                    + " after a contact and %d without one. At least %d weeks of %d debtors and %d"
                    + " payments are needed, %d of them after a contact and %d without one. Weeks"
                    + " count whose decision permitted a contact.",
                counts.weeks(),
                counts.debtors(),
                counts.contacted(),
                quiet,
                LEAST_WEEKS,
                LEAST_DEBTORS,
                LEAST_PAYMENTS,
                LEAST_PAYMENTS_OF_A_KIND,
                LEAST_PAYMENTS_OF_A_KIND));
  }

  Week week(int row) {
    return data.weeks().get(row);
  }

  private FeatureVector features(int row) {
    float[] values = new float[columns.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = columns[j] < 0 ? Float.NaN : data.value(row, columns[j]);
    }
    return FeatureVector.of(values);
  }

  /// Returns what the base reads of a row: all features but the action.
  float[] inputs(int row) {
    return ContactDesign.inputs(features(row));
  }

  /// Returns what changes the effects of a row.
  float[] modifiers(int row) {
    return ContactDesign.modifiers(features(row));
  }

  /// Numbers the debtors of rows in the order in which they come.
  int[] debtors(int[] some) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] debtors = new int[some.length];
    for (int i = 0; i < some.length; i++) {
      Integer number = numbers.computeIfAbsent(week(some[i]).debtor(), _ -> numbers.size());
      debtors[i] = number;
    }
    return debtors;
  }

  private TreatedRows rows(int[] some) {
    int size = some.length;
    int inputs = ContactDesign.features().size();
    int width = ContactDesign.EFFECTS.modifiers().size();
    float[] values = new float[size * inputs];
    float[] modifiers = new float[size * width];
    boolean[] paid = new boolean[size];
    int[] arms = new int[size];
    float[] shares = new float[size];
    double[] balances = new double[size];
    double[] exposures = new double[size];
    for (int i = 0; i < size; i++) {
      Week week = week(some[i]);
      System.arraycopy(inputs(some[i]), 0, values, i * inputs, inputs);
      System.arraycopy(modifiers(some[i]), 0, modifiers, i * width, width);
      paid[i] = week.paid();
      arms[i] = week.arm();
      shares[i] = (float) Math.max(0, (double) week.paidMinor() / week.balanceMinor());
      balances[i] = week.balanceMinor();
      exposures[i] = week.days() / Week.WHOLE;
    }
    List<Column> named =
        ContactDesign.features().stream().map(feature -> Column.numeric(feature.name())).toList();
    return new TreatedRows(
        Examples.of(named, values, paid),
        modifiers,
        arms,
        debtors(some),
        shares,
        balances,
        exposures);
  }
}
