package io.quittance.scoring.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.plan.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir private Path directory = Path.of(".");

  private record Run(int status, String out, String err) {}

  private static Sample sample(String account, String debtor, double call, double sms) {
    return Sample.of(account, debtor, TIME, Map.of(Action.CALL, call, Action.SMS, sms));
  }

  private static final List<Sample> SAMPLES =
      List.of(
          sample("a-1", "p-1", 900, 800),
          sample("a-2", "p-2", 600, 100),
          sample("a-3", "p-2", 500, 90),
          sample("a-4", "p-4", 700, -5).because(Basis.HELD_OUT),
          sample("a-5", "p-5", 700, -5).byRulesAlone());

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(directory.resolve(name), lines);
  }

  private Path file(List<Sample> samples) throws IOException {
    return file("decisions.ndjson", samples.stream().map(Sample::line).toList());
  }

  private Run plan(Path decisions, String... more) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--decisions", decisions.toString()));
    arguments.addAll(Arrays.asList(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ScoreCommand.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  private Run oneCall(Path decisions, String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--agent-hours",
                "0.1",
                "--budget",
                "1000",
                "--date",
                "2026-03-02",
                "--out",
                directory.resolve(out).toString()));
    arguments.addAll(Arrays.asList(more));
    return plan(decisions, arguments.toArray(String[]::new));
  }

  @Test
  void theScarceCallGoesWhereItGainsMostAndAPersonIsContactedOnce() throws IOException {
    Run run = oneCall(file(SAMPLES), "plan.csv", "--json");

    assertEquals(0, run.status(), run.err());
    assertEquals(
        List.of(
            "date,account_id,debtor_id,decision_id,action,offer,currency,gain_minor,agent_minutes,cost_minor,not_before,not_after",
            "2026-03-02,a-1,p-1,%s,sms,reminder,USD,800,0,5,2026-03-02T10:00:00Z,2026-03-02T20:00:00Z"
                .formatted(SAMPLES.get(0).id()),
            "2026-03-02,a-2,p-2,%s,call,reminder,USD,600,6,150,2026-03-02T10:00:00Z,2026-03-02T20:00:00Z"
                .formatted(SAMPLES.get(1).id())),
        Files.readAllLines(directory.resolve("plan.csv")));
    JsonNode told = new ObjectMapper().readTree(run.out());
    assertEquals(1_400, told.at("/plan/valueMinor").asDouble());
    assertEquals(1_400, told.at("/plan/upperBoundMinor").asDouble(), 1e-6);
    assertEquals(5, told.at("/plan/accounts").asInt());
    assertEquals(3, told.at("/plan/candidates").asInt());
    assertEquals(2, told.at("/plan/debtors").asInt());
    assertEquals(1, told.at("/plan/leftOut/held-out").asInt());
    assertEquals(1, told.at("/plan/leftOut/no-values").asInt());
    assertEquals(1, told.at("/plan/planned/call").asInt());
    assertEquals("agent-minutes", told.at("/plan/resources/0/name").asText());
    assertEquals(6, told.at("/plan/resources/0/used").asDouble());
    assertTrue(run.err().contains("left out: 1 held-out"), run.err());
  }

  @Test
  void jsonHoldsTheContactsAndGzipIsRead() throws IOException {
    Path gzipped = directory.resolve("decisions.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
      for (Sample sample : SAMPLES) {
        out.write((sample.line() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    Run run =
        oneCall(gzipped, "plan.json", "--channel-limit", "sms=0", "--agent-minutes", "call=3");

    assertEquals(0, run.status(), run.err());
    JsonNode plan = new ObjectMapper().readTree(directory.resolve("plan.json").toFile());
    assertEquals(2, plan.get("contacts").size());
    assertEquals("a-1", plan.at("/contacts/0/accountId").asText());
    assertEquals("call", plan.at("/contacts/0/action").asText());
    assertEquals("2026-03-02T10:00:00Z", plan.at("/contacts/0/notBefore").asText());
    assertEquals(0, plan.at("/resources/2/capacity").asInt());
    assertEquals("", run.out());
  }

  @Test
  void ofAnAccountTheLatestDecisionCountsInAnyOrderOfLines() throws IOException {
    Sample newer = Sample.of("a-1", "p-1", TIME.plusSeconds(60), Map.of(Action.EMAIL, 70.0));
    List<String> lines = new ArrayList<>(List.of(newer.line(), newer.line(), ""));
    lines.add(SAMPLES.getFirst().line());
    lines.add(Sample.of("a-1", "p-1", TIME.plusSeconds(86_400), Map.of()).line());
    lines.add(sample("b-1", "p-9", 1, 2).of("other").line());

    Run run = oneCall(file("decisions.ndjson", lines), "plan.csv");

    assertEquals(0, run.status(), run.err());
    List<String> plan = Files.readAllLines(directory.resolve("plan.csv"));
    assertEquals(2, plan.size());
    assertTrue(plan.getLast().contains(",email,"), plan.getLast());
    assertTrue(run.err().contains("1 lines of other tenants left aside"), run.err());
  }

  @Test
  void aLineThatIsNoDecisionIsNamedAndNothingIsWritten() throws IOException {
    Run run =
        oneCall(
            file("decisions.ndjson", List.of(SAMPLES.getFirst().line(), "{\"tenant\":")),
            "plan.csv");

    assertEquals(1, run.status());
    assertTrue(run.err().contains("decisions.ndjson, line 2 is no decision"), run.err());
    assertFalse(Files.exists(directory.resolve("plan.csv")));
  }

  @Test
  void severalCurrenciesNeedAName() throws IOException {
    Path decisions = file(List.of(SAMPLES.getFirst(), sample("a-9", "p-9", 10, 20).in("EUR")));

    Run unnamed = oneCall(decisions, "plan.csv");
    Run named = oneCall(decisions, "plan.csv", "--currency", "EUR");

    assertEquals(1, unnamed.status());
    assertTrue(unnamed.err().contains("(EUR, USD): name one with --currency"), unnamed.err());
    assertEquals(0, named.status(), named.err());
    assertTrue(named.err().contains("left out: 1 other-currency"), named.err());
  }

  @Test
  void wrongUsageIsTwoAndWhatCannotBeDoneIsOne() throws IOException {
    Path decisions = file(SAMPLES);

    assertEquals(2, plan(decisions).status());
    assertEquals(2, oneCall(decisions, "plan.txt").status());
    assertEquals(2, oneCall(decisions, "plan.csv", "--channel-limit", "fax=3").status());
    assertEquals(2, oneCall(decisions, "plan.csv", "--channel-limit", "call=-3").status());
    assertEquals(2, oneCall(decisions, "plan.csv", "--agent-minutes", "call=-1").status());
    assertEquals(2, oneCall(decisions, "plan.csv", "--currency", "XYZW").status());
    assertEquals(2, oneCall(decisions, "plan.csv", "--zone", "Mars/Olympus").status());
    assertEquals(1, oneCall(directory.resolve("absent.ndjson"), "plan.csv").status());
    assertEquals(1, oneCall(decisions, "absent/plan.csv").status());
  }
}
