/// The words that events, decisions and rules share: actions, channels, places, consents and
/// reviews, with the checks that their values pass.
@NullMarked
package io.quittance.core.vocabulary;

import org.jspecify.annotations.NullMarked;
