package io.quittance.local.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Right answers of cases that give theirs in words alone, by the name of the case. A name stands
/// at the beginning of a line, the answers follow on lines that begin with a space. Behind the name
/// may stand the SHA-256 of the words, so that answers are not taken for those of other words.
public final class Answers {

  private static final String OWN = "/cases/answers.txt";

  private final Map<String, Written> byCase;

  /// @param sha256 of the words that were written down as answers; null when it is not told
  record Written(@Nullable String sha256, List<LawCase.Expected> answers) {}

  private Answers(Map<String, Written> byCase) {
    this.byCase = byCase;
  }

  /// Returns no answers at all.
  public static Answers none() {
    return new Answers(Map.of());
  }

  /// Returns the answers that come with Quittance.
  public static Answers own() {
    try (InputStream in = Answers.class.getResourceAsStream(OWN)) {
      return read(
          OWN,
          new BufferedReader(
              new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a file of answers.
  ///
  /// @throws IOException naming file and line when one is not an answer
  public static Answers read(Path file) throws IOException {
    try (BufferedReader lines = Lines.of(file)) {
      return read(file.toString(), lines);
    }
  }

  /// Returns these answers, and for cases that they do not name those of others.
  public Answers or(Answers others) {
    Map<String, Written> both = new HashMap<>(others.byCase);
    both.putAll(byCase);
    return new Answers(both);
  }

  private static Answers read(String file, BufferedReader lines) throws IOException {
    Map<String, Written> byCase = new HashMap<>();
    List<LawCase.Expected> answers = new ArrayList<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        String[] name = text.split("\\s+");
        answers = new ArrayList<>();
        byCase.put(name[0], new Written(name.length > 1 ? name[1] : null, answers));
      } else if (byCase.isEmpty()) {
        throw new IOException(
            "%s: line %d: an answer before the name of its case".formatted(file, number));
      } else {
        try {
          answers.addAll(answers(text));
        } catch (IllegalArgumentException e) {
          throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
        }
      }
    }
    return new Answers(byCase);
  }

  @Nullable Written of(String name) {
    return byCase.get(name);
  }

  /// Reads `SUBJECT [SUBJECT…] INSTANT yes|no`: one answer a subject.
  ///
  /// @throws IllegalArgumentException saying what is wrong
  static List<LawCase.Expected> answers(String text) {
    List<String> words = Arrays.asList(text.strip().split("\\s+"));
    if (words.size() < 3) {
      throw new IllegalArgumentException(
          "%s is no answer such as  call 2026-04-08T15:00:00Z no".formatted(text));
    }
    String last = words.getLast();
    if (!last.equals("yes") && !last.equals("no")) {
      throw new IllegalArgumentException(
          "an answer ends with yes (lawful) or no, not with " + last);
    }
    Instant at = Question.instant(words.get(words.size() - 2));
    return words.subList(0, words.size() - 2).stream()
        .map(
            subject ->
                new LawCase.Expected(
                    new Question(Question.subject(subject), at), last.equals("yes")))
        .toList();
  }
}
