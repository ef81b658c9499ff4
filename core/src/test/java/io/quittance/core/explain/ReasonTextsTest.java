package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.feature.FeatureCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTextsTest {

  /// Words of ours that nobody outside uses, in the three languages.
  private static final Set<String> JARGON =
      Set.of(
          "score",
          "model",
          "modelo",
          "modell",
          "feature",
          "shap",
          "margin",
          "margen",
          "log-odds",
          "ratio",
          "utilisation",
          "dpd",
          "bucket",
          "default",
          "impago",
          "delinquent",
          "debtor",
          "deudor",
          "schuldner",
          "algorithm",
          "algoritmo",
          "algorithmus",
          "propensity",
          "risk",
          "riesgo",
          "risiko",
          "skip",
          "null",
          "nan",
          "pos",
          "snapshot");

  /// Attributes of a person that must not count, and words that hint at them.
  private static final Set<String> PROTECTED =
      Set.of(
          "age",
          "edad",
          "alter",
          "sex",
          "sexo",
          "geschlecht",
          "gender",
          "género",
          "race",
          "raza",
          "rasse",
          "religion",
          "religión",
          "nationality",
          "nacionalidad",
          "nationalität",
          "marital",
          "married",
          "casado",
          "verheiratet",
          "health",
          "salud",
          "gesundheit",
          "disability",
          "discapacidad",
          "behinderung",
          "pregnant",
          "embarazo",
          "schwanger",
          "education",
          "educación",
          "bildung",
          "ethnic",
          "étnico",
          "herkunft",
          "birth",
          "nacimiento",
          "geburt");

  static List<Locale> locales() {
    return ReasonTexts.locales();
  }

  @Test
  void thereAreEnglishAndSpanish() {
    assertTrue(ReasonTexts.locales().containsAll(List.of(Locale.of("en"), Locale.of("es"))));
    assertEquals(Locale.of("es"), ReasonTexts.of(Locale.of("es", "MX")).locale());
    assertThrows(IllegalArgumentException.class, () -> ReasonTexts.of(Locale.of("xx")));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void everyFeatureOfTheCatalogueHasWordsAndThereAreNoOthers(Locale locale) {
    ReasonTexts texts = ReasonTexts.of(locale);

    assertTrue(texts.version() >= 1);
    assertEquals(new TreeSet<>(FeatureCatalogue.standard().concepts().values()), texts.concepts());
    for (String concept : texts.concepts()) {
      String raises = texts.text(concept, 0.1);
      String lowers = texts.text(concept, -0.1);
      assertFalse(texts.name(concept).isBlank(), concept);
      assertTrue(raises.endsWith(".") && lowers.endsWith("."), concept);
      assertNotEquals(raises, lowers);
      assertTrue(Character.isUpperCase(raises.charAt(0)), raises);
      assertTrue(raises.length() <= 130 && lowers.length() <= 130, concept);
    }
    assertThrows(IllegalArgumentException.class, () -> texts.text("weather", 1));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void noTextHoldsJargonOrANumberOrAProtectedAttribute(Locale locale) {
    ReasonTexts texts = ReasonTexts.of(locale);
    for (String concept : texts.concepts()) {
      for (String text :
          List.of(texts.name(concept), texts.text(concept, 1), texts.text(concept, -1))) {
        assertFalse(text.matches(".*[\\d_<>].*"), text);
        for (String word : words(text)) {
          assertFalse(JARGON.contains(word) || PROTECTED.contains(word), text);
        }
      }
    }
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}-]+", -1));
  }

  /// What was said must stay on record: a text is changed together with the version of its file.
  @ParameterizedTest
  @CsvSource({"en, 1, 32790278", "es, 1, 1205988914", "de, 1, 368226709"})
  void aTextChangesOnlyWithItsVersion(String language, int version, int digest) {
    ReasonTexts texts = ReasonTexts.of(Locale.of(language));
    StringBuilder all = new StringBuilder();
    for (String concept : texts.concepts()) {
      all.append(texts.name(concept))
          .append(texts.text(concept, 1))
          .append(texts.text(concept, -1));
    }

    assertEquals(version, texts.version());
    assertEquals(digest, all.toString().hashCode());
  }
}
