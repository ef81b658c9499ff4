package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.pack.BuiltInPacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path directory;

  private static CommandRun run(String... arguments) {
    return CommandRun.of(arguments);
  }

  private Path strict() throws IOException {
    Path file = directory.resolve("own.yaml");
    try (InputStream in = BuiltInPacks.class.getResourceAsStream("/packs/strict.yaml")) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  /// Write it anew: `./quittance policy rules --format md > docs/reference/policy-rules.md`.
  @Test
  void theReferencePageIsWhatTheCommandWrites() throws IOException {
    assertEquals(
        Files.readString(DOCS.resolve("reference/policy-rules.md")),
        run("rules").out(),
        "./quittance policy rules --format md > docs/reference/policy-rules.md");
  }

  @Test
  void theExampleForComplianceOfficersIsWhatTheEngineAnswers() throws IOException {
    CommandRun ran =
        run(
            "try",
            "--events",
            DOCS.resolve("concepts/examples/stop.ndjson").toString(),
            "--at",
            "2025-04-10T15:00:00Z",
            "--at",
            "2025-04-11T15:00:00Z");

    assertEquals(0, ran.status(), ran.err());
    String page = Files.readString(DOCS.resolve("concepts/lawful-contact.md"));
    assertTrue(page.contains(ran.out().strip()), ran.out());
  }

  @Test
  void everyRuleIsListedInEveryFormat() {
    long rules = BuiltInPacks.all().stream().mapToLong(pack -> pack.rules().size()).sum();

    assertEquals(rules + 1, run("rules", "--format", "csv").out().lines().count());
    assertEquals(
        rules, run("rules", "--format", "json").out().split("\"failClosed\"", -1).length - 1L);
  }

  @Test
  void thePackOfTheDayIsShown() {
    assertTrue(run("show", "us-reg-f", "--at", "2025-04-10").out().startsWith("us-reg-f 2021.1:"));
    assertTrue(run("show", "us-reg-f", "--at", "2025-04-11").out().contains("HC17"));
    assertEquals(1, run("show", "us-reg-f", "--at", "2020-01-01").status());
    assertEquals(1, run("show", "atlantis").status());
    assertEquals(2, run("show").status());
    assertEquals(2, run().status());
  }

  @Test
  void aPackIsMadeOwnByKeysChangeCheckAndSign() throws IOException {
    Path file = strict();
    Files.writeString(file, Files.readString(file).replace("id: strict\n", "id: own\n"));
    String key = directory.resolve("policy-key.pem").toString();
    String known = directory.resolve("policy-key.pub").toString();

    assertEquals(0, run("keys", "--out", directory.toString()).status());
    assertEquals(1, run("keys", "--out", directory.toString()).status());
    assertTrue(run("check", file.toString()).out().endsWith("not signed yet\n"));
    assertEquals(1, run("check", file.toString(), "--trusted-keys", known).status());
    assertEquals(0, run("sign", file.toString(), "--key", key).status());
    assertTrue(run("check", file.toString(), "--trusted-keys", known).out().endsWith(", signed\n"));

    Files.writeString(file, Files.readString(file).replace("max: 2", "max: 9"));
    CommandRun tampered = run("check", file.toString(), "--trusted-keys", known, "--json");
    assertEquals(1, tampered.status());
    assertTrue(tampered.err().contains("was changed after signing"), tampered.err());
  }

  @Test
  void whatIsWrongIsToldWithFileAndLine() throws IOException {
    Path file = strict();
    Files.writeString(file, Files.readString(file).replace("kind: minimum-gap", "kind: decadence"));

    CommandRun ran = run("check", file.toString());

    assertEquals(1, ran.status());
    assertTrue(
        ran.err().matches("\\Q" + file + "\\E: line \\d+: unknown kind of rule: decadence\n"),
        ran.err());
  }
}
