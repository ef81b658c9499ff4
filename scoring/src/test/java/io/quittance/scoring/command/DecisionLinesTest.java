package io.quittance.scoring.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.plan.Candidacy;
import io.quittance.scoring.plan.PlanCosts;
import io.quittance.scoring.plan.PlanDay;
import io.quittance.scoring.plan.PlanOrder;
import io.quittance.scoring.plan.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecisionLinesTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir private Path directory = Path.of(".");

  /// Requests, the outbox and the topic deliver the decisions of an account in any order and more
  /// than once; triggers that come late carry older times.
  @Test
  void whateverTheOrderOfDeliveryTheDecisionThatKnewMostCounts() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<DecisionMade> made = new ArrayList<>();
      long version = random.nextInt(5);
      for (int i = 0; i < 2 + random.nextInt(6); i++) {
        Instant at = TIME.plusSeconds(random.nextInt(7_200) - 3_600L);
        version += 1 + random.nextInt(3);
        made.add(
            Sample.of("a-1", "p-1", at, Map.of(Action.EMAIL, 50.0))
                .decision()
                .atAccountVersion(version));
      }
      List<DecisionMade> delivered = new ArrayList<>(made);
      for (int i = 0; i < random.nextInt(4); i++) {
        delivered.add(made.get(random.nextInt(made.size())));
      }
      Collections.shuffle(delivered, random);

      Candidacy.Eligible counts = assertInstanceOf(Candidacy.Eligible.class, read(delivered));

      assertEquals(made.getLast().decisionId(), counts.candidate().decisionId(), "seed " + seed);
    }
  }

  @Test
  void ofDecisionsOnTheSameKnowledgeTheLaterInstantCounts() throws IOException {
    DecisionMade early =
        Sample.of("a-1", "p-1", TIME, Map.of(Action.EMAIL, 50.0)).decision().atAccountVersion(3);
    DecisionMade late =
        Sample.of("a-1", "p-1", TIME.plusSeconds(9), Map.of(Action.EMAIL, 50.0))
            .decision()
            .atAccountVersion(3);

    Candidacy.Eligible counts =
        assertInstanceOf(Candidacy.Eligible.class, read(List.of(late, early)));

    assertEquals(late.decisionId(), counts.candidate().decisionId());
  }

  @Test
  void aLineThatUnpacksWithoutEndIsRefused() throws IOException {
    Path file = directory.resolve("bomb.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(EventCodec.write(Sample.of("a-1", "p-1", TIME, Map.of()).decision()));
      out.write('\n');
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1 << 20]);
      }
    }

    CommandFailedException refusal =
        assertThrows(
            CommandFailedException.class,
            () -> lines().read(file, Progress.of(new PrintWriter(Writer.nullWriter()))));

    assertEquals(
        file + " cannot be read after line 1: a line has more than 1048576 bytes",
        refusal.getMessage());
  }

  private Candidacy read(List<DecisionMade> decisions) throws IOException {
    Path file =
        Files.write(
            directory.resolve("decisions.ndjson"),
            decisions.stream()
                .map(decision -> new String(EventCodec.write(decision), StandardCharsets.UTF_8))
                .toList());
    DecisionLines lines = lines();
    lines.read(file, Progress.of(new PrintWriter(Writer.nullWriter())));
    return lines.candidacies().iterator().next();
  }

  private static DecisionLines lines() {
    PlanDay day = new PlanDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC);
    return new DecisionLines(
        PlanOrder.of(day, 1, 1, Map.of(), PlanCosts.DEFAULTS, null), "default");
  }
}
