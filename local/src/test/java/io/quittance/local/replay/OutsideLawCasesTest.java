package io.quittance.local.replay;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.BuiltInPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Answers to cases that were built from published law without knowledge of the code. Their folder
/// is named by `-Dquittance.cases`, by the environment variable `QUITTANCE_CASES`, or is
/// `../shared/cases` beside the repository; without it this test says that it was skipped.
class OutsideLawCasesTest {

  private static final PolicyCatalogue PACKS = PolicyCatalogue.of(BuiltInPacks.defaults());

  @Test
  void noAnswerIsLooserThanTheLawAndNoStricterOneIsUndeclared() throws IOException {
    Path cases = cases();
    assumeTrue(cases != null, "the outside cases are not here: set QUITTANCE_CASES");
    List<JudgedCase> judged = new ArrayList<>();
    for (Path folder : LawCase.folders(Objects.requireNonNull(cases).resolve("law"))) {
      judged.add(JudgedCase.of(LawCase.read(folder, Answers.own()), PACKS));
    }

    Map<String, CaseVerdict> stricter =
        judged.stream()
            .filter(one -> one.verdict() != CaseVerdict.AGREE)
            .collect(
                toMap(
                    one -> one.lawCase().name(),
                    JudgedCase::verdict,
                    (one, _) -> one,
                    TreeMap::new));
    assertTrue(judged.size() >= 24, judged.size() + " cases");
    assertEquals(
        Map.of(
            "07-regf-misdirected-calls", CaseVerdict.STRICTER_DECLARED,
            "21-uk-breathing-space-sixty-days", CaseVerdict.STRICTER_DECLARED),
        stricter);
  }

  @Test
  void theAnswersThatComeWithQuittanceAreReadWithoutTheCases() {
    Answers.Written written = Answers.own().of("30-letter-to-inconvenient-home");

    assertNotNull(written);
    assertEquals(
        "letter at 2026-04-08T15:00:00Z no, letter@other at 2026-04-08T15:00:00Z yes",
        String.join(
            ", ",
            written.answers().stream()
                .map(one -> one.question() + (Boolean.TRUE.equals(one.lawful()) ? " yes" : " no"))
                .toList()));
  }

  private static @Nullable Path cases() {
    return Stream.of(
            System.getProperty("quittance.cases"),
            System.getenv("QUITTANCE_CASES"),
            "../../shared/cases",
            "../shared/cases")
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(null);
  }
}
