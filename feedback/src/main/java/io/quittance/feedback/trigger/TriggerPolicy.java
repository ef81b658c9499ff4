package io.quittance.feedback.trigger;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.feedback.trigger.TriggerInputs.DriftFound;
import io.quittance.feedback.trigger.TriggerInputs.LabelCount;
import io.quittance.feedback.trigger.TriggerInputs.LastRequest;
import io.quittance.feedback.trigger.TriggerInputs.Realised;
import io.quittance.feedback.trigger.TriggerInputs.ServingModel;
import io.quittance.feedback.trigger.TriggerResult.Fire;
import io.quittance.feedback.trigger.TriggerResult.Nothing;
import io.quittance.feedback.trigger.TriggerResult.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Decides whether to request retraining. Causes in order: no champion (cold start), drift,
/// performance, schedule. A drift that waits for labels holds the later causes back, since a model
/// trained before those labels would learn the old world once more. A request that brought no new
/// model is made again after the cooldown, for as long as its cause lasts; one whose training
/// failed for a reason that may have passed holds nothing back. Pure.
final class TriggerPolicy {

  private final TriggerThresholds thresholds;

  TriggerPolicy(TriggerThresholds thresholds) {
    this.thresholds = thresholds;
  }

  TriggerResult evaluate(TriggerInputs inputs) {
    TriggerResult result =
        inputs.champion() == null ? coldStart(inputs) : causes(inputs, inputs.champion());
    return switch (result) {
      case Fire fire -> afterCooldown(fire, inputs);
      case Wait wait -> wait;
      case Nothing nothing -> nothing;
    };
  }

  private TriggerResult afterCooldown(Fire fire, TriggerInputs inputs) {
    LastRequest last = inputs.lastRequest();
    if (last == null || !inputs.at().isBefore(last.at().plus(thresholds.cooldown()))) {
      return fire;
    }
    List<String> reasons = new ArrayList<>(fire.explanation());
    if (!last.counts()) {
      reasons.add(
          "The last request (%s), made at %s, does not count: its training failed for a reason that may have passed."
              .formatted(words(last.cause()), last.at()));
      return new Fire(fire.cause(), fire.from(), fire.to(), fire.labels(), reasons);
    }
    reasons.add(
        "The last request (%s) was made at %s; the next may be made from %s."
            .formatted(words(last.cause()), last.at(), last.at().plus(thresholds.cooldown())));
    if (last.fate() == RequestFate.UNKNOWN) {
      reasons.add("What became of it is unknown: the retraining service did not say.");
    }
    return new Wait(reasons);
  }

  private TriggerResult coldStart(TriggerInputs inputs) {
    List<String> missing = missing(inputs.labels(), thresholds.minLabels());
    if (!missing.isEmpty()) {
      List<String> reasons = new ArrayList<>();
      reasons.add("There is no champion: rules alone decide.");
      reasons.addAll(missing);
      return new Wait(reasons);
    }
    return fire(
        Cause.COLD_START,
        inputs,
        "There is no champion: rules alone decide.",
        "%d labels are mature, %d of them payments."
            .formatted(inputs.labels().labels(), inputs.labels().positives()));
  }

  private TriggerResult causes(TriggerInputs inputs, ServingModel champion) {
    DriftFound drift = inputs.drift();
    if (drift != null) {
      TriggerResult result = drift(inputs, champion, drift);
      if (result instanceof Fire || holds(drift, inputs.at())) {
        return result;
      }
    }
    TriggerResult performance = performance(inputs, champion);
    return performance instanceof Fire ? performance : schedule(inputs, champion, performance);
  }

  private boolean holds(DriftFound drift, Instant at) {
    return !at.isAfter(drift.onset().plus(thresholds.driftMaxHold()));
  }

  private TriggerResult drift(TriggerInputs inputs, ServingModel champion, DriftFound drift) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "What version %d sees has drifted from what it learnt since %s: %s."
            .formatted(champion.version(), drift.onset(), String.join(", ", drift.strongest())));
    List<String> missing = missing(drift.since(), thresholds.driftMinLabels());
    if (!missing.isEmpty()) {
      reasons.add("A model of the new world needs labels of decisions made since then.");
      reasons.addAll(missing);
      return new Wait(reasons);
    }
    reasons.add(
        "%d labels of decisions made since then are mature, %d of them payments."
            .formatted(drift.since().labels(), drift.since().positives()));
    return new Fire(Cause.DRIFT, drift.onset(), inputs.matureTo(), drift.since().labels(), reasons);
  }

  private TriggerResult performance(TriggerInputs inputs, ServingModel champion) {
    Realised realised = inputs.realised();
    Double promised = champion.auc();
    if (realised == null || promised == null) {
      return new Nothing(
          List.of("Version %d has no labels to be measured on yet.".formatted(champion.version())));
    }
    List<String> missing = missing(realised.labels(), thresholds.performanceMinLabels());
    if (!missing.isEmpty()) {
      return new Nothing(
          List.of(
              "Version %d has too few labels to be measured on.".formatted(champion.version())));
    }
    String measured =
        String.format(
            Locale.ROOT,
            "Version %d came to an AUC of %.4f (at most %.4f) on %d labels; its bundle says %.4f.",
            champion.version(),
            realised.auc(),
            realised.high(),
            realised.labels().labels(),
            promised);
    return realised.high() < promised - thresholds.performanceMargin()
        ? enough(Cause.PERFORMANCE, inputs, measured)
        : new Nothing(List.of(measured));
  }

  private TriggerResult schedule(
      TriggerInputs inputs, ServingModel champion, TriggerResult before) {
    LastRequest last = inputs.lastRequest();
    Instant trained =
        last != null && last.counts() && last.at().isAfter(champion.trainedTo())
            ? last.at()
            : champion.trainedTo();
    if (inputs.at().isBefore(trained.plus(thresholds.schedule()))) {
      return before;
    }
    return enough(
        Cause.SCHEDULE,
        inputs,
        "The last training was at %s, %d days ago."
            .formatted(trained, Duration.between(trained, inputs.at()).toDays()));
  }

  private TriggerResult enough(Cause cause, TriggerInputs inputs, String reason) {
    List<String> missing = missing(inputs.labels(), thresholds.minLabels());
    if (missing.isEmpty()) {
      return fire(cause, inputs, reason);
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(reason);
    reasons.addAll(missing);
    return new Wait(reasons);
  }

  private Fire fire(Cause cause, TriggerInputs inputs, String... reasons) {
    Instant from = inputs.matureTo().minus(thresholds.trainingWindow());
    Instant oldest = inputs.labels().oldest();
    if (oldest != null && oldest.isAfter(from)) {
      from = oldest;
    }
    return new Fire(cause, from, inputs.matureTo(), inputs.labels().labels(), List.of(reasons));
  }

  private List<String> missing(LabelCount labels, long wanted) {
    List<String> missing = new ArrayList<>();
    if (labels.labels() < wanted) {
      missing.add("%d of %d labels are mature.".formatted(labels.labels(), wanted));
    }
    if (labels.smallerClass() < thresholds.minClass()) {
      missing.add(
          "The smaller class has %d of %d labels."
              .formatted(labels.smallerClass(), thresholds.minClass()));
    }
    return missing;
  }

  static String words(Cause cause) {
    return switch (cause) {
      case COLD_START -> "cold-start";
      case DRIFT -> "drift";
      case PERFORMANCE -> "performance";
      case SCHEDULE -> "schedule";
      case MANUAL -> "manual";
    };
  }
}
