/// MLflow's search grammar: filters and orders become SQL with bound parameters, so that no text of
/// a request is ever part of a statement.
@NullMarked
package io.quittance.registry.mlflow.search;

import org.jspecify.annotations.NullMarked;
