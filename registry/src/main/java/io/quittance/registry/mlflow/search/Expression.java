package io.quittance.registry.mlflow.search;

import java.util.function.UnaryOperator;

/// The SQL of a key: a scalar expression that is null where an object has no such key, or a search
/// among several values.
///
/// @param sql the expression; written by us alone
/// @param around puts a comparison of the expression into the condition
/// @param single whether an object has one value at most, so that it can be ordered by
public record Expression(String sql, UnaryOperator<String> around, boolean single) {

  /// Returns an expression that stands for itself.
  public static Expression of(String sql) {
    return new Expression(sql, UnaryOperator.identity(), true);
  }

  /// Returns a search among the values that `source` lists.
  ///
  /// @param source what follows `from`, and perhaps a condition that ends with `and`
  public static Expression among(String source, String sql) {
    return new Expression(
        sql, comparison -> "exists (select 1 from " + source + " " + comparison + ")", false);
  }
}
