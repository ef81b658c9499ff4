/// A model in transferable form: manifest, graph, reference, golden rows and background rows in one
/// zip file, each part verified by its SHA-256.
@NullMarked
package io.quittance.core.bundle;

import org.jspecify.annotations.NullMarked;
