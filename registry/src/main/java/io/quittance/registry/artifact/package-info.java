/// Bundles and evidence as immutable files, addressed by their content.
@NullMarked
package io.quittance.registry.artifact;

import org.jspecify.annotations.NullMarked;
