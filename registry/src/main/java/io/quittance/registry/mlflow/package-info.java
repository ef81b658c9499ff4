/// What all parts of the MLflow interface share: reading request bodies, refusals in MLflow's form,
/// tags, and page tokens.
@NullMarked
package io.quittance.registry.mlflow;

import org.jspecify.annotations.NullMarked;
