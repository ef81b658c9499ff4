/// Validation of the fields that events and files share: one exception that names field and rule,
/// and strict readers of instants and text.
@NullMarked
package io.quittance.core.validation;

import org.jspecify.annotations.NullMarked;
