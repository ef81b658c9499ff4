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
/// @param data CSV or Parquet
/// @param schema a schema file; drafted from the data when there is none
/// @param positive the value of the target that is to be predicted; the rarer one when absent
/// @param combined whether stacked and soft-vote models of the best are tried
/// @param folds of the search, 2..20
/// @param testShare of the rows, kept for the judgement, 0.05..0.5
/// @param exclude columns that are no features
/// @param allow findings of the quality gate that are tolerated, `RULE` or `RULE:column`
/// @param select whether features judged idle are left out and the rest is fitted again
/// @param name of the model in its bundle
record TrainOrder(
    Path data,
    Optional<Path> schema,
    String target,
    Optional<String> positive,
    Budget budget,
    List<Family> families,
    boolean combined,
    int folds,
    Split split,
    double testShare,
    long seed,
    int maxDepth,
    ClassWeights weights,
    List<String> exclude,
    Optional<Path> valueMatrix,
    Set<String> allow,
    boolean select,
    String name,
    Path out,
    boolean resume) {

  /// How the rows kept for the judgement are chosen.
  enum Split {
    /// At random, with the same share of positives.
    STRATIFIED,
    /// The latest by the column of role `time`.
    TIME,
    /// The last of the file.
    ORDER
  }

  TrainOrder {
    families = List.copyOf(families);
    exclude = List.copyOf(exclude);
    allow = Set.copyOf(allow);
  }
}
