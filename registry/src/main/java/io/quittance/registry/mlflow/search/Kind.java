package io.quittance.registry.mlflow.search;

/// What the values of a key are.
public enum Kind {
  TEXT,
  NUMBER
}
