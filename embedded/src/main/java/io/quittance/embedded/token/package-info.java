/// The development realm and a small issuer of its tokens that needs no Keycloak.
@NullMarked
package io.quittance.embedded.token;

import org.jspecify.annotations.NullMarked;
