/// MLflow's model registry: registered models, versions and aliases. A version becomes a candidate
/// of the lifecycle once its files are verified; nothing here passes the gate or the people who
/// approve.
@NullMarked
package io.quittance.registry.mlflow.model;

import org.jspecify.annotations.NullMarked;
