/// What every service does with HTTP in the same way: who calls, what a refusal looks like, how
/// strictly JSON is read.
@NullMarked
package io.quittance.web;

import org.jspecify.annotations.NullMarked;
