package io.quittance.core.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// The words of the reasons in one language, from a versioned resource
/// `reasons/<language>.properties`.
///
/// A text speaks of a concept and a direction and is true whatever the values were: it may be read
/// by the debtor. Immutable.
public final class ReasonTexts {

  private static final List<Locale> LOCALES =
      List.of(Locale.ENGLISH, Locale.of("es"), Locale.GERMAN);
  private static final Map<Locale, ReasonTexts> ALL = new LinkedHashMap<>();

  static {
    LOCALES.forEach(locale -> ALL.put(locale, read(locale)));
  }

  private final Locale locale;
  private final Properties texts;

  private ReasonTexts(Locale locale, Properties texts) {
    this.locale = locale;
    this.texts = texts;
  }

  private static ReasonTexts read(Locale locale) {
    String name = "/reasons/" + locale.getLanguage() + ".properties";
    Properties texts = new Properties();
    try (InputStream in = ReasonTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is absent");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        texts.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ReasonTexts(locale, texts);
  }

  /// The languages there are, English first.
  static List<Locale> locales() {
    return LOCALES;
  }

  /// The texts in the language of a locale, such as `es` for `es-MX`.
  ///
  /// @throws IllegalArgumentException when there are none in that language
  public static ReasonTexts of(Locale locale) {
    ReasonTexts found = ALL.get(Locale.of(locale.getLanguage()));
    if (found == null) {
      throw new IllegalArgumentException("there are no reason texts in " + locale.toLanguageTag());
    }
    return found;
  }

  public Locale locale() {
    return locale;
  }

  /// Grows with every change of a text of this language.
  public int version() {
    return Integer.parseInt(text("version"));
  }

  /// The concepts there are words for.
  public Set<String> concepts() {
    Set<String> concepts = new TreeSet<>();
    for (String key : texts.stringPropertyNames()) {
      int dot = key.indexOf('.');
      if (dot > 0) {
        concepts.add(key.substring(0, dot));
      }
    }
    return concepts;
  }

  /// What a concept is called in a heading.
  ///
  /// @throws IllegalArgumentException when there is no such concept
  public String name(String concept) {
    return text(concept + ".name");
  }

  /// The sentence for a contribution to the margin.
  ///
  /// @throws IllegalArgumentException when there is no such concept
  public String text(String concept, double contribution) {
    return text(concept + (contribution >= 0 ? ".raises" : ".lowers"));
  }

  private String text(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("there is no text " + key + " in " + locale);
    }
    return text;
  }
}
