package io.quittance.core.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Names that no model may read. A name is split into words at separators and capital letters; one
/// forbidden word suffices.
public final class ForbiddenNames {

  private static final Set<String> PROTECTED =
      Set.of(
          "age",
          "birth",
          "birthdate",
          "birthday",
          "citizenship",
          "creed",
          "disability",
          "disabled",
          "dob",
          "education",
          "ethnic",
          "ethnicity",
          "gender",
          "genetic",
          "health",
          "immigration",
          "marital",
          "marriage",
          "married",
          "nationality",
          "political",
          "pregnancy",
          "pregnant",
          "race",
          "racial",
          "religion",
          "religious",
          "sex",
          "sexual",
          "spouse");

  private static final Set<String> POST_OUTCOME =
      Set.of("duration", "future", "label", "outcome", "target");

  private static final List<String> POST_OUTCOME_PHRASES =
      List.of("paid after", "next month", "next period");

  private ForbiddenNames() {}

  /// Returns whether a column of a user's table is named like a protected attribute. Education is
  /// not treated as one there, since no credit law names it, although the catalogue excludes it.
  public static boolean isProtected(String name) {
    return words(name).stream()
        .anyMatch(word -> PROTECTED.contains(word) && !word.equals("education"));
  }

  /// Returns whether a name refers to something that is known only after the outcome to be
  /// predicted.
  public static boolean isAfterOutcome(String name) {
    return refusalCode(name).filter("post-outcome-feature"::equals).isPresent();
  }

  static Optional<String> refusalCode(String name) {
    List<String> words = words(name);
    if (words.stream().anyMatch(PROTECTED::contains)) {
      return Optional.of("protected-feature");
    }
    String phrase = String.join(" ", words);
    boolean after =
        words.stream().anyMatch(POST_OUTCOME::contains)
            || POST_OUTCOME_PHRASES.stream().anyMatch(phrase::contains);
    return after ? Optional.of("post-outcome-feature") : Optional.empty();
  }

  private static List<String> words(String name) {
    return Arrays.stream(
            name.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
