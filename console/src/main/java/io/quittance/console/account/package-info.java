/// One account: what is known of it, and its cases.
@NullMarked
package io.quittance.console.account;

import org.jspecify.annotations.NullMarked;
