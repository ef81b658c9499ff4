package io.quittance.scoring.inbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collects rows into the array parameters of a set-based statement, column by column.
public final class Columns<T> {

  private final Collection<T> rows;
  private final Tuple tuple = Tuple.tuple();

  private Columns(Collection<T> rows) {
    this.rows = rows;
  }

  public static <T> Columns<T> of(Collection<T> rows) {
    return new Columns<>(rows);
  }

  public Columns<T> text(Function<T, @Nullable String> column) {
    return add(rows.stream().map(column).toArray(String[]::new));
  }

  public Columns<T> uuid(Function<T, java.util.@Nullable UUID> column) {
    return add(rows.stream().map(column).toArray(java.util.UUID[]::new));
  }

  public Columns<T> integer(Function<T, @Nullable Integer> column) {
    return add(rows.stream().map(column).toArray(Integer[]::new));
  }

  public Columns<T> bigint(Function<T, @Nullable Long> column) {
    return add(rows.stream().map(column).toArray(Long[]::new));
  }

  public Columns<T> bool(Function<T, Boolean> column) {
    return add(rows.stream().map(column).toArray(Boolean[]::new));
  }

  public Columns<T> instant(Function<T, @Nullable Instant> column) {
    return add(rows.stream().map(row -> utc(column.apply(row))).toArray(OffsetDateTime[]::new));
  }

  public Columns<T> bytes(Function<T, byte[]> column) {
    return add(rows.stream().map(row -> Buffer.buffer(column.apply(row))).toArray(Buffer[]::new));
  }

  public Tuple tuple() {
    return tuple;
  }

  private Columns<T> add(Object array) {
    tuple.addValue(array);
    return this;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
