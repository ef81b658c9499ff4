/// MLflow's logged models: a model with its files, before anybody registers it.
@NullMarked
package io.quittance.registry.mlflow.logged;

import org.jspecify.annotations.NullMarked;
