package io.quittance.core.pack;

import io.quittance.core.vocabulary.ReviewKind;
import org.jspecify.annotations.Nullable;

/// What the rules say of a decision that people make.
///
/// @param barred whether it may not be made at all; otherwise a person decides, never a machine
/// @param ruleId the rule that says so; null when none speaks of it
/// @param citation of that rule
/// @param text of that rule
/// @param pack the id of the pack that holds that rule; null when no pack does
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
