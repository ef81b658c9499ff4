/// A Keycloak server run from its distribution, with the realm `quittance`.
@NullMarked
package io.quittance.embedded.keycloak;

import org.jspecify.annotations.NullMarked;
