/// For tests only: real servers shared by a whole Maven run, tokens, records, and the rules of the
/// architecture.
@NullMarked
package io.quittance.testkit;

import org.jspecify.annotations.NullMarked;
