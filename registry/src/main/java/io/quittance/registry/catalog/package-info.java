/// Records and serves models, versions, lineage, states and the history of aliases.
@NullMarked
package io.quittance.registry.catalog;

import org.jspecify.annotations.NullMarked;
