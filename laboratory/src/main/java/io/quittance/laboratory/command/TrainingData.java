package io.quittance.laboratory.command;

import io.quittance.laboratory.dataset.Encoding;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.infer.DraftSchema;
import io.quittance.laboratory.output.CommandFailedException;
import io.quittance.laboratory.output.Messages;
import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rows of a training run, divided into parts. Categories are learned from the training rows
/// only.
///
/// @param table all rows of the file
/// @param encoding fitted on the training rows
/// @param folds over the training rows, by their position in `train`
record TrainingData(
    Table table,
    Partition parts,
    Encoding encoding,
    Examples train,
    Examples calibration,
    Examples test,
    Folds folds) {

  private static final int LEAST_OF_A_CLASS = 10;

  /// Reads and splits the data. Blocks.
  ///
  /// @throws io.quittance.laboratory.table.problem.BadDataException when the file does not match
  ///   the schema
  /// @throws CommandFailedException when a part has too few rows of a class, or the column that the
  ///   split needs is missing
  static TrainingData read(TrainOrder order, TableSchema schema, Messages messages) {
    Table table =
        Table.read(
            order.input().data(),
            schema,
            rows -> {
              if (rows % 500_000 == 0) {
                messages.say("Read %,d rows", rows);
              }
            });
    Partition parts = parts(order, table);
    Encoding encoding = Encoding.fit(table, parts.train());
    Examples all = encoding.encode(table);
    TrainingData data =
        new TrainingData(
            table,
            parts,
            encoding,
            all.pick(parts.train()),
            all.pick(parts.calibration()),
            all.pick(parts.test()),
            folds(order, table, parts));
    require("train", data.train);
    require("calibrate", data.calibration);
    require("test", data.test);
    return data;
  }

  /// Returns the schema, read from its file or drafted from the data, with the options applied.
  ///
  /// @throws io.quittance.laboratory.table.problem.BadDataException when the schema or the data
  ///   cannot be read
  /// @throws CommandFailedException when a column to exclude does not exist
  static TableSchema schema(TrainOrder order, Messages messages) {
    TableSchema schema;
    if (order.input().schema().isPresent()) {
      schema = TableSchema.read(order.input().schema().get()).withTarget(order.input().target());
    } else {
      DraftSchema draft = DraftSchema.of(order.input().data(), Optional.of(order.input().target()));
      messages.say("No --schema given: drafted a schema from the data");
      draft.notes().forEach(note -> messages.say("  %s", note));
      schema = draft.schema();
    }
    List<String> names = schema.columns().stream().map(ColumnSchema::name).toList();
    for (String column : order.input().exclude()) {
      if (!names.contains(column)) {
        throw new CommandFailedException(
            "--exclude names %s, but there is no such column".formatted(column));
      }
    }
    return new TableSchema(
        schema.format(), schema.columns().stream().map(column -> wished(column, order)).toList());
  }

  private static ColumnSchema wished(ColumnSchema column, TrainOrder order) {
    boolean target = column.role() == Role.TARGET;
    return new ColumnSchema(
        column.name(),
        column.type(),
        order.input().exclude().contains(column.name()) ? Role.IGNORED : column.role(),
        column.min(),
        column.max(),
        column.categories(),
        column.missing(),
        target && order.input().positive().isPresent()
            ? order.input().positive()
            : column.positive(),
        column.permitted());
  }

  private static Partition parts(TrainOrder order, Table table) {
    return switch (order.division().split()) {
      case STRATIFIED ->
          table
              .groups()
              .map(groups -> Partition.grouped(groups, order.division().testShare(), order.seed()))
              .orElseGet(
                  () ->
                      Partition.stratified(
                          table.labels(), order.division().testShare(), order.seed()));
      case TIME ->
          Partition.inTime(
              times(table), table.labels(), order.division().testShare(), order.seed());
      case ORDER -> Partition.inOrder(table.labels(), order.division().testShare(), order.seed());
    };
  }

  private static Folds folds(TrainOrder order, Table table, Partition parts) {
    int[] rows = parts.train();
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = table.labels()[rows[i]];
    }
    return switch (order.division().split()) {
      case STRATIFIED ->
          table
              .groups()
              .map(
                  groups ->
                      Folds.grouped(
                          names(groups, rows), labels, order.division().folds(), order.seed()))
              .orElseGet(() -> Folds.stratified(labels, order.division().folds(), order.seed()));
      case TIME -> {
        long[] all = times(table);
        long[] some = Arrays.stream(rows).mapToLong(row -> all[row]).toArray();
        yield Folds.inTime(some, labels, order.division().folds(), order.seed());
      }
      case ORDER ->
          Folds.inTime(
              IntStream.range(0, rows.length).asLongStream().toArray(),
              labels,
              order.division().folds(),
              order.seed());
    };
  }

  private static String[] names(int[] groups, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> Integer.toString(groups[row]))
        .toArray(String[]::new);
  }

  private static long[] times(Table table) {
    return table
        .times()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "--split time needs a column with the role time in the schema; --split order uses"
                        + " the file order"));
  }

  private static void require(String purpose, Examples part) {
    int least = Math.min(part.positives(), part.size() - part.positives());
    if (least < LEAST_OF_A_CLASS) {
      throw new CommandFailedException(
          "only %2$d of the rows to %1$s belong to one class, but %3$d are needed: add rows, or choose another --split or --test-share"
              .formatted(purpose, least, LEAST_OF_A_CLASS));
    }
  }

  /// Returns the same rows with only some of the features.
  ///
  /// @param names of the features, in order
  TrainingData only(List<String> names) {
    int[] places = names.stream().mapToInt(train.names()::indexOf).toArray();
    return new TrainingData(
        table,
        parts,
        new Encoding(Arrays.stream(places).mapToObj(encoding.columns()::get).toList()),
        train.only(places),
        calibration.only(places),
        test.only(places),
        folds);
  }

  /// Returns the names of the protected columns.
  List<String> protectedNames() {
    List<String> names = new ArrayList<>();
    table.protectedColumns().forEach(column -> names.add(column.name()));
    return names;
  }
}
