/// MLflow's tracking: experiments, runs, parameters, metrics and tags, as unmodified clients log
/// and search them.
@NullMarked
package io.quittance.registry.mlflow.tracking;

import org.jspecify.annotations.NullMarked;
