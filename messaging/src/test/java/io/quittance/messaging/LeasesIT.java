package io.quittance.messaging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.LeaseConfig;
import io.quittance.messaging.lease.Leases;
import io.quittance.messaging.outbox.OutboxConfig;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeasesIT {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Platform platform = new Platform();

  @BeforeEach
  void createTable() {
    platform.sql(
        """
        create sequence test.lease_term;
        create table test.lease (
          name text primary key,
          owner text not null,
          term bigint not null default nextval('test.lease_term'),
          taken_at timestamptz not null default clock_timestamp(),
          expires_at timestamptz not null)
        """);
  }

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  private record Schema(String schema) implements OutboxConfig {
    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public Duration interval() {
      return LONG;
    }

    @Override
    public boolean enabled() {
      return false;
    }
  }

  private static Leases process(Pool pool, Duration duration) {
    LeaseConfig config = () -> duration;
    return new Leases(new Schema("test"), config, pool);
  }

  private Leases process(Duration duration) {
    return process(platform.pool(), duration);
  }

  private boolean mayWrite(Leases leases, Lease lease) throws SQLException {
    try (Connection connection = platform.jdbc()) {
      return fenced(connection, leases, lease);
    }
  }

  private static boolean fenced(Connection connection, Leases leases, Lease lease)
      throws SQLException {
    try (PreparedStatement fence = connection.prepareStatement(leases.jdbcFence())) {
      fence.setString(1, lease.name());
      fence.setLong(2, lease.term());
      try (ResultSet row = fence.executeQuery()) {
        return row.next();
      }
    }
  }

  @Test
  void ofManyProcessesThatAskAtOnceOneGetsTheJob() throws Exception {
    List<Leases> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(process(LONG));
    }
    for (int round = 0; round < 25; round++) {
      String job = "job-" + round;
      List<Callable<Optional<Lease>>> asking = new ArrayList<>();
      for (Leases process : processes) {
        asking.add(() -> process.tryTake(job));
      }
      int taken = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(processes.size())) {
        for (Future<Optional<Lease>> answer : threads.invokeAll(asking)) {
          taken += answer.get().isPresent() ? 1 : 0;
        }
      }
      assertEquals(1, taken, job);
    }
  }

  @Test
  void whatIsGivenBackIsFreeAtOnce() {
    Leases one = process(LONG);
    Leases other = process(LONG);
    Lease first = one.tryTake("job").orElseThrow();
    assertTrue(other.tryTake("job").isEmpty());
    assertTrue(one.tryTake("job").isEmpty());

    first.close();

    assertTrue(first.isLost());
    assertTrue(other.tryTake("job").orElseThrow().term() > first.term());
  }

  @Test
  void aJobThatTakesLongerThanItsLeaseKeepsIt() throws Exception {
    Leases one = process(SHORT);
    Lease lease = one.tryTake("job").orElseThrow();
    Leases other = process(SHORT);

    Thread.sleep(SHORT.multipliedBy(4));

    assertTrue(other.tryTake("job").isEmpty());
    assertTrue(lease.isHeld());
    assertTrue(mayWrite(one, lease));
  }

  @Test
  void theJobOfAProcessThatLostItsDatabaseIsTakenOverAndMayNotWriteAnyMore() throws Exception {
    Pool cut = platform.pool();
    Leases one = process(cut, SHORT);
    Lease lost = one.tryTake("job").orElseThrow();
    Leases other = process(SHORT);

    cut.closeAndAwait();

    await().atMost(PATIENCE).until(() -> !lost.isHeld());
    await().atMost(PATIENCE).until(() -> other.tryTake("job").isPresent());
    assertFalse(mayWrite(one, lost));
    lost.close();
    assertTrue(process(SHORT).tryTake("job").isEmpty(), "the new owner keeps it");
  }

  @Test
  void aLeaseThatRanOutWithoutBeingTakenIsRenewedWhenTheDatabaseIsBack() throws Exception {
    Leases one = process(SHORT);
    Lease lease = one.tryTake("job").orElseThrow();

    try (Connection away = platform.jdbc();
        Statement statement = away.createStatement()) {
      away.setAutoCommit(false);
      statement.execute("lock table test.lease in access exclusive mode");
      await().atMost(PATIENCE).until(() -> !lease.isHeld());
      away.rollback();
    }

    await().atMost(PATIENCE).until(lease::isHeld);
    assertFalse(lease.isLost());
    assertTrue(mayWrite(one, lease));
  }

  @Test
  void anOwnerNoticesThatAnotherProcessTookOver() {
    Lease lease = process(SHORT).tryTake("job").orElseThrow();

    platform.sql("update test.lease set term = nextval('test.lease_term'), owner = 'other'");

    await().atMost(PATIENCE).until(lease::isLost);
    assertFalse(lease.isHeld());
  }

  @Test
  void aFrozenWriterHoldsNobodyBackForLong() throws Exception {
    Leases one = process(SHORT);
    Lease lease = one.tryTake("job").orElseThrow();
    try (Connection frozen = platform.jdbc()) {
      frozen.setAutoCommit(false);
      assertTrue(fenced(frozen, one, lease));
      lease.close();

      Leases other = process(SHORT);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> other.tryTake("job").isPresent());

      assertThrows(SQLException.class, frozen::commit);
    }
  }

  @Test
  void aDurationThatCannotBeRenewedInTimeIsRefused() {
    assertEquals(
        "quittance.lease.duration is PT0.5S: set it to at least 1s",
        assertThrows(IllegalArgumentException.class, () -> process(Duration.ofMillis(500)))
            .getMessage());
  }
}
