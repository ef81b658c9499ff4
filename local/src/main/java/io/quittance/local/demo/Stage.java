package io.quittance.local.demo;

/// A stage that the demo must observe before it reports success.
enum Stage {
  DECIDED_BY_RULES("decisions by rules alone, before there was a model"),
  LABELS_MATURED("labels matured in event time"),
  FIRST_TRAINING_REQUESTED("a first training was requested"),
  FIRST_MODEL_PROMOTED("the first model passed the gate, was approved and promoted"),
  FIRST_MODEL_SERVES("the first model was swapped in and serves"),
  DRIFT_DETECTED("the injected drift was detected"),
  RETRAINING_REQUESTED("a retraining on labels after the drift was requested"),
  CANDIDATE_BETTER("a candidate beat the champion on the same later rows"),
  SECOND_MODEL_SERVES("the better model was promoted under traffic and serves"),
  NOTHING_LOST("every deciding event has exactly one decision"),
  NOTHING_UNLAWFUL("no contact broke a rule");

  private final String words;

  Stage(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
