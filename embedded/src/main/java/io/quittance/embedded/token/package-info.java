/// The development realm, and a small token issuer that replaces Keycloak.
@NullMarked
package io.quittance.embedded.token;

import org.jspecify.annotations.NullMarked;
