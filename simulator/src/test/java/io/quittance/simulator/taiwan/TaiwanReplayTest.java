package io.quittance.simulator.taiwan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.simulator.record.SimulatedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaiwanReplayTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final String HEADER =
      "\"LIMIT_BAL\",\"SEX\",\"AGE\",\"PAY_0\",\"PAY_2\",\"PAY_3\",\"PAY_4\",\"PAY_5\",\"PAY_6\","
          + "\"BILL_AMT1\",\"BILL_AMT2\",\"BILL_AMT3\",\"BILL_AMT4\",\"BILL_AMT5\",\"BILL_AMT6\","
          + "\"PAY_AMT1\",\"PAY_AMT2\",\"PAY_AMT3\",\"PAY_AMT4\",\"PAY_AMT5\",\"PAY_AMT6\","
          + "\"default payment\"\n";

  @TempDir Path directory;

  @Test
  void readsMonthsInOrderAndLabelsTheLastByTheDefaultColumn() throws IOException {
    Path file = directory.resolve("clients.csv");
    Files.writeString(file, HEADER + "20000,2,24,2,-1,0,1,0,-2,6,5,4,3,2,1,60,50,40,30,20,10,1\n");

    TaiwanClient client = TaiwanReplay.of(file, FIRST).clients().getFirst();

    assertEquals(List.of(-2, 0, 1, 0, -1, 2), client.status());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), client.bill());
    assertEquals(List.of(10L, 20L, 30L, 40L, 50L, 60L), client.paid());
    assertEquals(
        List.of(true, false, true, true, false, false),
        Stream.iterate(0, m -> m + 1).limit(6).map(client::settledAfter).toList());
  }

  @Test
  void aClientHasSixStatementsEachAssessedWithinItsHorizon() {
    TaiwanReplay replay = TaiwanReplay.of(List.of(client()), FIRST);

    List<SimulatedRecord> statements =
        Stream.iterate(0, m -> m + 1).limit(6).flatMap(replay::statement).toList();

    assertTrue(statements.stream().allMatch(SimulatedRecord::deciding));
    assertEquals(6, statements.size());
    for (int month = 0; month < 6; month++) {
      Instant decided = statements.get(month).envelope().time();
      SimulatedRecord verdict =
          replay.outcomes(month).stream()
              .filter(record -> record.envelope().type().equals(EventTypes.INSTALMENT_ASSESSED))
              .findFirst()
              .orElseThrow();
      Instant assessed = verdict.envelope().time();
      assertTrue(assessed.isAfter(decided) && assessed.isBefore(decided.plusSeconds(31 * 86_400)));
      assertEquals(
          client().settledAfter(month),
          ((Outcome.InstalmentAssessed)
                  EventCodec.outcome(verdict.envelope().type(), verdict.data()))
              .settled());
    }
  }

  @Test
  void recordsContainNoProtectedColumn() {
    TaiwanReplay replay = TaiwanReplay.of(List.of(client()), FIRST);

    String json =
        new String(replay.statement(0).findFirst().orElseThrow().data(), StandardCharsets.UTF_8)
            .toLowerCase(Locale.ROOT);

    for (String name : List.of("sex", "\"age", "marriage", "marital", "education")) {
      assertFalse(json.contains(name), name);
    }
  }

  @Test
  void aFileOfAnotherFormIsRefusedWithTheLine() throws IOException {
    Path file = directory.resolve("other.csv");
    Files.writeString(file, "a,b\n1,2\n");

    IOException refused = assertThrows(IOException.class, () -> TaiwanReplay.of(file, FIRST));

    assertTrue(String.valueOf(refused.getMessage()).contains("Line 2"), refused.getMessage());
  }

  /// The figures of the published file: 30,000 clients, 6,636 of them in default.
  @Test
  void theWholeFileGives180000DecidingEvents() throws IOException {
    Path file = Path.of(System.getProperty("quittance.data.taiwan", sharedFile()));
    assumeTrue(
        Files.exists(file),
        "skipped: needs the Taiwan credit card file (UCI data set 350); see simulator/README.md");

    TaiwanReplay replay = TaiwanReplay.of(file, FIRST);
    long deciding = 0;
    Instant latest = Instant.MIN;
    for (int month = 0; month < replay.statements(); month++) {
      for (SimulatedRecord record : replay.statement(month).toList()) {
        AccountEvent event = EventCodec.accountEvent(record.envelope().type(), record.data());
        assertEquals(record.accountId(), event.accountId());
        assertFalse(record.envelope().time().isBefore(latest));
        latest = record.envelope().time();
        deciding += record.deciding() ? 1 : 0;
      }
      for (SimulatedRecord record : replay.outcomes(month)) {
        assertFalse(record.envelope().time().isBefore(latest));
        latest = record.envelope().time();
      }
    }

    assertEquals(180_000, deciding);
    assertEquals(180_000, replay.decidingEvents());
    assertEquals(6_636, replay.lastLabels().values().stream().filter(settled -> !settled).count());
  }

  private static String sharedFile() {
    return Path.of("..", "..", "shared", "data", "taiwan-credit.csv.gz").toString();
  }

  private static TaiwanClient client() {
    return new TaiwanClient(
        0,
        20_000,
        List.of(-2, 0, 1, 0, -1, 2),
        List.of(-10L, 200L, 300L, 400L, 500L, 600L),
        List.of(0L, 20L, 30L, 40L, 50L, 60L),
        true);
  }
}
