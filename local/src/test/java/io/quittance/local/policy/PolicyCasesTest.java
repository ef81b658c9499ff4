package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The cases of `src/test/resources/cases` through `./quittance policy cases`.
class PolicyCasesTest {

  private static final Path OWN = Path.of("src/test/resources/cases");

  @TempDir Path directory;

  /// Puts a case of the resources into a directory, with other words.
  private Path copy(String name, String words) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Files.copy(OWN.resolve(name).resolve("events.ndjson"), folder.resolve("events.ndjson"));
    Files.writeString(folder.resolve("expected.txt"), words);
    return folder;
  }

  @Test
  void theOwnCasesAgreeOrAreStricterAndSaySo() {
    CommandRun ran = CommandRun.of("cases", OWN.toString());

    assertEquals(0, ran.status(), ran.out());
    assertEquals(
        "20 cases, 77 questions: 18 agree, 2 stricter (declared), 0 not judged,"
            + " 0 stricter (undeclared), 0 looser",
        ran.out().lines().toList().getLast());
    assertEquals(21, ran.out().lines().count(), "a line a case, and the totals");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cease-bars-contact-not-court | answer: legal-referral 2026-04-15T15:00:00Z no |"
            + " looser                cease-bars-contact-not-court: expected no, got yes",
        "clocks-change-at-night | answer: call 2026-03-08T12:59:59Z yes |"
            + " stricter (undeclared) clocks-change-at-night: expected yes, got no by us-reg-f/HC01",
        "cease-bars-contact-not-court | The person wants peace. |"
            + " not judged            cease-bars-contact-not-court: expected , got ; expected.txt answers in words alone"
      })
  void whatIsLooserUndeclaredOrNotJudgedFails(String name, String words, String line)
      throws IOException {
    CommandRun ran = CommandRun.of("cases", copy(name, words).toString());

    assertEquals(1, ran.status());
    assertEquals(line, ran.out().lines().findFirst().orElseThrow());
  }

  @Test
  void wordsAloneAreJudgedByAFileOfAnswersForTheseWords() throws IOException {
    copy("cease-bars-contact-not-court", "ask: permit:call:mobile:2026-04-15T15:00:00Z\nNo.\n");
    Path answers = directory.resolve("answers.txt");
    Files.writeString(answers, "cease-bars-contact-not-court\n  call 2026-04-15T15:00:00Z no\n");

    CommandRun open = CommandRun.of("cases", directory.toString());
    CommandRun known =
        CommandRun.of("cases", directory.toString(), "--answers", answers.toString());
    Files.writeString(
        answers,
        "cease-bars-contact-not-court %s\n  call 2026-04-15T15:00:00Z no\n"
            .formatted("0".repeat(64)));
    CommandRun changed =
        CommandRun.of("cases", directory.toString(), "--answers", answers.toString());

    assertTrue(
        open.out()
            .contains("expected ?, got no by us-reg-f/HC10; expected.txt answers in words alone"),
        open.out());
    assertEquals(0, known.status(), known.out());
    assertTrue(
        changed.out().contains("its answers were written down for another expected.txt"),
        changed.out());
  }

  @Test
  void anExactWordAnswersAQuestionAboutADecisionOfPeople() throws IOException {
    Path folder =
        copy(
            "sale-of-a-settled-debt",
            "ask: review:debt-sale:2026-04-06T15:00:00Z\n\nbarred=true by law.\n");

    assertTrue(
        CommandRun.of("cases", folder.toString())
            .out()
            .startsWith(
                "agree                 sale-of-a-settled-debt: expected no, got no by us-reg-f/HC16"));
  }

  @Test
  void everyQuestionIsInTheJsonWithItsRules() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                CommandRun.of("cases", OWN.resolve("dispute-out-of-time").toString(), "--json")
                    .out());

    JsonNode question = json.at("/cases/0/questions/0");
    assertEquals("stricter (declared)", question.path("verdict").asText());
    assertEquals("us-reg-f/HC14", question.at("/rules/0/qualifiedRule").asText());
    assertTrue(question.at("/rules/0/reason").asText().startsWith("Every open dispute counts"));
    assertEquals(1, json.at("/totals/stricter (declared)").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answer: fax 2026-04-15T15:00:00Z no | line 1: fax is neither a contact",
        "answer: call today no | line 1: today is no instant such as 2026-04-08T15:00:00Z",
        "answer: call 2026-04-15T15:00:00Z maybe | line 1: an answer ends with yes (lawful) or no",
        "answer: call@attic 2026-04-15T15:00:00Z no | line 1: attic is no place: use home, mobile, work, other",
        "ask: ./quittance policy try --account acc-9 --at 2026-04-15T15:00:00Z | no event speaks of the account acc-9"
      })
  void aWrongAnswerIsToldWithFileAndLine(String words, String complaint) throws IOException {
    Path folder = copy("cease-bars-contact-not-court", words);

    CommandRun ran = CommandRun.of("cases", folder.toString());

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains(folder.resolve("expected.txt") + ": "), ran.err());
    assertTrue(ran.err().contains(complaint), ran.err());
  }

  @Test
  void aDirectoryWithoutCasesIsRefused() {
    CommandRun ran = CommandRun.of("cases", directory.toString());

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("holds no cases"), ran.err());
  }
}
