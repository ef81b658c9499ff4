/// Vocabulary that events, decisions and rules share: actions, channels, places, consents and
/// reviews.
@NullMarked
package io.quittance.core.vocabulary;

import org.jspecify.annotations.NullMarked;
