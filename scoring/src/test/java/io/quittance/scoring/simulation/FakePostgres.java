package io.quittance.scoring.simulation;

import io.quittance.testkit.simulation.Life;
import io.quittance.testkit.simulation.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database in memory behind the client that the services use: connections, transactions, row
/// locks and every statement of the decision core, in virtual time.
final class FakePostgres {

  private static final int MOST_MILLIS = 6;

  private final VirtualTime time;
  private final Faults faults;
  private final Locks locks;
  private final FakeTables tables;
  private final List<Session> open = new ArrayList<>();
  private boolean away;

  FakePostgres(VirtualTime time, Faults faults) {
    this.time = time;
    this.faults = faults;
    this.locks = new Locks(time);
    this.tables = new FakeTables(time, locks);
  }

  FakeTables tables() {
    return tables;
  }

  /// Stops the database, which ends all its sessions, or starts it.
  void setAway(boolean away) {
    this.away = away;
    if (away) {
      List.copyOf(open).forEach(Session::lose);
    }
  }

  /// Returns the pool of a process.
  ///
  /// @param process number of the process, whichever life it is in
  Pool pool(Life life, int process) {
    return new FakePool(() -> connect(life, process));
  }

  private Future<Session> connect(Life life, int process) {
    Promise<Session> opened = Promise.promise();
    Faults.Outcome outcome = faults.next(Faults.Operation.CONNECT);
    if (outcome == Faults.Outcome.KILLED_BEFORE || outcome == Faults.Outcome.KILLED_AFTER) {
      life.end();
    }
    time.soon(
        MOST_MILLIS,
        life,
        () -> {
          if (away || outcome != Faults.Outcome.DONE) {
            opened.fail(lost());
          } else {
            opened.complete(new Session(life, process));
          }
        });
    return opened.future();
  }

  private static VertxException lost() {
    return new VertxException("the connection to the database is lost", true);
  }

  /// A connection, which runs one statement at a time.
  final class Session {

    private record Statement(String sql, List<Tuple> rows, Promise<RowSet<Row>> answer) {}

    private final Life life;
    private final int process;
    private final Deque<Statement> queue = new ArrayDeque<>();
    private FakeTransaction transaction;
    private @Nullable Statement current;
    private boolean closed;

    Session(Life life, int process) {
      this.life = life;
      this.process = process;
      this.transaction = new FakeTransaction(life);
      open.add(this);
      // The database notices the death of a process some time later.
      life.atEnd(() -> time.soon(500, new Life(), this::lose));
    }

    Future<RowSet<Row>> execute(String sql, List<Tuple> rows) {
      Promise<RowSet<Row>> answer = Promise.promise();
      queue.add(new Statement(sql, rows, answer));
      next();
      return answer.future();
    }

    private void next() {
      if (current != null || queue.isEmpty()) {
        return;
      }
      Statement statement = queue.remove();
      Faults.Outcome outcome = faults.next(Faults.Operation.STATEMENT);
      if (outcome == Faults.Outcome.KILLED_BEFORE) {
        life.end();
      }
      current = statement;
      time.soon(MOST_MILLIS, life, () -> start(statement, outcome));
    }

    private void start(Statement statement, Faults.Outcome outcome) {
      if (outcome == Faults.Outcome.FAILED) {
        lose();
      }
      if (closed) {
        done(() -> statement.answer().tryFail(lost()));
      } else if (transaction.hasFailed()) {
        done(
            () ->
                statement
                    .answer()
                    .tryFail(new PgException("the transaction is aborted", "ERROR", "25P02", "")));
      } else {
        FakeTransaction mine = transaction;
        locks.take(
            mine,
            tables.locks(mine, statement.sql(), statement.rows()),
            () -> evaluate(mine, statement, outcome),
            failure -> {
              mine.fail();
              done(() -> statement.answer().tryFail(failure));
            });
      }
    }

    private void evaluate(FakeTransaction mine, Statement statement, Faults.Outcome outcome) {
      if (mine.isOver()) {
        done(() -> statement.answer().tryFail(lost()));
        return;
      }
      try {
        RowSet<Row> rows = tables.execute(mine, process, statement.sql(), statement.rows());
        if (outcome == Faults.Outcome.KILLED_AFTER) {
          life.end();
        } else if (outcome == Faults.Outcome.DONE_BUT_FAILED) {
          lose();
          done(() -> statement.answer().tryFail(lost()));
        } else {
          done(() -> statement.answer().tryComplete(rows));
        }
      } catch (PgException refused) {
        mine.fail();
        done(() -> statement.answer().tryFail(refused));
      }
    }

    private void done(Runnable tell) {
      current = null;
      tell.run();
      next();
    }

    void begin() {
      transaction = new FakeTransaction(life);
    }

    Future<Void> commit() {
      Promise<Void> told = Promise.promise();
      Faults.Outcome outcome = faults.next(Faults.Operation.COMMIT);
      if (outcome == Faults.Outcome.KILLED_BEFORE) {
        life.end();
      }
      time.soon(MOST_MILLIS, life, () -> commit(outcome, told));
      return told.future();
    }

    private void commit(Faults.Outcome outcome, Promise<Void> told) {
      if (outcome == Faults.Outcome.FAILED) {
        lose();
      }
      if (closed) {
        told.fail(lost());
        return;
      }
      if (transaction.hasFailed()) {
        end(false);
        told.fail(new PgException("the transaction was rolled back", "ERROR", "25P02", ""));
        return;
      }
      end(true);
      switch (outcome) {
        case KILLED_AFTER -> life.end();
        case DONE_BUT_FAILED -> {
          lose();
          told.fail(lost());
        }
        case DONE, FAILED, KILLED_BEFORE -> told.complete();
      }
    }

    Future<Void> rollback() {
      Promise<Void> told = Promise.promise();
      time.soon(
          MOST_MILLIS,
          life,
          () -> {
            end(false);
            told.complete();
          });
      return told.future();
    }

    private void end(boolean commit) {
      if (!transaction.isOver()) {
        transaction.finish();
        if (commit) {
          tables.commit(transaction);
        }
        locks.release(transaction);
      }
    }

    void close() {
      end(false);
      closed = true;
      open.remove(this);
    }

    private void lose() {
      close();
      List<Statement> waiting = new ArrayList<>(queue);
      queue.clear();
      if (current != null) {
        waiting.add(current);
      }
      waiting.forEach(statement -> time.soon(1, life, () -> statement.answer().tryFail(lost())));
    }
  }
}
