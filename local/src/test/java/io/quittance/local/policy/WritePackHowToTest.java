package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/how-to/write-a-policy-pack.md`.
class WritePackHowToTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path EXAMPLES = DOCS.resolve("how-to/examples");

  private static final Pattern RUN =
      Pattern.compile("```\\n\\$ \\./quittance policy ([^\\n]+)\\n(.*?)\\n```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void everyCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(DOCS.resolve("how-to/write-a-policy-pack.md"));
    List<MatchResult> shown = RUN.matcher(page).results().toList();

    for (MatchResult one : shown) {
      String[] arguments =
          Arrays.stream(one.group(1).split(" "))
              .map(word -> word.startsWith("docs/") ? "../" + word : word)
              .toArray(String[]::new);
      assertEquals(
          one.group(2),
          CommandRun.of(arguments).out().replace("../docs/", "docs/").stripTrailing(),
          one.group(1));
    }
    assertEquals(4, shown.size());
  }

  @Test
  void theExamplesAreSignedAndThenTrusted() throws IOException {
    assertEquals(0, CommandRun.of("keys", "--out", directory.toString()).status());
    for (String name : List.of("acme-ca-on.yaml", "acme-au.yaml")) {
      Path pack = directory.resolve(name);
      Files.copy(EXAMPLES.resolve(name), pack);

      CommandRun signed =
          CommandRun.of(
              "sign", pack.toString(), "--key", directory.resolve("policy-key.pem").toString());
      CommandRun checked =
          CommandRun.of(
              "check",
              pack.toString(),
              "--trusted-keys",
              directory.resolve("policy-key.pub").toString());

      assertEquals(0, signed.status(), signed.err());
      assertTrue(checked.out().endsWith(", signed\n"), checked.out() + checked.err());
    }
  }
}
