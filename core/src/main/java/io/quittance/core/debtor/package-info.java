/// What the contact rules need to know about a debtor, combined over all accounts of the person:
/// attempts, consents, inconvenient times and local time.
@NullMarked
package io.quittance.core.debtor;

import org.jspecify.annotations.NullMarked;
