/// The HTTP edge of the MLflow interface: refusals in MLflow's form, and credentials as MLflow's
/// clients show them.
@NullMarked
package io.quittance.registry.mlflow.http;

import org.jspecify.annotations.NullMarked;
