package io.quittance.scoring.simulation;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import io.vertx.sqlclient.impl.ArrayTuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as the database's client returns them.
final class FakeRows implements RowSet<Row> {

  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();
  private int changed;

  FakeRows(String... columns) {
    this.columns = List.of(columns);
  }

  /// Returns the answer to a statement that only changes rows.
  static FakeRows changed(int rows) {
    FakeRows none = new FakeRows();
    none.changed = rows;
    return none;
  }

  FakeRows add(@Nullable Object... values) {
    rows.add(new FakeRow(columns, values));
    return this;
  }

  @Override
  public RowIterator<Row> iterator() {
    Iterator<Row> each = rows.iterator();
    return new RowIterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public Row next() {
        return each.next();
      }
    };
  }

  @Override
  public int rowCount() {
    return changed;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public RowSet<Row> value() {
    return this;
  }

  @Override
  public @Nullable RowSet<Row> next() {
    return null;
  }

  @Override
  public List<String> columnsNames() {
    return columns;
  }

  @Override
  public List<ColumnDescriptor> columnDescriptors() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> V property(PropertyKind<V> kind) {
    throw new UnsupportedOperationException();
  }

  private static final class FakeRow extends ArrayTuple implements Row {

    private final List<String> columns;

    FakeRow(List<String> columns, @Nullable Object[] values) {
      super(values.length);
      this.columns = columns;
      for (Object value : values) {
        addValue(value);
      }
    }

    @Override
    public String getColumnName(int position) {
      return columns.get(position);
    }

    @Override
    public int getColumnIndex(String column) {
      return columns.indexOf(column);
    }
  }
}
