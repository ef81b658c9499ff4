package io.quittance.registry.mlflow.search;

import java.util.List;

/// One comparison of a filter.
record Comparison(Key key, Operator operator, Value value) {

  /// What a key is compared with.
  sealed interface Value {

    /// A quoted text.
    record Text(String text) implements Value {}

    /// A bare number.
    record Number(double number) implements Value {}

    /// Texts in brackets.
    record Texts(List<String> texts) implements Value {

      public Texts {
        texts = List.copyOf(texts);
      }
    }
  }
}
