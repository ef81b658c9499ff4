package io.quittance.registry.mlflow.search;

/// A comparison operator, with its SQL.
enum Operator {
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LIKE("like"),
  ILIKE("ilike"),
  IN("= any"),
  NOT_IN("<> all");

  private final String sql;

  Operator(String sql) {
    this.sql = sql;
  }

  /// Returns whether texts can be compared with it.
  boolean isForTexts() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, LIKE, ILIKE, IN, NOT_IN -> true;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
    };
  }

  /// Returns whether numbers can be compared with it.
  boolean isForNumbers() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
      case LIKE, ILIKE, IN, NOT_IN -> false;
    };
  }

  /// Returns the comparison of an expression with a bound parameter.
  String compare(String expression, String parameter) {
    return switch (this) {
      case LIKE, ILIKE -> expression + " " + sql + " " + parameter + " escape ''";
      case IN, NOT_IN -> expression + " " + sql + "(" + parameter + ")";
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          expression + " " + sql + " " + parameter;
    };
  }
}
