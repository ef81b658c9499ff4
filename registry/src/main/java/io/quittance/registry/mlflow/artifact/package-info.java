/// The files of runs, logged models and versions, as MLflow's clients send and fetch them through
/// the registry.
@NullMarked
package io.quittance.registry.mlflow.artifact;

import org.jspecify.annotations.NullMarked;
