/// What the contact rules need to know about a debtor: attempts, consents, inconvenient times and
/// local time, folded over all accounts of the person.
@NullMarked
package io.quittance.core.debtor;

import org.jspecify.annotations.NullMarked;
