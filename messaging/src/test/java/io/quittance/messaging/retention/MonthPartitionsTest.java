package io.quittance.messaging.retention;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class MonthPartitionsTest {

  private static final String GERMAN = "keine Partition von Relation »decision« für die Zeile";

  private static PgException reported(String message, String state) {
    return new PgException(message, "ERROR", state, "");
  }

  @Test
  void aMissingMonthIsKnownByItsStateInEveryLanguageOfTheServer() {
    assertTrue(MonthPartitions.isMissingMonth(reported(GERMAN, "23514")));
    assertTrue(
        MonthPartitions.isMissingMonth(
            new IllegalStateException("Hibernate", new SQLException(GERMAN, "23514"))));
  }

  /// A record may hold any words, and the database repeats them.
  @Test
  void wordsAloneMakeNoMissingMonth() {
    String words = "invalid input: no partition of relation";

    assertFalse(MonthPartitions.isMissingMonth(reported(words, "22P02")));
    assertFalse(MonthPartitions.isMissingMonth(new IllegalStateException(words)));
  }

  @Test
  void aLockThatWasNotToBeHadIsOneWhateverWrapsIt() {
    PgException refused = reported("canceling statement due to lock timeout", "55P03");

    assertTrue(MonthPartitions.isLockTimeout(new IllegalStateException(refused)));
    assertFalse(MonthPartitions.isLockTimeout(reported("deadlock detected", "40P01")));
  }
}
