package io.quittance.core.pack;

import io.quittance.core.vocabulary.ReviewKind;
import org.jspecify.annotations.Nullable;

/// What the rules say about a decision that people make.
///
/// @param kind the decision
/// @param barred whether the decision must not be made at all; otherwise a person makes it, never
///   the program
/// @param ruleId id of the rule that bars or reserves it; null when no rule mentions it
/// @param citation citation of that rule
/// @param text text of that rule
/// @param pack id of the pack that contains that rule; null when no pack does
public record ReviewRuling(
    ReviewKind kind,
    boolean barred,
    @Nullable String ruleId,
    @Nullable String citation,
    @Nullable String text,
    @Nullable String pack) {

  /// Creates a ruling of which the pack is not told.
  public ReviewRuling(
      ReviewKind kind,
      boolean barred,
      @Nullable String ruleId,
      @Nullable String citation,
      @Nullable String text) {
    this(kind, barred, ruleId, citation, text, null);
  }
}
