/// Stores bundles and evidence as immutable files addressed by their SHA-256.
@NullMarked
package io.quittance.registry.artifact;

import org.jspecify.annotations.NullMarked;
