package io.quittance.scoring.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.plan.Candidacy;
import io.quittance.scoring.plan.PlanCosts;
import io.quittance.scoring.plan.PlanDay;
import io.quittance.scoring.plan.PlanOrder;
import io.quittance.scoring.plan.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// A file of decisions, one a line as JSON, gzipped or not.
final class DecisionLinesFuzzTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir private static Path directory = Path.of(".");

  static Stream<byte[]> files() throws IOException {
    byte[] lines =
        Stream.of(
                Sample.of("a-1", "p-1", TIME, Map.of(Action.EMAIL, 50.0)),
                Sample.of("a-1", null, TIME.plusSeconds(9), Map.of()),
                Sample.of("a-2", "p-1", TIME, Map.of(Action.CALL, 5.0)).of("other"))
            .map(sample -> new String(EventCodec.write(sample.decision()), StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(lines);
    }
    return Stream.of(lines, packed.toByteArray());
  }

  @MethodSource("files")
  @FuzzTest
  void aFileIsRefusedOrReadAndWrittenAlike(byte[] input) throws IOException {
    Path file = Files.write(directory.resolve("decisions.ndjson"), input);
    DecisionLines lines = lines();
    try {
      lines.read(file, Progress.of(new PrintWriter(Writer.nullWriter())));
    } catch (CommandFailedException refusal) {
      String told = String.valueOf(refusal.getMessage());
      assertTrue(told.contains("line"), told);
      return;
    }

    List<Candidacy> found = List.copyOf(lines.candidacies());
    assertTrue(found.size() <= lines.lines(), "more accounts than lines");
    if (input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b) {
      return;
    }
    DecisionLines again = lines();
    Path written =
        Files.write(
            directory.resolve("written.ndjson"),
            new String(input, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(DecisionLinesFuzzTest::written)
                .toList());
    again.read(written, Progress.of(new PrintWriter(Writer.nullWriter())));
    assertEquals(found, List.copyOf(again.candidacies()));
  }

  private static String written(String line) {
    DecisionMade decision =
        EventCodec.read(line.getBytes(StandardCharsets.UTF_8), DecisionMade.class);
    return new String(EventCodec.write(decision), StandardCharsets.UTF_8);
  }

  private static DecisionLines lines() {
    PlanDay day = new PlanDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC);
    return new DecisionLines(
        PlanOrder.of(day, 1, 1, Map.of(), PlanCosts.DEFAULTS, null), "default");
  }
}
