/// Shows our own trainings to MLflow's clients: an experiment for each model, a run for each
/// version, and the version with its files. Derived from the catalogue, so that training knows
/// nothing of MLflow.
@NullMarked
package io.quittance.registry.mlflow.training;

import org.jspecify.annotations.NullMarked;
