package io.quittance.registry.mlflow.search;

/// What a comparison or an order is about.
///
/// @param entity `attribute`, `metric`, `param`, `tag` or `dataset`, as the request spells it
/// @param name without quotes
record Key(String entity, String name) {

  static final String ATTRIBUTE = "attribute";
}
