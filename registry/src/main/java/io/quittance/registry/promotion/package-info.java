/// The acts that change a version's life: registering, approving, promoting, rolling back.
@NullMarked
package io.quittance.registry.promotion;

import org.jspecify.annotations.NullMarked;
