/// Trainers and the search over their settings. The only place, with the export, where native
/// learning libraries are known.
@NullMarked
package io.quittance.retraining.training;

import org.jspecify.annotations.NullMarked;
