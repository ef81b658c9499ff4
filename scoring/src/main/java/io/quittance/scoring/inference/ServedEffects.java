package io.quittance.scoring.inference;

import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureSelection;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.feature.SignatureRefusedException;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.treatment.WeekAhead;

/// Learnt effects that decisions may be ranked by. Immutable, safe for several threads.
public final class ServedEffects {

  private final LearntEffects learnt;
  private final FeatureSelection selection;

  private ServedEffects(LearntEffects learnt, FeatureSelection selection) {
    this.learnt = learnt;
    this.selection = selection;
  }

  /// @throws ModelRefusedException when the effects are not those of contacts, or read a feature
  ///   that the catalogue does not have
  static ServedEffects of(LearntEffects learnt) {
    if (!learnt.areOfContacts()) {
      throw new ModelRefusedException(
          "effects", "the effects are not those of channels and offers that decisions rank by");
    }
    try {
      return new ServedEffects(learnt, FeatureCatalogue.standard().select(learnt.features()));
    } catch (SignatureRefusedException e) {
      throw new ModelRefusedException(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /// What is expected of an account.
  public Outlook outlook(FeatureVector features) {
    EffectModel model = learnt.model();
    EffectModel.Prospect prospect =
        model.prospect(selection.pick(features), ContactDesign.modifiers(features));
    return new Outlook(ContactDesign.weekAhead(prospect.probabilities(), model.shares()), prospect);
  }

  /// What is expected of one account in the coming week.
  ///
  /// @param week under each treatment
  public record Outlook(WeekAhead week, EffectModel.Prospect prospect) {

    /// What a decision records of it.
    ///
    /// @param recommended the treatment whose interval is told
    public DecisionMade.Week recorded(Treatment recommended) {
      EffectModel.Chance chance = prospect.chance(Treatment.values().indexOf(recommended));
      return new DecisionMade.Week(week.expectedShares(), chance.from(), chance.to());
    }
  }
}
