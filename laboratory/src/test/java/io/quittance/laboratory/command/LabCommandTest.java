package io.quittance.laboratory.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import io.quittance.laboratory.RealData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCommandTest {

  private static final String SCHEMA =
      """
      columns:
        - {name: account, type: text, role: group}
        - {name: size, type: number, role: feature}
        - {name: action, type: category, role: feature}
        - {name: propensity, type: number, role: feature}
        - {name: planned, type: category, role: feature}
        - {name: paid, type: integer, role: target, positive: "1"}
        - {name: amount, type: number, role: feature}
      """;

  @TempDir static Path directory;
  private static Path log;
  private static Path schema;

  /// Debtors of size s in [−1, 1) get a call with probability 0.25, else a letter. A call adds s to
  /// the amount, so calling where s is positive is worth E(s⁺) = 0.25 more than letters alone.
  @BeforeAll
  static void write() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder rows = new StringBuilder("account,size,action,propensity,planned,paid,amount\n");
    for (int i = 0; i < 4_000; i++) {
      double size = random.nextDouble(-1, 1);
      boolean called = random.nextDouble() < 0.25;
      double amount = 1 + (called ? size : 0) + 0.5 * random.nextGaussian();
      rows.append(
          String.format(
              Locale.ROOT,
              "A%d,%.4f,%s,%s,%s,%d,%.4f%n",
              i,
              size,
              called ? "call" : "letter",
              called ? "0.25" : "0.75",
              size > 0 ? "call" : "letter",
              amount > 1.2 ? 1 : 0,
              amount));
    }
    log = Files.writeString(directory.resolve("log.csv"), rows);
    schema = Files.writeString(directory.resolve("schema.yaml"), SCHEMA);
  }

  @Test
  void aPlannedPolicyAndALearntOneAreWorthWhatTheyAreInTruth() throws IOException {
    for (String policy : List.of("column:planned", "learned")) {
      JsonNode report = json("--policy", policy, "--reward", "amount");

      JsonNode robust = report.at("/estimates/DR");
      assertTrue(robust.get("lower").asDouble() < 1.25, report.toString());
      assertTrue(robust.get("upper").asDouble() > 1.2, report.toString());
      assertEquals("better than what was done", report.get("verdict").asText(), policy);
      assertEquals(1, report.at("/singleActions/letter/value").asDouble(), 0.05);
      assertEquals(0.5, report.at("/shares/call").asDouble(), 0.05);
      assertEquals(4_000, report.get("groups").asInt());
    }
  }

  @Test
  void theTextNamesEveryMethodAndTheVerdict() {
    Run run = run("--policy", "always:letter", "--reward", "amount");

    assertEquals(0, run.status, run.err);
    for (String word :
        List.of("DM", "IPS", "SNIPS", "DR", "Switch-DR", "always call", "letter 100.0 %")) {
      assertTrue(run.out.contains(word), run.out);
    }
  }

  @Test
  void theTargetIsTheRewardUnlessAnotherIsNamed() throws IOException {
    JsonNode report = json("--policy", "always:call", "--propensity", "0.5");

    assertTrue(report.at("/logged/value").asDouble() < 1, report.toString());
    assertEquals(2, report.get("largestWeight").asDouble(), 1e-12);
  }

  @Test
  void whatIsWrongIsSaidWithColumnAndRemedy() {
    assertFails("the log has no action \"visit\"; it has call, letter", "--policy", "always:visit");
    assertFails(
        "there is no policy \"best\": write always:ACTION, column:COLUMN or learned",
        "--policy",
        "best");
    assertFails(
        "the schema has no column price with the role feature",
        "--policy",
        "learned",
        "--reward",
        "price");
    assertFails(
        "column size must be a category: write type: category in the schema",
        "--policy",
        "learned",
        "--action",
        "size");
    assertFails(
        "row 1: a propensity must lie in (0, 1], was 2.0",
        "--policy",
        "learned",
        "--propensity",
        "2");
  }

  /// Kevin Hillstrom's experiment: 64,000 customers, three e-mails at random. The data's own page
  /// names men's +0.0766 and women's +0.0452 visits over no e-mail.
  @Test
  void onHillstromTheLearntPolicyIsAtLeastTheBestSingleArm() throws IOException {
    Path data = RealData.file("hillstrom-email.csv.gz");
    Path yaml =
        Files.writeString(
            directory.resolve("hillstrom.yaml"),
            """
            columns:
              - {name: recency, type: number, role: feature}
              - {name: history_segment, type: category, role: ignored}
              - {name: history, type: number, role: feature}
              - {name: mens, type: number, role: feature}
              - {name: womens, type: number, role: feature}
              - {name: zip_code, type: category, role: ignored}
              - {name: newbie, type: number, role: feature}
              - {name: channel, type: category, role: feature}
              - {name: segment, type: category, role: feature}
              - {name: visit, type: integer, role: target, positive: "1"}
              - {name: conversion, type: integer, role: ignored}
              - {name: spend, type: number, role: ignored}
            """);

    Run run =
        run(
            data,
            yaml,
            "--policy",
            "learned",
            "--action",
            "segment",
            "--propensity",
            "0.3333333333",
            "--json");

    assertEquals(0, run.status, run.err);
    JsonNode report = Json.read(run.out.getBytes(StandardCharsets.UTF_8));
    double none = single(report, "No E-Mail");
    double men = single(report, "Mens E-Mail");
    assertEquals(0.0766, men - none, 0.004);
    assertEquals(0.0452, single(report, "Womens E-Mail") - none, 0.004);
    double learnt = report.at("/estimates/DR/value").asDouble();
    assertTrue(learnt >= men, "learnt " + learnt + ", men's for all " + men);
    assertEquals("better than what was done", report.get("verdict").asText());
  }

  private static double single(JsonNode report, String action) {
    return report.get("singleActions").get(action).get("value").asDouble();
  }

  private static void assertFails(String message, String... options) {
    Run run = run(options);

    assertEquals(1, run.status, run.out);
    assertEquals(message, run.err.strip());
  }

  private static JsonNode json(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    Run run = run(all.toArray(String[]::new));
    assertEquals(0, run.status, run.err);
    return Json.read(run.out.getBytes(StandardCharsets.UTF_8));
  }

  private static Run run(String... options) {
    return run(log, schema, options);
  }

  private static Run run(Path data, Path yaml, String... options) {
    List<String> all =
        new ArrayList<>(List.of("lab", "--log", data.toString(), "--schema", yaml.toString()));
    all.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Laboratory.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
