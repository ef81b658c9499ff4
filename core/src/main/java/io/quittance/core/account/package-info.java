/// The state of an account: the facts of its windows in event-time order, and what they amount to
/// as of an instant. Facts may arrive in any order; the state is the same.
@NullMarked
package io.quittance.core.account;

import org.jspecify.annotations.NullMarked;
