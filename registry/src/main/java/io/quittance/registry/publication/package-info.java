/// Publishes which version holds which alias, and publishes it again when the lifecycle topic lacks
/// what the database holds.
@NullMarked
package io.quittance.registry.publication;

import org.jspecify.annotations.NullMarked;
