package io.quittance.laboratory.evaluation;

/// The page that tells people what a model is, what it was made from and how well it does. The same
/// facts give the same bytes.
public final class ModelCard {

  private ModelCard() {}

  /// The card in Markdown.
  public static String text(ModelFacts facts) {
    return ModelCardText.of(facts);
  }
}
