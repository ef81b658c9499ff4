package io.quittance.laboratory.command;

import io.quittance.laboratory.fit.ClassWeights;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The options of one training.
///
/// @param input the table and its columns
/// @param division which rows test, and how many folds the search has
/// @param search the models to search
/// @param seed seed of all random draws
/// @param valueMatrix file with the costs and values of contacts
/// @param allow findings of the quality gate to tolerate, `RULE` or `RULE:column`
/// @param name name of the model in its bundle
/// @param out directory for the results
/// @param resume whether to continue the search in `out`
record TrainOrder(
    Input input,
    Division division,
    SearchScope search,
    long seed,
    Optional<Path> valueMatrix,
    Set<String> allow,
    String name,
    Path out,
    boolean resume) {

  TrainOrder {
    allow = Set.copyOf(allow);
  }

  /// The table of a training and its columns.
  ///
  /// @param data CSV or Parquet file
  /// @param schema schema file; drafted from the data when absent
  /// @param target column to predict
  /// @param positive value of the target to predict; the rarer one when absent
  /// @param exclude columns that are not features
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
  /// @param split how the rows for the test are chosen
  /// @param testShare share of the rows held out for the test, 0.05 to 0.5
  /// @param folds number of folds of the search, 2 to 20
  record Division(Split split, double testShare, int folds) {}

  /// How the rows for the test are chosen.
  enum Split {
    /// At random, with the same share of positives.
    STRATIFIED,
    /// The latest by the column with the role `time`.
    TIME,
    /// The last of the file.
    ORDER
  }

  /// The models that a search tries.
  ///
  /// @param budget number of trials, or time
  /// @param families model families
  /// @param combined whether to try stacked and soft-vote models of the best
  /// @param maxDepth greatest depth of trees
  /// @param weights weights of the classes
  /// @param select whether to drop features judged useless and fit again on the rest
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
