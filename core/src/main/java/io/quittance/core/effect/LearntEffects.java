package io.quittance.core.effect;

import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelRefusedException;
import java.time.Instant;
import java.util.List;

/// Effects of treatments with what they were learnt from, as a bundle carries them. Immutable.
///
/// @param features what the base of the model reads, in the order of its row
/// @param model the effects
/// @param evidence what they were learnt from
/// @param golden rows of features, 1 to 10,000, whose margins travel with the model, so that
///   whoever loads it can score them again; not to be changed
@SuppressWarnings("ArrayRecordComponent")
public record LearntEffects(
    List<FeatureVersion> features, EffectModel model, Evidence evidence, float[][] golden) {

  /// What effects were learnt from.
  ///
  /// @param from first decision, inclusive
  /// @param to last decision, inclusive
  /// @param weeks number of rows: a decision with what came of it in the days until the next one,
  ///   seven at most
  /// @param debtors number of debtors
  /// @param paid number of weeks with net payments above 0
  public record Evidence(Instant from, Instant to, int weeks, int debtors, int paid) {

    /// @throws ModelRefusedException with rule `effects` when a number or a time is impossible
    public Evidence {
      if (from == null || to == null || to.isBefore(from)) {
        throw new ModelRefusedException("effects", "effects must name the period of their rows");
      }
      if (debtors < 1 || weeks < debtors || paid < 0 || paid > weeks) {
        throw new ModelRefusedException("effects", "the numbers of rows of the effects disagree");
      }
    }
  }

  /// Returns whether the effects are those that decisions are ranked by.
  public boolean areOfContacts() {
    return model.design().arms().equals(ContactDesign.EFFECTS.arms())
        && model.design().modifiers().equals(ContactDesign.EFFECTS.modifiers());
  }

  /// @throws ModelRefusedException with rule `effects` when the features are not those of the base
  public LearntEffects {
    features = List.copyOf(features);
    if (features.stream().distinct().count() != features.size()
        || model.base().features() != features.size()) {
      throw new ModelRefusedException(
          "effects", "the base of the effects reads other features than are named");
    }
  }
}
