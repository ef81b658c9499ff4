package io.quittance.scoring.simulation;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;

/// The database's client as the services see it: passes everything on to a [FakePostgres.Session].
final class FakePool implements Pool {

  private final Supplier<Future<FakePostgres.Session>> sessions;

  FakePool(Supplier<Future<FakePostgres.Session>> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return sessions.get().map(FakeConnection::new);
  }

  @Override
  public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
    getConnection().onComplete(handler);
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return preparedQuery(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new FakeQuery(sql, this::alone);
  }

  /// Runs a statement in a transaction of its own.
  private Future<RowSet<Row>> alone(String sql, List<Tuple> rows) {
    return sessions
        .get()
        .flatMap(
            session ->
                session
                    .execute(sql, rows)
                    .flatMap(answer -> session.commit().map(answer))
                    .onComplete(_ -> session.close()));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(Handler<AsyncResult<Void>> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Pool connectHandler(Handler<SqlConnection> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Pool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int size() {
    throw new UnsupportedOperationException();
  }

  private record FakeQuery(String sql, BiFunction<String, List<Tuple>, Future<RowSet<Row>>> run)
      implements PreparedQuery<RowSet<Row>> {

    @Override
    public Future<RowSet<Row>> execute() {
      return execute(Tuple.tuple());
    }

    @Override
    public void execute(Handler<AsyncResult<RowSet<Row>>> handler) {
      execute().onComplete(handler);
    }

    @Override
    public Future<RowSet<Row>> execute(Tuple tuple) {
      return run.apply(sql, List.of(tuple));
    }

    @Override
    public void execute(Tuple tuple, Handler<AsyncResult<RowSet<Row>>> handler) {
      execute(tuple).onComplete(handler);
    }

    @Override
    public Future<RowSet<Row>> executeBatch(List<Tuple> batch) {
      return run.apply(sql, batch);
    }

    @Override
    public void executeBatch(List<Tuple> batch, Handler<AsyncResult<RowSet<Row>>> handler) {
      executeBatch(batch).onComplete(handler);
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      throw new UnsupportedOperationException();
    }
  }

  private record FakeTransactionHandle(FakePostgres.Session session) implements Transaction {

    @Override
    public Future<Void> commit() {
      return session.commit();
    }

    @Override
    public void commit(Handler<AsyncResult<Void>> handler) {
      commit().onComplete(handler);
    }

    @Override
    public Future<Void> rollback() {
      return session.rollback();
    }

    @Override
    public void rollback(Handler<AsyncResult<Void>> handler) {
      rollback().onComplete(handler);
    }

    @Override
    public Future<Void> completion() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void completion(Handler<AsyncResult<Void>> handler) {
      throw new UnsupportedOperationException();
    }
  }

  private record FakeConnection(FakePostgres.Session session) implements SqlConnection {

    @Override
    public Query<RowSet<Row>> query(String sql) {
      return preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
      return new FakeQuery(sql, session::execute);
    }

    @Override
    public Future<Transaction> begin() {
      session.begin();
      return Future.succeededFuture(new FakeTransactionHandle(session));
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
      begin().onComplete(handler);
    }

    @Override
    public Future<Void> close() {
      session.close();
      return Future.succeededFuture();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
      close().onComplete(handler);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SqlConnection prepare(
        String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Transaction transaction() {
      return new FakeTransactionHandle(session);
    }

    @Override
    public boolean isSSL() {
      return false;
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
      throw new UnsupportedOperationException();
    }
  }
}
