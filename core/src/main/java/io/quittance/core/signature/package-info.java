/// Signatures: Ed25519 keys as PEM text, and DSSE envelopes of signed bytes.
@NullMarked
package io.quittance.core.signature;

import org.jspecify.annotations.NullMarked;
