/// A model as it travels: manifest, graph, reference, golden rows and background in one zip, each
/// part verified by its SHA-256.
@NullMarked
package io.quittance.core.bundle;

import org.jspecify.annotations.NullMarked;
