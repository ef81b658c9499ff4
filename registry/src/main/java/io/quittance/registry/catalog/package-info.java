/// What is recorded: models, versions, lineage, states and the history of aliases; and its reading.
@NullMarked
package io.quittance.registry.catalog;

import org.jspecify.annotations.NullMarked;
