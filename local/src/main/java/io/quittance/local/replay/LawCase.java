package io.quittance.local.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A case of law: a history, questions about it, and the right answers by the sources of the law.
///
/// @param name of its folder
/// @param account which account the questions are about
/// @param expected the questions with their answers; an answer is null where only words give it
/// @param words the whole of `expected.txt`
/// @param remark why answers are missing; null when none are
public record LawCase(
    String name,
    History history,
    String account,
    List<Expected> expected,
    String words,
    @Nullable String remark) {

  private static final String USUAL_ACCOUNT = "acc-1";
  private static final String ANSWER = "answer:";
  private static final Pattern BARRED = Pattern.compile("(?m)^barred=(true|false)\\b");
  private static final Pattern AT = Pattern.compile("--at[ =](\\S+)");
  private static final Pattern ACCOUNT = Pattern.compile("--account[ =](\\S+)");
  private static final Pattern PERMIT =
      Pattern.compile("permit:(\\w+):(\\w+)(?:/([^:\\s]+))?:(\\S+)");
  private static final Pattern REVIEW = Pattern.compile("review:([\\w-]+):(\\S+)");

  public LawCase {
    expected = List.copyOf(expected);
  }

  /// A question with its answer.
  ///
  /// @param lawful whether the law allows it; null when that is not known
  public record Expected(Question question, @Nullable Boolean lawful) {}

  /// Returns the folders of a directory that hold a case, by name: those with an `expected.txt`.
  /// The directory may be such a folder itself.
  ///
  /// @throws IOException when there is none
  public static List<Path> folders(Path directory) throws IOException {
    if (Files.isRegularFile(directory.resolve("expected.txt"))) {
      return List.of(directory);
    }
    try (Stream<Path> inside = Files.list(directory)) {
      List<Path> folders =
          inside
              .filter(folder -> Files.isRegularFile(folder.resolve("expected.txt")))
              .sorted()
              .toList();
      if (folders.isEmpty()) {
        throw new IOException(
            "%s holds no cases: a case is a folder with events.ndjson and expected.txt"
                .formatted(directory));
      }
      return folders;
    }
  }

  /// Reads a case.
  ///
  /// @param folder with `events.ndjson`, compressed (`.gz`) or not, and `expected.txt`
  /// @param written the answers of cases that give theirs in words alone
  /// @throws IOException naming file and line of what cannot be read
  public static LawCase read(Path folder, Answers written) throws IOException {
    Path plain = folder.resolve("events.ndjson");
    History history = new History();
    history.read(Files.exists(plain) ? plain : folder.resolve("events.ndjson.gz"));
    Path file = folder.resolve("expected.txt");
    String words = Files.readString(file);
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    List<Expected> answered = answers(file, words);
    List<Expected> asked = asked(file, words);
    String remark = null;
    if (answered.isEmpty()) {
      answered = barred(asked, words);
    }
    Answers.Written other = written.of(name);
    if (answered.isEmpty() && other != null) {
      if (other.sha256() == null || other.sha256().equals(sha256(words))) {
        answered = other.answers();
      } else {
        remark = "its answers were written down for another expected.txt";
      }
    }
    if (answered.isEmpty()) {
      remark = remark == null ? "expected.txt answers in words alone" : remark;
    }
    return new LawCase(
        name,
        history,
        account(file, words, history.accounts()),
        answered.isEmpty() ? asked : answered,
        words,
        remark);
  }

  private static List<Expected> answers(Path file, String words) throws IOException {
    List<Expected> answers = new ArrayList<>();
    int number = 0;
    for (String line : words.lines().toList()) {
      number++;
      if (line.startsWith(ANSWER)) {
        try {
          answers.addAll(Answers.answers(line.substring(ANSWER.length())));
        } catch (IllegalArgumentException e) {
          throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
        }
      }
    }
    return answers;
  }

  /// The one exact word that answers a question about a decision of people.
  private static List<Expected> barred(List<Expected> asked, String words) {
    List<MatchResult> said = BARRED.matcher(words).results().toList();
    return asked.size() == 1
            && said.size() == 1
            && asked.getFirst().question().subject() instanceof Question.Review
        ? List.of(
            new Expected(asked.getFirst().question(), said.getFirst().group(1).equals("false")))
        : List.of();
  }

  private static List<Expected> asked(Path file, String words) throws IOException {
    List<Expected> asked = new ArrayList<>();
    try {
      for (String line : asks(words)) {
        for (MatchResult permit : PERMIT.matcher(line).results().toList()) {
          String number = permit.group(3) == null ? "" : "/" + permit.group(3);
          asked.add(open(permit.group(1) + "@" + permit.group(2) + number, permit.group(4)));
        }
        for (MatchResult review : REVIEW.matcher(line).results().toList()) {
          asked.add(open(review.group(1), review.group(2)));
        }
        for (MatchResult at : AT.matcher(line).results().toList()) {
          Question.channels()
              .forEach(
                  action ->
                      asked.add(
                          new Expected(
                              new Question(
                                  Question.Contact.usual(action), Question.instant(at.group(1))),
                              null)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: ask: %s".formatted(file, e.getMessage()), e);
    }
    return asked;
  }

  private static Expected open(String subject, String at) {
    return new Expected(new Question(Question.subject(subject), Question.instant(at)), null);
  }

  private static List<String> asks(String words) {
    return words.lines().filter(line -> line.startsWith("ask:")).toList();
  }

  private static String account(Path file, String words, Collection<String> known)
      throws IOException {
    String named =
        asks(words).stream()
            .flatMap(line -> ACCOUNT.matcher(line).results())
            .map(result -> result.group(1))
            .findFirst()
            .orElse(known.size() == 1 ? known.iterator().next() : USUAL_ACCOUNT);
    if (!known.contains(named)) {
      throw new IOException(
          "%s: no event speaks of the account %s: name one of %d with --account"
              .formatted(file, named, known.size()));
    }
    return named;
  }

  private static String sha256(String words) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
