/// Takes decisions and outcomes from Kafka into the database, each once.
@NullMarked
package io.quittance.feedback.outcome;

import org.jspecify.annotations.NullMarked;
