/// Vocabulary that events, decisions and rules share: actions, channels, places, consents and
/// reviews, and the validation of common fields.
@NullMarked
package io.quittance.core.vocabulary;

import org.jspecify.annotations.NullMarked;
