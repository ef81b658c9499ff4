/// Publishes decisions again that the topic has lost.
@NullMarked
package io.quittance.scoring.publication;

import org.jspecify.annotations.NullMarked;
