package io.quittance.laboratory.command;

import io.quittance.laboratory.fit.ClassWeights;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The options of one training run.
///
/// @param input the table and its columns
/// @param division how the test rows are chosen, and how many folds the search uses
/// @param search the models to search
/// @param seed seed of all random numbers
/// @param valueMatrix file with the costs and values of contacts
/// @param allow quality findings to tolerate, as `RULE` or `RULE:column`
/// @param name name of the model in its bundle
/// @param requestedBy who asks for the training
/// @param out directory for the results
/// @param resume whether to resume the search in `out`
record TrainOrder(
    Input input,
    Division division,
    SearchScope search,
    long seed,
    Optional<Path> valueMatrix,
    Set<String> allow,
    String name,
    String requestedBy,
    Path out,
    boolean resume) {

  TrainOrder {
    allow = Set.copyOf(allow);
  }

  /// The table to train on and its columns.
  ///
  /// @param data a CSV or Parquet file
  /// @param schema the schema file; when absent, the schema is drafted from the data
  /// @param target the column to predict
  /// @param positive the target value to predict; when absent, the rarer value
  /// @param exclude columns that are not used as features
  record Input(
      Path data,
      Optional<Path> schema,
      String target,
      Optional<String> positive,
      List<String> exclude) {
    Input {
      exclude = List.copyOf(exclude);
    }
  }

  /// How the rows are divided.
  ///
  /// @param split how the test rows are chosen
  /// @param testShare share of rows held out for the test, 0.05 to 0.5
  /// @param folds number of search folds, 2 to 20
  record Division(Split split, double testShare, int folds) {}

  /// How the test rows are chosen.
  enum Split {
    /// At random, with the same share of positives.
    STRATIFIED,
    /// The latest rows, by the column with the role `time`.
    TIME,
    /// The last rows of the file.
    ORDER
  }

  /// The models that a search tries.
  ///
  /// @param budget number of trials, or time
  /// @param families model families
  /// @param combined whether to try stacked and soft-vote combinations of the best models
  /// @param maxDepth maximum depth of trees
  /// @param weights class weights
  /// @param select whether to drop features found useless and fit again on the rest
  record SearchScope(
      Budget budget,
      List<Family> families,
      boolean combined,
      int maxDepth,
      ClassWeights weights,
      boolean select) {
    SearchScope {
      families = List.copyOf(families);
    }
  }
}
