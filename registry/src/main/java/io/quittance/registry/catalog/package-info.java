/// Reads models, versions and their history from the database, and serves them.
@NullMarked
package io.quittance.registry.catalog;

import org.jspecify.annotations.NullMarked;
