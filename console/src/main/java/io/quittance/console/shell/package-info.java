/// What every page has: who is signed in, what they may do, navigation, refusals.
@NullMarked
package io.quittance.console.shell;

import org.jspecify.annotations.NullMarked;
