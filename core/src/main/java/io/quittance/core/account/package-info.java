/// The state of an account: its facts in event-time order, and views of them as of an instant. The
/// state does not depend on the order in which facts arrive.
@NullMarked
package io.quittance.core.account;

import org.jspecify.annotations.NullMarked;
